"""Sums with stored Jalali dates (``YYYY-MM-DD``): full years, months and days between them.

The year's length is that of the calendar authority's table (the 33-year rule), by persiantools.
"""

from __future__ import annotations

from datetime import date

from persiantools.jdatetime import JalaliDate

MONTHS = 12


def parts(day: str) -> tuple[int, int, int]:
    """Year, month and day of a stored date."""
    year, month, day_of_month = day.split("-")
    return int(year), int(month), int(day_of_month)


def ordinal(day: str) -> int:
    """The day's number on the line of days; the difference of two is a count of days."""
    return int(JalaliDate(*parts(day)).to_gregorian().toordinal())


def from_ordinal(number: int) -> str:
    """The stored date with this number."""
    return str(JalaliDate(date.fromordinal(number)).strftime("%Y-%m-%d"))


def full_years(birth: str, day: str) -> int:
    """How many Jalali years are full on ``day``; below zero before the birth.

    A year is full on the birthday itself. Who was born on 30 Esfand completes a year without that day on
    the next 1 Farvardin.
    """
    born, at = parts(birth), parts(day)
    return at[0] - born[0] - (at[1:] < born[1:])


def add_months(day: str, months: int) -> str:
    """The same day of a later (or earlier) month; its last day where the month is shorter."""
    year, month, day_of_month = parts(day)
    years, rest = divmod(month - 1 + months, MONTHS)
    last = JalaliDate.days_in_month(rest + 1, year + years)
    return f"{year + years:04d}-{rest + 1:02d}-{min(day_of_month, last):02d}"


def add(day: str, *, months: int = 0, days: int = 0) -> str:
    """``day`` with so many months and then days more."""
    later = add_months(day, months) if months else day
    return from_ordinal(ordinal(later) + days) if days else later

"""Proves the calendar by which rules across fields count: years that are full, months and days later."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from persiantools.jdatetime import JalaliDate

from app.domain.cross_rules import calendar

LEAP_DAY = "1399-12-30"


def days(least: str = "1300-01-01", most: str = "1450-12-29") -> st.SearchStrategy[str]:
    numbers = st.integers(calendar.ordinal(least), calendar.ordinal(most))
    return numbers.map(calendar.from_ordinal)


@pytest.mark.parametrize(
    ("birth", "day", "years"),
    [
        ("1387-09-03", "1405-09-03", 18),  # on the birthday
        ("1387-09-04", "1405-09-03", 17),  # a day before it
        ("1387-09-03", "1405-09-02", 17),
        (LEAP_DAY, "1400-12-29", 0),  # the last day of a year without 30 Esfand
        (LEAP_DAY, "1401-01-01", 1),  # Nowruz
        (LEAP_DAY, "1403-12-29", 3),  # the day before a birthday that there is
        (LEAP_DAY, "1403-12-30", 4),
        (LEAP_DAY, "1408-12-30", 9),  # the next leap year after five years
        ("1404-12-29", "1405-12-29", 1),
        ("1405-01-01", "1405-01-01", 0),
        ("1405-09-04", "1405-09-03", -1),  # not born yet
    ],
)
def test_a_year_is_full_on_the_birthday_and_at_nowruz_for_a_leap_day(
    birth: str, day: str, years: int
) -> None:
    assert calendar.full_years(birth, day) == years


@given(birth=days(), day=days())
def test_the_age_is_the_number_of_birthdays_that_have_come(birth: str, day: str) -> None:
    year, month, day_of_month = calendar.parts(birth)
    count = 0
    while True:
        past = JalaliDate.check_date(year + count + 1, month, day_of_month)
        # who has no birthday in a year has it on the first day after that year
        next_ = (year + count + 1, month, day_of_month) if past else (year + count + 2, 1, 1)
        if next_ > calendar.parts(day):
            break
        count += 1
    assert max(calendar.full_years(birth, day), 0) == count


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("1405-06-31", 1, "1405-07-30"),
        ("1405-11-30", 1, "1405-12-29"),
        ("1403-11-30", 1, "1403-12-30"),
        ("1403-12-30", 12, "1404-12-29"),
        ("1403-12-30", 1, "1404-01-30"),
        ("1405-12-29", 1, "1406-01-29"),
        ("1405-01-15", -1, "1404-12-15"),
    ],
)
def test_a_month_later_is_the_same_day_or_the_months_last(day: str, months: int, later: str) -> None:
    assert calendar.add(day, months=months) == later


def test_a_day_after_the_years_end_is_nowruz() -> None:
    assert calendar.add("1404-12-29", days=1) == "1405-01-01"
    assert calendar.add("1403-12-29", days=1) == "1403-12-30"
    assert calendar.add("1403-12-30", days=1) == "1404-01-01"


@given(day=days(), number=st.integers(-4_000, 4_000))
def test_days_are_counted_as_the_world_counts_them(day: str, number: int) -> None:
    other = calendar.add(day, days=number)
    gregorian = JalaliDate(*calendar.parts(day)).to_gregorian()
    assert JalaliDate(*calendar.parts(other)).to_gregorian() == date.fromordinal(
        gregorian.toordinal() + number
    )

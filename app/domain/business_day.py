"""The business day: the Jalali date in Asia/Tehran at an instant.

Written ``1405-09-03``. The calendar is persiantools' (33-year rule, equal to the calendar authority's
table for 1206-1498). Iran has had no summer time since 2022-09-21; older instants keep theirs.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from persiantools.jdatetime import JalaliDate

try:
    TEHRAN: ZoneInfo | timezone = ZoneInfo("Asia/Tehran")
except ZoneInfoNotFoundError:  # a PC without zone data: the offset in force since 2022
    TEHRAN = timezone(timedelta(hours=3, minutes=30))


def business_day(at: datetime) -> str:
    """The Jalali date in Tehran of an aware instant, as ``YYYY-MM-DD``."""
    return _jalali(at.astimezone(TEHRAN).date())


@lru_cache(maxsize=64)
def _jalali(day: date) -> str:
    """Kept: a form asks what day it is some ten times for each key."""
    return JalaliDate(day).strftime("%Y-%m-%d")


def jalali_year(at: datetime) -> int:
    """The Jalali year in Tehran of an aware instant."""
    return JalaliDate(at.astimezone(TEHRAN).date()).year


def local_time(at: datetime) -> str:
    """The wall-clock time in Tehran, ``HH:MM``."""
    return at.astimezone(TEHRAN).strftime("%H:%M")


def parse_day(text: str) -> str:
    """A Jalali day typed as ``1405-09-03``, ``1405/9/3`` or ``14050903``, in the first form.

    Raises ``ValueError`` when there is no such day.
    """
    parts = text.replace("/", "-").split("-")
    if len(parts) == 1 and len(text) == 8:
        parts = [text[:4], text[4:6], text[6:]]
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        raise ValueError(f"not a Jalali day: {text!r}")
    year, month, day = (int(part) for part in parts)
    if not JalaliDate.check_date(year, month, day):
        raise ValueError(f"no such Jalali day: {text!r}")
    return f"{year:04d}-{month:02d}-{day:02d}"

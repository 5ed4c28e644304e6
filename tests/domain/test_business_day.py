"""Proves the calendar on the authority's vectors: leap years, Nowruz, midnight and the summer time of old."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from persiantools.jdatetime import JalaliDate

from app.domain import business_day as days
from app.domain.field_types import dates

LEAP_REMAINDERS = {1, 5, 9, 13, 17, 22, 26, 30}
"""Leap years by the 33-year rule, which equals the authority's table for 1206-1498."""


def tehran(text: str, minutes: int = 210) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=timezone(timedelta(minutes=minutes)))


@pytest.mark.parametrize(
    ("year", "first_day"),
    [
        (1403, "2024-03-20"),
        (1404, "2025-03-21"),
        (1405, "2026-03-21"),
        (1406, "2027-03-21"),
        (1407, "2028-03-20"),
        (1408, "2029-03-20"),
        (1409, "2030-03-21"),
    ],
)
def test_nowruz_begins_the_year_at_midnight_in_tehran(year: int, first_day: str) -> None:
    midnight = tehran(f"{first_day}T00:00:00")
    assert days.business_day(midnight) == f"{year}-01-01"
    assert days.jalali_year(midnight) == year
    assert days.jalali_year(midnight - timedelta(microseconds=1)) == year - 1


@pytest.mark.parametrize("year", range(dates.YEAR_MIN, dates.YEAR_MAX + 1))
def test_leap_years_follow_the_authoritys_table(year: int) -> None:
    leap = year % 33 in LEAP_REMAINDERS
    assert JalaliDate.is_leap(year) is leap
    assert (dates.find_fault(f"{year}-12-30") is None) is leap
    assert dates.find_fault(f"{year}-12-29") is None


@pytest.mark.parametrize(
    ("day", "exists"),
    [("1403-12-30", True), ("1408-12-30", True), ("1404-12-30", False), ("1399-12-30", True)],
)
def test_the_last_day_of_a_leap_year_is_a_business_day(day: str, exists: bool) -> None:
    if exists:
        assert days.parse_day(day) == day
    else:
        with pytest.raises(ValueError, match="no such"):
            days.parse_day(day)


def test_the_day_changes_at_midnight_in_tehran_and_not_in_utc() -> None:
    assert days.business_day(datetime(2026, 11, 24, 20, 29, 59, tzinfo=UTC)) == "1405-09-03"
    assert days.business_day(datetime(2026, 11, 24, 20, 30, tzinfo=UTC)) == "1405-09-04"
    assert days.local_time(datetime(2026, 11, 24, 20, 30, tzinfo=UTC)) == "00:00"


def test_summer_time_counts_until_2022_and_never_after() -> None:
    assert days.local_time(datetime(2022, 7, 1, 20, 0, tzinfo=UTC)) == "00:30"
    assert days.business_day(datetime(2022, 7, 1, 19, 45, tzinfo=UTC)) == "1401-04-11"
    assert days.local_time(datetime(2022, 12, 1, 20, 0, tzinfo=UTC)) == "23:30"
    for year in (2023, 2024, 2026):
        assert days.local_time(datetime(year, 7, 1, 20, 0, tzinfo=UTC)) == "23:30"


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_every_noon_has_a_day_that_reads_back(day: date) -> None:
    noon = datetime(day.year, day.month, day.day, 8, 0, tzinfo=UTC)
    text = days.business_day(noon)
    assert days.parse_day(text) == text
    assert dates.find_fault(text) is None
    year, month, of_month = (int(part) for part in text.split("-"))
    assert JalaliDate(year, month, of_month).to_gregorian() == day


@pytest.mark.parametrize("typed", ["1405-09-03", "1405/9/3", "14050903"])
def test_a_day_is_read_in_each_of_its_writings(typed: str) -> None:
    assert days.parse_day(typed) == "1405-09-03"


@pytest.mark.parametrize(
    "typed",
    ["", "1405", "1405-13-01", "1405-00-01", "1405-01-32", "2026/11/24/1", "۱۴۰۵/۹/۳", "a-b-c", "140509031"],
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="day"):
        days.parse_day(typed)

"""A business day as the office sees it: receipts, money by method, service and payee."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from persiantools.jdatetime import JalaliDate

from app.domain.business_day import business_day, parse_day
from app.domain.errors import DaftarError
from app.local_db.queries import days
from app.local_db.queries.applications import ApplicationRow
from app.office.counter import Counter


class NoSuchDay(DaftarError):
    """The text is no day of the Jalali calendar."""

    what = "{day} is not a day of the calendar."
    safe = "Nothing was changed."
    todo = "Write it as 1405-09-03."


def day_of(counter: Counter, text: str | None = None) -> str:
    """The day that was typed, or today, as ``1405-09-03``. Raises :class:`NoSuchDay`."""
    if text is None:
        return business_day(counter.now())
    try:
        return parse_day(text)
    except ValueError as error:
        raise NoSuchDay(day=text) from error


def view_day(counter: Counter, day: str) -> days.DaySummary:
    """Receipts and totals of a day (``1405-09-03``)."""
    with counter.store.read() as conn:
        return days.day_summary(conn, day)


def receipts_between(counter: Counter, first_day: str, last_day: str) -> Iterator[ApplicationRow]:
    """The applications of some days, both ends included, in order; read a page at a time."""
    day = first_day
    with counter.store.read() as conn:
        while day <= last_day:
            offset = 0
            while rows := days.day_rows(conn, day, offset=offset):
                yield from rows
                offset += len(rows)
            day = day_after(day)


def first_day(counter: Counter) -> str:
    """The day of the first receipt of this counter; today when there is none."""
    with counter.store.read() as conn:
        found = conn.exec_driver_sql("SELECT min(day) FROM applications").scalar()
    return str(found) if found is not None else day_of(counter)


def day_after(day: str) -> str:
    """The next day of the Jalali calendar, both written ``1405-09-03``."""
    year, month, number = (int(part) for part in day.split("-"))
    return str((JalaliDate(year, month, number) + timedelta(days=1)).strftime("%Y-%m-%d"))

"""A business day as the office sees it: receipts, money by method, service and payee."""

from __future__ import annotations

from app.domain.business_day import business_day, parse_day
from app.domain.errors import DaftarError
from app.local_db.queries import days
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

"""The outages that this counter saw: by system, from, to, and how long in all."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from persiantools.jdatetime import JalaliDate
from sqlalchemy import Connection

from app.domain.business_day import TEHRAN, parse_day
from app.domain.entry import instant, parse_instant
from app.local_db.queries import outages
from app.office.counter import Counter
from app.office.day import NoSuchDay

EVER = datetime(2000, 1, 1, tzinfo=TEHRAN)


def start_of_day(day: str) -> datetime:
    """Midnight in Tehran at the start of a Jalali day. Raises ``NoSuchDay``."""
    try:
        year, month, number = (int(part) for part in parse_day(day).split("-"))
    except ValueError as error:
        raise NoSuchDay(day=day) from error
    date = JalaliDate(year, month, number).to_gregorian()
    return datetime(date.year, date.month, date.day, tzinfo=TEHRAN)


def view_outages(
    counter: Counter, first_day: str | None = None, last_day: str | None = None
) -> list[outages.OutageRow]:
    """Outages that touch the days from ``first_day`` to ``last_day``, both included; all unless given."""
    since = start_of_day(first_day) if first_day else EVER
    until = start_of_day(last_day) + timedelta(days=1) if last_day else counter.now() + timedelta(seconds=1)
    with counter.store.read() as conn:
        rows = outages.between(conn, instant(since), instant(until))
        return [row if row.ended_at else replace(row, served=_served_since(conn, row)) for row in rows]


def _served_since(conn: Connection, row: outages.OutageRow) -> int:
    """How many were served in an outage that goes on; its end will say so itself."""
    found = conn.exec_driver_sql("SELECT count(*) FROM applications WHERE at >= ?", (row.started_at,))
    return int(found.scalar_one())


def down_for(rows: list[outages.OutageRow], now: datetime) -> dict[str, timedelta]:
    """How long each system was down in all; an outage that goes on counts until ``now``."""
    totals: dict[str, timedelta] = {}
    for row in rows:
        ended = parse_instant(row.ended_at) if row.ended_at else now
        lasted = max(ended - parse_instant(row.started_at), timedelta())
        totals[row.system] = totals.get(row.system, timedelta()) + lasted
    return totals

"""Outages, open and past."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, or_, select

from app.local_db.schema import outages

OUTAGES_MAX = 10_000


@dataclass(frozen=True, slots=True)
class OutageRow:
    """``ended_at`` None while it lasts; ``served`` applications accepted meanwhile. RFC 3339 instants."""

    outage: str
    system: str
    started_at: str
    ended_at: str | None
    cause: str
    served: int


_SELECT = select(
    outages.c.outage,
    outages.c.system,
    outages.c.started_at,
    outages.c.ended_at,
    outages.c.cause,
    outages.c.served,
)


def open(conn: Connection) -> list[OutageRow]:
    """Outages that last, oldest first."""
    rows = conn.execute(_SELECT.where(outages.c.ended_at.is_(None)).order_by(outages.c.started_at))
    return [OutageRow(*row) for row in rows]


def between(conn: Connection, start: str, end: str) -> list[OutageRow]:
    """Outages that lasted at some moment in ``[start, end)`` (RFC 3339 as entries write it), oldest first."""
    rows = conn.execute(
        _SELECT.where(
            outages.c.started_at < end, or_(outages.c.ended_at.is_(None), outages.c.ended_at > start)
        )
        .order_by(outages.c.started_at)
        .limit(OUTAGES_MAX)
    )
    return [OutageRow(*row) for row in rows]

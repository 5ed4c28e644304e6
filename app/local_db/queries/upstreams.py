"""The national systems behind the centre."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from app.local_db.schema import upstreams

_STATES = select(upstreams).order_by(upstreams.c.name)


@dataclass(frozen=True, slots=True)
class UpstreamRow:
    """``state`` is ``up``, ``slow`` or ``down``, ``since`` an RFC 3339 instant."""

    name: str
    state: str
    since: str


def states(conn: Connection) -> list[UpstreamRow]:
    """Every system that the centre named, by name."""
    return [UpstreamRow(row[0], row[1], row[2]) for row in conn.execute(_STATES)]

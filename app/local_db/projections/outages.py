"""Outages: which system did not answer, from when to when, and how many were served meanwhile."""

from __future__ import annotations

from sqlalchemy import Connection

from app.domain.entry import Entry
from app.local_db.write_context import run


def started(conn: Connection, entry: Entry) -> None:
    """``outage.started``: an open outage, from the first failure (``since``), a little before the entry."""
    data = entry.data
    run(
        conn,
        "INSERT OR IGNORE INTO outages (outage, system, started_at, cause, served) VALUES (?, ?, ?, ?, 0)",
        (data["outage"], data["system"], data.get("since") or entry.at, data.get("cause") or ""),
    )


def ended(conn: Connection, entry: Entry) -> None:
    """``outage.ended``: its end. One whose start is not known (it was carried) is written whole."""
    data = entry.data
    run(
        conn,
        "INSERT INTO outages (outage, system, started_at, ended_at, cause, served)"
        " VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (outage) DO UPDATE SET ended_at = excluded.ended_at, served = excluded.served",
        (
            data["outage"],
            data["system"],
            data.get("started_at") or entry.at,
            entry.at,
            data.get("cause") or "",
            data.get("served") or 0,
        ),
    )

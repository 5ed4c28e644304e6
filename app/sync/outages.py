"""Outages: when which system was away, why, and how many citizens were served all the same.

Each is two entries of the journal. What is open is read back from the store, so that an outage that was
open when the program died goes on as the same one.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from app.domain.entry import Kind, instant
from app.domain.ids import uuid7
from app.local_db import journal, sync_state
from app.local_db.queries import outages as outage_rows
from app.local_db.queries.outages import OutageRow
from app.local_db.store import Store
from app.sync.link import Link, LinkState
from app.sync.ports import Clock
from app.sync.protocol import UpstreamState

CAUSE_CHARS_MAX = 300
UPSTREAM_PREFIX = "upstream:"
SYSTEM_OF = {
    LinkState.NO_NETWORK: "network",
    LinkState.CENTRE_DOWN: "centre",
    LinkState.NOT_AUTHORISED: "authorisation",
}
_STARTED_AT_SEQ = "SELECT seq FROM journal WHERE kind = ? AND instr(bytes, ?) > 0 ORDER BY seq DESC LIMIT 1"
_SERVED_SINCE = "SELECT count(*) FROM applications WHERE seq > ?"


def record(store: Store, clock: Clock, link: Link, upstreams_down: Mapping[str, str] | None) -> None:
    """Make link and open outages of the store what they are now, in one transaction; else no write at all.

    ``upstreams_down`` names the systems behind the centre that are down, with a cause each; None when
    the centre could not be asked, and then their outages stay as they are.
    """
    wanted = {f"{UPSTREAM_PREFIX}{name}": cause for name, cause in (upstreams_down or {}).items()}
    if link.state in SYSTEM_OF:
        wanted[SYSTEM_OF[link.state]] = link.cause
    is_asked = upstreams_down is not None
    with store.read() as conn:
        over, missing = _differences(conn, wanted, is_asked=is_asked)
        if not over and not missing and sync_state.read(conn).link == link.state:
            return
    with store.write() as conn:
        over, missing = _differences(conn, wanted, is_asked=is_asked)
        for row in over:
            _end(conn, clock, row)
        for system in missing:
            _start(conn, clock, link, system, wanted[system])
        sync_state.set_link(conn, link.state.value, instant(link.since))


def down_upstreams(states: Iterable[UpstreamState]) -> dict[str, str]:
    """Names of the systems behind the centre that are down, with the cause to record."""
    return {each.name: f"the centre says down since {each.since}" for each in states if each.state == "down"}


def _differences(
    conn: Connection, wanted: Mapping[str, str], *, is_asked: bool
) -> tuple[list[OutageRow], list[str]]:
    """Open outages that are over, and systems that are down with no outage open for them."""
    rows = outage_rows.open(conn)
    over = [
        row
        for row in rows
        if row.system not in wanted and (is_asked or not row.system.startswith(UPSTREAM_PREFIX))
    ]
    return over, sorted(wanted.keys() - {row.system for row in rows})


def _start(conn: Connection, clock: Clock, link: Link, system: str, cause: str) -> None:
    now = clock.now()
    since = now if system.startswith(UPSTREAM_PREFIX) else link.since
    journal.append(
        conn,
        kind=Kind.OUTAGE_STARTED,
        staff="",
        data={
            "outage": uuid7(int(now.timestamp() * 1000), secrets.token_bytes(10)),
            "system": system,
            "cause": cause[:CAUSE_CHARS_MAX],
            "since": instant(since),
        },
        at=now,
    )


def _end(conn: Connection, clock: Clock, row: OutageRow) -> None:
    started_seq = conn.exec_driver_sql(_STARTED_AT_SEQ, (Kind.OUTAGE_STARTED, row.outage.encode())).scalar()
    served = conn.exec_driver_sql(_SERVED_SINCE, (started_seq or 0,)).scalar_one()
    journal.append(
        conn,
        kind=Kind.OUTAGE_ENDED,
        staff="",
        data={"outage": row.outage, "system": row.system, "started_at": row.started_at, "served": served},
        at=clock.now(),
    )

"""Settling scans with the entries that name them: what is overdue, what came after all, what nobody names.

::

    named, not held after OVERDUE_AFTER        → finding.raised (document-overdue)
    held, or another scan of the paper is      → finding.withdrawn, done
    quarantined for longer than UNNAMED_KEPT   → removed

An office's feed counter is locked before its rows, as the projector does, so that the two never wait for
each other in a ring.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Sequence

import msgspec
import psycopg
from psycopg_pool import PoolTimeout

from app.domain.feed import FeedKind
from central import feed
from central.database import Connection, Database
from central.documents.holding import UNNAMED_KEPT
from central.documents.naming import OVERDUE_AFTER, Named, lost, overdue
from central.feed import Decision

log = logging.getLogger("daftar.documents")

IDLE_S = 5.0
TROUBLE_S = 5.0
ROWS_AT_ONCE = 500

_ROW = "n.application, n.paper, n.sha256, n.office, n.receipt, n.device, n.seq, n.hash, n.name"
_IS_HELD = """EXISTS (
    SELECT FROM documents d WHERE d.office = n.office AND d.sha256 = n.sha256 AND d.held_at IS NOT NULL)"""
_IS_REPLACED = """((n.lost <> '' OR n.overdue) AND EXISTS (
    SELECT FROM named_documents m JOIN documents d ON d.office = m.office AND d.sha256 = m.sha256
    WHERE m.application = n.application AND m.paper = n.paper AND d.held_at IS NOT NULL
      AND (m.named_at, m.seq) > (n.named_at, n.seq)))"""
_CAME = f"(NOT n.done AND ({_IS_HELD} OR {_IS_REPLACED}))"
_IS_LATE = f"""(NOT n.done AND NOT n.overdue AND n.lost = '' AND n.named_at < now() - %(after)s
    AND NOT {_IS_HELD})"""

SQL_OFFICES = f"SELECT DISTINCT n.office FROM named_documents n WHERE {_CAME} OR {_IS_LATE} ORDER BY 1"  # noqa: S608
SQL_CAME = f"""
UPDATE named_documents n SET done = true
WHERE (n.application, n.paper, n.sha256, n.device, n.seq) IN (
    SELECT n.application, n.paper, n.sha256, n.device, n.seq FROM named_documents n
    WHERE n.office = %(office)s AND {_CAME} LIMIT {ROWS_AT_ONCE})
RETURNING {_ROW}
"""  # noqa: S608 - no value is put into the text
SQL_LATE = f"""
UPDATE named_documents n SET overdue = true
WHERE (n.application, n.paper, n.sha256, n.device, n.seq) IN (
    SELECT n.application, n.paper, n.sha256, n.device, n.seq FROM named_documents n
    WHERE n.office = %(office)s AND {_IS_LATE} LIMIT {ROWS_AT_ONCE})
RETURNING {_ROW}
"""  # noqa: S608
SQL_LOCK_OFFICE = "SELECT seq FROM feed_counters WHERE office = %(office)s FOR UPDATE"
SQL_RAISE = """
INSERT INTO findings (finding, type, office, device, seq, application, receipt, note)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s::json) ON CONFLICT DO NOTHING
"""
SQL_WITHDRAW = """
UPDATE findings SET withdrawn_at = now() WHERE finding = ANY(%(ids)s::uuid[]) AND withdrawn_at IS NULL
RETURNING finding, application, receipt
"""
SQL_NAMED_AFTER_ALL = """
UPDATE documents d SET named = true WHERE NOT d.named AND EXISTS (
    SELECT FROM named_documents n WHERE n.office = d.office AND n.sha256 = d.sha256)
"""
"""Of a content and the entry that names it, committed at the same moment, neither saw the other."""
SQL_FORGET = "DELETE FROM documents WHERE NOT named AND touched_at < now() - %(kept)s"


async def run(database: Database, stop: asyncio.Event) -> None:
    """Settle until ``stop`` is set. Any number of processes may run this on one database."""
    while not stop.is_set():
        pause_s = IDLE_S
        try:
            await settle(database)
        except (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout) as error:
            log.warning("settling the documents waits %s s: %s", TROUBLE_S, error)
            pause_s = TROUBLE_S
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause_s)


async def settle(database: Database) -> int:
    """Settle what there is now; how many findings were raised or withdrawn."""
    async with database.autocommit() as conn:
        await conn.execute(SQL_NAMED_AFTER_ALL)
        await conn.execute(SQL_FORGET, {"kept": UNNAMED_KEPT})
        rows = await (await conn.execute(SQL_OFFICES, {"after": OVERDUE_AFTER})).fetchall()
    told = 0
    for (office,) in rows:
        async with database.transaction() as conn:
            told += await _settle_office(conn, str(office))
    return told


async def _settle_office(conn: Connection, office: str) -> int:
    keys = {"office": office, "after": OVERDUE_AFTER}
    await conn.execute(SQL_LOCK_OFFICE, keys)
    came = [Named.of(row) for row in await (await conn.execute(SQL_CAME, keys)).fetchall()]
    late = [Named.of(row) for row in await (await conn.execute(SQL_LATE, keys)).fetchall()]
    decisions = [*await _withdraw(conn, came), *await _raise(conn, office, late)]
    if decisions:
        await feed.append(conn, office, decisions)
    return len(decisions)


async def _raise(conn: Connection, office: str, late: Sequence[Named]) -> list[Decision]:
    decisions = []
    for found in map(overdue, late):
        place = found.place
        note = msgspec.json.encode(found.note).decode()
        about = (office, place.device, place.seq, place.application, place.receipt)
        await conn.execute(SQL_RAISE, (found.id, found.type.value, *about, note))
        decisions.append(Decision(FeedKind.FINDING_RAISED, found.feed_data()))
    return decisions


async def _withdraw(conn: Connection, came: Sequence[Named]) -> list[Decision]:
    """Those of the two findings of each scan that are open."""
    if not came:
        return []
    ids = [found.id for named in came for found in (overdue(named), lost(named, ""))]
    rows = await (await conn.execute(SQL_WITHDRAW, {"ids": ids})).fetchall()
    return [
        Decision(
            FeedKind.FINDING_WITHDRAWN,
            {"finding": str(finding), "application": str(application), "receipt": receipt},
        )
        for finding, application, receipt in rows
    ]

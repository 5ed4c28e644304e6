"""Projecting one batch: some entries of one device's journal, in one transaction with its cursor.

::

    cursor row locked (others skip it)
      → read rows → decode and examine, beside the event loop
      → jobs locked that are voided or corrected
      → office's feed counter locked: from here on one batch at a time for an office
      → compare with what is held → write rows and feed items → move the cursor → commit

Killed anywhere, nothing of the batch exists; the next process takes it up again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import psycopg

from central import feed
from central.database import Connection, Database
from central.findings import FindingType, Place, finding
from central.projector import scans, vehicles, writing
from central.projector.checks import Counter
from central.projector.comparing import compare
from central.projector.examining import (
    Decoded,
    Item,
    Journal,
    Origins,
    carried_places,
    decode_rows,
    examine,
)
from central.projector.knowledge import Publications, load_staff
from central.projector.locking import lock_jobs
from central.projector.reading import Row

log = logging.getLogger("daftar.projector")

BATCH_ENTRIES_MAX = 500

SQL_MISSING_CURSORS = """
INSERT INTO projector_cursors (device)
SELECT d.device FROM devices d LEFT JOIN projector_cursors c USING (device)
WHERE c.device IS NULL AND d.head_seq > 0
ON CONFLICT DO NOTHING
"""
SQL_TAKE = """
SELECT d.device, d.office, d.counter, d.head_at, c.seq
FROM projector_cursors c JOIN devices d USING (device)
WHERE d.head_seq > c.seq
  AND (d.head_at IS NULL OR d.head_at <= now() - make_interval(secs => %(settled_s)s))
ORDER BY random() LIMIT 1
FOR UPDATE OF c SKIP LOCKED
"""
"""At random, so that no journal with a long backlog keeps the others waiting."""
SQL_ROWS = """
SELECT seq, line, hash FROM journal WHERE device = %(device)s AND seq >= %(seq)s
ORDER BY seq LIMIT %(limit)s
"""
SQL_MOVE = "UPDATE projector_cursors SET seq = %(seq)s WHERE device = %(device)s"
SQL_COUNTER = "INSERT INTO feed_counters (office) VALUES (%(office)s) ON CONFLICT DO NOTHING"
SQL_LOCK_OFFICE = "SELECT seq FROM feed_counters WHERE office = %(office)s FOR UPDATE"
SQL_ORIGINS = "SELECT device, office, counter FROM devices WHERE device = ANY(%(devices)s)"
SQL_ORIGIN_HASHES = """
SELECT j.device, j.seq, j.hash FROM journal j
JOIN unnest(%(devices)s::uuid[], %(seqs)s::bigint[]) AS wanted (device, seq) USING (device, seq)
"""

POISON = (
    psycopg.DataError,
    psycopg.IntegrityError,
    psycopg.ProgrammingError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
)
"""What an entry that nobody foresaw can raise. It is then projected, and if need be reported, alone."""


@dataclass(frozen=True, slots=True)
class _Batch:
    journal: Journal
    previous: Decoded | None
    decoded: list[Decoded]


async def project_batch(database: Database, published: Publications, *, settled_s: float = 0) -> int:
    """Project one batch of some device; how many entries, 0 when no journal has any waiting.

    Only journals count that have not grown for ``settled_s`` seconds.
    """
    async with database.transaction() as conn:
        await conn.execute(SQL_MISSING_CURSORS)
        taken = await (await conn.execute(SQL_TAKE, {"settled_s": settled_s})).fetchone()
        if taken is None:
            return 0
        device, office, number, head_at, seq = taken
        # The newest entry's arrival bounds that of all before it; without one, now does.
        journal = Journal(device, Counter(office, number), head_at or datetime.now(UTC))
        rows = await _rows(conn, device, seq)
        decoded = await asyncio.to_thread(decode_rows, rows, journal)
        has_previous = bool(rows) and rows[0].seq == seq
        batch = _Batch(
            journal, decoded[0] if has_previous else None, decoded[1:] if has_previous else decoded
        )
        if not batch.decoded:
            return 0  # the head is ahead of the rows only inside a transaction of the gateway
        await published.refresh(conn)
        try:
            async with conn.transaction():
                await _project(conn, batch, published)
        except POISON as error:
            log.warning("device %s after %s: entries one by one, because of %s", device, seq, error)
            await _project_one_by_one(conn, batch, published)
        await conn.execute(SQL_MOVE, {"device": device, "seq": batch.decoded[-1].row.seq})
        return len(batch.decoded)


async def _rows(conn: Connection, device: str, seq: int) -> list[Row]:
    before = 1 if seq else 0  # the row that was projected last, which the first one is compared with
    cursor = await conn.execute(
        SQL_ROWS, {"device": device, "seq": seq, "limit": BATCH_ENTRIES_MAX + before}, binary=True
    )
    return [Row(int(found), bytes(line), bytes(digest)) for found, line, digest in await cursor.fetchall()]


async def _project(conn: Connection, batch: _Batch, published: Publications) -> None:
    office = batch.journal.counter.office
    staff = await load_staff(conn, office)
    origins = await _origins(conn, batch)
    items = await asyncio.to_thread(
        examine, batch.previous, batch.decoded, batch.journal, origins, published, staff
    )
    if items:
        await _write(conn, office, items, published)


async def _project_one_by_one(conn: Connection, batch: _Batch, published: Publications) -> None:
    previous = batch.previous
    for one in batch.decoded:
        alone = _Batch(batch.journal, previous, [one])
        try:
            async with conn.transaction():
                await _project(conn, alone, published)
        except POISON as error:
            place = Place(batch.journal.device, one.row.seq, one.row.hash)
            log.exception("entry %s of device %s cannot be projected", one.row.seq, place.device)
            found = finding(FindingType.ENTRY_UNREADABLE, place, why=f"{type(error).__name__}: {error}")
            item = Item(place, (place.device, place.seq), findings=[found])
            await _write(conn, batch.journal.counter.office, [item], published)
        previous = one


async def _write(conn: Connection, office: str, items: Sequence[Item], published: Publications) -> None:
    jobs = await lock_jobs(conn, items)  # before the office's counter: the relay takes them in this order
    await _lock_office(conn, office)
    changes = await compare(conn, office, items, jobs, published)
    await vehicles.contradictions(conn, changes)
    await scans.keep(conn, office, changes, published)
    await writing.write(conn, office, changes)
    await vehicles.keep(conn, office, changes)
    if changes.decisions:
        await feed.append(conn, office, changes.decisions)


async def _lock_office(conn: Connection, office: str) -> None:
    await conn.execute(SQL_COUNTER, {"office": office})
    await conn.execute(SQL_LOCK_OFFICE, {"office": office})


async def _origins(conn: Connection, batch: _Batch) -> Origins:
    places = carried_places([*([batch.previous] if batch.previous else []), *batch.decoded])
    if not places:
        return Origins({}, frozenset(), {})
    office = batch.journal.counter.office
    cursor = await conn.execute(SQL_ORIGINS, {"devices": list({device for device, _ in places})})
    known = {str(device): Counter(where, int(number)) for device, where, number in await cursor.fetchall()}
    counters = {device: counter for device, counter in known.items() if counter.office == office}
    wanted = {(device, at) for device, seq in places for at in (seq, seq - 1)}
    cursor = await conn.execute(
        SQL_ORIGIN_HASHES, {"devices": [d for d, _ in wanted], "seqs": [s for _, s in wanted]}
    )
    hashes = {(str(device), int(seq)): bytes(digest) for device, seq, digest in await cursor.fetchall()}
    return Origins(counters, frozenset(known.keys() - counters.keys()), hashes)

"""The feed's epoch: a new one tells every office that the centre's past has changed.

An office that meets an epoch it does not know reads its feed again from 0. Whoever restores the
database from a backup starts one (``daftar-central epoch new``); nobody else does.
"""

from __future__ import annotations

import uuid

from central.database import Connection, Database

COUNTERS_SKIPPED = 3
"""More PCs than one office enrols between two backups."""

SQL_CURRENT = "SELECT epoch FROM epochs ORDER BY number DESC LIMIT 1"
SQL_LOCK = "LOCK TABLE epochs IN SHARE ROW EXCLUSIVE MODE"
SQL_SKIP_COUNTERS = "UPDATE offices SET last_counter = least(99, last_counter + %s)"
SQL_BEGIN = "INSERT INTO epochs (epoch, reason) VALUES (%s, %s)"


async def current_epoch(conn: Connection) -> str:
    """The epoch in force, begun when there is none yet. Runs inside a transaction."""
    row = await (await conn.execute(SQL_CURRENT)).fetchone()
    if row is not None:
        return str(row[0])
    await conn.execute(SQL_LOCK)
    row = await (await conn.execute(SQL_CURRENT)).fetchone()
    if row is not None:
        return str(row[0])
    return await _begin(conn, "first start")


async def new_epoch(database: Database, reason: str = "restored from a backup") -> str:
    """Begin a new epoch and give its id. Call it once after every restore, before serving.

    Counters that the backup does not know of may have been given out since, and printed receipts: each
    office skips a few, so that no number is ever printed twice.
    """
    async with database.transaction() as conn:
        await conn.execute(SQL_SKIP_COUNTERS, (COUNTERS_SKIPPED,))
        return await _begin(conn, reason)


async def _begin(conn: Connection, reason: str) -> str:
    epoch = str(uuid.uuid4())
    await conn.execute(SQL_BEGIN, (epoch, reason))
    return epoch

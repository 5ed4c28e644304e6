"""What the centre holds: heads, receipts and devices, as an operator asks for them."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime

from central.database import Connection, Database

ROWS_AT_ONCE = 1_000

SQL_OFFICE = "SELECT 1 FROM offices WHERE office = %s"
SQL_HEAD = "SELECT head_seq, head_hash FROM devices WHERE device = %s"
SQL_RECEIPTS = """
SELECT receipt, service, total_rials, state, device, seq FROM applications
WHERE office = %s ORDER BY receipt, device, seq
"""
SQL_FLEET = """
SELECT d.device, d.office, d.counter, d.name, d.head_seq, d.head_hash, d.seen_at,
    d.head_seq - coalesce(c.seq, 0), d.revoked_at
FROM devices d LEFT JOIN projector_cursors c USING (device)
ORDER BY d.office, d.counter
"""


class NotHeld(LookupError):
    """The centre has no such office or device; the text says which."""


@dataclass(frozen=True, slots=True)
class HeldHead:
    """The end of a device's journal as the centre holds it; ``hash`` is hex."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class HeldReceipt:
    """One receipt, with where its entry stands and where the application is."""

    receipt: str
    service: str
    amount_rials: int
    state: str
    device: str
    seq: int


@dataclass(frozen=True, slots=True)
class FleetDevice:
    """One enrolled device. ``unprojected`` entries wait for the projector; what waits at the PC itself
    only the PC knows."""

    device: str
    office: str
    counter: int
    name: str
    head: HeldHead
    last_seen: datetime | None
    unprojected: int
    revoked: datetime | None


async def check_office(conn: Connection, office: str) -> None:
    """Raise :class:`NotHeld` when there is no such office."""
    if await (await conn.execute(SQL_OFFICE, [office])).fetchone() is None:
        raise NotHeld(f"There is no office {office}. `daftar-central office add` registers one.")


async def get_head(database: Database, device: str) -> HeldHead:
    """The head of a device's journal. Raises :class:`NotHeld`."""
    try:
        known = str(uuid.UUID(device))
    except ValueError:
        raise NotHeld(f"{device!r} is no device's id: `daftar-central fleet` lists them.") from None
    async with database.autocommit() as conn:
        row = await (await conn.execute(SQL_HEAD, [known])).fetchone()
    if row is None:
        raise NotHeld(f"There is no device {device}: `daftar-central fleet` lists them.")
    return HeldHead(int(row[0]), bytes(row[1]).hex())


async def receipts(database: Database, office: str) -> AsyncIterator[HeldReceipt]:
    """Every receipt of an office, by number. Raises :class:`NotHeld`."""
    async with database.transaction() as conn:
        await check_office(conn, office)
        async with conn.cursor(name="receipts") as cursor:
            cursor.itersize = ROWS_AT_ONCE
            await cursor.execute(SQL_RECEIPTS, [office])
            async for row in cursor:
                yield HeldReceipt(*row)


async def fleet(database: Database) -> list[FleetDevice]:
    """Every device that was ever enrolled, by office and counter."""
    async with database.autocommit() as conn:
        rows = await (await conn.execute(SQL_FLEET)).fetchall()
    return [
        FleetDevice(device, office, counter, name, HeldHead(seq, bytes(digest).hex()), seen, waiting, revoked)
        for device, office, counter, name, seq, digest, seen, waiting, revoked in rows
    ]

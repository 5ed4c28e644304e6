"""Who asked about which vehicle and when: a row for each lookup, without the plate.

Plates and VINs are kept as HMAC-SHA-256 under a key of this database, so that "who looked at this vehicle"
can be answered, and a copy of the rows by itself says of nobody where they were.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime

from central.database import Connection, Database

KEPT_DAYS = 400
SHOWN_MAX = 200

SQL_KEY = "SELECT key FROM lookup_key"
SQL_NOTE = """
INSERT INTO vehicle_lookups (caller, call, plate_mark, vin_mark, outcome) VALUES (%s, %s, %s, %s, %s)
"""
SQL_OF = f"""
SELECT at, caller, call, outcome FROM vehicle_lookups
WHERE %(any)s OR plate_mark = %(plate)s OR vin_mark = %(vin)s ORDER BY at DESC, lookup DESC LIMIT {SHOWN_MAX}
"""  # noqa: S608 - no value is put into the text
SQL_FORGET = f"DELETE FROM vehicle_lookups WHERE at < now() - make_interval(days => {KEPT_DAYS})"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Lookup:
    """One lookup: ``caller`` is ``partner:NAME`` or ``device:ID``."""

    at: datetime
    caller: str
    call: str
    outcome: str


async def note(
    conn: Connection, caller: str, call: str, outcome: str, *, plate: str = "", vin: str = ""
) -> None:
    """Write a lookup down."""
    marks = await _marks(conn, plate, vin)
    await conn.execute(SQL_NOTE, (caller, call, *marks, outcome))


async def lookups(database: Database, *, plate: str = "", vin: str = "") -> list[Lookup]:
    """The last lookups, newest first: of one vehicle, or all of them when neither is given."""
    async with database.autocommit() as conn:
        plate_mark, vin_mark = await _marks(conn, plate, vin)
        values = {"any": not plate and not vin, "plate": plate_mark, "vin": vin_mark}
        rows = await (await conn.execute(SQL_OF, values)).fetchall()
    return [Lookup(*row) for row in rows]


async def forget_lookups(conn: Connection) -> None:
    """Forget those older than :data:`KEPT_DAYS`; called now and then."""
    await conn.execute(SQL_FORGET)


async def _marks(conn: Connection, plate: str, vin: str) -> tuple[bytes | None, bytes | None]:
    ((key,),) = await (await conn.execute(SQL_KEY)).fetchall()
    return _mark(bytes(key), "plate", plate), _mark(bytes(key), "vin", vin)


def _mark(key: bytes, what: str, text: str) -> bytes | None:
    return hmac.digest(key, f"{what}:{text}".encode(), hashlib.sha256) if text else None

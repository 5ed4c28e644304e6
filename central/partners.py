"""Partner systems: SIMFA and enforcement cameras, each with a key of its own and a number of calls a minute.

A key is 256 random bits, shown once when it is made; only its SHA-256 is kept. Nobody can guess one, so no
slow hash is needed.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from psycopg import errors

from central.database import Connection, Database

NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}", re.ASCII)
KEY_BYTES = 32
KEY_CHARACTERS_MAX = 100
WINDOW_S = 60

SQL_ADD = "INSERT INTO partners (name, kind, key_hash, calls_per_minute) VALUES (%s, %s, %s, %s)"
SQL_END = "UPDATE partners SET ended_at = now() WHERE name = %s AND ended_at IS NULL"
SQL_KNOWN = "SELECT 1 FROM partners WHERE name = %s"
SQL_LIST = "SELECT name, kind, calls_per_minute, added_at, ended_at FROM partners ORDER BY name"
SQL_FIND = """
SELECT partner, name, kind, calls_per_minute FROM partners WHERE key_hash = %s AND ended_at IS NULL
"""
SQL_COUNT = """
INSERT INTO call_counts AS c (caller, call, window_ends, calls)
VALUES (%(caller)s, %(call)s, now() + make_interval(secs => %(window_s)s), 1)
ON CONFLICT (caller, call) DO UPDATE SET
    calls = CASE WHEN c.window_ends > now() THEN c.calls + 1 ELSE 1 END,
    window_ends = CASE WHEN c.window_ends > now() THEN c.window_ends ELSE excluded.window_ends END
RETURNING calls, ceil(extract(epoch FROM window_ends - now()))::int
"""


class PartnerKind(StrEnum):
    """What a partner may do."""

    SIMFA = "simfa"
    """Sends inspections, asks for base data of vehicles."""
    CAMERA = "camera"
    """Enforcement: looks up by plate whether a vehicle's inspection is valid."""


CALLS_PER_MINUTE = {PartnerKind.SIMFA: 1_200, PartnerKind.CAMERA: 600}
"""What a partner may do in a minute, of each call, unless the operator says otherwise."""


class PartnerMistake(ValueError):
    """A partner that cannot be registered or ended; the text says why."""


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner that showed its key."""

    partner: str
    name: str
    kind: PartnerKind
    calls_per_minute: int


@dataclass(frozen=True, slots=True)
class Registered:
    """A partner as the operator sees it."""

    name: str
    kind: PartnerKind
    calls_per_minute: int
    added_at: datetime
    ended_at: datetime | None


async def add_partner(
    database: Database, name: str, kind: PartnerKind, calls_per_minute: int | None = None
) -> str:
    """Register a partner; its key, which is shown only here. Raises :class:`PartnerMistake`."""
    if NAME.fullmatch(name) is None:
        raise PartnerMistake("a partner's name has 1 to 64 Latin letters, digits, dots or hyphens")
    key = f"{kind.value}_{secrets.token_urlsafe(KEY_BYTES)}"
    per_minute = CALLS_PER_MINUTE[kind] if calls_per_minute is None else calls_per_minute
    async with database.transaction() as conn:
        try:
            await conn.execute(SQL_ADD, (name, kind.value, key_hash(key), per_minute))
        except errors.UniqueViolation:
            raise PartnerMistake(f"there is a partner {name} already") from None
    return key


async def end_partner(database: Database, name: str) -> bool:
    """Take a partner's key back; False when it had been taken back. Raises :class:`PartnerMistake`."""
    async with database.transaction() as conn:
        if (await conn.execute(SQL_END, (name,))).rowcount:
            return True
        if await (await conn.execute(SQL_KNOWN, (name,))).fetchone() is None:
            raise PartnerMistake(f"there is no partner {name}")
        return False


async def list_partners(database: Database) -> list[Registered]:
    """Every partner, by name, also those that were ended."""
    async with database.autocommit() as conn:
        rows = await (await conn.execute(SQL_LIST)).fetchall()
    return [Registered(name, PartnerKind(kind), *rest) for name, kind, *rest in rows]


async def find_partner(conn: Connection, key: str) -> Partner | None:
    """Whose key this is; None for one that is not known or was taken back."""
    row = await (await conn.execute(SQL_FIND, (key_hash(key),))).fetchone()
    return None if row is None else Partner(str(row[0]), row[1], PartnerKind(row[2]), row[3])


async def count_call(conn: Connection, caller: str, call: str, calls_per_minute: int) -> int | None:
    """Count one call of a partner or a device (a UUID).

    None while the caller keeps to its limit, else the seconds until it may call again.
    """
    values = {"caller": caller, "call": call, "window_s": WINDOW_S}
    ((calls, left_s),) = await (await conn.execute(SQL_COUNT, values)).fetchall()
    return max(1, int(left_s)) if calls > calls_per_minute else None


def key_hash(key: str) -> bytes:
    """What is kept of a key."""
    return hashlib.sha256(b"daftar-partner-v1" + key.encode()).digest()

"""The centre's own keys: one signs publications (pinned by every office), one signs access tokens.

Made when first asked for and kept in ``signing_keys``. A retired publication key stays in the trust set
for as long as something it signed is still in use.
"""

from __future__ import annotations

import os
from enum import StrEnum
from typing import Any

from app.domain.signatures import Signer, b64u
from central.database import Connection

SQL_NEWEST = """
SELECT kid, seed FROM signing_keys WHERE purpose = %s AND retired_at IS NULL ORDER BY made_at DESC LIMIT 1
"""
SQL_LOCK = "LOCK TABLE signing_keys IN SHARE ROW EXCLUSIVE MODE"
SQL_KEEP = "INSERT INTO signing_keys (kid, purpose, seed) VALUES (%s, %s, %s)"
SQL_ALL = "SELECT kid, seed FROM signing_keys WHERE purpose = %s ORDER BY made_at, kid"


class Purpose(StrEnum):
    """What a key signs; no key signs both."""

    PUBLICATION = "publication"
    TOKEN = "token"  # noqa: S105 - a purpose, not a secret


async def signer(conn: Connection, purpose: Purpose) -> Signer:
    """The key that signs for ``purpose`` now, made when there is none. Runs inside a transaction."""
    found = await _newest(conn, purpose)
    if found is not None:
        return found
    await conn.execute(SQL_LOCK)
    found = await _newest(conn, purpose)
    if found is not None:
        return found
    seed, kid = os.urandom(32), f"{purpose}-{b64u(os.urandom(6))}"
    await conn.execute(SQL_KEEP, (kid, purpose, seed))
    return Signer(seed, kid)


async def public_keys(conn: Connection, purpose: Purpose) -> dict[str, Any]:
    """The JWKS of every key that ever signed for ``purpose``: what its signatures are verified with."""
    cursor = await conn.execute(SQL_ALL, (purpose,))
    return {"keys": [Signer(bytes(seed), kid).public_jwk() for kid, seed in await cursor.fetchall()]}


async def _newest(conn: Connection, purpose: Purpose) -> Signer | None:
    row = await (await conn.execute(SQL_NEWEST, (purpose,))).fetchone()
    return None if row is None else Signer(bytes(row[1]), row[0])

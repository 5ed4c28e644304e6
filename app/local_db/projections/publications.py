"""Published catalogues and tariffs, as they were verified when they came."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection


class _Version(msgspec.Struct, frozen=True):
    version: int


def published(conn: Connection, what: str, payload: bytes, jws: str) -> None:
    """Keep a version with the signed text it came in; one that is held already stays as it first was."""
    version = msgspec.json.decode(payload, type=_Version).version
    conn.exec_driver_sql(
        "INSERT OR IGNORE INTO publications (what, version, payload, jws) VALUES (?, ?, ?, ?)",
        (what, version, payload, jws),
    )

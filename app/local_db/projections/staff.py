"""Who works at the office, as the centre says."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from app.domain.entitlement import Entitlement
from app.domain.feed import FeedItem
from app.local_db.write_context import run


class _Changed(msgspec.Struct, frozen=True):
    staff: str
    name: str
    roles: list[str]
    active: bool
    credential: int
    entitlements: list[Entitlement] | None = None
    """Absent in older items: no limit."""


_UPSERT = """
INSERT INTO staff (staff, name, roles, active, credential, entitlements) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (staff) DO UPDATE SET
    name = excluded.name, roles = excluded.roles, active = excluded.active, credential = excluded.credential,
    entitlements = excluded.entitlements
"""


def changed(conn: Connection, item: FeedItem) -> None:
    """``staff.changed``: the whole of what is known of one person, replacing what was."""
    data = msgspec.convert(item.data, _Changed)
    run(
        conn,
        _UPSERT,
        (
            data.staff,
            data.name,
            msgspec.json.encode(data.roles).decode(),
            1 if data.active else 0,
            data.credential,
            None if data.entitlements is None else msgspec.json.encode(data.entitlements).decode(),
        ),
    )

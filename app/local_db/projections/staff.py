"""Who works at the office, as the centre says."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from app.domain.feed import FeedItem
from app.local_db.write_context import run


class _Changed(msgspec.Struct, frozen=True):
    staff: str
    name: str
    roles: list[str]
    active: bool
    credential: int


_UPSERT = """
INSERT INTO staff (staff, name, roles, active, credential) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (staff) DO UPDATE SET
    name = excluded.name, roles = excluded.roles, active = excluded.active, credential = excluded.credential
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
        ),
    )

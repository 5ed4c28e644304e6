"""The state of the national systems behind the centre."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from app.domain.feed import FeedItem
from app.local_db.write_context import run


class _Changed(msgspec.Struct, frozen=True):
    name: str
    state: str
    since: str


def changed(conn: Connection, item: FeedItem) -> None:
    """``upstream.changed``: the present state of one system."""
    data = msgspec.convert(item.data, _Changed)
    run(
        conn,
        "INSERT INTO upstreams (name, state, since) VALUES (?, ?, ?)"
        " ON CONFLICT (name) DO UPDATE SET state = excluded.state, since = excluded.since",
        (data.name, data.state, data.since),
    )

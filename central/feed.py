"""Writing to an office's feed: items get the next seqs under the lock of the office's counter row.

A plain sequence would let an item that commits late hide behind the cursor of a reader; the row lock
makes items of one office visible in the order of their seqs, without gaps.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import msgspec

from app.domain.ids import uuid7
from central.database import Connection

CHANNEL = "daftar_feed"
"""``NOTIFY`` channel; the payload is the office's code."""

SQL_TAKE_SEQS = """
INSERT INTO feed_counters AS c (office, seq) VALUES (%(office)s, %(count)s)
ON CONFLICT (office) DO UPDATE SET seq = c.seq + %(count)s
RETURNING c.seq
"""
SQL_WRITE = "COPY feed (office, seq, id, kind, data) FROM STDIN"
SQL_NOTIFY = "SELECT pg_notify(%s, %s)"
SQL_OFFICES = "SELECT office FROM offices ORDER BY office"


CENTRE = "centre"
SPEAKER: ContextVar[str] = ContextVar("speaker", default=CENTRE)
"""Whom items are from that name nobody: the centre's own programs, or the operator whose command runs here
(``operator:NAME``). Nothing changes at an office without an item that says who did it."""


@dataclass(frozen=True, slots=True)
class Decision:
    """An item to be written: a kind of ``app.domain.feed.FeedKind`` and its data.

    ``by`` is who it is from (``upstream:NAME`` for a national system); "" for :data:`SPEAKER`.
    """

    kind: str
    data: dict[str, Any]
    by: str = ""


async def append(conn: Connection, office: str, decisions: Sequence[Decision]) -> int:
    """Write items to the feed of ``office``, in order; the seq of the last one.

    Must run inside a transaction. It keeps the office's counter row locked until that ends, so call it
    last, and where several offices are written, in the order of their codes.
    """
    if not decisions:
        raise ValueError("no items to write")
    cursor = await conn.execute(SQL_TAKE_SEQS, {"office": office, "count": len(decisions)})
    ((last,),) = await cursor.fetchall()
    first = last - len(decisions) + 1
    async with conn.cursor() as writer, writer.copy(SQL_WRITE) as copy:
        for n, item in enumerate(decisions):
            data = msgspec.json.encode(item.data | {"by": item.by or SPEAKER.get()}).decode()
            await copy.write_row((office, first + n, _new_id(), item.kind, data))
    await conn.execute(SQL_NOTIFY, (CHANNEL, office))
    return int(last)


async def append_everywhere(conn: Connection, decisions: Sequence[Decision]) -> int:
    """Write the same items to the feed of every office; how many offices there are."""
    cursor = await conn.execute(SQL_OFFICES)
    offices = [str(row[0]) for row in await cursor.fetchall()]
    for office in offices:
        await append(conn, office, decisions)
    return len(offices)


def _new_id() -> str:
    return uuid7(time.time_ns() // 1_000_000, os.urandom(10))

"""The journal: everything that happened at this counter, appended and never changed.

``append`` writes the entry and what the read tables say of it in the caller's transaction; the exact
bytes are kept, hashed and sent (docs/protocol.md, "Entry").
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection

from app.domain.chain import Head, genesis, link
from app.domain.entry import Entry, decode, encode, instant
from app.domain.ids import uuid7
from app.local_db.errors import ChainBroken
from app.local_db.projections import project_entry
from app.local_db.write_context import WriteContext, context_of, find_context, run

_INSERT = "INSERT INTO journal (seq, id, kind, bytes, hash) VALUES (?, ?, ?, ?, ?)"
_HEAD = "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class Appended:
    """An entry that is in the journal once the transaction commits, its bytes, and the new head."""

    entry: Entry
    line: bytes
    head: Head


def append(conn: Connection, *, kind: str, staff: str, data: dict[str, Any], at: datetime) -> Appended:
    """Append one entry of this device; ``staff`` is "" for the device itself, ``at`` corrected and aware.

    ``data`` holds plain JSON values (a text may be of an enumeration), so that what is projected now and
    what a rebuild reads from the bytes are the same.

    Raises :class:`app.domain.entry.EntryTooLarge`, and whatever a projection says of malformed data: the
    transaction must then be given up.
    """
    context = context_of(conn)
    before = _own_head(conn, context)
    identity = context.identity
    entry = Entry(
        seq=before.seq + 1,
        id=uuid7(int(at.timestamp() * 1000), os.urandom(10)),
        kind=kind,
        at=instant(at),
        office=identity.office,
        device=identity.device,
        staff=staff,
        data=data,
    )
    line = encode(entry)
    return Appended(entry, line, _insert(conn, context, before, entry, line))


def append_fetched(conn: Connection, lines: Sequence[bytes]) -> Head:
    """Append own entries that the centre held and this store had lost (it was restored from a backup).

    Raises :class:`ChainBroken` when one is not this device's next entry. Only the head the centre gave
    proves the content: the caller compares the returned head with it before it commits.
    """
    context = context_of(conn)
    head_now = _own_head(conn, context)
    for line in lines:
        try:
            entry = decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise ChainBroken(reason=f"entry {head_now.seq + 1} cannot be read") from error
        if entry.device != context.identity.device:
            raise ChainBroken(reason=f"entry {entry.seq} is of another device")
        if entry.seq != head_now.seq + 1:
            raise ChainBroken(reason=f"entry {entry.seq} came where {head_now.seq + 1} was due")
        head_now = _insert(conn, context, head_now, entry, line)
    return head_now


def head(conn: Connection) -> Head:
    """The journal's head; that of an empty journal is the device's genesis."""
    context = find_context(conn)
    return _read_head(conn) if context is None else _own_head(conn, context)


def hash_at(conn: Connection, seq: int) -> bytes | None:
    """The chained hash at ``seq`` (0: genesis); None when the journal has no such entry."""
    if seq == 0:
        return genesis(_device(conn)).hash
    row = conn.exec_driver_sql("SELECT hash FROM journal WHERE seq = ?", (seq,)).fetchone()
    return None if row is None else bytes(row[0])


def find_line(conn: Connection, seq: int) -> bytes | None:
    """The exact bytes of one entry, or None."""
    row = conn.exec_driver_sql("SELECT bytes FROM journal WHERE seq = ?", (seq,)).fetchone()
    return None if row is None else bytes(row[0])


def lines_after(conn: Connection, seq: int, limit: int, bytes_max: int) -> list[bytes]:
    """The exact bytes of the entries after ``seq``: at most ``limit``, and ``bytes_max`` with newlines.

    One entry always comes, however large (entries have a limit of their own).
    """
    rows = conn.exec_driver_sql(
        "SELECT bytes FROM journal WHERE seq > ? ORDER BY seq LIMIT ?", (seq, limit)
    ).fetchall()
    lines: list[bytes] = []
    size_bytes = 0
    for (line,) in rows:
        size_bytes += len(line) + 1
        if lines and size_bytes > bytes_max:
            break
        lines.append(line)
    return lines


def _insert(conn: Connection, context: WriteContext, before: Head, entry: Entry, line: bytes) -> Head:
    after = Head(entry.seq, link(before.hash, line))
    run(conn, _INSERT, (entry.seq, entry.id, entry.kind, line, after.hash))
    project_entry(conn, entry, context.topics)
    context.head = after
    return after


def _own_head(conn: Connection, context: WriteContext) -> Head:
    if context.head is None:
        context.head = _read_head(conn)
    return context.head


def _read_head(conn: Connection) -> Head:
    row = conn.exec_driver_sql(_HEAD).fetchone()
    return genesis(_device(conn)) if row is None else Head(row[0], bytes(row[1]))


def _device(conn: Connection) -> str:
    return str(conn.exec_driver_sql("SELECT device FROM identity WHERE id = 1").scalar_one())

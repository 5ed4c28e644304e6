"""The scans themselves: begun, received piece by piece, held when the digest of the whole is right.

A content is kept once for each office. It may come before the centre has read the entry that names it: until
then it is quarantined (``named`` is false), counts against the office's quota, and goes after a while.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from central.database import Connection

UNNAMED_BYTES_MAX = 256 * 1024 * 1024
"""What one office may have here without an entry that names it: a few days of a busy office."""
UNNAMED_KEPT = timedelta(days=7)
"""So long a quarantined content waits for its entry after the last piece of it came."""

SQL_LOOK = """
SELECT me.revoked_at IS NOT NULL, me.revoked_reason, d.media_type, d.size_bytes, d.received_bytes
FROM devices me LEFT JOIN documents d ON d.office = me.office AND d.sha256 = %(sha256)s
WHERE me.device = %(me)s
"""
SQL_LOCK = """
SELECT media_type, size_bytes, received_bytes FROM documents
WHERE office = %(office)s AND sha256 = %(sha256)s FOR UPDATE
"""
SQL_UNNAMED = """
SELECT coalesce(sum(size_bytes), 0) FROM documents WHERE office = %(office)s AND NOT named
"""
SQL_BEGIN = """
INSERT INTO documents AS d (office, sha256, media_type, size_bytes, device, named)
VALUES (%(office)s, %(sha256)s, %(media_type)s, %(size)s, %(me)s, EXISTS (
    SELECT FROM named_documents n WHERE n.office = %(office)s AND n.sha256 = %(sha256)s))
ON CONFLICT (office, sha256) DO UPDATE SET touched_at = now()
RETURNING media_type, size_bytes, received_bytes
"""
SQL_BEGIN_ANEW = """
UPDATE documents SET media_type = %(media_type)s, size_bytes = %(size)s, received_bytes = 0,
    touched_at = now()
WHERE office = %(office)s AND sha256 = %(sha256)s
"""
SQL_ADD = """
INSERT INTO document_chunks (office, sha256, at_byte, content)
VALUES (%(office)s, %(sha256)s, %(offset)s, %(content)s)
"""
SQL_MOVE = """
UPDATE documents SET received_bytes = %(received)s, touched_at = now(),
    held_at = CASE WHEN %(received)s = size_bytes THEN now() END
WHERE office = %(office)s AND sha256 = %(sha256)s
"""
SQL_CHUNKS = """
SELECT content FROM document_chunks WHERE office = %(office)s AND sha256 = %(sha256)s ORDER BY at_byte
"""
SQL_DROP_CHUNKS = "DELETE FROM document_chunks WHERE office = %(office)s AND sha256 = %(sha256)s"


@dataclass(frozen=True, slots=True)
class Held:
    """What is here of a content: ``received_bytes`` of ``size_bytes``; all of it means that it is held."""

    media_type: str
    size_bytes: int
    received_bytes: int

    @property
    def is_whole(self) -> bool:
        """Whether all of it is here and its digest is right."""
        return self.received_bytes == self.size_bytes


@dataclass(frozen=True, slots=True)
class Known:
    """A device and what is here of one content of its office; ``held`` None when nothing was begun."""

    revoked: bool
    reason: str | None
    held: Held | None


class TooMuchUnnamed(Exception):
    """The office has more in quarantine than its quota."""


class OffsetDiffers(Exception):
    """The piece does not begin where the next one is due; ``held`` is what is here."""

    def __init__(self, held: Held | None) -> None:
        super().__init__()
        self.held = held


async def look(conn: Connection, device: str, sha256: bytes) -> Known | None:
    """How far a content has come at the device's office; None for a device that is not known."""
    row = await (await conn.execute(SQL_LOOK, {"me": device, "sha256": sha256})).fetchone()
    if row is None:
        return None
    is_revoked, reason, media_type, size_bytes, received = row
    held = None if media_type is None else Held(media_type, size_bytes, received)
    return Known(is_revoked, reason, held)


async def begin(
    conn: Connection, office: str, device: str, sha256: bytes, media_type: str, size_bytes: int
) -> Held:
    """Begin a content, or find it begun; what is here of it. Raises :class:`TooMuchUnnamed`.

    What was begun with another size or type begins anew: only one of the two can have this digest.
    """
    keys = {"office": office, "sha256": sha256, "me": device, "media_type": media_type, "size": size_bytes}
    row = await (await conn.execute(SQL_LOCK, keys)).fetchone()
    known, asked = None if row is None else Held(*row), (media_type, size_bytes)
    if known is not None and (known.is_whole or (known.media_type, known.size_bytes) == asked):
        return known
    ((unnamed,),) = await (await conn.execute(SQL_UNNAMED, keys)).fetchall()
    if unnamed + size_bytes > UNNAMED_BYTES_MAX:
        raise TooMuchUnnamed
    if known is not None:
        await conn.execute(SQL_DROP_CHUNKS, keys)
        await conn.execute(SQL_BEGIN_ANEW, keys)
        return Held(media_type, size_bytes, 0)
    ((begun_type, begun_size, received),) = await (await conn.execute(SQL_BEGIN, keys)).fetchall()
    return Held(begun_type, begun_size, received)


async def add(conn: Connection, office: str, sha256: bytes, offset: int, content: bytes) -> Held | None:
    """Add a piece; what is here then. None: with it all came, and the digest was another: all is dropped.

    Pieces of one content take turns. Raises :class:`OffsetDiffers`, and ``ValueError`` for more than was
    announced.
    """
    keys: dict[str, object] = {"office": office, "sha256": sha256}
    row = await (await conn.execute(SQL_LOCK, keys)).fetchone()
    known = None if row is None else Held(*row)
    if known is None or known.received_bytes != offset:
        raise OffsetDiffers(known)
    received = offset + len(content)
    if received > known.size_bytes:
        raise ValueError(f"{received} bytes, and {known.size_bytes} were announced")
    if content:
        await conn.execute(SQL_ADD, keys | {"offset": offset, "content": content})
    if received == known.size_bytes and await _digest(conn, keys) != sha256:
        await conn.execute(SQL_DROP_CHUNKS, keys)
        await conn.execute(SQL_MOVE, keys | {"received": 0})
        return None
    await conn.execute(SQL_MOVE, keys | {"received": received})
    return Held(known.media_type, known.size_bytes, received)


async def content_of(conn: Connection, office: str, sha256: bytes) -> bytes:
    """All that is here of a content."""
    async with conn.cursor(binary=True) as cursor:
        await cursor.execute(SQL_CHUNKS, {"office": office, "sha256": sha256})
        return b"".join([bytes(chunk) for (chunk,) in await cursor.fetchall()])


async def _digest(conn: Connection, keys: dict[str, object]) -> bytes:
    digest = hashlib.sha256()
    async with conn.cursor(binary=True) as cursor:
        await cursor.execute(SQL_CHUNKS, keys)
        async for (chunk,) in cursor:
            digest.update(chunk)
    return digest.digest()

"""How far each document has come on its way to the centre: the transport's own state.

None of it is journalled, and all of it may be asked of the centre again. The cursor lies before the first
document that may still have to be sent, so that what is left is found without looking at what is done.
"""

from __future__ import annotations

from sqlalchemy import Connection

from app.local_db.write_context import changed, run

_SET = """
INSERT INTO uploads (sha256, uploaded_bytes, held) VALUES (?, ?, ?)
ON CONFLICT (sha256) DO UPDATE SET uploaded_bytes = excluded.uploaded_bytes, held = excluded.held
"""
# Everything before the first one due is done; with none due, everything is.
_ADVANCE = """
UPDATE upload_cursor SET place = coalesce(
    (SELECT min(d.place) - 1 FROM documents AS d LEFT JOIN uploads AS u ON u.sha256 = d.sha256
     WHERE d.place > upload_cursor.place AND d.lost = '' AND coalesce(u.held, 0) = 0),
    (SELECT max(place) FROM documents), place)
"""


def progressed(conn: Connection, sha256: str, uploaded_bytes: int) -> None:
    """The centre has the first ``uploaded_bytes`` of a document."""
    run(conn, _SET, (sha256, uploaded_bytes, 0))
    changed(conn, "documents")


def held(conn: Connection, sha256: str, size_bytes: int) -> None:
    """The centre holds the whole document, and its digest is right."""
    run(conn, _SET, (sha256, size_bytes, 1))
    run(conn, _ADVANCE, ())
    changed(conn, "documents")


def given_up(conn: Connection) -> None:
    """A document was just told lost: the cursor may pass it."""
    run(conn, _ADVANCE, ())


def forget(conn: Connection) -> None:
    """The centre is not the one that it was (it was restored): everything is asked anew."""
    run(conn, "DELETE FROM uploads", ())
    run(conn, "UPDATE upload_cursor SET place = 0", ())
    changed(conn, "documents")

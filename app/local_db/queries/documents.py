"""The scans of applications: what the journal names, and how far each has come on its way to the centre."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from app.local_db.write_context import first_row

WAITING, UPLOADING, HELD, LOST, DAMAGED = "waiting", "uploading", "held", "lost", "damaged"

# What the centre holds is held, whatever became of the file here.
_STATE = (
    "CASE WHEN u.held = 1 THEN 'held' WHEN d.lost = 'damaged' THEN 'damaged' WHEN d.lost <> '' THEN 'lost'"
    " WHEN u.uploaded_bytes > 0 THEN 'uploading' ELSE 'waiting' END"
)
_COLUMNS = (
    "d.sha256, d.application, d.receipt, d.paper, d.media_type, d.size_bytes, d.seq,"
    f" {_STATE}, CASE WHEN u.held = 1 THEN d.size_bytes ELSE coalesce(u.uploaded_bytes, 0) END"
)
_JOINED = "documents AS d LEFT JOIN uploads AS u ON u.sha256 = d.sha256"
_DUE = "d.place > (SELECT place FROM upload_cursor) AND d.lost = '' AND coalesce(u.held, 0) = 0"
_OF_APPLICATION = f"SELECT {_COLUMNS} FROM {_JOINED} WHERE d.application = ? ORDER BY d.place"  # noqa: S608
_ALL = f"SELECT {_COLUMNS} FROM {_JOINED} ORDER BY d.place"  # noqa: S608
_WAITING = f"SELECT {_COLUMNS} FROM {_JOINED} WHERE {_DUE} ORDER BY d.place LIMIT ?"  # noqa: S608
_OF_CONTENT = f"SELECT {_COLUMNS} FROM {_JOINED} WHERE d.sha256 = ? ORDER BY d.place"  # noqa: S608
_LOST = (
    f"SELECT {_COLUMNS} FROM {_JOINED} WHERE d.lost <> '' AND coalesce(u.held, 0) = 0"  # noqa: S608
    " ORDER BY d.place DESC LIMIT ?"
)
_COUNTS = (
    "SELECT count(*), coalesce(sum(size_bytes - uploaded), 0) FROM (SELECT d.sha256, d.size_bytes,"  # noqa: S608
    f" coalesce(u.uploaded_bytes, 0) AS uploaded FROM {_JOINED} WHERE {_DUE} GROUP BY d.sha256)"
)

_ALL_OF_THEM = -1
"""What SQLite takes for no ``LIMIT``."""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One scan of one page. ``seq`` is the entry that brought it; ``state`` waiting, uploading, held, lost or
    damaged; ``uploaded_bytes`` what the centre was last known to have of it.
    """

    sha256: str
    application: str
    receipt: str
    paper: str
    media_type: str
    size_bytes: int
    seq: int
    state: str
    uploaded_bytes: int


def of_application(conn: Connection, application: str) -> list[DocumentRow]:
    """The scans of one application in the order in which they were added."""
    return [DocumentRow(*row) for row in conn.exec_driver_sql(_OF_APPLICATION, (application,))]


def of_content(conn: Connection, sha256: str) -> list[DocumentRow]:
    """Every scan with this content."""
    return [DocumentRow(*row) for row in conn.exec_driver_sql(_OF_CONTENT, (sha256,))]


def lost(conn: Connection, limit: int) -> list[DocumentRow]:
    """The latest scans that were told lost and that the centre does not hold."""
    return [DocumentRow(*row) for row in conn.exec_driver_sql(_LOST, (limit,))]


def unsent(conn: Connection) -> list[DocumentRow]:
    """Every scan that the centre is not known to hold, in the order of the journal, also those told lost."""
    found = [*waiting(conn, _ALL_OF_THEM), *lost(conn, _ALL_OF_THEM)]
    return sorted(found, key=lambda row: row.seq)


def all_named(conn: Connection) -> list[DocumentRow]:
    """Every scan that the journal names, in its order."""
    return [DocumentRow(*row) for row in conn.exec_driver_sql(_ALL)]


def waiting(conn: Connection, limit: int) -> list[DocumentRow]:
    """The first scans that the centre is not known to hold, oldest first; those lost are not among them."""
    return [DocumentRow(*row) for row in conn.exec_driver_sql(_WAITING, (limit,))]


def counts(conn: Connection) -> tuple[int, int]:
    """How many scans wait for their upload, and how many bytes of them the centre does not have yet."""
    row = first_row(conn, _COUNTS, ())
    return (0, 0) if row is None else (int(row[0]), int(row[1]))

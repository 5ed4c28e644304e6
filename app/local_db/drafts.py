"""What clerks have typed and not accepted yet: a table with an owner of its own, and a folder of pictures.

Neither is made from the logs and neither goes to the centre. A draft is known by the id of the request that
it will become, so that accepting it removes it in the same transaction, and one that was accepted can never
be saved again. Its pictures are sealed beside the documents, under other keys; nothing refers to them but
``drafts.pages``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from app.local_db.place import DIRECTORY_MODE
from app.local_db.sealed import SealedFolder
from app.local_db.store import Store
from app.local_db.write_context import run

MAGIC = b"DFTRDRF1"
_PURPOSE = b"daftar-drafts-v1"

_SAVE = """
INSERT INTO drafts (id, staff, service, begun_at, saved_at, pages, content)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE NOT EXISTS (SELECT 1 FROM applications WHERE request = ?1)
ON CONFLICT (id) DO UPDATE SET service = excluded.service, saved_at = excluded.saved_at,
    pages = excluded.pages, content = excluded.content
WHERE staff = excluded.staff
"""
_SELECT = """
SELECT id, staff, service, begun_at, saved_at, pages, content,
    coalesce((SELECT receipt FROM applications WHERE request = drafts.id LIMIT 1), '')
FROM drafts WHERE staff = ?1 OR ?2 ORDER BY begun_at, id
"""


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One draft. ``pages``: digests of its pictures; ``receipt``: of the application that it became, when
    that came from elsewhere (a restored store that fetched its entries back), else empty.
    """

    id: str
    staff: str
    service: str
    begun_at: str
    saved_at: str
    pages: tuple[str, ...]
    content: bytes
    receipt: str = ""


def save(conn: Connection, row: DraftRow) -> bool:
    """Keep a draft in its newest form; False when it is accepted already, or somebody else's."""
    pages = " ".join(row.pages)
    values = (row.id, row.staff, row.service, row.begun_at, row.saved_at, pages, row.content)
    return run(conn, _SAVE, values) > 0


def drop(conn: Connection, draft: str) -> None:
    """Remove a draft, if there is one."""
    run(conn, "DELETE FROM drafts WHERE id = ?", (draft,))


def of_staff(conn: Connection, staff: str) -> list[DraftRow]:
    """One person's drafts, the oldest first."""
    return _rows(conn, staff, everybody=False)


def everybodys(conn: Connection) -> list[DraftRow]:
    """All drafts, for a counter that takes the place of this one."""
    return _rows(conn, "", everybody=True)


def _rows(conn: Connection, staff: str, *, everybody: bool) -> list[DraftRow]:
    rows = conn.exec_driver_sql(_SELECT, (staff, int(everybody)))
    return [
        DraftRow(
            id=row.id,
            staff=row.staff,
            service=row.service,
            begun_at=row.begun_at,
            saved_at=row.saved_at,
            pages=tuple(row.pages.split()),
            content=bytes(row.content),
            receipt=row[7],
        )
        for row in rows
    ]


def count(conn: Connection) -> int:
    """How many drafts there are, of everybody."""
    return int(conn.exec_driver_sql("SELECT count(*) FROM drafts").scalar_one())


def named_pictures(conn: Connection) -> set[str]:
    """Digests of all pictures that a draft refers to."""
    rows = conn.exec_driver_sql("SELECT pages FROM drafts WHERE pages <> ''")
    return {sha256 for (pages,) in rows for sha256 in pages.split()}


def pictures(store: Store) -> SealedFolder:
    """The pictures of all drafts; the folder is made when it is first needed."""
    folder = store.place.drafts
    if store.writable:
        folder.mkdir(mode=DIRECTORY_MODE, exist_ok=True)
    return SealedFolder(folder, store.keys.store_key, purpose=_PURPOSE, magic=MAGIC)


def move_in(store: Store, rows: Iterable[DraftRow], other: SealedFolder) -> None:
    """Keep drafts of another store here, with their pictures as far as they can be read."""
    folder = pictures(store)
    kept = list(rows)
    for sha256 in {sha256 for row in kept for sha256 in row.pages}:
        try:
            folder.put(other.get(sha256))
        except (OSError, ValueError):
            continue  # told when the draft is opened, page by page
    with store.write() as conn:
        for row in kept:
            save(conn, row)

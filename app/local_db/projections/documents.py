"""Scans of papers: those that came with an application, those added later, and those found lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from app.domain.entry import Entry
from app.local_db.write_context import run

PLACES = 64
"""Scans that one entry may hold. The first of entry 7 has ``place`` 7 * 64, as with payments."""

_INSERT = """
INSERT OR IGNORE INTO documents
    (place, application, receipt, paper, sha256, media_type, size_bytes, seq, lost)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, '')
"""
_FORGET = "DELETE FROM documents WHERE application = ? AND paper = ? AND sha256 = ?"
_LOSE = "UPDATE documents SET lost = ? WHERE application = ? AND sha256 = ?"


def insert(conn: Connection, entry: Entry, data: dict[str, Any], documents: Sequence[dict[str, Any]]) -> None:
    """One row for each scan of an entry. Raises ``ValueError`` for more than :data:`PLACES`."""
    if len(documents) > PLACES:
        raise ValueError(f"an entry with {len(documents)} documents")
    for place, document in enumerate(documents, entry.seq * PLACES):
        run(
            conn,
            _INSERT,
            (
                place,
                data["application"],
                data["receipt"],
                document["paper"],
                document["sha256"],
                document["media_type"],
                document["size_bytes"],
                entry.seq,
            ),
        )


def added(conn: Connection, entry: Entry) -> None:
    """``document.added``: one more scan. The same one again (it had been lost) replaces the earlier one."""
    data = entry.data
    run(conn, _FORGET, (data["application"], data["paper"], data["sha256"]))
    insert(conn, entry, data, [data])


def lost(conn: Connection, entry: Entry) -> None:
    """``document.lost``: the scan cannot be read here any more."""
    data = entry.data
    run(conn, _LOSE, (data["reason"], data["application"], data["sha256"]))

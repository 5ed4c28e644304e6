"""Voided applications, and what the centre made of it: recorded, or refused because it had been handed on."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from app.domain.entry import Entry
from app.domain.feed import FeedItem
from app.local_db.write_context import run

RECORDED, REFUSED = "recorded", "refused"
"""The centre's word on a void, in ``void_word``; "" until it came."""

_VOIDED = """
UPDATE applications SET voided_at = ?, voided_by = ?, void_reason = ?
WHERE application = ? AND voided_at IS NULL
"""
_WORD = """
INSERT INTO outcomes (application, decision_note_fa, decision_note_en, upstream, reference, barcode,
    decided_version, void_word)
VALUES (?, '', '', '', '', '', 1, ?)
ON CONFLICT (application) DO UPDATE SET void_word = excluded.void_word
"""
_COPY = """
UPDATE applications SET void_word = o.void_word
FROM outcomes AS o WHERE o.application = ?1 AND applications.application = ?1
"""


class _Judged(msgspec.Struct, frozen=True):
    application: str


def voided(conn: Connection, entry: Entry) -> None:
    """``application.voided``: who took it back, when and why. A second time changes nothing."""
    data = entry.data
    run(conn, _VOIDED, (entry.at, entry.staff, data["reason"], data["application"]))


def recorded(conn: Connection, item: FeedItem) -> None:
    """``void.recorded``: the centre has withdrawn it; no system will be handed it."""
    _judged(conn, item, RECORDED)


def refused(conn: Connection, item: FeedItem) -> None:
    """``void.refused``: it had been handed on, and goes on."""
    _judged(conn, item, REFUSED)


def _judged(conn: Connection, item: FeedItem, word: str) -> None:
    data = msgspec.convert(item.data, _Judged)
    run(conn, _WORD, (data.application, word))
    run(conn, _COPY, (data.application,))

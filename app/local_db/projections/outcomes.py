"""The centre's and the upstream's word on applications, in ``outcomes`` and on the application's row."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from app.domain.feed import FeedItem
from app.local_db.write_context import run


class _Note(msgspec.Struct, frozen=True):
    fa: str = ""
    en: str = ""


class _Recorded(msgspec.Struct, frozen=True):
    application: str
    tracking: str


class _Decided(msgspec.Struct, frozen=True):
    application: str
    decision: str
    upstream: str = ""
    reference: str | None = ""
    note: _Note | None = None
    version: int = 1


_TRACKING = """
INSERT INTO outcomes (application, tracking, decision_note_fa, decision_note_en, upstream, reference,
    decided_version, void_word)
VALUES (?, ?, '', '', '', '', 1, '')
ON CONFLICT (application) DO UPDATE SET tracking = excluded.tracking
"""
_DECISION = """
INSERT INTO outcomes (application, decision, decision_note_fa, decision_note_en, upstream, reference,
    decided_version, void_word)
VALUES (?, ?, ?, ?, ?, ?, ?, '')
ON CONFLICT (application) DO UPDATE SET
    decision = excluded.decision, decision_note_fa = excluded.decision_note_fa,
    decision_note_en = excluded.decision_note_en, upstream = excluded.upstream,
    reference = excluded.reference, decided_version = excluded.decided_version
"""
_COPY = """
UPDATE applications SET
    tracking = o.tracking, decision = o.decision, decision_note_fa = o.decision_note_fa,
    decision_note_en = o.decision_note_en, upstream = o.upstream, reference = o.reference,
    decided_version = o.decided_version
FROM outcomes AS o WHERE o.application = ?1 AND applications.application = ?1
"""


def recorded(conn: Connection, item: FeedItem) -> None:
    """``receipt.recorded``: the centre's tracking number. An application unknown here is remembered."""
    data = msgspec.convert(item.data, _Recorded)
    run(conn, _TRACKING, (data.application, data.tracking))
    run(conn, _COPY, (data.application,))


def decided(conn: Connection, item: FeedItem) -> None:
    """``application.decided``: the latest word of the system behind the service."""
    data = msgspec.convert(item.data, _Decided)
    note = data.note or _Note()
    run(
        conn,
        _DECISION,
        (
            data.application,
            data.decision,
            note.fa,
            note.en,
            data.upstream,
            data.reference or "",
            data.version,
        ),
    )
    run(conn, _COPY, (data.application,))

"""The word of the centre and of national systems on applications, in ``outcomes`` and on the row."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from app.domain.feed import FeedItem
from app.domain.identity import RegistryAnswer
from app.local_db.write_context import run


class _Note(msgspec.Struct, frozen=True):
    fa: str = ""
    en: str = ""


class _Post(msgspec.Struct, frozen=True):
    barcode: str = ""


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
    post: _Post | None = None


class _Checked(msgspec.Struct, frozen=True):
    application: str
    answer: RegistryAnswer


_TRACKING = """
INSERT INTO outcomes (application, tracking, decision_note_fa, decision_note_en, upstream, reference, barcode,
    decided_version, void_word)
VALUES (?, ?, '', '', '', '', '', 1, '')
ON CONFLICT (application) DO UPDATE SET tracking = excluded.tracking
"""
_DECISION = """
INSERT INTO outcomes (application, decision, decision_note_fa, decision_note_en, upstream, reference, barcode,
    decided_version, void_word)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, '')
ON CONFLICT (application) DO UPDATE SET
    decision = excluded.decision, decision_note_fa = excluded.decision_note_fa,
    decision_note_en = excluded.decision_note_en, upstream = excluded.upstream,
    reference = excluded.reference, decided_version = excluded.decided_version,
    barcode = CASE WHEN excluded.barcode <> '' THEN excluded.barcode ELSE outcomes.barcode END
"""
_IDENTITY = """
INSERT INTO outcomes (application, decision_note_fa, decision_note_en, upstream, reference, barcode,
    decided_version, void_word, identity)
VALUES (?, '', '', '', '', '', 1, '', ?)
ON CONFLICT (application) DO UPDATE SET identity = excluded.identity
"""
_COPY = """
UPDATE applications SET
    tracking = o.tracking, decision = o.decision, decision_note_fa = o.decision_note_fa,
    decision_note_en = o.decision_note_en, upstream = o.upstream, reference = o.reference,
    barcode = o.barcode, decided_version = o.decided_version
FROM outcomes AS o WHERE o.application = ?1 AND applications.application = ?1
"""


def recorded(conn: Connection, item: FeedItem) -> None:
    """``receipt.recorded``: the centre's tracking number. An application unknown here is remembered."""
    data = msgspec.convert(item.data, _Recorded)
    run(conn, _TRACKING, (data.application, data.tracking))
    run(conn, _COPY, (data.application,))


def decided(conn: Connection, item: FeedItem) -> None:
    """``application.decided``: the latest word of the system behind the service.

    What it gave to the post stays known when a later word does not name it again.
    """
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
            data.post.barcode if data.post is not None else "",
            data.version,
        ),
    )
    run(conn, _COPY, (data.application,))


def identity_checked(conn: Connection, item: FeedItem) -> None:
    """``identity.checked``: what the civil registry said of an applicant taken with a later check."""
    data = msgspec.convert(item.data, _Checked)
    run(conn, _IDENTITY, (data.application, data.answer.value))

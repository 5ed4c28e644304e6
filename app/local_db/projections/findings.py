"""What the centre found wrong with an entry, until it is withdrawn."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from app.domain.feed import FeedItem
from app.local_db.write_context import run


class _Note(msgspec.Struct, frozen=True):
    fa: str = ""
    en: str = ""


class _Raised(msgspec.Struct, frozen=True):
    finding: str
    type: str
    application: str | None = None
    receipt: str | None = None
    device: str = ""
    seq: int = 0
    note: _Note | None = None


class _Withdrawn(msgspec.Struct, frozen=True):
    finding: str


_INSERT = """
INSERT OR IGNORE INTO findings
    (finding, type, application, receipt, device, seq, note_fa, note_en, raised_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def raised(conn: Connection, item: FeedItem) -> None:
    """``finding.raised``: an open finding. One that is known already stays as it is."""
    data = msgspec.convert(item.data, _Raised)
    note = data.note or _Note()
    run(
        conn,
        _INSERT,
        (
            data.finding,
            data.type,
            data.application,
            data.receipt,
            data.device,
            data.seq,
            note.fa,
            note.en,
            item.at,
        ),
    )


def withdrawn(conn: Connection, item: FeedItem) -> None:
    """``finding.withdrawn``: closes it. One that is not known changes nothing."""
    data = msgspec.convert(item.data, _Withdrawn)
    run(
        conn,
        "UPDATE findings SET withdrawn_at = ? WHERE finding = ? AND withdrawn_at IS NULL",
        (item.at, data.finding),
    )

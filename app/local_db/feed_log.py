"""The feed as it came: every item kept, applied in order, in one transaction with the cursor.

An item that came before (the centre was restored and tells its past again under a new epoch) is kept and
changes nothing: items are known by their id.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import msgspec
from sqlalchemy import Connection

from app.domain.entry import Kind
from app.domain.feed import FeedItem
from app.local_db.errors import FeedGap
from app.local_db.journal import append, head
from app.local_db.projections import PUBLICATIONS, TOPICS, project_item
from app.local_db.write_context import changed, first_row, run

REASON_CHARACTERS_MAX = 500

_KNOWN = "SELECT 1 FROM feed WHERE id = ? LIMIT 1"
_INSERT = """
INSERT INTO feed (epoch, seq, id, kind, item, after_seq, outcome, payload) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""


class ItemOutcome(StrEnum):
    """What became of an item here."""

    APPLIED = "applied"
    REPEATED = "repeated"
    REFUSED = "refused"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class FeedCursor:
    """How far the feed was applied: ``seq`` of ``epoch``. Epoch "" before the first contact."""

    epoch: str
    seq: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A publication that must not be used; ``version`` 0 when it could not even be read."""

    reason: str
    version: int = 0


@dataclass(frozen=True, slots=True)
class PageApplied:
    """How many items of a page were applied, came before, were refused, or could not be read."""

    applied: int = 0
    repeated: int = 0
    refused: int = 0
    unreadable: int = 0


def cursor(conn: Connection) -> FeedCursor:
    """How far this store has applied the feed."""
    row = conn.exec_driver_sql("SELECT epoch, seq FROM feed_cursor WHERE id = 1").one()
    return FeedCursor(row[0], row[1])


def begin_epoch(conn: Connection, epoch: str) -> None:
    """Start a new epoch of the feed from its beginning; what came before is kept.

    The present epoch again changes nothing. One that was seen earlier goes on where it was left.
    """
    if cursor(conn).epoch == epoch:
        return
    seen = conn.exec_driver_sql("SELECT max(seq) FROM feed WHERE epoch = ?", (epoch,)).scalar_one()
    _move_cursor(conn, FeedCursor(epoch, seen or 0))


def apply_page(
    conn: Connection,
    epoch: str,
    items: Sequence[FeedItem],
    publications: Mapping[int, bytes | Refused] | None = None,
    *,
    at: datetime | None = None,
) -> PageApplied:
    """Keep and apply the items after the cursor; items at or before it are passed over.

    ``publications`` gives, by item seq, the verified payload of each catalogue and tariff, or why it is
    refused; a refusal is journalled at ``at`` (the corrected instant). Raises :class:`FeedGap` when the
    items do not continue the cursor or are of another epoch; nothing may then be committed.
    """
    start = cursor(conn)
    if epoch != start.epoch:
        raise FeedGap(expected=f"{start.epoch}:{start.seq + 1}", found=f"{epoch}:")
    seq = start.seq
    counts = dict.fromkeys(ItemOutcome, 0)
    for item in items:
        if item.seq <= seq:
            continue
        if item.seq != seq + 1:
            raise FeedGap(expected=seq + 1, found=item.seq)
        outcome = _apply_item(conn, epoch, item, publications or {}, at)
        counts[outcome] += 1
        seq = item.seq
    if seq > start.seq:
        _move_cursor(conn, FeedCursor(epoch, seq))
    return PageApplied(
        counts[ItemOutcome.APPLIED],
        counts[ItemOutcome.REPEATED],
        counts[ItemOutcome.REFUSED],
        counts[ItemOutcome.UNREADABLE],
    )


def _apply_item(
    conn: Connection,
    epoch: str,
    item: FeedItem,
    publications: Mapping[int, bytes | Refused],
    at: datetime | None,
) -> ItemOutcome:
    after_seq = head(conn).seq
    payload: bytes | None = None
    outcome = ItemOutcome.APPLIED
    if first_row(conn, _KNOWN, (item.id,)) is not None:
        outcome = ItemOutcome.REPEATED
    elif item.kind in PUBLICATIONS:
        publication = publications.get(item.seq)
        if publication is None:
            raise ValueError(f"feed item {item.seq} ({item.kind}) came without its verified payload")
        if isinstance(publication, Refused):
            outcome = ItemOutcome.REFUSED
            _journal_refusal(conn, item, publication, at)
        else:
            payload = publication
    if outcome is ItemOutcome.APPLIED:
        try:
            project_item(conn, item, payload)
        except msgspec.ValidationError:
            outcome = ItemOutcome.UNREADABLE
        else:
            changed(conn, TOPICS.get(item.kind, "feed"))
    changed(conn, "feed")
    run(
        conn,
        _INSERT,
        (epoch, item.seq, item.id, item.kind, msgspec.json.encode(item), after_seq, str(outcome), payload),
    )
    return outcome


def _journal_refusal(conn: Connection, item: FeedItem, refused: Refused, at: datetime | None) -> None:
    append(
        conn,
        kind=Kind.PUBLICATION_REFUSED,
        staff="",
        data={
            "what": PUBLICATIONS[item.kind],
            "version": refused.version,
            "reason": refused.reason[:REASON_CHARACTERS_MAX],
        },
        at=at or datetime.now(UTC),
    )


def _move_cursor(conn: Connection, to: FeedCursor) -> None:
    conn.exec_driver_sql("UPDATE feed_cursor SET epoch = ?, seq = ? WHERE id = 1", (to.epoch, to.seq))
    changed(conn, "feed")

"""Where an application is spoken of: the entries after its first, and the centre's items, by their places.

Without it a story (:mod:`app.local_db.queries.story`) would have to read both logs from end to end. The
entry that accepted an application is not in here: its row names it, and no receipt waits for one write more.
"""

from __future__ import annotations

from sqlalchemy import Connection

from app.domain.entry import Entry, Kind
from app.domain.feed import FeedItem, FeedKind
from app.local_db.write_context import first_row, run

ENTRIES = frozenset(
    {
        Kind.PAYMENT_TAKEN,
        Kind.APPLICATION_CORRECTED,
        Kind.APPLICATION_VOIDED,
        Kind.PAYMENT_REFUNDED,
        Kind.RECEIPT_REPRINTED,
        Kind.DOCUMENT_ADDED,
        Kind.DOCUMENT_LOST,
    }
)
ITEMS = frozenset(
    {
        FeedKind.RECEIPT_RECORDED,
        FeedKind.APPLICATION_DECIDED,
        FeedKind.IDENTITY_CHECKED,
        FeedKind.VOID_RECORDED,
        FeedKind.VOID_REFUSED,
        FeedKind.FINDING_RAISED,
        FeedKind.FINDING_WITHDRAWN,
    }
)

_INSERT = "INSERT OR IGNORE INTO mentions (application, seq, item) VALUES (?, ?, ?)"
_OF_RECEIPT = "SELECT application FROM applications WHERE receipt = ?"
_OF_FINDING = "SELECT application FROM findings WHERE finding = ?"


def in_entry(conn: Connection, entry: Entry) -> None:
    """Note an entry about an application by its ``seq`` here (its carrier's, when it was carried)."""
    if entry.kind not in ENTRIES:
        return
    application = entry.data.get("application")
    if application is None:
        application = _look_up(conn, _OF_RECEIPT, entry.data.get("receipt"))
    if isinstance(application, str):
        run(conn, _INSERT, (application, entry.seq, ""))


def in_item(conn: Connection, item: FeedItem) -> None:
    """Note a feed item about an application by its id."""
    if item.kind not in ITEMS:
        return
    application = item.data.get("application")
    if application is None:
        application = _look_up(conn, _OF_FINDING, item.data.get("finding"))
    if isinstance(application, str):
        run(conn, _INSERT, (application, 0, item.id))


def _look_up(conn: Connection, query: str, named: object) -> object:
    row = first_row(conn, query, (named,)) if isinstance(named, str) else None
    return None if row is None else row[0]

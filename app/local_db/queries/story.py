"""What both logs say about one application: the office's entries, the centre's items, each in its order."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from app.domain.entry import Entry, Kind, decode
from app.domain.feed import FeedItem
from app.local_db import journal

WORDS_MAX = 2_000
"""Entries and items of one application that are read at most, the first ones."""

_ENTRIES = "SELECT seq FROM mentions WHERE application = ? AND item = '' ORDER BY seq LIMIT ?"
_ITEMS = """
SELECT f.after_seq, f.item FROM mentions AS m JOIN feed AS f ON f.id = m.item AND f.outcome = 'applied'
WHERE m.application = ? AND m.item <> '' ORDER BY f.position LIMIT ?
"""
_decode_item = msgspec.json.Decoder(FeedItem).decode


@dataclass(frozen=True, slots=True)
class OwnWord:
    """An entry about the application and its ``seq`` in this journal.

    One that was carried over from a former device is that device's entry, as it was written there.
    """

    seq: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class CentreWord:
    """A feed item about the application, applied when this journal had ``after_seq`` entries."""

    after_seq: int
    item: FeedItem


def own_words(conn: Connection, application: str, first_seq: int) -> list[OwnWord]:
    """Every entry about an application, beginning with the one at ``first_seq`` that accepted it."""
    rows = conn.exec_driver_sql(_ENTRIES, (application, WORDS_MAX)).fetchall()
    return [OwnWord(seq, _entry(conn, seq)) for seq in (first_seq, *(row[0] for row in rows))]


def centre_words(conn: Connection, application: str) -> list[CentreWord]:
    """Every feed item about an application, in the order in which they were applied."""
    rows = conn.exec_driver_sql(_ITEMS, (application, WORDS_MAX)).fetchall()
    return [CentreWord(after_seq, _decode_item(item)) for after_seq, item in rows]


def _entry(conn: Connection, seq: int) -> Entry:
    line = journal.find_line(conn, seq)
    if line is None:
        raise LookupError(f"no entry {seq}")
    entry = decode(line)
    while entry.kind == Kind.ENTRY_CARRIED:
        entry = decode(entry.data["entry"].encode())
    return entry

"""What an entry says, wherever it was first written: a carried entry is read as the one inside it."""

from __future__ import annotations

from sqlalchemy import Connection

from app.domain.entry import Entry, Kind, decode


def entry_at(conn: Connection, seq: int) -> Entry:
    """The entry at this place of the journal; the one that was carried in it, if it carried one.

    Raises ``LookupError`` when the journal does not reach so far.
    """
    line = conn.exec_driver_sql("SELECT bytes FROM journal WHERE seq = ?", (seq,)).scalar()
    if line is None:
        raise LookupError(f"no entry {seq}")
    entry = decode(line)
    return decode(entry.data["entry"].encode()) if entry.kind == Kind.ENTRY_CARRIED else entry

"""How far the centre confirmed this journal, what is on its way, and the link: the transport's own state.

None of it is journalled (it says nothing about what happened at the counter), and all of it may be
asked of the centre again.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from app.domain.chain import Head
from app.local_db.errors import ChainBroken
from app.local_db.journal import hash_at
from app.local_db.write_context import changed


@dataclass(frozen=True, slots=True)
class SyncState:
    """``acknowledged``: the last head of the centre that equals this chain. ``sending_seq``: the last seq
    handed to the network. ``sending_unknown``: nobody knows yet whether what is between them arrived.
    """

    acknowledged: Head
    sending_seq: int
    sending_unknown: bool
    last_exchange_at: str | None
    clock_offset_ms: int
    fork_seq: int | None
    refused: str | None
    link: str
    link_since: str


def read(conn: Connection) -> SyncState:
    """The state as it stands."""
    row = conn.exec_driver_sql(
        "SELECT acknowledged_seq, acknowledged_hash, sending_seq, sending_unknown, last_exchange_at,"
        " clock_offset_ms, fork_seq, refused, link, link_since FROM sync_state WHERE id = 1"
    ).one()
    return SyncState(Head(row[0], bytes(row[1])), row[2], bool(row[3]), *row[4:])


def acknowledge(conn: Connection, head: Head, *, at: str | None = None, rewind: bool = False) -> bool:
    """Take the centre's head as confirmed; ``at`` is the instant of the exchange. Returns whether it moved.

    An older head than the present one (a late answer) moves nothing, unless ``rewind`` says that the
    centre holds less than it did. Raises :class:`ChainBroken` when the hash is not this chain's at that
    seq, and when this journal has no such entry.
    """
    own = hash_at(conn, head.seq)
    if own is None:
        raise ChainBroken(reason=f"the centre's head {head.seq} is past this journal's end")
    if own != head.hash:
        raise ChainBroken(reason=f"the centre's head {head.seq} has another hash")
    present = read(conn)
    if at is not None:
        conn.exec_driver_sql("UPDATE sync_state SET last_exchange_at = ? WHERE id = 1", (at,))
        changed(conn, "sync")
    if head.seq == present.acknowledged.seq or (head.seq < present.acknowledged.seq and not rewind):
        return False
    sending_seq = head.seq if rewind else max(present.sending_seq, head.seq)
    unknown = present.sending_unknown and sending_seq > head.seq
    conn.exec_driver_sql(
        "UPDATE sync_state SET acknowledged_seq = ?, acknowledged_hash = ?, sending_seq = ?,"
        " sending_unknown = ? WHERE id = 1",
        (head.seq, head.hash, sending_seq, int(unknown)),
    )
    changed(conn, "sync")
    return True


def mark_sending(conn: Connection, seq: int) -> None:
    """Entries up to ``seq`` are about to be handed to the network."""
    _run(conn, "UPDATE sync_state SET sending_seq = max(sending_seq, ?) WHERE id = 1", seq)


def mark_unknown(conn: Connection) -> None:
    """What is on its way may or may not have arrived: an answer failed, or the program was started anew."""
    _run(conn, "UPDATE sync_state SET sending_unknown = (sending_seq > acknowledged_seq) WHERE id = 1")


def mark_asked(conn: Connection) -> None:
    """The centre told its head and it was acknowledged: what lies after it is simply not sent yet."""
    _run(conn, "UPDATE sync_state SET sending_seq = acknowledged_seq, sending_unknown = 0 WHERE id = 1")


def set_offset(conn: Connection, offset_ms: int) -> None:
    """The centre's clock minus this PC's, in milliseconds."""
    _run(conn, "UPDATE sync_state SET clock_offset_ms = ? WHERE id = 1", offset_ms)


def set_fork(conn: Connection, seq: int | None) -> None:
    """The seq from which the centre holds another history of this device; None: no fork."""
    _run(conn, "UPDATE sync_state SET fork_seq = ? WHERE id = 1", seq)


def set_refused(conn: Connection, reason: str | None) -> None:
    """Why the centre refused a whole batch or this device; None: it does not."""
    _run(conn, "UPDATE sync_state SET refused = ? WHERE id = 1", reason)


def set_link(conn: Connection, link: str, since: str) -> None:
    """The state of the link (``up``, ``no-network``, ``centre-down``, ``not-authorised``) and since when."""
    _run(conn, "UPDATE sync_state SET link = ?, link_since = ? WHERE id = 1", link, since)
    changed(conn, "link")


def _run(conn: Connection, statement: str, *values: object) -> None:
    conn.exec_driver_sql(statement, values)
    changed(conn, "sync")

"""From an old device to a new one: the entries that the centre never got, with where they came from.

After a fork the counter is enrolled anew. Each unsent entry of the old journal goes into the new one as
``entry.carried``, word for word, after one ``device.moved`` that says how many there are.
"""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection

from app.domain.chain import Head, link
from app.domain.entry import Kind
from app.domain.errors import DaftarError
from app.local_db import journal, sync_state
from app.local_db.store import Store
from app.sync.ports import Clock
from app.sync.protocol import BATCH_BYTES_MAX, BATCH_ENTRIES_MAX


class NothingToCarryInto(DaftarError):
    """Old and new store are of the same device, or of different offices."""

    what = "Entries cannot be carried from this store to that one: {reason}."
    safe = "Both stores are as they were."
    todo = "Enrol this PC again first, at the same office, with `daftar enrol --replace`."


def carry_over(old: Store, new: Store, clock: Clock) -> int:
    """Carry the unsent entries of ``old`` into ``new``, in one transaction; how many.

    Doing it again after it was done carries nothing: the new journal itself tells what it took. The old
    store is only read.
    """
    if old.identity.device == new.identity.device:
        raise NothingToCarryInto(reason="they are the same device")
    if old.identity.office != new.identity.office:
        raise NothingToCarryInto(reason="they belong to different offices")
    with old.read() as source, new.write() as target:
        first = _last_common(source)
        end = journal.head(source)
        carried = end.seq - first.seq
        if carried <= 0 or _is_done(target, old.identity.device, end):
            return 0
        origin = {"origin": old.identity.device, "origin_seq": first.seq, "origin_hash": first.hex()}
        journal.append(
            target, kind=Kind.DEVICE_MOVED, staff="", data={**origin, "carried": carried}, at=clock.now()
        )
        _carry(source, target, old.identity.device, first, clock)
        return carried


def _carry(source: Connection, target: Connection, device: str, after: Head, clock: Clock) -> None:
    seq, digest = after.seq, after.hash
    while lines := journal.lines_after(source, seq, BATCH_ENTRIES_MAX, BATCH_BYTES_MAX):
        for line in lines:
            seq, digest = seq + 1, link(digest, line)
            origin = {"device": device, "seq": seq, "hash": digest.hex()}
            data = {"origin": origin, "entry": line.decode()}
            journal.append(target, kind=Kind.ENTRY_CARRIED, staff="", data=data, at=clock.now())


def _last_common(conn: Connection) -> Head:
    """The last head that the centre and the old journal share."""
    state = sync_state.read(conn)
    if state.fork_seq is None:
        return state.acknowledged
    seq = state.fork_seq - 1
    return Head(seq, journal.hash_at(conn, seq) or state.acknowledged.hash)


def _is_done(conn: Connection, device: str, end: Head) -> bool:
    """Whether the new journal already ends its carrying with the old one's last entry."""
    rows = conn.exec_driver_sql("SELECT bytes FROM journal WHERE kind = ?", (Kind.ENTRY_CARRIED,))
    wanted = {"device": device, "seq": end.seq, "hash": end.hex()}
    return any(msgspec.json.decode(line)["data"].get("origin") == wanted for (line,) in rows)

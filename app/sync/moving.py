"""From an old device to a new one: the entries that the centre does not hold, with where they came from.

After a fork the counter is enrolled anew. Each entry of the old journal that the centre lacks goes into the
new one as ``entry.carried``, word for word, after one ``device.moved`` that says how many there are. What it
lacks is asked, not remembered: it may have been restored from a backup since it confirmed them, and from
the old store nobody sends any more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from app.domain.chain import Head, genesis, link
from app.domain.entry import Kind, decode
from app.domain.errors import DaftarError
from app.local_db import documents, journal
from app.local_db.queries import documents as rows
from app.local_db.queries.documents import DocumentRow
from app.local_db.store import Store
from app.sync.errors import Malformed, ProblemAnswer
from app.sync.ports import Clock
from app.sync.protocol import BATCH_BYTES_MAX, BATCH_ENTRIES_MAX, ProblemType
from app.sync.transport import Centre


class NothingToCarryInto(DaftarError):
    """Old and new store are of the same device, or of different offices."""

    what = "Entries cannot be carried from this store to that one: {reason}."
    safe = "Both stores are as they were."
    todo = "Enrol this PC again first, at the same office, with `daftar enrol --replace`."


@dataclass(frozen=True, slots=True)
class Lacking:
    """Entries of a former device that are neither at the centre nor in this journal.

    The centre holds ``held_seq`` of them, this journal those after ``carried_after_seq``.
    """

    device: str
    held_seq: int
    carried_after_seq: int


def carry_missing(old: Store, new: Store, centre: Centre, clock: Clock) -> int:
    """Carry into ``new`` what the centre lacks of ``old`` now; how many. ``centre`` is as ``new`` sees it.

    Raises what :func:`find_common` and :func:`carry_over` raise; then nothing was carried.
    """
    _check_pair(old, new)
    return carry_over(old, new, clock, find_common(old, centre))


def find_common(old: Store, centre: Centre) -> Head:
    """The last head that the centre's journal of the old device and ``old`` share, by the centre's word now.

    One question, when the centre holds a part of this very history; about twenty, when it holds another
    one. Raises ``CentreError``.
    """
    device = old.identity.device
    held = _held(centre, device)
    with old.read() as conn:
        own = journal.head(conn)
        if held.seq <= own.seq and journal.hash_at(conn, held.seq) == held.hash:
            return held
        low, high = 0, min(held.seq, own.seq)
        while low < high:
            middle = (low + high + 1) // 2
            lines = centre.entries(middle - 1, 1, device)
            if not lines:
                raise Malformed(f"no entry {middle} of {device}, where it said to hold {held.seq}")
            # An entry has a random id: equal bytes were written once, and so was all before them.
            if lines[0] == journal.find_line(conn, middle):
                low = middle
            else:
                high = middle - 1
        return Head(low, journal.hash_at(conn, low) or genesis(device).hash)


def carry_over(old: Store, new: Store, clock: Clock, common: Head) -> int:
    """Carry the entries of ``old`` after ``common`` into ``new``, in one transaction; how many.

    Scans that the centre was not known to hold go along first, under the new store's keys, as far as they can
    be read; those of entries that are not carried are named anew, so that they are sent from here.
    Those that the new journal took before are left out where they are the last ones, so that doing it again
    carries nothing: the new journal itself tells what it took. The old store is only read. Raises
    :class:`NothingToCarryInto`.
    """
    _check_pair(old, new)
    device = old.identity.device
    with old.read() as source:
        owed = [row for row in rows.all_named(source) if row.state in (rows.WAITING, rows.UPLOADING)]
    lacking = documents.move_in(new, old, {row.sha256 for row in owed})
    owed = [row for row in owed if row.seq <= common.seq and row.sha256 not in lacking]
    with old.read() as source, new.write() as target:
        # Up to the last one that is missing, without a gap: so each is proved by the one before it.
        taken = {(seq, digest) for origin, seq, digest in _origins(target) if origin == device}
        last = journal.head(source).seq
        while last > common.seq and (last, _hex_at(source, last)) in taken:
            last -= 1
        carried = last - common.seq
        _name_anew(target, owed, clock)
        if carried <= 0:
            return 0
        origin = {"origin": device, "origin_seq": common.seq, "origin_hash": common.hex()}
        journal.append(
            target, kind=Kind.DEVICE_MOVED, staff="", data={**origin, "carried": carried}, at=clock.now()
        )
        _carry(source, target, device, common, last, clock)
        return carried


def _name_anew(target: Connection, owed: Sequence[DocumentRow], clock: Clock) -> None:
    """Name scans in this journal whose own entries the centre holds already; each once."""
    for row in owed:
        if any(there.application == row.application for there in rows.of_content(target, row.sha256)):
            continue
        data = {
            "application": row.application,
            "receipt": row.receipt,
            "paper": row.paper,
            "sha256": row.sha256,
            "size_bytes": row.size_bytes,
            "media_type": row.media_type,
        }
        journal.append(target, kind=Kind.DOCUMENT_ADDED, staff="", data=data, at=clock.now())


def find_lacking(new: Store, centre: Centre) -> list[Lacking]:
    """Former devices of which the centre lacks entries that came before those that this journal took over.

    It was then restored from a backup to before the counter was replaced, and only the old store in the
    archive still has them: ``carry_missing`` brings them along. Changes nothing. Raises ``CentreError``.
    """
    first: dict[str, int] = {}
    with new.read() as conn:
        for data in _data(conn, Kind.DEVICE_MOVED):
            device, seq = str(data["origin"]), int(data["origin_seq"])
            first[device] = min(seq, first.get(device, seq))
    found = [Lacking(device, _held(centre, device).seq, seq) for device, seq in first.items() if seq]
    return [one for one in found if one.held_seq < one.carried_after_seq]


def _check_pair(old: Store, new: Store) -> None:
    if old.identity.device == new.identity.device:
        raise NothingToCarryInto(reason="they are the same device")
    if old.identity.office != new.identity.office:
        raise NothingToCarryInto(reason="they belong to different offices")


def _held(centre: Centre, device: str) -> Head:
    """The centre's head of a former device; its genesis when the centre knows none such in this office."""
    try:
        return centre.head(device)
    except ProblemAnswer as problem:
        if problem.problem_type != ProblemType.NOT_YOUR_OFFICE:
            raise
        return genesis(device)


def _carry(source: Connection, target: Connection, device: str, after: Head, last: int, clock: Clock) -> None:
    seq, digest = after.seq, after.hash
    while lines := journal.lines_after(source, seq, min(BATCH_ENTRIES_MAX, last - seq), BATCH_BYTES_MAX):
        for line in lines:
            seq, digest = seq + 1, link(digest, line)
            origin = {"device": device, "seq": seq, "hash": digest.hex()}
            data = {"origin": origin, "entry": line.decode()}
            journal.append(target, kind=Kind.ENTRY_CARRIED, staff="", data=data, at=clock.now())


def _hex_at(conn: Connection, seq: int) -> str:
    return (journal.hash_at(conn, seq) or b"").hex()


def _origins(conn: Connection) -> Iterator[tuple[str, int, str]]:
    """Device, seq and hash of every entry that a journal carries."""
    for data in _data(conn, Kind.ENTRY_CARRIED):
        origin = data["origin"]
        yield str(origin["device"]), int(origin["seq"]), str(origin["hash"])


def _data(conn: Connection, kind: str) -> Iterator[dict[str, Any]]:
    for (line,) in conn.exec_driver_sql("SELECT bytes FROM journal WHERE kind = ? ORDER BY seq", (kind,)):
        yield decode(line).data

"""When the two histories do not simply continue each other: a restored store, and a fork.

* The centre holds more than we do: this store came from a backup. Our own entries are fetched, proved
  against the centre's head, appended, and ``store.restored`` is journalled.
* The centre holds other entries at our seqs: a cloned disk, or a restored store that went on writing. It
  is proved by the entries themselves before anything stops; then sending stops, serving goes on, and the
  counter is enrolled anew (``carry_over`` in :mod:`app.sync.moving` brings the unsent entries along).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from app.domain.chain import Head, extend
from app.domain.entry import Kind, instant
from app.domain.errors import DaftarError
from app.local_db import journal, sync_state
from app.local_db.store import Store
from app.sync.errors import Malformed
from app.sync.ports import Clock
from app.sync.protocol import BATCH_BYTES_MAX, BATCH_ENTRIES_MAX
from app.sync.reconcile import Comparison, Relation, settle
from app.sync.transport import Centre


class StoppedByFork(DaftarError):
    """Another history of this device is at the centre, from entry ``seq`` on."""

    what = "The centre holds other entries of this counter from number {seq} on: two PCs write as one."
    safe = "Everything accepted here is saved; nothing more is sent until this is settled."
    todo = "Find the copied PC or disk, then enrol this one again with `daftar enrol --replace`."

    def __init__(self, seq: int) -> None:
        super().__init__(seq=seq)
        self.seq = seq


def settle_or_recover(store: Store, centre: Centre, head: Head) -> Comparison:
    """Settle a head that the centre named; fetch back what is lost, or stop at a fork.

    The comparison returned is ``LEVEL`` or ``BEHIND``. Raises :class:`StoppedByFork`, ``Malformed`` when
    the head contradicts the very entries that the centre gives, and ``CentreError``.
    """
    comparison = settle(store, head, centre.clock)
    if comparison.relation is Relation.AHEAD:
        restore_own(store, centre, head)
        return settle(store, head, centre.clock)
    if comparison.relation is Relation.DIFFERENT:
        raise prove_fork(store, centre, head)
    return comparison


def restore_own(store: Store, centre: Centre, head: Head) -> int:
    """Fetch own entries that the centre holds up to ``head`` and this store lost; how many.

    They are read twice: first only to prove that they lead from the own head to ``head``, then, page by
    page against the heads found on the way, to be appended. So nothing unproved is ever applied. Raises
    :class:`StoppedByFork` when this store has written others at those seqs.
    """
    with store.read() as conn:
        start = journal.head(conn)
    marks = [start]
    for lines in _pages(centre, start.seq, head.seq):
        marks.append(extend(marks[-1], lines))
    if marks[-1] != head:
        raise prove_fork(store, centre, head)
    for mark, following in itertools.pairwise(marks):
        lines = centre.entries(mark.seq, following.seq - mark.seq)
        if extend(mark, lines) != following:
            raise Malformed("entries that changed between two readings")
        _append_page(store, centre.clock, lines, start, mark, head)
    return head.seq - start.seq


def _append_page(store: Store, clock: Clock, lines: list[bytes], start: Head, mark: Head, head: Head) -> None:
    """Append fetched entries after ``mark``; with the last page, the entry that tells of it."""
    with store.write() as conn:
        if journal.head(conn) == mark:
            reached = journal.append_fetched(conn, lines)
            sync_state.acknowledge(conn, reached, at=instant(clock.now()))
            if reached == head:
                data = {"from_seq": start.seq + 1, "to_seq": head.seq, "hash": head.hex()}
                journal.append(conn, kind=Kind.STORE_RESTORED, staff="", data=data, at=clock.now())
            return
        # This counter wrote meanwhile: the seqs that the centre's entries have are taken.
        sync_state.set_fork(conn, mark.seq + 1)
    raise StoppedByFork(mark.seq + 1)


def prove_fork(store: Store, centre: Centre, head: Head) -> StoppedByFork:
    """Find the first entry that differs from the centre's, persist the fork and return its error.

    Raises ``Malformed`` when no entry differs: then the head was wrong, not the history.
    """
    with store.read() as conn:
        own = journal.head(conn)
        after = sync_state.read(conn).acknowledged.seq
    after = min(after, head.seq, own.seq)
    for lines in _pages(centre, after, min(head.seq, own.seq)):
        with store.read() as conn:
            ours = journal.lines_after(conn, after, len(lines), len(lines) * 2 * BATCH_BYTES_MAX)
        for offset, (line, our) in enumerate(zip(lines, ours, strict=True), 1):
            if line != our:
                return found_fork(store, after + offset, own)
        after += len(lines)
    raise Malformed(f"a head {head.seq} that its own entries do not give")


def found_fork(store: Store, seq: object, acknowledged: Head) -> StoppedByFork:
    """Persist that the histories part at ``seq`` and return the error that says so."""
    at = seq if isinstance(seq, int) and seq > 0 else acknowledged.seq + 1
    with store.write() as conn:
        sync_state.set_fork(conn, at)
    return StoppedByFork(at)


def _pages(centre: Centre, after: int, to: int) -> Iterator[list[bytes]]:
    """The centre's entries ``after + 1`` to ``to``, a page at a time. Raises ``Malformed`` when some lack."""
    while after < to:
        lines = centre.entries(after, min(BATCH_ENTRIES_MAX, to - after))
        if not lines:
            raise Malformed(f"no entries after {after}, where it said to hold {to}")
        yield lines
        after += len(lines)

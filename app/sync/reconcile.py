"""Comparing histories: one request, because equal heads prove equal journals.

Whatever head the centre names, from wherever it came, passes through :func:`settle`, which checks it
against the own chain before any cursor moves.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.chain import Head
from app.domain.entry import instant
from app.local_db import journal, sync_state
from app.local_db.store import Store
from app.sync.ports import Clock
from app.sync.transport import Centre


class Relation(StrEnum):
    """How the centre's journal of this device stands to the own one."""

    LEVEL = "level"
    BEHIND = "behind"
    """The centre lacks entries: they are to be sent."""
    AHEAD = "ahead"
    """The centre holds entries that this store does not: it was restored from a backup."""
    DIFFERENT = "different"
    """Another hash at the same seq: a fork, or a head that is simply wrong."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a comparison found; ``is_rewound`` when the centre holds less than it had confirmed."""

    relation: Relation
    centre: Head
    own: Head
    is_rewound: bool = False


def reconcile(store: Store, centre: Centre) -> Comparison:
    """Ask for the head and settle it: one round trip, and no write when nothing moved."""
    return settle(store, centre.head(), centre.clock)


def settle(store: Store, head: Head, clock: Clock) -> Comparison:
    """Compare a head that the centre named with the own chain, and move the acknowledged head by it.

    It moves forward to what the centre proves to hold, and back when the centre was itself restored from
    a backup. On ``AHEAD`` and ``DIFFERENT`` nothing moves.
    """
    with store.read() as conn:
        own = journal.head(conn)
        at_seq = own.hash if head.seq == own.seq else journal.hash_at(conn, head.seq)
        state = sync_state.read(conn)
    if head.seq > own.seq:
        return Comparison(Relation.AHEAD, head, own)
    if at_seq != head.hash:
        return Comparison(Relation.DIFFERENT, head, own)
    is_rewound = head.seq < state.acknowledged.seq
    if head != state.acknowledged or state.sending_seq > head.seq:
        with store.write() as conn:
            sync_state.acknowledge(conn, head, at=instant(clock.now()), rewind=is_rewound)
            sync_state.mark_asked(conn)
    relation = Relation.LEVEL if head.seq == own.seq else Relation.BEHIND
    return Comparison(relation, head, own, is_rewound)

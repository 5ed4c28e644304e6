"""Read the journal through and follow the chain over the exact bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.chain import Head, genesis, link
from app.local_db.courtesy import Courtesy
from app.local_db.engine import DriverError, Raw, is_damage

ROWS_AT_ONCE = 1_000
ROWS_A_PIECE = 50
"""A fraction of a millisecond's work."""
TAIL_ENTRIES = 64
"""How many of the last entries the quick check reads."""

Progress = Callable[[int, int], None]
"""Called with how many entries are done and how many there are."""


@dataclass(frozen=True, slots=True)
class ChainCheck:
    """``entries`` read; ``head`` the last good one; ``first_bad_seq`` None when the chain holds."""

    entries: int
    head: Head
    first_bad_seq: int | None


def check_chain(
    raw: Raw,
    *,
    after: int = 0,
    progress: Progress | None = None,
    device: str | None = None,
    courtesy: Courtesy | None = None,
) -> ChainCheck:
    """Follow the chain from entry ``after`` (0: from the start) to the end.

    ``courtesy`` is asked now and then whether somebody else goes first. An entry that the file cannot give
    any more is a bad one, like one that was changed.
    """
    if device is None:
        device = str(raw.execute("SELECT device FROM identity WHERE id = 1").fetchone()[0])
    total = int(raw.execute("SELECT count(*) FROM journal WHERE seq > ?", (after,)).fetchone()[0])
    head = genesis(device)
    if after > 0:
        row = raw.execute("SELECT hash FROM journal WHERE seq = ?", (after,)).fetchone()
        if row is None:
            return ChainCheck(0, head, after)
        head = Head(after, bytes(row[0]))
    done = 0
    try:
        rows = raw.execute("SELECT seq, bytes, hash FROM journal WHERE seq > ? ORDER BY seq", (after,))
        for seq, line, digest in rows:
            if seq != head.seq + 1 or link(head.hash, line) != digest:
                return ChainCheck(done, head, head.seq + 1)
            head = Head(seq, digest)
            done += 1
            if courtesy is not None and done % ROWS_A_PIECE == 0:
                courtesy.after_you()
            if progress is not None and done % ROWS_AT_ONCE == 0:
                progress(done, total)
    except (DriverError, MemoryError) as error:
        if not is_damage(error):
            raise
        return ChainCheck(done, head, head.seq + 1)
    if progress is not None and done % ROWS_AT_ONCE:
        progress(done, total)
    return ChainCheck(done, head, None)


def check_tail(raw: Raw, device: str) -> ChainCheck:
    """The quick check: the last :data:`TAIL_ENTRIES` entries follow one another."""
    last = raw.execute("SELECT max(seq) FROM journal").fetchone()[0] or 0
    return check_chain(raw, after=max(0, last - TAIL_ENTRIES), device=device)

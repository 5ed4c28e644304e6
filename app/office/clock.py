"""The counter's clock: the PC's time, corrected by the centre's, and honest about every jump.

A clock here is a recorded claim (docs/protocol.md, "Time"): the order of entries is the chain. What this
class adds is that one wrong setting of the PC does not silently date a day's work wrongly. The PC's wall
clock is compared with its steady clock each time it is read; when the two part by more than
:data:`JUMP_MS_MIN`, time goes on from where it was, and the correction is journalled once.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

JUMP_MS_MIN = 2_000
"""A difference above this, in milliseconds, is a moved clock; below, it is drift and is just followed."""
DRIFT_MS_MIN = 100
"""A correction smaller than this is not worth a write."""
MOVES_KEPT_MAX = 16
"""Moves waiting to be journalled; a PC whose clock jumps more often than it writes keeps the latest."""
ROUND_TRIP_MS_MAX = 10_000
"""An answer slower than this tells the centre's time too vaguely to correct anything by it."""


@dataclass(frozen=True, slots=True)
class Move:
    """A correction that must be journalled: centre's time minus the PC's, before and after, and why."""

    offset_ms_before: int
    offset_ms_after: int
    cause: str


def steady_s() -> float:
    """Seconds of a clock that nobody can set; on Linux it runs on while the PC sleeps."""
    boottime = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boottime is None else time.clock_gettime(boottime)


class Clock:
    """Time at this counter. Usable from any thread.

    ``offset_ms`` is what the store remembers: the centre's time minus the PC's when last seen.
    Nothing is written here: a store that was restored from a backup must first get its own entries back
    before it may append one. Whoever owns the store writes :meth:`take_moves` and :attr:`offset_ms` with
    its next transaction (:meth:`app.office.counter.Counter.write`).
    """

    def __init__(
        self,
        offset_ms: int = 0,
        *,
        wall_s: Callable[[], float] = time.time,
        steady: Callable[[], float] = steady_s,
    ) -> None:
        self._lock = threading.Lock()
        self._wall_s, self._steady = wall_s, steady
        self._offset_ms = offset_ms
        self._stored_ms = offset_ms
        self._seen = (wall_s(), steady())
        self._moves: list[Move] = []

    @property
    def offset_ms(self) -> int:
        """The centre's time minus the PC's, in milliseconds, as now believed."""
        return self._offset_ms

    def now(self) -> datetime:
        """The corrected time, aware UTC."""
        with self._lock:
            return datetime.fromtimestamp(self._read() + self._offset_ms / 1000, UTC)

    def observe(self, centre_time: datetime, round_trip_ms: int) -> None:
        """Learn the centre's time from an answer that took ``round_trip_ms`` to come."""
        if round_trip_ms > ROUND_TRIP_MS_MAX:
            return
        with self._lock:
            wall_s = self._read()
            seen_ms = round((centre_time.timestamp() - wall_s) * 1000 + round_trip_ms / 2)
            error_ms = abs(seen_ms - self._offset_ms)
            if error_ms <= max(DRIFT_MS_MIN, round_trip_ms):
                return
            if error_ms > JUMP_MS_MIN:
                self._note(Move(self._offset_ms, seen_ms, "centre"))
            self._offset_ms = seen_ms

    def take_moves(self) -> list[Move]:
        """The moves to journal, each handed out once. A caller that fails to write them gives them back."""
        with self._lock:
            moves, self._moves = self._moves, []
            return moves

    def give_back(self, moves: list[Move]) -> None:
        """Return moves whose transaction did not commit."""
        with self._lock:
            self._moves = (moves + self._moves)[-MOVES_KEPT_MAX:]

    def has_moves(self) -> bool:
        """Whether a move waits to be journalled."""
        return bool(self._moves)

    def is_offset_unsaved(self) -> bool:
        """Whether the offset differs from what the store was last told."""
        return self._offset_ms != self._stored_ms

    def saved(self, offset_ms: int) -> None:
        """The store holds ``offset_ms`` now."""
        self._stored_ms = offset_ms

    def _read(self) -> float:
        """The wall clock in seconds; notices when it moved against the steady clock. Lock held."""
        wall_s, steady = self._wall_s(), self._steady()
        moved_ms = round(((wall_s - self._seen[0]) - (steady - self._seen[1])) * 1000)
        self._seen = (wall_s, steady)
        if abs(moved_ms) > JUMP_MS_MIN:
            after_ms = self._offset_ms - moved_ms
            self._note(Move(self._offset_ms, after_ms, "wall-clock"))
            self._offset_ms = after_ms
        return wall_s

    def _note(self, move: Move) -> None:
        self._moves = [*self._moves, move][-MOVES_KEPT_MAX:]

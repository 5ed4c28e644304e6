"""The consistency checks that run in the product: at start, hourly while idle, and at close.

A counter whose journal or read tables contradict each other stops accepting, loudly, and says what to do
(:class:`~app.office.counter.StoppedAccepting`). Nothing is repaired behind anyone's back.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

from app.local_db.verify import Verification, verify
from app.office.clock import steady_s
from app.office.counter import Counter

CHECK_EVERY = timedelta(hours=1)
IDLE_FOR = timedelta(minutes=1)
"""An hourly check waits for a moment when nothing was written for this long."""

CHAIN_OK, TABLES_OK = "ok", "ok"


def check_counter(counter: Counter) -> Verification:
    """Verify chain, read tables and documents; stop the counter when the store contradicts itself.

    A lost scan stops nothing: it is told by an entry of its own. Documents are looked for and not read, since
    years of them would take minutes.
    May take seconds with a year of entries: not for the UI thread.
    """
    found = verify(counter.store, contents=False)
    if found.chain != CHAIN_OK:
        counter.stopped = f"its journal does not hold together at entry {found.first_bad_seq}"
    elif found.tables != TABLES_OK:
        counter.stopped = "what it shows differs from its journal"
    return found


class HourlyCheck:
    """Says when the next check is due: an hour after the last, once the counter has been idle a while."""

    def __init__(self, counter: Counter, steady: Callable[[], float] = steady_s) -> None:
        self._steady = steady
        self._lock = threading.Lock()
        self._checked_s = self._written_s = steady()
        counter.store.on_change(self._written)

    def is_due(self) -> bool:
        """Whether a check should run now."""
        with self._lock:
            now_s = self._steady()
            return (
                now_s - self._checked_s >= CHECK_EVERY.total_seconds()
                and now_s - self._written_s >= IDLE_FOR.total_seconds()
            )

    def done(self) -> None:
        """A check has just run."""
        with self._lock:
            self._checked_s = self._steady()

    def _written(self, topics: frozenset[str]) -> None:
        del topics
        with self._lock:
            self._written_s = self._steady()

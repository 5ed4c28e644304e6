"""The lane that receives: one long poll after another."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from app.local_db import sync_state
from app.local_db.store import Store
from app.sync.backoff import Backoff
from app.sync.errors import Busy, CentreError, NotAuthorised, Revoked
from app.sync.events import Alarm, AlarmKind, Exchanged, SyncEvent
from app.sync.lane import Pause, Wake
from app.sync.link_watch import LinkWatch
from app.sync.pull import pull_page
from app.sync.timing import Timing
from app.sync.transport import Centre


class FeedLane:
    """The steps of the feed lane.

    ``wait_first`` is waited for at the first step (the comparison of heads: a page may have to be
    journalled, and a store that was restored must first get its own entries back).
    """

    def __init__(
        self,
        store: Store,
        centre: Centre,
        watch: LinkWatch,
        timing: Timing,
        randomness: Callable[[], float],
        publish: Callable[[SyncEvent], None],
    ) -> None:
        self._store, self._centre, self._watch = store, centre, watch
        self._timing, self._publish = timing, publish
        self._backoff = Backoff(
            first_s=timing.backoff_first_s, longest_s=timing.backoff_longest_s, randomness=randomness
        )
        self._stopping = threading.Event()
        self._has_answered = False
        """Whether the last call was answered; the first after a failure does not wait at the centre."""
        self.wait_first: threading.Event | None = None
        self.on_new_epoch: Callable[[], None] = lambda: None

    def stop(self) -> None:
        """End the wait at the start."""
        self._stopping.set()
        if self.wait_first is not None:
            self.wait_first.set()

    def forget(self) -> None:
        """Forget the failures so far."""
        self._backoff.reset()

    def step(self) -> Pause:
        """One long poll, and what it brought."""
        if self.wait_first is not None:
            self.wait_first.wait(self._timing.compare_first_s)
            self.wait_first = None
        if self._stopping.is_set():
            return Pause(0.0)
        asked_s = time.monotonic()
        wait_s = self._timing.poll_wait_s if self._has_answered else 0
        try:
            pulled = pull_page(self._store, self._centre, wait_s)
        except CentreError as error:
            return self._failed(error)
        self._backoff.reset()
        self._has_answered = True
        self._watch.proof(authorised=True)
        if pulled.is_new_epoch:
            self.on_new_epoch()
        if pulled.items:
            self._tell(pulled.items)
        if pulled.revoked is not None:
            self._publish(Alarm(AlarmKind.REVOKED, pulled.revoked))
        if not pulled.items and not pulled.more and time.monotonic() - asked_s < wait_s / 2:
            # An answer that should have waited and did not: do not turn a fault there into a flood here.
            return Pause(self._timing.poll_early_pause_s, Wake.LINK)
        return Pause(0.0)

    def _failed(self, error: CentreError) -> Pause:
        if self._stopping.is_set():
            return Pause(0.0)
        self._has_answered = False
        self._watch.failure(error)
        if isinstance(error, Revoked):
            return Pause(self._timing.stopped_s, Wake.PERSON)
        until = Wake.PERSON if isinstance(error, (Busy, NotAuthorised)) else Wake.LINK
        return Pause(self._backoff.next_s(error.retry_after_s), until)

    def _tell(self, received: int) -> None:
        with self._store.read() as conn:
            acknowledged = sync_state.read(conn).acknowledged
        self._publish(Exchanged(0, received, acknowledged))

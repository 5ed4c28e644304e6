"""The sync service: records, feed, documents and link watch side by side, each in a lane of its own.

None starves another: each has its own thread, timer and backoff. A lane that dies is started again; a
backlog that nobody tries to send is an alarm.
"""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable

from app.domain.errors import DaftarError
from app.local_db import journal, sync_state
from app.local_db.store import Store
from app.sync.backoff import Backoff
from app.sync.documents_lane import DocumentsLane
from app.sync.errors import CentreError, Revoked
from app.sync.events import Alarm, AlarmKind, SyncEvent
from app.sync.feed_lane import FeedLane
from app.sync.lane import Lane, Pause, Wake
from app.sync.link import Link, LinkState
from app.sync.link_watch import LinkWatch
from app.sync.ports import CounterParts
from app.sync.protocol import UpstreamState
from app.sync.records_lane import RecordsLane
from app.sync.timing import Timing
from app.sync.transport import Centre

_log = logging.getLogger(__name__)
Subscriber = Callable[[SyncEvent], None]


class SyncService:
    """Keeps one counter and the centre level for as long as it runs.

    ``counter`` gives store, device key and clock; the service closes none of them. Subscribers are called
    in the lanes' threads and must return soon.
    """

    def __init__(
        self,
        counter: CounterParts,
        *,
        timing: Timing | None = None,
        randomness: Callable[[], float] = random.random,
    ) -> None:
        self._counter = counter
        self._timing = timing or Timing()
        self._randomness = randomness
        self._subscribers: list[Subscriber] = []
        self._running: _Running | None = None
        self._lock = threading.Lock()

    def start(self) -> None:
        """Start the lanes. Starting a service that runs changes nothing."""
        with self._lock:
            if self._running is None:
                self._running = _Running(self._counter, self._timing, self._randomness, self._publish)

    def stop(self) -> None:
        """Stop the lanes, also one that waits for an answer, within about a second."""
        with self._lock:
            running, self._running = self._running, None
        if running is not None:
            running.stop()

    def try_now(self) -> None:
        """Forget every backoff and try at once; what was stopped by a refusal is tried again too."""
        running = self._running
        if running is not None:
            running.try_now()

    def subscribe(self, callback: Subscriber) -> Callable[[], None]:
        """Call ``callback`` with each event from now on. Returns a function that ends it."""
        self._subscribers.append(callback)
        return lambda: self._subscribers.remove(callback) if callback in self._subscribers else None

    @property
    def link(self) -> Link | None:
        """The link as it stands; None while the service does not run."""
        running = self._running
        return None if running is None else running.watch.link

    @property
    def upstreams(self) -> tuple[UpstreamState, ...]:
        """The systems behind the centre as last told in this run."""
        running = self._running
        return () if running is None else running.watch.upstreams or ()

    @property
    def lanes(self) -> dict[str, Lane]:
        """The running lanes by name; empty while the service does not run."""
        running = self._running
        return {} if running is None else {lane.name: lane for lane in running.lanes}

    def _publish(self, event: SyncEvent) -> None:
        for subscriber in tuple(self._subscribers):
            try:
                subscriber(event)
            except Exception:  # noqa: BLE001 - a watcher's fault must not stop what it watches
                _log.exception("a subscriber failed on %s", type(event).__name__)


class _Running:
    """One run of the service, from start to stop."""

    def __init__(
        self,
        counter: CounterParts,
        timing: Timing,
        randomness: Callable[[], float],
        publish: Callable[[SyncEvent], None],
    ) -> None:
        self._counter = counter
        self._store, self._timing, self._publish = counter.store, timing, publish
        self._stopping = threading.Event()
        self._centre = Centre(counter.store.identity, counter.signer, counter.clock)
        self.watch = LinkWatch(
            counter.store,
            counter.clock,
            amber_after_s=timing.amber_after_s,
            publish=publish,
            on_up=lambda: self._wake(Wake.LINK),
            on_doubt=lambda: self.link.wake(Wake.LINK),
        )
        self._sends = RecordsLane(self._store, self._centre, self.watch, timing, randomness, publish)
        self._receives = FeedLane(self._store, self._centre, self.watch, timing, randomness, publish)
        self._uploads = DocumentsLane(
            self._store, self._centre, self._sends.compared, timing, randomness, publish
        )
        self._receives.on_new_epoch = self._compare_again
        self._receives.wait_first = self._sends.compared
        self._randomness = randomness
        self.records = Lane("records", self._guarded(self._sends.step), monotonic=time.monotonic)
        self.feed = Lane("feed", self._guarded(self._receives.step), monotonic=time.monotonic)
        self.documents = Lane("documents", self._guarded(self._uploads.step), monotonic=time.monotonic)
        self.link = Lane("link", self._guarded(self._look), monotonic=time.monotonic)
        self._sends.on_compared = self._compared
        self._sends.on_attempt = self.records.attempted
        self.lanes = (self.records, self.feed, self.documents, self.link)
        self._restarts = {lane.name: self._restart_backoff() for lane in self.lanes}
        self._is_alarmed = False
        self._unsubscribe = self._store.on_change(self._heard)
        for lane in self.lanes:
            lane.start()
        self._supervisor = threading.Thread(target=self._supervise, name="daftar-supervisor", daemon=True)
        self._supervisor.start()

    def stop(self) -> None:
        """See :meth:`SyncService.stop`."""
        self._stopping.set()
        self._unsubscribe()
        for lane in self.lanes:
            lane.stop()
        self._store.courtesy.hands_off()
        self._sends.stop()
        self._receives.stop()
        self._uploads.stop()
        self._centre.abort()
        until_s = time.monotonic() + self._timing.stop_s
        self._supervisor.join(self._timing.stop_s)
        ended = [lane.join(max(0.0, until_s - time.monotonic())) for lane in self.lanes]
        if all(ended):
            self._centre.close()
        else:
            _log.warning("a lane has not ended yet; it ends with its present call")

    def try_now(self) -> None:
        """See :meth:`SyncService.try_now`."""
        self._sends.forget()
        self._receives.forget()
        self._uploads.forget()
        self._wake(Wake.PERSON)

    def _wake(self, reason: Wake) -> None:
        for lane in self.lanes:
            lane.wake(reason)

    def _heard(self, topics: frozenset[str]) -> None:
        if "journal" in topics:
            self.records.wake(Wake.NEWS)
        if topics & {"sync", "documents"}:  # an entry was confirmed, or a scan came: its turn may have come
            self.documents.wake(Wake.NEWS)
        if "upstreams" in topics:  # the feed told of one: look now, so that its outage is recorded in time
            self.link.wake(Wake.LINK)

    def _compared(self) -> None:
        self.link.wake(Wake.LINK)
        self.documents.wake(Wake.NEWS)

    def _compare_again(self) -> None:
        self._sends.compared.clear()
        self.records.wake(Wake.LINK)

    def _guarded(self, step: Callable[[], Pause]) -> Callable[[], Pause]:
        """A step that ends quietly when the service stops under it."""

        def guarded() -> Pause:
            try:
                return step()
            except DaftarError as error:
                if self._stopping.is_set():
                    return Pause(0.0)
                # The store's own words (full disk, damaged file). The lane tries again by its timer.
                self._publish(Alarm(AlarmKind.STORE, str(error)))
                return Pause(self._timing.probe_up_s, Wake.PERSON)

        return guarded

    def _look(self) -> Pause:
        """The step of the link watch."""
        try:
            self.watch.probe(self._centre)
        except CentreError as error:
            if self._stopping.is_set():
                return Pause(0.0)
            if isinstance(error, Revoked):
                self._publish(Alarm(AlarmKind.REVOKED, str(error)))
        if not self.watch.is_failing and not self._sends.compared.is_set():
            # Nothing is written to a store that may have been restored before the heads were compared.
            return Pause(self._timing.probe_failing_s, Wake.LINK)
        if not self.watch.is_failing or self.watch.link.state is not LinkState.UP:
            self.watch.record()
        if self._sends.compared.is_set():
            self._counter.settle_clock()
        pause_s = self._probe_after_s() * (0.8 + 0.4 * self._randomness())
        left_s = self.watch.doubt_left_s()
        # People are told of an outage when the patience ends, and not whenever the next look would be.
        return Pause(pause_s if left_s is None else min(pause_s, left_s), Wake.LINK)

    def _probe_after_s(self) -> float:
        timing = self._timing
        if not self.watch.is_failing:
            return timing.probe_up_s
        return max(timing.probe_failing_s, min(self.watch.failing_for_s() / 4, timing.probe_longest_s))

    def _supervise(self) -> None:
        """Start dead lanes again, and cry out when a backlog sees no attempt."""
        due_s: dict[str, float] = {}
        while not self._stopping.wait(self._timing.tick_s):
            for lane in self.lanes:
                if lane.is_alive:
                    continue
                if lane.name not in due_s:
                    due_s[lane.name] = time.monotonic() + self._restarts[lane.name].next_s()
                    self._publish(Alarm(AlarmKind.LANE_DIED, f"{lane.name}: {lane.died_of!r}"))
                elif time.monotonic() >= due_s[lane.name]:
                    del due_s[lane.name]
                    lane.start()
            self._watch_backlog()

    def _watch_backlog(self) -> None:
        is_overdue = self.records.overdue_s() > self._timing.watchdog_s
        if not is_overdue or self._is_alarmed:
            self._is_alarmed = self._is_alarmed and is_overdue
            return
        waiting = backlog(self._store)
        if waiting:
            self._is_alarmed = True
            self._publish(
                Alarm(AlarmKind.NO_ATTEMPT, f"{waiting} entries wait and nobody tries to send them")
            )

    def _restart_backoff(self) -> Backoff:
        first_s = self._timing.backoff_first_s
        return Backoff(
            first_s=first_s,
            longest_s=max(first_s, self._timing.restart_longest_s),
            randomness=self._randomness,
        )


def backlog(store: Store) -> int:
    """How many entries the centre has not confirmed."""
    with store.read() as conn:
        return journal.head(conn).seq - sync_state.read(conn).acknowledged.seq

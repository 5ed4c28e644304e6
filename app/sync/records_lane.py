"""The lane that sends: compare heads once, then drain whenever there is something new."""

from __future__ import annotations

import threading
from collections.abc import Callable

from app.local_db import journal, sync_state
from app.local_db.store import Store
from app.sync.backoff import Backoff
from app.sync.errors import Busy, CentreError, Malformed, NotAuthorised, Revoked
from app.sync.events import Alarm, AlarmKind, Exchanged, Forked, Progress, Restored, SyncEvent
from app.sync.lane import Pause, Wake
from app.sync.link_watch import LinkWatch
from app.sync.push import Sender, SendingRefused
from app.sync.recover import StoppedByFork, settle_or_recover
from app.sync.timing import Timing
from app.sync.transport import Centre


class RecordsLane:
    """The steps of the records lane. ``compared`` is set once the heads were compared in this run."""

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
        self._sender = Sender(store, centre, on_progress=self._progressed, is_stopping=self._stopping.is_set)
        self.compared = threading.Event()
        self.on_compared: Callable[[], None] = lambda: None
        self.on_attempt: Callable[[], None] = lambda: None

    def stop(self) -> None:
        """End a drain between two batches."""
        self._stopping.set()

    def forget(self) -> None:
        """Forget the failures so far."""
        self._backoff.reset()

    def step(self) -> Pause:
        """One attempt to be level with the centre."""
        try:
            has_sent = bool(self._drain())
        except StoppedByFork as error:
            self.compared.set()
            self.on_compared()
            self._publish(Forked(error.seq))
            return Pause(self._timing.stopped_s, Wake.PERSON)
        except SendingRefused as error:
            self._watch.proof(authorised=True)
            self._refused(error, AlarmKind.SENDING_REFUSED)
            return Pause(self._timing.stopped_s, Wake.PERSON)
        except CentreError as error:
            return self._failed(error)
        self._backoff.reset()
        if has_sent:
            self._watch.proof(authorised=True)
        return Pause(self._timing.reconcile_idle_s)

    def _drain(self) -> int:
        """Compare the heads where that is due, then send. How many entries were confirmed.

        It is due at the first step, after a new epoch, and when there is nothing to send.
        """
        with self._store.read() as conn:
            state, own = sync_state.read(conn), journal.head(conn)
        if state.fork_seq is not None:
            raise StoppedByFork(state.fork_seq)
        if not self.compared.is_set() or own == state.acknowledged:
            self._compare(own.seq)
        try:
            self._sender.drain()
        finally:
            if self._sender.confirmed:
                self._publish(Exchanged(self._sender.confirmed, 0, self._sender.acknowledged))
        if state.refused is not None:
            with self._store.write() as conn:
                sync_state.set_refused(conn, None)
        return self._sender.confirmed

    def _compare(self, own_seq: int) -> None:
        comparison = settle_or_recover(self._store, self._centre, self._centre.head())
        self._watch.proof(authorised=True)
        if comparison.centre.seq > own_seq:
            self._publish(Restored(own_seq + 1, comparison.centre.seq))
        if not self.compared.is_set():
            self.compared.set()
            self.on_compared()

    def _progressed(self, progress: Progress) -> None:
        self.on_attempt()
        self._publish(progress)

    def _failed(self, error: CentreError) -> Pause:
        """What an unsuccessful attempt leads to: the next one, later."""
        if self._stopping.is_set():
            return Pause(0.0)
        self._watch.failure(error)
        if isinstance(error, Malformed):
            self._centre.distrust()
        if isinstance(error, Revoked):
            self._refused(error, AlarmKind.REVOKED)
            return Pause(self._timing.stopped_s, Wake.PERSON)
        until = Wake.PERSON if isinstance(error, (Busy, NotAuthorised)) else Wake.LINK
        return Pause(self._backoff.next_s(error.retry_after_s), until)

    def _refused(self, error: CentreError, kind: AlarmKind) -> None:
        with self._store.write() as conn:
            sync_state.set_refused(conn, str(error))
        self._publish(Alarm(kind, str(error)))

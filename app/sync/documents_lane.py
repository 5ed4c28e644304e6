"""The lane of the documents: last of all, on a connection of its own, so that nothing waits for it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from app.local_db import sync_state
from app.local_db.queries import documents as rows
from app.local_db.store import Store
from app.sync.backoff import Backoff
from app.sync.documents import Uploader
from app.sync.errors import Busy, CentreError, Malformed, NotAuthorised, Revoked
from app.sync.events import Alarm, AlarmKind, SyncEvent
from app.sync.lane import Pause, Wake
from app.sync.timing import Timing
from app.sync.transport import Centre


class DocumentsLane:
    """The steps of the documents lane. Nothing is written before ``compared``, the records lane's, is set.

    What fails here says nothing of the link: a line too thin for pictures still carries the entries.
    """

    def __init__(
        self,
        store: Store,
        centre: Centre,
        compared: threading.Event,
        timing: Timing,
        randomness: Callable[[], float],
        publish: Callable[[SyncEvent], None],
    ) -> None:
        self._store, self._centre, self._compared = store, centre, compared
        self._timing, self._publish = timing, publish
        self._backoff = Backoff(
            first_s=timing.backoff_first_s, longest_s=timing.backoff_longest_s, randomness=randomness
        )
        self._stopping = threading.Event()
        self._uploader = Uploader(store, centre, on_progress=publish, is_stopping=self._stopping.is_set)
        self._alarmed = False
        self._has_looked = False
        """Whether documents told lost were looked for once more in this run."""

    def stop(self) -> None:
        """End an upload between two pieces."""
        self._stopping.set()

    def forget(self) -> None:
        """Forget the failures so far."""
        self._backoff.reset()

    def step(self) -> Pause:
        """Send what is due."""
        if not self._compared.is_set() or (self._has_looked and not self._is_due()):
            return Pause(self._timing.reconcile_idle_s)
        self._has_looked = True
        try:
            self._uploader.upload_all()
        except CentreError as error:
            return self._failed(error)
        if self._uploader.left_out:
            if not self._alarmed:
                self._alarmed = True
                self._publish(Alarm(AlarmKind.DOCUMENT, str(self._uploader.left_out[0])))
            return Pause(self._backoff.next_s(), Wake.LINK)
        self._alarmed = False
        self._backoff.reset()
        return Pause(self._timing.reconcile_idle_s)

    def _is_due(self) -> bool:
        with self._store.read() as conn:
            state = sync_state.read(conn)
            first = rows.waiting(conn, 1)
        return state.fork_seq is None and bool(first) and first[0].seq <= state.acknowledged.seq

    def _failed(self, error: CentreError) -> Pause:
        if self._stopping.is_set():
            return Pause(0.0)
        if isinstance(error, Malformed):
            self._centre.distrust_documents()
        if isinstance(error, Revoked):
            return Pause(self._timing.stopped_s, Wake.PERSON)
        until = Wake.PERSON if isinstance(error, (Busy, NotAuthorised)) else Wake.LINK
        return Pause(self._backoff.next_s(error.retry_after_s), until)

"""One whole exchange: the head, the entries, the feed, the documents, as far as nothing is in the way.

What ``daftar sync --once`` does, and the simulator's step. It runs in the caller's thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from app.domain.chain import Head
from app.domain.signatures import Signer
from app.local_db import journal, sync_state
from app.local_db.queries import documents as rows
from app.local_db.store import Store
from app.sync import outages
from app.sync.documents import Uploader
from app.sync.errors import CentreError, Malformed, NotAuthorised, ProblemAnswer
from app.sync.events import DocumentsProgress, Progress
from app.sync.link import Link, LinkState, link_after
from app.sync.ports import Clock
from app.sync.pull import pull_all
from app.sync.push import Sender, SendingRefused
from app.sync.recover import StoppedByFork, settle_or_recover
from app.sync.transport import Centre

ROUNDS_MAX = 5
"""Turns of sending and receiving; what arrives may itself be journalled and must then be sent."""


class Outcome(StrEnum):
    """How an exchange ended."""

    LEVEL = "level"
    PARTIAL = "partial"
    """The centre answered, but something is still unsent."""
    UNREACHABLE = "unreachable"
    FORK = "fork"
    REFUSED = "refused"
    """The centre does not accept this device, or what it sends."""


@dataclass(frozen=True, slots=True)
class SyncOutcome:
    """What one exchange did: entries confirmed, feed items applied, both heads, and what ended it.

    ``documents_sent`` became whole at the centre; ``documents_waiting`` are still to be sent, and
    ``documents_left_bytes`` is what of them is missing there.
    """

    sent: int
    received: int
    head: Head
    acknowledged: Head
    outcome: Outcome
    error: Exception | None = None
    documents_sent: int = 0
    documents_waiting: int = 0
    documents_left_bytes: int = 0


def sync_once(
    store: Store,
    signer: Signer,
    clock: Clock,
    progress: Callable[[Progress | DocumentsProgress], None] | None = None,
) -> SyncOutcome:
    """Exchange everything there is now. Raises only errors of the store itself.

    One attempt is the proof here: an outage begins with the attempt that found it and ends with the one
    that got through, without the window's ten seconds of patience.
    """
    centre = Centre(store.identity, signer, clock)
    try:
        return Exchange(store, centre, progress).run()
    finally:
        centre.close()


class Exchange:
    """One exchange with an open centre. :meth:`run` may be called again for the next."""

    def __init__(
        self,
        store: Store,
        centre: Centre,
        progress: Callable[[Progress | DocumentsProgress], None] | None = None,
    ) -> None:
        self._store, self._centre, self._progress = store, centre, progress
        self._sent = self._received = self._uploaded = 0
        self._was_reached = False

    def run(self) -> SyncOutcome:
        """See :func:`sync_once`."""
        self._sent = self._received = self._uploaded = 0
        self._was_reached = False
        self._left_out: Exception | None = None
        try:
            self._exchange()
        except StoppedByFork as error:
            return self._ended(Outcome.FORK, error)
        except (SendingRefused, ProblemAnswer) as error:
            with self._store.write() as conn:
                sync_state.set_refused(conn, str(error))
            return self._ended(Outcome.REFUSED, error)
        except CentreError as error:
            self._record_failure(error)
            if isinstance(error, NotAuthorised):
                return self._ended(Outcome.REFUSED, error)
            return self._ended(Outcome.PARTIAL if self._was_reached else Outcome.UNREACHABLE, error)
        return self._ended(self._level(), self._left_out)

    def _exchange(self) -> None:
        status = self._centre.status()
        # The head comes before anything is written: a store restored from a backup must first get its
        # own entries back, or what it writes would take their numbers.
        settle_or_recover(self._store, self._centre, self._centre.head())
        self._was_reached = True
        up = Link(LinkState.UP, self._centre.clock.now())
        outages.record(self._store, self._centre.clock, up, outages.down_upstreams(status.upstreams))
        sender = Sender(self._store, self._centre, on_progress=self._progress)
        for _ in range(ROUNDS_MAX):
            try:
                sender.drain()
            finally:
                self._sent += sender.confirmed
            self._received += pull_all(self._store, self._centre)
            self._upload()
            if self._level() is Outcome.LEVEL or (self._left_out is not None and self._has_confirmed_all()):
                self._clear_refusal()
                return

    def _upload(self) -> None:
        """Behind entries and feed, so that neither ever waits for a picture.

        What fails here is no outage: a line too thin for pictures still carries the entries.
        """
        uploader = Uploader(self._store, self._centre, on_progress=self._progress)
        try:
            uploader.upload_all()
            self._left_out = next(iter(uploader.left_out), None)
        except CentreError as error:
            if isinstance(error, Malformed):
                self._centre.distrust_documents()
            self._left_out = error
        finally:
            self._uploaded += uploader.sent

    def _has_confirmed_all(self) -> bool:
        with self._store.read() as conn:
            return journal.head(conn) == sync_state.read(conn).acknowledged

    def _level(self) -> Outcome:
        with self._store.read() as conn:
            is_level = self._has_confirmed_all() and not rows.waiting(conn, 1)
        return Outcome.LEVEL if is_level else Outcome.PARTIAL

    def _clear_refusal(self) -> None:
        with self._store.read() as conn:
            if sync_state.read(conn).refused is None:
                return
        with self._store.write() as conn:
            sync_state.set_refused(conn, None)

    def _record_failure(self, error: CentreError) -> None:
        if isinstance(error, Malformed):
            self._centre.distrust()
        link = link_after(error, self._centre.clock.now())
        if link is not None:
            outages.record(self._store, self._centre.clock, link, None)

    def _ended(self, outcome: Outcome, error: Exception | None) -> SyncOutcome:
        with self._store.read() as conn:
            head, acknowledged = journal.head(conn), sync_state.read(conn).acknowledged
            waiting, left_bytes = rows.counts(conn)
        return SyncOutcome(
            self._sent,
            self._received,
            head,
            acknowledged,
            outcome,
            error,
            documents_sent=self._uploaded,
            documents_waiting=waiting,
            documents_left_bytes=left_bytes,
        )

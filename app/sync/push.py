"""Sending: whatever the centre does not hold yet, in batches, two in flight, verified one by one.

What is being sent is marked before its bytes go out, and a mark is taken back only by a head that was
compared with the own chain. When an answer is missing or odd, the centre is asked for its head.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import msgspec

from app.domain.chain import Head
from app.domain.entry import instant
from app.local_db import journal, sync_state
from app.local_db.store import Store
from app.sync.batches import Batch, read_batch
from app.sync.errors import Busy, CentreError, Malformed, ProblemAnswer, Unreachable
from app.sync.events import Progress
from app.sync.protocol import BATCH_ENTRIES_MAX, ProblemType, WireHead
from app.sync.recover import StoppedByFork, found_fork, settle_or_recover
from app.sync.transport import Centre, read_head

IN_FLIGHT_MAX = 2
SMALL_ENTRIES = 200
"""Entries in a batch while the clerk types."""
QUESTIONS_MAX = 3
"""How often in a row the head is asked for without an entry getting through, before the lane backs off."""
_REFUSALS = frozenset({400, 413, 422})


class SendingRefused(CentreError):
    """The centre refuses a batch as malformed, also its half: this program's fault."""

    what = "The centre cannot read what this counter sends after entry {after}: {detail}."
    todo = "Update Daftar, or send support the result of `daftar verify`; go on serving."

    def __init__(self, after: int, detail: str) -> None:
        super().__init__(after=after, detail=detail)
        self.detail = detail


@dataclass(slots=True)
class _Size:
    """How many entries go into a batch: halved once after a refusal, until the refused ones are through."""

    entries: int = BATCH_ENTRIES_MAX
    until_seq: int = 0

    @property
    def in_flight(self) -> int:
        """How many batches may be away: one at a time while a refusal is looked into."""
        return 1 if self.until_seq else IN_FLIGHT_MAX

    def halve(self, refused: Batch) -> bool:
        """Whether there is something left to try for a refused batch."""
        if self.until_seq or refused.entries < 2:
            return False
        self.entries, self.until_seq = max(1, refused.entries // 2), refused.head.seq
        return True

    def passed(self, seq: int) -> None:
        """Everything up to ``seq`` is confirmed."""
        if self.until_seq and seq >= self.until_seq:
            self.entries, self.until_seq = BATCH_ENTRIES_MAX, 0


class Sender:
    """Drains the journal to the centre. One at a time per store.

    ``on_progress`` hears of each confirmed batch; ``is_stopping`` ends a drain between two batches.
    """

    def __init__(
        self,
        store: Store,
        centre: Centre,
        *,
        on_progress: Callable[[Progress], None] | None = None,
        is_stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        self._store, self._centre = store, centre
        self._on_progress, self._is_stopping = on_progress, is_stopping
        self._size = _Size()
        self._started_s = 0.0
        self._started = self.acknowledged = Head(0, bytes(32))
        self.confirmed = 0
        """Entries that the present or last drain got confirmed."""

    def drain(self) -> int:
        """Send all there is; how many entries were confirmed.

        What an earlier run left as 'sending' is asked for first. Raises ``CentreError`` when the centre
        stops answering or refuses, :class:`StoppedByFork` when it holds another history.
        """
        with self._store.read() as conn:
            state = sync_state.read(conn)
        if state.fork_seq is not None:
            raise StoppedByFork(state.fork_seq)
        self._started_s, self._started = time.monotonic(), state.acknowledged
        self.acknowledged = state.acknowledged
        self.confirmed = 0
        try:
            if state.sending_seq > state.acknowledged.seq:
                self._mark_unknown()
                self._ask()
            self._send_all()
        finally:
            self.confirmed = max(0, self.acknowledged.seq - self._started.seq)
        return self.confirmed

    def _send_all(self) -> None:
        questions = 0
        with ThreadPoolExecutor(IN_FLIGHT_MAX, "daftar-push") as pool:
            while True:
                before = self.acknowledged
                try:
                    self._send_pipelined(pool)
                    return
                except Busy:
                    self._mark_unknown()
                    raise
                except Unreachable as error:
                    self._mark_unknown()
                    if isinstance(error, Malformed):
                        self._centre.distrust()
                    questions = 0 if self.acknowledged.seq > before.seq else questions + 1
                    if questions >= QUESTIONS_MAX or self._is_stopping():
                        raise
                    self._ask()
                except ProblemAnswer as problem:
                    questions = 0 if self.acknowledged.seq > before.seq else questions + 1
                    if questions >= QUESTIONS_MAX:
                        raise
                    self._take_problem(problem)

    def _send_pipelined(self, pool: ThreadPoolExecutor) -> None:
        """Keep two batches away and the next one read, until there is nothing more."""
        away: deque[tuple[Batch, Future[Head]]] = deque()
        ready = self._read(self.acknowledged)
        try:
            while ready is not None or away:
                while ready is not None and len(away) < self._size.in_flight and not self._is_stopping():
                    self._store.courtesy.after_you()
                    with self._store.write() as conn:
                        sync_state.mark_sending(conn, ready.head.seq)
                    away.append((ready, pool.submit(self._centre.push, ready.body)))
                    ready = self._read(ready.head)
                if not away:
                    return
                batch, answer = away.popleft()
                try:
                    self._confirm(batch, answer.result())
                except ProblemAnswer as problem:
                    if problem.status in _REFUSALS and not self._size.halve(batch):
                        raise SendingRefused(
                            batch.after.seq, str(problem.detail or problem.title)
                        ) from problem
                    raise
        finally:
            for _, answer in away:  # its outcome is asked for: only its end is waited for
                answer.exception()

    def _read(self, after: Head) -> Batch | None:
        if self._is_stopping():
            return None
        courtesy = self._store.courtesy
        courtesy.after_you()
        with self._store.read() as conn:
            return read_batch(
                conn,
                self._centre.signer,
                self._store.identity.device,
                after,
                entries_max=courtesy.piece(self._size.entries, SMALL_ENTRIES),
            )

    def _confirm(self, batch: Batch, head: Head) -> None:
        """Move the acknowledged head to what the answer proves; ``Malformed`` when it proves nothing."""
        if head.seq < batch.head.seq:
            raise Malformed(f"head {head.seq} in answer to a batch that ends at {batch.head.seq}")
        self._store.courtesy.after_you()
        with self._store.read() as conn:
            known = journal.hash_at(conn, head.seq)
        if known != head.hash:
            raise Malformed(f"a head {head.seq} that is not in this journal")
        if head.seq > self.acknowledged.seq:
            with self._store.write() as conn:
                sync_state.acknowledge(conn, head, at=instant(self._centre.clock.now()))
            self.acknowledged = head
        self._size.passed(head.seq)
        self._tell(self.acknowledged.seq - self._started.seq)

    def _ask(self) -> None:
        """Unknown is asked, not guessed: go on from the head that the centre names."""
        self._go_on_from(self._centre.head())

    def _mark_unknown(self) -> None:
        """Say in the store that what is on its way may or may not have arrived."""
        with self._store.write() as conn:
            sync_state.mark_unknown(conn)

    def _go_on_from(self, head: Head) -> None:
        comparison = settle_or_recover(self._store, self._centre, head)
        self.acknowledged = comparison.centre
        if comparison.is_rewound:
            self._started = min(self._started, comparison.centre, key=lambda each: each.seq)

    def _take_problem(self, problem: ProblemAnswer) -> None:
        """Act on a declined batch as the protocol's table says, or raise it again."""
        if problem.problem_type == ProblemType.JOURNAL_FORK:
            raise found_fork(self._store, problem.members.get("seq"), self.acknowledged) from problem
        if problem.problem_type == ProblemType.JOURNAL_BEHIND:
            try:
                named = msgspec.convert(problem.members.get("head"), WireHead)
            except msgspec.ValidationError as error:
                raise Malformed("journal-behind without a head") from error
            self._go_on_from(read_head(named))
        elif problem.status not in _REFUSALS:
            raise problem

    def _tell(self, sent: int) -> None:
        if self._on_progress is None:
            return
        with self._store.read() as conn:
            total = max(sent, journal.head(conn).seq - self._started.seq)
        rate = sent / max(time.monotonic() - self._started_s, 1e-6)
        left_s = (total - sent) / rate if rate > 0 else None
        self._on_progress(Progress(sent, total, rate, left_s))

"""The civil registry as the gateway asks it: while a citizen waits, so within a short time or not at all.

It is the same system that the relay works for, through the same adapter. What the relay found out counts
here too: while its circuit stands open, nobody at a counter is kept waiting for a call that would fail.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.application import State
from app.domain.identity import RegistryAnswer as Told
from app.domain.tariff import Words
from central.gateway.limits import IDENTITY_ANSWER_S, IDENTITY_CALLS_MAX
from central.relay import circuit as circuits
from central.relay.answers import BadAnswer, read_answer
from central.relay.circuit import Circuit, CircuitState
from central.upstreams.adapter import Submission, SubmissionRefused, Upstream, UpstreamUnavailable
from central.upstreams.answer import Answer

log = logging.getLogger("daftar.gateway")

_TOLD = {
    State.ISSUED: Told.MATCH,
    State.REJECTED: Told.MISMATCH,
    State.NEEDS_CORRECTION: Told.MISMATCH,
}


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of a question; ``why`` says why there is no answer, ``note`` is the registry's own word."""

    answer: Told
    differs: tuple[str, ...] = ()
    note: Words | None = None
    reference: str = ""
    why: str = ""


class Registry:
    """Asks, with a circuit of this process's own."""

    def __init__(self, upstream: Upstream) -> None:
        self.upstream = upstream
        habits = upstream.habits
        self.circuit = Circuit(backoff=circuits.Backoff(habits.backoff_first_s, habits.backoff_max_s))
        self._under_way = 0

    async def ask(self, question: Submission) -> Heard:
        """Ask about the person of ``question``, whose ``application`` is the id of the check."""
        now = time.monotonic()
        is_closed = self.circuit.state is CircuitState.CLOSED
        limit = IDENTITY_CALLS_MAX if is_closed else circuits.allowed(self.circuit, now)
        if self._under_way >= limit:
            return Heard(Told.UNANSWERED, why="paused")
        self.circuit = circuits.started(self.circuit, now)
        self._under_way += 1
        try:
            return await self._ask(question)
        finally:
            self._under_way -= 1

    async def _ask(self, question: Submission) -> Heard:
        try:
            async with asyncio.timeout(min(IDENTITY_ANSWER_S, self.upstream.habits.timeout_s)):
                raw = await self.upstream.submit(question)
            answers = [read_answer(one, question.application) for one in raw]
        except SubmissionRefused as error:
            self.circuit = circuits.succeeded(self.circuit)
            return Heard(Told.UNANSWERED, note=error.note, why="refused")
        except (UpstreamUnavailable, TimeoutError, BadAnswer) as error:
            wait_s = error.retry_after_s if isinstance(error, UpstreamUnavailable) else None
            self.circuit = circuits.failed(self.circuit, time.monotonic(), _jitter(), wait_s)
            log.info("check %s: %s: %s", question.application, type(error).__name__, error)
            return Heard(Told.UNANSWERED, why="no-answer")
        self.circuit = circuits.succeeded(self.circuit)
        return _heard(answers)


def _heard(answers: Sequence[Answer]) -> Heard:
    """What the answers say together; several that differ say nothing."""
    first = answers[0]
    if any((one.decision, one.differs) != (first.decision, first.differs) for one in answers):
        return Heard(Told.UNANSWERED, why="no-answer")
    told = _TOLD.get(first.decision)
    if told is None:
        return Heard(Told.UNANSWERED, note=first.note, why="waiting")
    return Heard(told, first.differs, first.note, first.reference)


def _jitter() -> float:
    return random.random()  # noqa: S311 - spreads retries, guards nothing

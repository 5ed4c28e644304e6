"""Simulated national systems: they answer, err, repeat themselves and go down, as real ones do.

What they remember is in ``simulated_orders``, apart from everything of the centre, so that killing the
centre makes them forget nothing. Their dice are seeded by the application and the number of the call:
the same story every time. Everything they say is invented, and their notes say so.
"""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import msgspec

from app.domain.application import State
from app.domain.tariff import Words
from central.database import Database
from central.upstreams.adapter import NeverHeardOf, Submission, UpstreamUnavailable

SLOW_FACTOR = 15
"""How many times longer a system in the state ``slow`` takes."""

SQL_STATE = "SELECT state FROM upstream_states WHERE name = %(name)s"
SQL_ORDER = """
INSERT INTO simulated_orders AS o
    (upstream, application, reference, service, decides_at, decision, note, calls)
VALUES (%(upstream)s, %(application)s, %(reference)s, %(service)s, %(decides_at)s, %(decision)s,
        %(note)s::json, 1)
ON CONFLICT (upstream, application) DO UPDATE SET calls = o.calls + 1
RETURNING reference, decides_at, decision, note::text, calls
"""
SQL_ASK = """
UPDATE simulated_orders SET calls = calls + 1
WHERE upstream = %(upstream)s AND application = %(application)s
RETURNING reference, decides_at, decision, note::text, calls
"""


class Mishap:
    """Names of what can go wrong with one call."""

    BUSY = "busy"  # said before anything was taken down
    ANSWER_LOST = "answer-lost"  # taken down, but no answer arrives
    REPEATED = "repeated"  # the same answer twice
    MALFORMED = "malformed"  # a page for people instead of an answer
    OTHER_APPLICATION = "other-application"  # an answer about somebody else
    CONTRADICTION = "contradiction"  # an answer under another reference


@dataclass(frozen=True, slots=True)
class Profile:
    """What one simulated system is like.

    ``decides_s`` is (shortest, longest) time between handing over and the decision; (0, 0) answers at
    once. ``mishaps`` gives each mishap's chance per call, the two ``share_`` the decisions that are not
    an issue.
    """

    name: str
    answer_s: float
    decides_s: tuple[float, float]
    result: Callable[[random.Random, str], Words]
    ordered: bool = False
    share_rejected: float = 0.02
    share_needs_correction: float = 0.03
    mishaps: tuple[tuple[str, float], ...] = (
        (Mishap.BUSY, 0.01),
        (Mishap.ANSWER_LOST, 0.01),
        (Mishap.REPEATED, 0.05),
    )
    seed: int = 1405


class SimulatedSystem:
    """One system with the behaviour of a :class:`Profile`. An ``Upstream``."""

    def __init__(self, profile: Profile, database: Database) -> None:
        self.profile = profile
        self._database = database
        self._calls = itertools.count()

    @property
    def name(self) -> str:
        """Its name, as service definitions use it."""
        return self.profile.name

    @property
    def ordered(self) -> bool:
        """Whether applications must reach it in order."""
        return self.profile.ordered

    @property
    def timeout_s(self) -> float:
        """How long a call may take."""
        return 10.0

    @property
    def ask_again_s(self) -> float:
        """When the decision is first asked for."""
        return max(0.5, self.profile.decides_s[0])

    async def submit(self, submission: Submission) -> Sequence[bytes]:
        """Take an application down, once however often it comes, and answer."""
        factor = await self._arrive()
        dice = self._dice(submission.application, "order")
        if self._mishap(submission.application, f"call {next(self._calls)}") == Mishap.BUSY:
            raise UpstreamUnavailable(f"{self.name} is busy")
        decision = self._decide(dice)
        shortest, longest = self.profile.decides_s
        wait_s = dice.uniform(shortest, longest) * factor
        note = (
            self.profile.result(dice, submission.service) if decision is State.ISSUED else _REASONS[decision]
        )
        order = {
            "upstream": self.name,
            "application": submission.application,
            "reference": f"{self.name[:2].upper()}-{dice.randrange(10**9):09d}",
            "service": submission.service,
            "decides_at": datetime.now(UTC) + timedelta(seconds=wait_s),
            "decision": decision.value,
            "note": msgspec.json.encode(note).decode(),
        }
        return await self._answer(submission.application, SQL_ORDER, order)

    async def ask(self, application: str) -> Sequence[bytes]:
        """Say what became of an application."""
        await self._arrive()
        return await self._answer(application, SQL_ASK, {"upstream": self.name, "application": application})

    async def _arrive(self) -> float:
        """Let the call take its time; by how much longer than usual. Raises when the system is down."""
        async with self._database.autocommit() as conn:
            row = await (await conn.execute(SQL_STATE, {"name": self.name})).fetchone()
        state = row[0] if row is not None else "up"
        if state == "down":
            raise UpstreamUnavailable(f"{self.name} is down")
        factor = SLOW_FACTOR if state == "slow" else 1
        await asyncio.sleep(self.profile.answer_s * factor)
        return float(factor)

    async def _answer(self, application: str, query: str, values: dict[str, object]) -> Sequence[bytes]:
        async with self._database.autocommit() as conn:
            row = await (await conn.execute(query, values)).fetchone()
        if row is None:
            raise NeverHeardOf(application)
        reference, decides_at, decision, note, calls = row
        decided = decides_at <= datetime.now(UTC)
        said = {
            "application": application,
            "decision": decision if decided else State.FORWARDED.value,
            "reference": reference,
            "note": msgspec.json.decode(note) if decided else _RECEIVED,
        }
        return self._spoil(said, self._mishap(application, f"answer:{calls}"))

    def _spoil(self, said: dict[str, object], mishap: str | None) -> Sequence[bytes]:
        right = msgspec.json.encode(said)
        match mishap:
            case Mishap.ANSWER_LOST:
                raise UpstreamUnavailable(f"{self.name} took it and did not answer")
            case Mishap.REPEATED:
                return [right, right]
            case Mishap.MALFORMED:
                return [b"<html><body>502 Bad Gateway</body></html>"]
            case Mishap.OTHER_APPLICATION:
                return [msgspec.json.encode(said | {"application": "00000000-0000-7000-8000-000000000000"})]
            case Mishap.CONTRADICTION:
                return [right, msgspec.json.encode(said | {"reference": "another"})]
            case _:
                return [right]

    def _dice(self, application: str, purpose: str) -> random.Random:
        return random.Random(f"{self.profile.seed}:{self.name}:{application}:{purpose}")  # noqa: S311

    def _mishap(self, application: str, purpose: str) -> str | None:
        throw = self._dice(application, purpose).random()
        for mishap, chance in self.profile.mishaps:
            if throw < chance:
                return mishap
            throw -= chance
        return None

    def _decide(self, dice: random.Random) -> State:
        throw = dice.random()
        if throw < self.profile.share_rejected:
            return State.REJECTED
        if throw < self.profile.share_rejected + self.profile.share_needs_correction:
            return State.NEEDS_CORRECTION
        return State.ISSUED


_RECEIVED = Words("دریافت شد و در دست بررسی است (نمونه).", "Received, being looked at (sample).")
_REASONS = {
    State.REJECTED: Words("شرایط لازم احراز نشد (نمونه).", "The conditions are not met (sample)."),
    State.NEEDS_CORRECTION: Words("عکس خوانا نیست (نمونه).", "The photograph is not clear (sample)."),
}

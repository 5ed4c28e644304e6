"""Simulated national systems: they answer, err, repeat themselves and go down, as real ones do.

Each speaks its own contract, so that only the wire differs from a true one. What they remember is in
``simulated_orders``, apart from everything of the centre, so that killing the centre makes them forget
nothing. Their dice are seeded by the application and the number of the call: the same story every time.
Everything they say is invented, and they call themselves a trial.
"""

from __future__ import annotations

import asyncio
import itertools
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from app.domain.application import State
from central.database import Database
from central.upstreams.adapter import Habits, UpstreamUnavailable
from central.upstreams.adapting import AdaptedSystem
from central.upstreams.batching import BatchingWire
from central.upstreams.contract import Contract, NotReadable, Order, Question, Said

SLOW_FACTOR = 15
"""How many times longer a system in the state ``slow`` takes."""

BUSY_S = 1
SOMEBODY_ELSE = "00000000-0000-7000-8000-000000000000"
PAGE_FOR_PEOPLE = b"<html><body>502 Bad Gateway</body></html>"

SQL_STATE = "SELECT state FROM upstream_states WHERE name = %(name)s"
_COLUMNS = (
    "application, reference, received_at, decides_at, decision, detail::text, barcode, delivers_at, calls"
)
SQL_ORDER = f"""
INSERT INTO simulated_orders AS o
    (upstream, application, reference, service, decides_at, decision, detail, barcode, delivers_at, calls)
VALUES (%(upstream)s, %(application)s, %(reference)s, %(service)s, %(decides_at)s, %(decision)s,
        %(detail)s::json, %(barcode)s, %(delivers_at)s, 1)
ON CONFLICT (upstream, application) DO UPDATE SET calls = o.calls + 1
RETURNING {_COLUMNS}
"""  # noqa: S608 - no value is put into the text
SQL_ASK = f"""
UPDATE simulated_orders SET calls = calls + 1
WHERE upstream = %(upstream)s AND (application = %(application)s OR reference = %(reference)s)
RETURNING {_COLUMNS}
"""  # noqa: S608 - no value is put into the text


class Mishap:
    """Names of what can go wrong with one call."""

    BUSY = "busy"  # said before anything was taken down
    ANSWER_LOST = "answer-lost"  # taken down, but no answer arrives
    REPEATED = "repeated"  # the same answer twice
    MALFORMED = "malformed"  # a page for people instead of an answer
    CUT = "cut"  # half an answer
    OTHER_APPLICATION = "other-application"  # an answer about somebody else
    CONTRADICTION = "contradiction"  # two answers that cannot both be true
    LATE = "late"  # an old answer behind the new one


ORDINARY_MISHAPS = ((Mishap.BUSY, 0.01), (Mishap.ANSWER_LOST, 0.01), (Mishap.REPEATED, 0.05))
EVERY_MISHAP = (
    Mishap.BUSY,
    Mishap.ANSWER_LOST,
    Mishap.REPEATED,
    Mishap.MALFORMED,
    Mishap.CUT,
    Mishap.OTHER_APPLICATION,
    Mishap.CONTRADICTION,
    Mishap.LATE,
)


@dataclass(frozen=True, slots=True)
class Profile:
    """What one simulated system is like.

    ``decides_s`` is (shortest, longest) time between handing over and the decision; (0, 0) answers at
    once, as it does for services whose code begins with one of ``at_once``. ``by_post`` are beginnings of
    codes of services whose result goes by post, ``delivers_s`` how long the post takes (None: the system
    does not report it). ``reference`` throws its own number, ``result`` what an issue tells beside its
    state: nothing, unless said. ``rejects`` and ``corrects`` are its reasons, by code. ``mishaps`` gives
    each mishap's chance per call. ``of_person`` gives the reason that its decision on this
    person has in any case, None to leave it to chance.
    """

    contract: Contract
    habits: Habits
    answer_s: float
    decides_s: tuple[float, float]
    reference: Callable[[random.Random], str]
    rejects: tuple[str, ...]
    corrects: tuple[str, ...]
    result: Callable[[random.Random, str], dict[str, Any]] = lambda _dice, _service: {}
    at_once: tuple[str, ...] = ()
    by_post: tuple[str, ...] = ()
    delivers_s: tuple[float, float] | None = None
    share_rejected: float = 0.02
    share_needs_correction: float = 0.03
    share_refused: float = 0.0
    mishaps: tuple[tuple[str, float], ...] = ORDINARY_MISHAPS
    seed: int = 1405
    of_person: Callable[[Order], str | None] = lambda _: None

    @property
    def name(self) -> str:
        """The upstream's name."""
        return self.contract.name


def simulated(profile: Profile, database: Database, *, speed: float = 1.0) -> AdaptedSystem:
    """The adapter of a profile's contract before its simulator. ``speed`` divides every waiting time."""
    simulator = Simulator(profile, database, speed=speed)
    habits = replace(
        profile.habits,
        ask_again_s=profile.habits.ask_again_s / speed,
        ask_again_max_s=profile.habits.ask_again_max_s / speed,
        backoff_first_s=profile.habits.backoff_first_s / speed,
        backoff_max_s=profile.habits.backoff_max_s / speed,
        delivery_s_max=profile.habits.delivery_s_max / speed,
    )
    if _is_batch(profile.contract):
        wire = BatchingWire(simulator, profile.contract, gather_s=0.02 / speed)  # type: ignore[arg-type]
        return AdaptedSystem(profile.contract, habits, wire)
    return AdaptedSystem(profile.contract, habits, simulator)


class Simulator:
    """A system that speaks a profile's contract. A ``Wire``."""

    def __init__(self, profile: Profile, database: Database, *, speed: float = 1.0) -> None:
        self.profile = profile
        self._database, self._speed = database, speed
        self._calls = itertools.count()

    async def call(self, request: bytes) -> Sequence[bytes]:
        """Answer a request. Raises ``UpstreamUnavailable`` when no answer is given."""
        factor = await self._arrive()
        contract: Any = self.profile.contract
        if not _is_batch(contract):
            return await self._serve(request, factor)
        answers: list[bytes] = []
        for row in contract.split(request):
            try:
                answers += await self._serve(row, factor)
            except UpstreamUnavailable:
                continue  # a row that is left out
        return [contract.join_answers(request, answers)]

    async def _serve(self, request: bytes, factor: float) -> Sequence[bytes]:
        contract = self.profile.contract
        try:
            asked = contract.understand(request)
        except NotReadable:
            return [contract.refuse("", "form")]
        if isinstance(asked, Question):
            return await self._look_up(asked)
        if self._mishap(asked.application, f"call {next(self._calls)}") == Mishap.BUSY:
            if _is_batch(contract):
                raise UpstreamUnavailable("busy")
            return [contract.busy(round(BUSY_S / self._speed))]
        if self._dice(asked.application, "refusal").random() < self.profile.share_refused:
            return [contract.refuse(asked.application, "barred")]
        return await self._answer(asked.application, SQL_ORDER, self._order(asked, factor))

    def _order(self, asked: Order, factor: float) -> dict[str, Any]:
        profile, dice = self.profile, self._dice(asked.application, "order")
        known = profile.of_person(asked)
        decision = self._decide(dice) if known is None else self._decision_for(known)
        wait_s = 0.0
        if not asked.service.startswith(profile.at_once or ("\0",)):
            wait_s = dice.uniform(*profile.decides_s) * factor / self._speed
        decides_at = datetime.now(UTC) + timedelta(seconds=wait_s)
        barcode, delivers_at = None, None
        if decision is State.ISSUED and asked.service.startswith(profile.by_post or ("\0",)):
            barcode = f"{dice.randrange(10**20):020d}"
            if profile.delivers_s is not None:
                post_s = dice.uniform(*profile.delivers_s) / self._speed
                delivers_at = decides_at + timedelta(seconds=post_s)
        detail = self._detail(dice, decision, asked.service) if known is None else {"reason": known}
        return {
            "upstream": self.profile.name,
            "application": asked.application,
            "reference": profile.reference(dice),
            "service": asked.service,
            "decides_at": decides_at,
            "decision": decision.value,
            "detail": msgspec.json.encode(detail).decode(),
            "barcode": barcode,
            "delivers_at": delivers_at,
        }

    async def _look_up(self, asked: Question) -> Sequence[bytes]:
        key = {
            "upstream": self.profile.name,
            "application": asked.application or None,
            "reference": asked.reference or None,
        }
        found = await self._answer(asked.application or asked.reference, SQL_ASK, key)
        return found or [self.profile.contract.unknown(asked)]

    async def _arrive(self) -> float:
        """Let the call take its time; by how much longer than usual. Raises when the system is down."""
        async with self._database.autocommit() as conn:
            row = await (await conn.execute(SQL_STATE, {"name": self.profile.name})).fetchone()
        state = row[0] if row is not None else "up"
        if state == "down":
            raise UpstreamUnavailable(f"{self.profile.name} is down")
        factor = SLOW_FACTOR if state == "slow" else 1
        await asyncio.sleep(self.profile.answer_s * factor / self._speed)
        return float(factor)

    async def _answer(self, about: str, query: str, values: dict[str, Any]) -> Sequence[bytes]:
        async with self._database.autocommit() as conn:
            row = await (await conn.execute(query, values)).fetchone()
        if row is None:
            return []
        application, reference, received_at, decides_at, decision, detail, barcode, delivers_at, calls = row
        now = datetime.now(UTC)
        said = Said(application, reference, State.FORWARDED, received_at)
        if decides_at <= now:
            said = Said(
                application, reference, State(decision), decides_at, msgspec.json.decode(detail), barcode
            )
        if delivers_at is not None and delivers_at <= now:
            said = replace(said, decision=State.DELIVERED, at=delivers_at)
        if query == SQL_ASK:
            said = replace(said, by_reference=values["reference"] is not None)
        return self._spoil(said, self._mishap(about, f"answer:{calls}"))

    def _spoil(self, said: Said, mishap: str | None) -> Sequence[bytes]:
        say = self.profile.contract.say
        right = say(said)
        match mishap:
            case Mishap.ANSWER_LOST:
                raise UpstreamUnavailable(f"{self.profile.name} took it and did not answer")
            case Mishap.REPEATED:
                return [right, right]
            case Mishap.MALFORMED:
                return [PAGE_FOR_PEOPLE]
            case Mishap.CUT:
                return [right[: len(right) // 2]]
            case Mishap.OTHER_APPLICATION:
                other = self.profile.reference(self._dice(said.application, "other"))
                return [say(replace(said, application=SOMEBODY_ELSE, reference=other))]
            case Mishap.CONTRADICTION:
                return [right, say(self._contrary(said))]
            case Mishap.LATE if said.decision is not State.FORWARDED:
                return [right, say(replace(said, decision=State.FORWARDED, detail={}, barcode=None))]
            case _:
                return [right]

    def _contrary(self, said: Said) -> Said:
        if said.decision in (State.ISSUED, State.DELIVERED):
            reason = {"reason": self.profile.rejects[0]}
            return replace(said, decision=State.REJECTED, detail=reason, barcode=None)
        return replace(said, reference=self.profile.reference(self._dice(said.application, "contrary")))

    def _detail(self, dice: random.Random, decision: State, service: str) -> dict[str, Any]:
        if decision is State.ISSUED:
            return self.profile.result(dice, service)
        reasons = self.profile.rejects if decision is State.REJECTED else self.profile.corrects
        return {"reason": dice.choice(reasons)}

    def _dice(self, application: str, purpose: str) -> random.Random:
        return random.Random(f"{self.profile.seed}:{self.profile.name}:{application}:{purpose}")  # noqa: S311

    def _mishap(self, application: str, purpose: str) -> str | None:
        throw = self._dice(application, purpose).random()
        for mishap, chance in self.profile.mishaps:
            if throw < chance:
                return mishap
            throw -= chance
        return None

    def _decision_for(self, reason: str) -> State:
        return State.NEEDS_CORRECTION if reason in self.profile.corrects else State.REJECTED

    def _decide(self, dice: random.Random) -> State:
        throw = dice.random()
        if throw < self.profile.share_rejected:
            return State.REJECTED
        if throw < self.profile.share_rejected + self.profile.share_needs_correction:
            return State.NEEDS_CORRECTION
        return State.ISSUED


def _is_batch(contract: Contract) -> bool:
    return hasattr(contract, "join_answers")

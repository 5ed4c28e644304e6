"""Proves that the relay floods no system that returns, keeps the order that a definition asks for, and
plays scripts of outages, and that ``GET /v1/status`` tells the systems in use.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import httpx
import msgspec
import pytest
from support.centre import Postgres, RunningCentre
from support.held_journal import PASSPORT, STATEMENT, CentreBase, catalogue, service

from app.domain.catalogue import Catalogue
from central import projector, relay
from central.database import Database
from central.operations.upstreams import BadScript, chance_script, script_upstream, show_upstream
from central.publications import publish
from central.relay.circuit import WINDOW_MAX, Circuit, CircuitState
from central.relay.run import Worker
from central.upstreams.adapter import Habits, Submission, UpstreamUnavailable
from central.upstreams.answer import Answer
from central.upstreams.contract import note
from central.upstreams.states import Step, play_due

CALLS_PER_S = 200.0
DEADLINE_S = 30.0
SAMPLE = note("ن", "n", trial=True)


class Watched:
    """An upstream that keeps when it was called and for what."""

    def __init__(
        self, said: Callable[[str], Awaitable[None]], habits: Habits, name: str = "passport"
    ) -> None:
        self.name, self.habits, self._said = name, habits, said
        self.calls: list[tuple[float, str]] = []

    async def submit(self, submission: Submission) -> Sequence[bytes]:
        self.calls.append((time.monotonic(), submission.application))
        await self._said(submission.application)
        answer: dict[str, Any] = {"application": submission.application, "reference": "R"}
        return [msgspec.json.encode(answer | {"decision": "issued", "note": SAMPLE})]

    async def ask(self, application: str, reference: str | None) -> Sequence[bytes]:
        raise AssertionError("every application is decided at once")


@pytest.fixture
def base(postgres: Postgres) -> Iterator[CentreBase]:
    made = CentreBase(postgres.fresh(), ("0412", "0500"))
    yield made
    postgres.drop(made.url)


def publish_catalogue(base: CentreBase, value: Catalogue) -> None:
    async def work(database: Database) -> None:
        async with database.transaction() as conn:
            await publish(conn, value)

    base.run(work)


def accepted(base: CentreBase, count: int, code: str = PASSPORT, office: str = "0412") -> list[str]:
    device = base.device(office)
    made = [device.accept(code)["application"] for _ in range(count)]
    device.hold()
    base.run(projector.drain)
    return made


async def until(reached: Callable[[], bool]) -> None:
    async with asyncio.timeout(DEADLINE_S):
        while not reached():
            await asyncio.sleep(0.01)


def test_two_thousand_that_waited_do_not_flood_a_system_that_returns(base: CentreBase) -> None:
    accepted(base, 2_000)
    state = {"down": True}

    async def said(application: str) -> None:
        if state["down"]:
            raise UpstreamUnavailable("down")
        await asyncio.sleep(0.002)

    habits = Habits(calls_per_s=CALLS_PER_S, backoff_first_s=0.2, backoff_max_s=0.4)
    system = Watched(said, habits)

    def one_each(name: str, database: Database) -> Watched:
        return system if name == system.name else Watched(said, habits, name)

    async def work(database: Database) -> float:
        stop = asyncio.Event()
        part = asyncio.create_task(relay.run(database, stop, one_each))
        await until(lambda: len(system.calls) >= 3)
        await asyncio.sleep(0.6)
        failed = len(system.calls)
        state["down"] = False
        await until(lambda: len(system.calls) > failed)
        back = system.calls[failed][0]
        await asyncio.sleep(3)
        stop.set()
        await part
        return back

    back = base.run(work)
    while_down = [at for at, _ in system.calls if at < back]
    assert len(while_down) < 30, "while it is down it is asked now and then"
    since = [at - back for at, _ in system.calls if at >= back]
    # The window doubles: 1, 2, 4, 8, 16 take as long as that many calls may take.
    assert since[1] >= 1 / CALLS_PER_S
    assert since[31] >= 31 / CALLS_PER_S
    for second in range(3):
        made = sum(second <= at < second + 1 for at in since)
        assert made <= CALLS_PER_S + WINDOW_MAX, (second, made)
    assert sum(at < 3 for at in since) > CALLS_PER_S, "and yet the work is done"


def test_an_office_s_applications_go_in_order_where_the_definition_asks_for_it(base: CentreBase) -> None:
    publish_catalogue(base, catalogue(2, ordered=True))
    first, second = accepted(base, 12), accepted(base, 12, office="0500")
    free = accepted(base, 6, STATEMENT)
    dice = random.Random(3)

    async def said(application: str) -> None:
        await asyncio.sleep(dice.random() / 300)
        if dice.random() < 0.3:
            raise UpstreamUnavailable("busy")

    habits = Habits(calls_per_s=1e6)
    system, other = Watched(said, habits), Watched(said, habits, "traffic")

    async def work(database: Database) -> None:
        workers = [Worker(each, database) for each in (system, system, other)]
        for _ in range(120):
            for worker in workers:
                if worker.circuit.state is not CircuitState.CLOSED:
                    worker.circuit = Circuit(window=8)
            await asyncio.gather(*(worker.round() for worker in workers))
            async with database.autocommit() as conn:
                await conn.execute("UPDATE relay_jobs SET not_before = now() WHERE state <> 'done'")

    base.run(work)
    for office, made in (("0412", first), ("0500", second)):
        told = [
            i["application"] for i in base.feed(office, "application.decided") if i["upstream"] == "passport"
        ]
        assert told == made
    statements = {i["application"] for i in base.feed(kind="application.decided")} - set(first)
    assert statements == set(free)
    mixed = [a for _, a in system.calls]
    assert mixed.index(second[0]) < mixed.index(first[-1]), "one office does not wait for the other"


def test_what_is_handed_over_in_order_waits_behind_one_that_gets_no_answer(base: CentreBase) -> None:
    publish_catalogue(base, catalogue(2, ordered=True))
    made = accepted(base, 3)

    async def said(application: str) -> None:
        if application == made[0]:
            raise UpstreamUnavailable("reset")

    system = Watched(said, Habits(calls_per_s=1e6))

    async def work(database: Database) -> None:
        worker = Worker(system, database)
        worker.circuit = Circuit(window=8)
        for _ in range(3):
            await worker.round()

    base.run(work)
    assert {a for _, a in system.calls} == {made[0]}


def test_a_script_is_played_and_every_office_is_told(base: CentreBase) -> None:
    async def work(database: Database) -> int:
        steps = [Step(0.0, "down"), Step(0.3, "up"), Step(3_600.0, "down")]
        await script_upstream(database, "fuel", steps)
        stop = asyncio.Event()
        part = asyncio.create_task(relay.run(database, stop))
        await asyncio.sleep(1.2)
        stop.set()
        await part
        return (await show_upstream(database, "fuel")).script_steps

    assert base.run(work) == 1, "what is to come stays"
    for office in ("0412", "0500"):
        told = [(i["name"], i["state"]) for i in base.feed(office, "upstream.changed")]
        assert told == [("fuel", "down"), ("fuel", "up")]


def test_of_steps_that_were_missed_only_the_last_is_told(base: CentreBase) -> None:
    async def work(database: Database) -> int:
        await script_upstream(database, "fuel", [Step(0.0, "down"), Step(0.01, "slow"), Step(0.02, "down")])
        await asyncio.sleep(0.1)
        return await play_due(database)

    assert base.run(work) == 3
    assert [i["state"] for i in base.feed(kind="upstream.changed")] == ["down"]


def test_a_new_script_takes_the_place_of_the_old_one(base: CentreBase) -> None:
    async def work(database: Database) -> list[int]:
        steps = []
        for script in ([Step(60.0, "down"), Step(90.0, "up")], [Step(30.0, "slow")], []):
            await script_upstream(database, "fuel", script)
            steps.append((await show_upstream(database, "fuel")).script_steps)
        return steps

    assert base.run(work) == [2, 1, 0]


@pytest.mark.parametrize("share", [0.05, 0.5])
def test_outages_by_chance_are_the_same_for_a_seed_and_last_as_long_as_asked(share: float) -> None:
    steps = chance_script(share_down=share, outage_s=60, for_s=400_000, seed=7)
    assert steps == chance_script(share_down=share, outage_s=60, for_s=400_000, seed=7)
    assert steps != chance_script(share_down=share, outage_s=60, for_s=400_000, seed=8)
    assert [step.state for step in steps] == ["up", *["down", "up"] * ((len(steps) - 1) // 2)]
    times = [step.after_s for step in steps]
    assert times == sorted(times)
    down = sum(b.after_s - a.after_s for a, b in pairwise(steps) if a.state == "down")
    assert 0.7 * share < down / 400_000 < 1.3 * share


@pytest.mark.parametrize("wrong", [{"share_down": 0.0}, {"share_down": 1.0}, {"outage_s": 0}, {"for_s": -1}])
def test_a_chance_that_cannot_be_is_refused(wrong: dict[str, float]) -> None:
    right: dict[str, Any] = {"share_down": 0.1, "outage_s": 60.0, "for_s": 600.0, "seed": 1}
    with pytest.raises(BadScript):
        chance_script(**(right | wrong))


def test_an_answer_may_leave_the_post_out() -> None:
    said = Answer(application="a", decision="issued", reference="r", note=SAMPLE)  # type: ignore[arg-type]
    assert "post" not in msgspec.json.decode(msgspec.json.encode(said))


def test_the_status_lists_the_systems_that_the_published_catalogue_uses(
    gateway: RunningCentre, http: httpx.Client
) -> None:
    def names() -> set[str]:
        return {each["name"] for each in http.get("/v1/status").json()["upstreams"]}

    def use(version: int, *services: Any) -> None:
        async def work() -> None:
            database = Database(gateway.database_url)
            await database.open()
            async with database.transaction() as conn:
                await publish(conn, Catalogue(version=version, services=services))
            await database.close()

        asyncio.run(work())

    use(101, service(PASSPORT, "passport"), service("fuel.duplicate", "fuel", enabled=False))
    assert names() == {"passport"}, "what is switched off uses nothing"
    use(102, service(PASSPORT, "passport"), service("fuel.duplicate", "fuel"), service("a.b", ""))
    assert names() == {"passport", "fuel"}
    use(103, service("fuel.duplicate", "fuel"))
    assert names() == {"fuel"}

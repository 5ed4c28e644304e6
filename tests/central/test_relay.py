"""Proves the relay on a real database, with upstream systems that do what each test says.

Each application is decided once, whatever the upstream repeats, loses or garbles; a sick system holds up
no other; one that returns is met by one call, not by everything that waited.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterator, Sequence

import pytest
from support.centre import Postgres
from support.held_journal import PASSPORT, STATEMENT, CentreBase
from support.scripted_upstream import Scripted, answer, rounds

from app.domain.tariff import Words
from central import projector, relay
from central.database import Database
from central.operations.upstreams import set_upstream
from central.relay.circuit import Circuit, CircuitState
from central.relay.run import Worker
from central.upstreams.adapter import NeverHeardOf, SubmissionRefused, UpstreamUnavailable

DEADLINE_S = 30.0


@pytest.fixture
def base(postgres: Postgres) -> Iterator[CentreBase]:
    made = CentreBase(postgres.fresh())
    yield made
    postgres.drop(made.url)


def accepted(base: CentreBase, count: int = 1, service: str = PASSPORT) -> list[str]:
    """That many recorded applications, in order."""
    device = base.device()
    made = [device.accept(service)["application"] for _ in range(count)]
    device.hold()
    base.run(projector.drain)
    return made


def decided(base: CentreBase) -> list[tuple[str, str]]:
    return [(i["application"], i["decision"]) for i in base.feed(kind="application.decided")]


def test_a_decision_comes_into_the_feed_once_and_ends_the_job(base: CentreBase) -> None:
    (one,) = accepted(base)

    async def script(what: str, application: str) -> Sequence[bytes]:
        return [answer(application, note={"fa": "صادر شد", "en": "issued"})]

    rounds(base, Scripted(script), 3)
    (told,) = base.feed(kind="application.decided")
    assert told == {
        "kind": "application.decided",
        "application": one,
        "decision": "issued",
        "upstream": "passport",
        "reference": "R-1",
        "note": {"fa": "صادر شد", "en": "issued"},
        "by": "upstream:passport",
    }
    assert base.rows("SELECT state FROM applications") == [("issued",)]
    assert base.rows("SELECT state FROM relay_jobs") == [("done",)]


def test_forwarded_then_issued_is_told_in_two_steps(base: CentreBase) -> None:
    (one,) = accepted(base)

    async def script(what: str, application: str) -> Sequence[bytes]:
        return [answer(application, "forwarded" if what == "submit" else "issued")]

    upstream = Scripted(script)
    rounds(base, upstream, 4)
    assert decided(base) == [(one, "forwarded"), (one, "issued")]
    assert [what for what, _ in upstream.calls] == ["submit", "ask"]


def test_a_lost_answer_is_asked_for_again_and_decided_once(base: CentreBase) -> None:
    """Pain 10: what seemed failed had arrived."""
    (one,) = accepted(base)
    lost = iter([True, True, False])

    async def script(what: str, application: str) -> Sequence[bytes]:
        if next(lost):
            raise UpstreamUnavailable("reset")
        return [answer(application), answer(application)]

    rounds(base, Scripted(script), 5)
    assert decided(base) == [(one, "issued")]
    assert base.findings() == []


@pytest.mark.parametrize(
    "garbage",
    [
        b"<html>502</html>",
        answer("01890000-0000-7000-8000-00000000beef"),
        b'{"decision":"issued"}',
    ],
)
def test_an_answer_that_cannot_be_believed_becomes_one_finding_and_is_not_applied(
    base: CentreBase, garbage: bytes
) -> None:
    (one,) = accepted(base)

    async def script(what: str, application: str) -> Sequence[bytes]:
        return [garbage]

    rounds(base, Scripted(script), 3)
    assert decided(base) == []
    assert [row[0] for row in base.findings()] == ["upstream-answer-refused"]
    (raised,) = base.feed(kind="finding.raised")
    assert raised["application"] == one
    assert base.rows("SELECT state FROM applications") == [("recorded",)]


def test_a_contradiction_leaves_the_first_word_standing(base: CentreBase) -> None:
    (one,) = accepted(base)

    async def script(what: str, application: str) -> Sequence[bytes]:
        return [answer(application, "rejected"), answer(application, "issued")]

    rounds(base, Scripted(script), 2)
    assert decided(base) == [(one, "rejected")]
    assert [row[0] for row in base.findings()] == ["upstream-answer-refused"]


def test_a_refused_submission_becomes_a_finding_and_waits_for_a_person(base: CentreBase) -> None:
    accepted(base)

    async def script(what: str, application: str) -> Sequence[bytes]:
        raise SubmissionRefused(Words("نه", "no"))

    upstream = Scripted(script)
    rounds(base, upstream, 3)
    assert len(upstream.calls) == 1
    assert [row[0] for row in base.findings()] == ["upstream-rejected"]


def test_a_system_that_forgot_is_told_again(base: CentreBase) -> None:
    (one,) = accepted(base)
    said = iter(["forwarded", None, "issued"])

    async def script(what: str, application: str) -> Sequence[bytes]:
        word = next(said)
        if word is None:
            raise NeverHeardOf(application)
        return [answer(application, word)]

    upstream = Scripted(script)
    rounds(base, upstream, 4)
    assert [what for what, _ in upstream.calls] == ["submit", "ask", "submit"]
    assert decided(base) == [(one, "forwarded"), (one, "issued")]


def test_a_call_without_end_counts_as_no_answer(base: CentreBase) -> None:
    accepted(base)

    async def script(what: str, application: str) -> Sequence[bytes]:
        await asyncio.sleep(3_600)
        return []

    worker = rounds(base, Scripted(script), 3)
    assert worker.circuit.state is CircuitState.OPEN
    assert base.rows("SELECT attempts FROM relay_jobs") == [(3,)]


def test_an_adapters_own_fault_stops_no_other_application(base: CentreBase) -> None:
    made = accepted(base, 8)

    async def script(what: str, application: str) -> Sequence[bytes]:
        if application == made[0]:
            raise ZeroDivisionError
        return [answer(application)]

    async def work(database: Database) -> None:
        stop = asyncio.Event()
        part = asyncio.create_task(relay.run(database, stop, lambda name, db: Scripted(script)))
        await _until(lambda: _done(database, "passport", 7))
        stop.set()
        await part

    base.run(work)
    assert sorted(a for a, _ in decided(base)) == sorted(made[1:])


def test_a_system_that_returns_is_met_by_one_call_and_then_a_few(base: CentreBase) -> None:
    accepted(base, 60)
    state = {"down": True}

    async def script(what: str, application: str) -> Sequence[bytes]:
        if state["down"]:
            raise UpstreamUnavailable("down")
        await asyncio.sleep(0.001)
        return [answer(application)]

    upstream = Scripted(script)

    async def work(database: Database) -> list[int]:
        worker, taken = Worker(upstream, database), []
        while worker.circuit.state is not CircuitState.OPEN:
            await worker.round()
            async with database.autocommit() as conn:
                await conn.execute("UPDATE relay_jobs SET not_before = now()")
        assert await worker.round() == 0, "nothing goes out while the circuit is open"
        state["down"] = False
        await asyncio.sleep(3)
        for _ in range(7):
            taken.append(await worker.round())
        return taken

    taken = base.run(work)
    assert taken[:5] == [1, 2, 4, 8, 16]
    assert max(taken) <= 32
    assert len(decided(base)) == 60


def test_order_is_kept_where_it_is_asked_for(base: CentreBase) -> None:
    made = accepted(base, 40)
    dice = random.Random(7)

    async def script(what: str, application: str) -> Sequence[bytes]:
        await asyncio.sleep(dice.random() / 500)
        if dice.random() < 0.2:
            raise UpstreamUnavailable("busy")
        return [answer(application)]

    upstream = Scripted(script, ordered=True)

    async def work(database: Database) -> None:
        workers = [Worker(upstream, database) for _ in range(2)]
        for _ in range(200):
            for worker in workers:
                worker.circuit = worker.circuit if worker.circuit.state is CircuitState.CLOSED else _closed()
            await asyncio.gather(*(worker.round() for worker in workers))
            async with database.autocommit() as conn:
                await conn.execute("UPDATE relay_jobs SET not_before = now() WHERE state <> 'done'")

    base.run(work)
    assert [application for application, _ in decided(base)] == made


def test_two_relays_share_the_work_and_decide_nothing_twice(base: CentreBase) -> None:
    made = accepted(base, 100)

    async def script(what: str, application: str) -> Sequence[bytes]:
        await asyncio.sleep(0.002)
        return [answer(application, "forwarded" if what == "submit" else "issued")]

    upstream = Scripted(script)

    async def work(database: Database) -> None:
        stop = asyncio.Event()
        parts = [asyncio.create_task(relay.run(database, stop, lambda name, db: upstream)) for _ in range(3)]
        await _until(lambda: _all_done(database))
        stop.set()
        await asyncio.gather(*parts)

    base.run(work)
    assert sorted(decided(base)) == sorted((a, d) for a in made for d in ("forwarded", "issued"))
    assert base.gaps() == []


def test_a_sick_system_holds_up_no_other(base: CentreBase) -> None:
    passports, statements = accepted(base, 5), accepted(base, 5, STATEMENT)

    async def work(database: Database) -> None:
        await set_upstream(database, "passport", "down")
        stop = asyncio.Event()
        part = asyncio.create_task(relay.run(database, stop))
        await _until(lambda: _done(database, "traffic", 5))
        stop.set()
        await part

    base.run(work)
    assert sorted(a for a, d in decided(base) if d == "issued") == sorted(statements)
    assert not {a for a, _ in decided(base)} & set(passports)
    (told,) = base.feed(kind="upstream.changed")
    assert (told["name"], told["state"]) == ("passport", "down")


def test_a_violation_statement_says_what_the_clerk_tells_the_citizen(base: CentreBase) -> None:
    accepted(base, 3, STATEMENT)

    async def work(database: Database) -> None:
        stop = asyncio.Event()
        part = asyncio.create_task(relay.run(database, stop))
        await _until(lambda: _done(database, "traffic", 3))
        stop.set()
        await part

    base.run(work)
    for told in base.feed(kind="application.decided"):
        assert "sample" in told["note"]["en"]
        assert "violation" in told["note"]["en"]


def _closed() -> Circuit:
    return Circuit(window=4)


async def _all_done(database: Database) -> bool:
    async with database.autocommit() as conn:
        row = await (await conn.execute("SELECT 1 FROM relay_jobs WHERE state <> 'done'")).fetchone()
    return row is None


async def _done(database: Database, upstream: str, count: int) -> bool:
    async with database.autocommit() as conn:
        query = "SELECT count(*) FROM relay_jobs WHERE state = 'done' AND upstream = %s"
        ((found,),) = await (await conn.execute(query, [upstream])).fetchall()
    return bool(found == count)


async def _until(reached: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(DEADLINE_S):
        while not await reached():
            await asyncio.sleep(0.02)

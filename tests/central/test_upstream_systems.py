"""Proves that every national system behaves at the relay as its contract says, whatever goes wrong.

Generated from the register of systems: a new one is tested by being there. Each speaks its own contract to
its own simulator on a real database; what cannot be believed becomes a finding and changes nothing.
"""

from __future__ import annotations

import asyncio
import uuid
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar

import psycopg
import pytest
from support.centre import Postgres
from support.held_journal import PASSPORT, CentreBase, service

from app.domain.catalogue import Catalogue
from central import projector, relay
from central.database import Database
from central.operations.upstreams import set_upstream
from central.publications import publish
from central.relay.answers import read_answer
from central.relay.circuit import CircuitState
from central.relay.run import Worker
from central.upstreams import PROFILES, get_profile
from central.upstreams.adapter import Submission
from central.upstreams.simulated import EVERY_MISHAP, Mishap, Profile, simulated

NAMES = [*sorted(PROFILES), "a-new-one"]
BY_POST = [name for name in NAMES if get_profile(name).by_post]
DEADLINE_S = 30.0
QUICK = 100.0
US = "01890000-0000-7000-8000-000000000001"
ROUNDS_MAX = 200
EMPTIED = (
    "simulated_orders", "relay_jobs", "upstream_circuits", "payments", "receipts", "findings",
    "applications", "projector_cursors", "journal", "devices", "feed",
)  # fmt: skip
SQL_NO_TRIGGERS = "SET session_replication_role = replica"
SQL_AS_NEW = "UPDATE feed_counters SET seq = 0; UPDATE upstream_states SET state = 'up'"
SQL_TIME_PASSES = """
UPDATE relay_jobs SET not_before = now() WHERE state <> 'done';
UPDATE simulated_orders SET decides_at = least(decides_at, now()),
    delivers_at = CASE WHEN decides_at <= now() AND delivers_at > now() THEN now() ELSE delivers_at END
"""
"""All is due; what is not decided yet is decided now; what is on its way by post arrives."""
_T = TypeVar("_T")
every_system = pytest.mark.parametrize("name", NAMES)


class SystemsBase(CentreBase):
    """One centre for all tests of this file, with a service for each system, emptied before each test.

    Its work runs in one loop on one open database: what takes time is neither of them.
    """

    def __init__(self, url: str) -> None:
        self._loop = asyncio.new_event_loop()
        self._database = Database(url)
        self._loop.run_until_complete(self._database.open())
        self._looking = psycopg.connect(url, autocommit=True)
        super().__init__(url)
        self.run(self._give_services)

    async def _give_services(self, database: Database) -> None:
        async with database.transaction() as conn:
            services = tuple(service(code_of(name), name) for name in NAMES)
            await publish(conn, Catalogue(version=2, services=services))
            await conn.execute("UPDATE publications SET published_at = '2021-01-01T00:00:00Z'")

    def run(self, work: Callable[[Database], Coroutine[Any, Any, _T]]) -> _T:
        return self._loop.run_until_complete(work(self._database))

    def empty(self) -> None:
        """As it was when it was made: nothing accepted, told or handed over, every system up."""
        self._counters.clear()
        deletes = [f"DELETE FROM {table}" for table in EMPTIED]
        self._looking.execute(";".join([SQL_NO_TRIGGERS, *deletes, SQL_AS_NEW]))

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        cursor = self._looking.execute(statement, values)
        found = cursor.fetchall() if cursor.description else []
        return [tuple(str(v) if isinstance(v, uuid.UUID) else v for v in row) for row in found]

    def close(self) -> None:
        self._looking.close()
        self._loop.run_until_complete(self._database.close())
        self._loop.close()


@pytest.fixture(scope="module")
def shared(postgres: Postgres) -> Iterator[SystemsBase]:
    made = SystemsBase(postgres.fresh())
    yield made
    made.close()
    postgres.drop(made.url)


@pytest.fixture
def base(shared: SystemsBase) -> SystemsBase:
    shared.empty()
    return shared


def code_of(name: str) -> str:
    """The service that a system decides here."""
    return f"x.{name}"


def accepted(base: CentreBase, name: str, count: int = 1) -> list[str]:
    """Recorded applications of a service that the system decides."""
    device = base.device()
    made = []
    for _ in range(count):
        data = device.application(PASSPORT, catalogue=2) | {"service": code_of(name)}
        device.entry("application.accepted", data)
        made.append(data["application"])
    device.hold()
    base.run(projector.drain)
    return made


def profile(name: str, **changes: Any) -> Profile:
    """The system's own profile, deciding at once and always issuing, without mishaps but for ``changes``."""
    calm: dict[str, Any] = {"decides_s": (0.0, 0.0), "share_rejected": 0.0, "share_needs_correction": 0.0}
    return replace(get_profile(name), **(calm | {"mishaps": (), "by_post": ()} | changes))


def rounds(base: CentreBase, made: Profile, count: int = ROUNDS_MAX, *, until_done: bool = False) -> None:
    """Play rounds of a relay. Between two of them time passes: all is due, and the system comes a step on."""

    async def work(database: Database) -> None:
        worker = Worker(simulated(made, database, speed=QUICK), database)
        for _ in range(count):
            await worker.round()
            async with database.autocommit() as conn:
                await conn.execute(SQL_TIME_PASSES)
            if until_done and await nothing_left(database):
                return
            if worker.circuit.state is CircuitState.OPEN:
                await asyncio.sleep(1 / QUICK)
        assert not until_done, f"not done after {count} rounds"

    base.run(work)


def run_until(
    base: CentreBase, made: Callable[[str], Profile], reached: Callable[[Database], Awaitable[bool]]
) -> None:
    """Run a whole relay, with a worker for each system, until ``reached``."""

    async def work(database: Database) -> None:
        stop = asyncio.Event()
        part = asyncio.create_task(
            relay.run(database, stop, lambda name, db: simulated(made(name), db, speed=QUICK))
        )
        async with asyncio.timeout(DEADLINE_S):
            while not await reached(database):
                await asyncio.sleep(0.02)
        stop.set()
        await part

    base.run(work)


async def nothing_left(database: Database) -> bool:
    async with database.autocommit() as conn:
        query = "SELECT 1 FROM relay_jobs WHERE state <> 'done'"
        return await (await conn.execute(query)).fetchone() is None


def decided(base: CentreBase) -> list[tuple[str, str]]:
    return [(i["application"], i["decision"]) for i in base.feed(kind="application.decided")]


def kinds(base: CentreBase) -> set[str]:
    return {row[0] for row in base.findings()}


def whys(base: CentreBase) -> str:
    return " ".join(i["note"]["en"] for i in base.feed(kind="finding.raised"))


@every_system
def test_a_decision_comes_in_two_steps_with_one_number_and_words_in_both_languages(
    base: SystemsBase, name: str
) -> None:
    (one,) = accepted(base, name)
    rounds(base, profile(name, decides_s=(3_600.0, 3_600.0), at_once=()), until_done=True)
    told = base.feed(kind="application.decided")
    assert [item["decision"] for item in told] == ["forwarded", "issued"]
    assert {item["application"] for item in told} == {one}
    assert len({item["reference"] for item in told}) == 1
    for item in told:
        assert item["upstream"] == name
        assert "نمونه" in item["note"]["fa"]
        assert "sample" in item["note"]["en"]
        assert not set("يىك") & set(item["note"]["fa"]), "Arabic letters are folded"
    assert base.findings() == []


@every_system
def test_every_mishap_ends_in_one_decision(base: SystemsBase, name: str) -> None:
    made = accepted(base, name, 16)
    mishaps = tuple((mishap, 0.07) for mishap in EVERY_MISHAP)
    made_of = profile(name, decides_s=(0.0, 3_600.0), share_rejected=0.2, mishaps=mishaps)
    rounds(base, made_of, until_done=True)
    ends = [(a, d) for a, d in decided(base) if d in ("issued", "rejected")]
    assert sorted(a for a, _ in ends) == sorted(made)
    assert len(set(decided(base))) == len(decided(base))
    assert kinds(base) <= {"upstream-answer-refused"}
    assert base.rows("SELECT count(*) FROM simulated_orders") == [(16,)]
    assert base.gaps() == []


@every_system
def test_what_cannot_be_believed_is_a_finding_and_reaches_no_application(
    base: SystemsBase, name: str
) -> None:
    accepted(base, name)
    for mishap, fault in (
        (Mishap.MALFORMED, "malformed"),
        (Mishap.CUT, "malformed"),
        (Mishap.OTHER_APPLICATION, "other-application"),
    ):
        rounds(base, profile(name, mishaps=((mishap, 1.0),)), 1)
        ((error,),) = base.rows("SELECT last_error FROM relay_jobs")
        assert error.startswith(fault), mishap
    assert decided(base) == []
    assert [row[0] for row in base.findings()] == ["upstream-answer-refused"] * 2
    assert base.rows("SELECT state FROM applications") == [("recorded",)]


@every_system
@pytest.mark.parametrize("mishap", [Mishap.CONTRADICTION, Mishap.LATE])
def test_the_first_word_stands_against_a_late_or_contrary_one(
    base: SystemsBase, name: str, mishap: str
) -> None:
    (one,) = accepted(base, name)
    rounds(base, profile(name, mishaps=((mishap, 1.0),)), 2)
    assert decided(base) == [(one, "issued")]
    assert kinds(base) == {"upstream-answer-refused"}
    assert mishap in whys(base)


@every_system
def test_what_a_system_does_not_take_waits_for_a_person(base: SystemsBase, name: str) -> None:
    accepted(base, name)
    rounds(base, profile(name, share_refused=1.0), 3)
    assert decided(base) == []
    assert kinds(base) == {"upstream-rejected"}


@every_system
def test_a_system_that_forgot_is_told_again_and_then_decides(base: SystemsBase, name: str) -> None:
    (one,) = accepted(base, name)
    rounds(base, profile(name, decides_s=(3_600.0, 3_600.0), at_once=()), 1)
    base.rows("DELETE FROM simulated_orders RETURNING 1")
    rounds(base, profile(name), 3)
    assert decided(base) == [(one, "forwarded"), (one, "issued")]


@every_system
def test_a_busy_or_silent_system_gets_the_same_application_once(base: SystemsBase, name: str) -> None:
    made = accepted(base, name, 6)
    mishaps = ((Mishap.BUSY, 0.3), (Mishap.ANSWER_LOST, 0.3), (Mishap.REPEATED, 0.3))
    rounds(base, profile(name, mishaps=mishaps), until_done=True)
    assert sorted(decided(base)) == sorted((a, "issued") for a in made)
    assert base.findings() == []


@pytest.mark.parametrize("name", BY_POST)
def test_an_issue_by_post_carries_its_barcode_and_delivery_follows_where_it_is_reported(
    base: SystemsBase, name: str
) -> None:
    (one,) = accepted(base, name)
    posted = profile(name, by_post=("x.",), decides_s=(3_600.0, 3_600.0), at_once=())
    reports = posted.habits.reports_delivery
    if reports:
        posted = replace(posted, delivers_s=(3_600.0, 3_600.0))
    rounds(base, posted, until_done=True)
    told = {item["decision"]: item for item in base.feed(kind="application.decided")}
    undecided = told.pop("forwarded", {})  # not said at all when the first answer comes late
    assert list(told) == ["issued", *(["delivered"] if reports else [])]
    assert "post" not in undecided
    barcode = told["issued"]["post"]["barcode"]
    assert barcode.isdigit()
    if reports:
        assert told["delivered"]["post"] == {"barcode": barcode}
    assert base.rows("SELECT application, barcode FROM relay_jobs") == [(one, barcode)]


@every_system
def test_the_same_request_at_once_and_again_is_one_order(base: SystemsBase, name: str) -> None:
    made_of = profile(name)
    submission = Submission(US, PASSPORT, "0412", "R", datetime.now(UTC), {}, {})

    async def work(database: Database) -> list[str]:
        system = simulated(made_of, database, speed=QUICK)
        came = await asyncio.gather(*(system.submit(submission) for _ in range(12)))
        return [read_answer(raw, US).reference for answers in came for raw in answers]

    assert len(set(base.run(work))) == 1
    assert base.rows("SELECT count(*) FROM simulated_orders") == [(1,)]


def test_one_system_that_fails_alone_holds_up_none_of_the_others(base: SystemsBase) -> None:
    for name in sorted(PROFILES):
        accepted(base, name)
    base.run(lambda database: set_upstream(database, "fuel", "down"))

    async def others_done(database: Database) -> bool:
        async with database.autocommit() as conn:
            query = "SELECT upstream FROM relay_jobs WHERE state <> 'done'"
            return await (await conn.execute(query)).fetchall() == [("fuel",)]

    run_until(base, profile, others_done)
    issued = Counter(i["upstream"] for i in base.feed(kind="application.decided"))
    assert issued == dict.fromkeys(set(PROFILES) - {"fuel"}, 1)

    base.run(lambda database: set_upstream(database, "fuel", "up"))
    run_until(base, profile, nothing_left)
    assert len(decided(base)) == len(PROFILES)

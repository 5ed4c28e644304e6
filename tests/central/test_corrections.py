"""Proves what the centre makes of corrections: handed over once each, too late, twice, before their question,
and in a race with the relay.
"""

from __future__ import annotations

import asyncio
import dataclasses
import uuid
from collections.abc import Sequence
from typing import Any

import pytest
from support.held_journal import CentreBase, HeldJournal
from support.life_desk import Desk, project, state
from support.scripted_upstream import Scripted, answer, rounds

from central import projector
from central.database import Database
from central.relay.run import Worker


@pytest.fixture
def base(living: CentreBase) -> CentreBase:
    return living


def asked_to_correct(base: CentreBase, pc: HeldJournal) -> dict[str, Any]:
    data = pc.accept()
    project(base, pc)
    rounds(base, Desk("needs-correction"))
    assert state(base) == "needs-correction"
    return data


def decided(base: CentreBase) -> list[tuple[str, int]]:
    return [(i["decision"], i.get("version", 1)) for i in base.feed(kind="application.decided")]


def test_a_correction_is_handed_over_once_as_an_order_of_its_own(base: CentreBase, pc: HeldJournal) -> None:
    data = asked_to_correct(base, pc)
    pc.correct(data)
    assert project(base, pc) == []
    assert state(base) == "corrected"
    desk = Desk("nothing", "forwarded", "issued")
    rounds(base, desk, 4)
    assert decided(base) == [("needs-correction", 1), ("forwarded", 2), ("issued", 2)]
    assert (state(base), base.findings()) == ("issued", [])
    keys = {one.application for one in desk.handed}
    assert keys == {str(uuid.uuid5(uuid.UUID(data["application"]), "version 2"))}
    assert [(s.fields, s.receipt) for s in desk.handed] == [({"why": "نسخه 2"}, data["receipt"])] * 2


def test_the_newest_version_is_the_one_that_counts(base: CentreBase, pc: HeldJournal) -> None:
    data = asked_to_correct(base, pc)
    pc.correct(data)
    project(base, pc)
    rounds(base, Desk("needs-correction"))
    pc.correct(data, 3)
    assert project(base, pc) == []
    desk = Desk("issued")
    rounds(base, desk, 2)
    assert decided(base) == [("needs-correction", 1), ("needs-correction", 2), ("issued", 3)]
    assert [s.fields for s in desk.handed] == [{"why": "نسخه 3"}]


def test_a_correction_after_the_last_word_is_found_and_changes_nothing(
    base: CentreBase, pc: HeldJournal
) -> None:
    data = asked_to_correct(base, pc)
    rounds(base, Desk("rejected"))
    pc.correct(data)
    assert project(base, pc) == ["correction-late"]
    desk = Desk("issued")
    rounds(base, desk, 2)
    assert (state(base), desk.calls) == ("rejected", [])


def test_the_same_correction_again_changes_nothing(base: CentreBase, pc: HeldJournal) -> None:
    data = asked_to_correct(base, pc)
    pc.correct(data)
    project(base, pc)
    new = base.device()
    new.carry(pc, [1, 2])
    assert project(base, new) == []
    assert base.rows("SELECT version FROM relay_jobs") == [(2,)]


def test_after_a_restore_the_newest_values_are_handed_over_at_once(base: CentreBase, pc: HeldJournal) -> None:
    """The centre lost what it knew; acceptance and correction come back in one batch."""
    data = pc.accept()
    pc.correct(data)
    assert project(base, pc) == []
    desk = Desk("issued")
    rounds(base, desk)
    assert ([s.fields for s in desk.handed], decided(base)) == ([{"why": "نسخه 2"}], [("issued", 2)])


@pytest.mark.parametrize(("said", "found"), [("needs-correction", []), ("issued", ["correction-late"])])
def test_a_correction_that_came_before_its_question_waits_for_it(
    base: CentreBase, pc: HeldJournal, said: str, found: list[str]
) -> None:
    """After a restore of the centre, that asks the system anew."""
    data = pc.accept()
    project(base, pc)
    rounds(base, Desk("forwarded"))
    pc.correct(data)
    assert project(base, pc) == []
    rounds(base, Desk(said))
    assert [row[0] for row in base.findings()] == found
    desk = Desk("issued")
    rounds(base, desk, 2)
    assert (state(base), len(desk.handed)) == ("issued", 0 if found else 1)


def test_a_correction_that_is_not_valid_or_changes_the_fee_is_found(
    base: CentreBase, pc: HeldJournal
) -> None:
    data = asked_to_correct(base, pc)
    pc.correct(data, applicant=data["applicant"] | {"national_code": "12"})
    assert project(base, pc) == ["fields-invalid"]
    other = pc.accept(person=5)
    project(base, pc)
    rounds(base, Desk("needs-correction"))
    base.rows("UPDATE applications SET total_rials = 1 WHERE application = %s", other["application"])
    pc.correct(other)
    assert project(base, pc) == ["amount-differs", "fields-invalid"]


def test_a_correction_beside_a_question_under_way_waits_and_blocks_nobody(
    base: CentreBase, pc: HeldJournal
) -> None:
    data = asked_to_correct(base, pc)
    pc.correct(data)
    pc.hold()

    async def race(database: Database) -> None:
        under_way, go_on = asyncio.Event(), asyncio.Event()

        async def script(what: str, application: str) -> Sequence[bytes]:
            under_way.set()
            await go_on.wait()
            return [answer(application, "needs-correction", f"R-{application[:4]}")]

        upstream = Scripted(script)
        upstream.habits = dataclasses.replace(upstream.habits, timeout_s=20.0)
        asking = asyncio.create_task(Worker(upstream, database).round())
        await under_way.wait()
        projecting = asyncio.create_task(projector.drain(database))
        await asyncio.sleep(0.1)
        assert not projecting.done()
        go_on.set()
        await asyncio.wait_for(asyncio.gather(asking, projecting), 20)

    base.run(race)
    assert state(base) == "corrected"
    assert base.rows("SELECT version, state FROM relay_jobs") == [(2, "queued")]

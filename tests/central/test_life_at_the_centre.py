"""Proves what the centre makes of voids and refunds: in time, too late, twice, and in a race.

Journals are put into a real PostgreSQL and projected; the relay plays rounds against an upstream that does
what each test says, some of them while the projector is at work beside it.
"""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Sequence
from datetime import timedelta

import pytest
from support.held_journal import CentreBase, HeldJournal, new_id
from support.life_desk import Desk, project, state, words
from support.scripted_upstream import Scripted, answer, rounds

from central import projector
from central.database import Database
from central.operations.totals import totals
from central.relay.run import Worker
from central.upstreams.adapter import Habits

# Voids -----------------------------------------------------------------------------------------------


@pytest.fixture
def base(living: CentreBase) -> CentreBase:
    return living


@pytest.mark.parametrize("is_later", [False, True])
@pytest.mark.parametrize("unpaid", [False, True])
def test_a_void_in_time_is_recorded_and_no_system_is_handed_it(
    base: CentreBase, pc: HeldJournal, is_later: bool, unpaid: bool
) -> None:
    data = pc.accept(unpaid=unpaid)
    if is_later:
        project(base, pc)
    pc.void(data)
    assert project(base, pc) == []
    assert (state(base), words(base)) == ("voided", ["void.recorded"])
    desk = Desk("issued")
    rounds(base, desk, 2)
    assert (desk.handed, state(base)) == ([], "voided")


@pytest.mark.parametrize("said", ["forwarded", "issued", "needs-correction", "nothing"])
def test_what_was_handed_on_goes_on_and_the_office_is_told(
    base: CentreBase, pc: HeldJournal, said: str
) -> None:
    """Also when no answer came: it may have arrived."""
    data = pc.accept()
    project(base, pc)
    rounds(base, Desk(said))
    before = state(base)
    pc.void(data)
    assert project(base, pc) == ["void-refused"]
    assert (state(base), words(base)) == (before, ["void.refused"])
    (told,) = base.feed(kind="finding.raised")
    assert (told["application"], "passport" in told["note"]["fa"]) == (data["application"], True)
    rounds(base, Desk("issued"), 2)
    assert state(base) == "issued"


def test_the_same_void_again_changes_nothing(base: CentreBase, pc: HeldJournal) -> None:
    data = pc.accept()
    pc.void(data)
    project(base, pc)
    new = base.device()
    new.carry(pc, [1, 2])
    assert project(base, new) == []
    assert words(base) == ["void.recorded"]


def test_a_void_by_a_clerk_or_of_another_office_is_found(base: CentreBase, pc: HeldJournal) -> None:
    data = pc.accept()
    pc.void(data, staff="1001")
    assert project(base, pc) == ["staff-not-entitled"]
    stranger = base.device("0500")
    stranger.void(pc.accept())
    assert project(base, pc, stranger) == ["staff-not-entitled", "void-refused"]
    assert base.rows("SELECT state FROM applications ORDER BY seq") == [("voided",), ("recorded",)]


def test_a_void_of_what_is_not_held_is_found(base: CentreBase, pc: HeldJournal) -> None:
    pc.void(pc.application())
    assert project(base, pc) == ["void-refused"]
    assert words(base) == ["void.refused"]


def test_money_for_a_voided_application_is_found_and_kept(base: CentreBase, pc: HeldJournal) -> None:
    data = pc.accept(unpaid=True)
    pc.void(data)
    pc.pay(data)
    assert project(base, pc) == ["payments-differ"]
    assert (state(base), base.rows("SELECT paid_rials FROM applications")) == ("voided", [(900_000,)])


def test_a_void_that_races_with_a_delivery_never_cancels_it(base: CentreBase, pc: HeldJournal) -> None:
    data = pc.accept()
    project(base, pc)
    pc.void(data)
    pc.hold()

    async def race(database: Database) -> int:
        under_way, go_on = asyncio.Event(), asyncio.Event()

        async def script(what: str, application: str) -> Sequence[bytes]:
            under_way.set()
            await go_on.wait()
            return [answer(application)]

        upstream = Scripted(script)
        upstream.habits = dataclasses.replace(upstream.habits, timeout_s=20.0)
        delivery = asyncio.create_task(Worker(upstream, database).round())
        await under_way.wait()
        projected = await asyncio.wait_for(projector.drain(database), 10)
        go_on.set()
        return projected + await delivery

    assert base.run(race) == 2
    assert (state(base), words(base)) == ("issued", ["void.refused"])


def test_a_relay_that_was_killed_in_the_middle_of_a_call_counts_as_having_handed_over(
    base: CentreBase, pc: HeldJournal
) -> None:
    data = pc.accept()
    project(base, pc)

    async def killed(database: Database) -> None:
        under_way = asyncio.Event()

        async def script(what: str, application: str) -> Sequence[bytes]:
            under_way.set()
            await asyncio.Event().wait()
            return []

        delivery = asyncio.create_task(Worker(Scripted(script), database).round())
        await under_way.wait()
        delivery.cancel()
        await asyncio.gather(delivery, return_exceptions=True)

    base.run(killed)
    assert base.rows("SELECT attempts, state FROM relay_jobs") == [(0, "queued")]
    pc.void(data)
    assert project(base, pc) == ["void-refused"]


def test_what_only_waits_its_turn_behind_another_can_still_be_voided(
    base: CentreBase, pc: HeldJournal
) -> None:
    first, second = pc.accept(), pc.accept()
    project(base, pc)

    async def work(database: Database) -> None:
        upstream = Desk("nothing")
        upstream.habits = Habits(ordered=True, timeout_s=0.5, backoff_first_s=60, calls_per_s=1e6)
        await Worker(upstream, database).round()

    base.run(work)
    pc.void(second)
    assert project(base, pc) == []
    pc.void(first)
    assert project(base, pc) == ["void-refused"]


# Refunds ---------------------------------------------------------------------------------------------


def test_money_that_was_given_back_is_in_the_books_of_its_day(base: CentreBase, pc: HeldJournal) -> None:
    data = pc.accept()
    pc.void(data)
    pc.now += timedelta(minutes=1)
    given_back = pc.give_back(data)
    assert project(base, pc) == []
    assert state(base) == "refunded"
    found = base.run(lambda database: totals(database, "0412", given_back["day"]))
    assert found.refunded.total_rials == 900_000
    assert found.refunded.by_payee == {"office": 500_000, "treasury": 400_000}
    new = base.device()
    new.carry(pc, [3])
    assert project(base, new) == []
    assert base.rows("SELECT refunded_rials FROM applications") == [(900_000,)]


def test_giving_back_what_stands_or_twice_or_more_is_found(base: CentreBase, pc: HeldJournal) -> None:
    standing, twice, more = pc.accept(), pc.accept(), pc.accept()
    pc.give_back(standing)
    for data in (twice, more):
        pc.void(data)
    pc.give_back(twice)
    project(base, pc)
    pc.give_back(twice)
    part = more["payments"][0] | {"refund": new_id(), "amount_rials": 900_001}
    pc.give_back(more, refunds=[part], total_rials=900_001)
    pc.give_back(pc.application())
    assert project(base, pc) == ["refund-differs"] * 4
    notes = [note["en"] for (note,) in base.rows("SELECT note FROM findings ORDER BY seq")]
    assert ["900000 rials were given back, and 0" in note for note in notes] == [True, True, False, True]
    assert base.rows("SELECT count(*), sum(amount_rials)::bigint FROM refunds") == [(5, 4_500_001)]

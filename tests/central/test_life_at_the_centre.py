"""Proves what the centre makes of voids, refunds and corrections: in time, too late, twice, and in a race.

Journals are put into a real PostgreSQL and projected; the relay plays rounds against an upstream that does
what each test says, some of them while the projector is at work beside it.
"""

from __future__ import annotations

import asyncio
import dataclasses
import uuid
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import pytest
from support.centre import Postgres
from support.centre_lives import differing_lives
from support.held_journal import PASSPORT, CentreBase, HeldJournal, new_id
from support.scripted_upstream import Scripted, answer, rounds

from central import projector
from central.database import Database
from central.operations.totals import totals
from central.relay.run import Worker
from central.upstreams.adapter import Habits, Submission, UpstreamUnavailable


@pytest.fixture(scope="module")
def served(postgres: Postgres) -> Iterator[CentreBase]:
    made = CentreBase(postgres.fresh(), ["0412", "0500"])
    yield made
    postgres.drop(made.url)


@pytest.fixture
def base(served: CentreBase) -> Iterator[CentreBase]:
    """An empty centre; at the end of each test its states must be those of ``app.domain.life``."""
    served.rows(
        "TRUNCATE journal, receipts, payments, refunds, voids, corrections, findings, feed, feed_counters,"
        " relay_jobs, applications, projector_cursors, devices CASCADE"
    )
    served._counters.clear()
    yield served
    assert differing_lives(served) == []


@pytest.fixture
def pc(base: CentreBase) -> HeldJournal:
    return base.device()


def project(base: CentreBase, *journals: HeldJournal) -> list[str]:
    """Hold and project; the types of all findings."""
    for journal in journals:
        journal.hold()
    base.run(projector.drain)
    assert base.gaps() == []
    return [row[0] for row in base.rows("SELECT type FROM findings ORDER BY type, seq")]


def state(base: CentreBase) -> str:
    ((found,),) = base.rows("SELECT state FROM applications")
    return str(found)


def words(base: CentreBase) -> list[str]:
    """The centre's words on voids, in order."""
    return [item["kind"] for item in base.feed() if item["kind"].startswith("void.")]


class Desk(Scripted):
    """An upstream that answers what it is told to by turns, and remembers what it was handed."""

    def __init__(self, *answers: str) -> None:
        super().__init__(self._say)
        self.answers, self.handed = list(answers), list[Submission]()

    async def submit(self, submission: Submission) -> Sequence[bytes]:
        self.handed.append(submission)
        return await super().submit(submission)

    async def _say(self, what: str, application: str) -> Sequence[bytes]:
        said = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if said == "nothing":
            raise UpstreamUnavailable("reset")
        return [answer(application, said, f"R-{application[:4]}")]


# Voids -----------------------------------------------------------------------------------------------


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


# Corrections -----------------------------------------------------------------------------------------


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


# The post --------------------------------------------------------------------------------------------


def test_what_is_issued_with_a_postal_item_is_with_the_post_until_it_is_delivered(
    base: CentreBase, pc: HeldJournal
) -> None:
    pc.accept()
    project(base, pc)
    post = {"barcode": "RX123456789IR"}
    words = iter([("issued", {"post": post}), ("delivered", {})])

    async def script(what: str, application: str) -> Sequence[bytes]:
        word, more = next(words)
        return [answer(application, word, **more)]

    upstream = Scripted(script)
    upstream.habits = dataclasses.replace(upstream.habits, reports_delivery=True)
    rounds(base, upstream)
    assert state(base) == "posted"
    rounds(base, upstream)
    assert state(base) == "delivered"


def test_a_parcel_that_is_never_heard_of_is_asked_about_ever_more_rarely_and_then_left_to_a_person(
    base: CentreBase, pc: HeldJournal
) -> None:
    pc.accept()
    project(base, pc)

    async def script(what: str, application: str) -> Sequence[bytes]:
        return [answer(application, post={"barcode": "RX123456789IR"})]

    upstream = Scripted(script)
    upstream.habits = dataclasses.replace(upstream.habits, reports_delivery=True, ask_again_max_s=60.0)

    def ask_after(days: int) -> tuple[str, float]:
        """State of the job and pause until the next question, with the parcel on its way for so long."""
        base.rows("UPDATE applications SET decided_at = now() - %s * interval '1 day'", days)
        base.rows("UPDATE relay_jobs SET not_before = now() WHERE state <> 'done'")
        base.run(lambda database: Worker(upstream, database).round())
        ((job, pause),) = base.rows(
            "SELECT state, extract(epoch FROM not_before - now())::float8 FROM relay_jobs"
        )
        return job, pause

    rounds(base, upstream)
    assert ask_after(0) == ("delivering", pytest.approx(60, abs=20))
    assert ask_after(10) == ("delivering", pytest.approx(86_400, abs=60))
    assert ask_after(61)[0] == "done"
    assert (state(base), [row[0] for row in base.findings()]) == ("posted", ["delivery-unknown"])
    (told,) = base.feed(kind="finding.raised")
    assert "RX123456789IR" in told["note"]["fa"]
    asked = len(upstream.calls)
    assert ask_after(62)[0] == "done"
    assert len(upstream.calls) == asked


# Slips -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "is_same"),
    [
        ("12345678", "12345678", True),
        ("12345678", "", True),
        ("", "12345678", True),
        ("", "", True),
        ("12345678", "87654321", False),
    ],
)
def test_a_slip_pays_once_in_the_whole_office(
    base: CentreBase, pc: HeldJournal, first: str, second: str, is_same: bool
) -> None:
    other = base.device()
    data, later = pc.accept(PASSPORT, unpaid=True), other.accept(PASSPORT, unpaid=True)
    slip = {"method": "card", "amount_rials": 900_000, "rrn": "123456789012"}
    pc.pay(data, payments=[slip | {"payment": new_id(), "terminal": first}])
    project(base, pc)
    other.pay(later, payments=[slip | {"payment": new_id(), "terminal": second}])
    assert project(base, other) == (["slip-used-twice"] if is_same else [])
    if is_same:
        (told,) = base.feed(kind="finding.raised")
        assert (told["application"], data["receipt"] in told["note"]["fa"]) == (later["application"], True)


def test_without_a_terminal_a_slip_of_another_office_is_another_slip(
    base: CentreBase, pc: HeldJournal
) -> None:
    other = base.device("0500")
    slip = {"method": "card", "amount_rials": 900_000, "rrn": "123456789012"}
    for person, journal in enumerate((pc, other)):
        journal.pay(journal.accept(person=person, unpaid=True), payments=[slip | {"payment": new_id()}])
    assert project(base, pc, other) == []

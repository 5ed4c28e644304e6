"""Proves what the centre makes of what came from elsewhere: items with the post, slips of card terminals."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import pytest
from support.held_journal import PASSPORT, CentreBase, HeldJournal, new_id
from support.life_desk import project, state
from support.scripted_upstream import Scripted, answer, rounds

from central.relay.run import Worker

# The post --------------------------------------------------------------------------------------------


@pytest.fixture
def base(living: CentreBase) -> CentreBase:
    return living


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

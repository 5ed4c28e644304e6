"""Entries reach the centre once and only once, whatever the line does to requests and answers.

Real store, real gateway on PostgreSQL; a proxy between them spoils chosen exchanges.
"""

from __future__ import annotations

import json

import pytest
from support.centre import RunningCentre
from support.fault_proxy import Fault, FaultProxy
from support.line_office import Office

from app.local_db import sync_state
from app.sync.events import Progress
from app.sync.push import SMALL_ENTRIES, Sender, SendingRefused
from app.sync.sync_once import Outcome

JOURNAL = "/v1/journal"


def held(gateway: RunningCentre, office: Office) -> int:
    """How many entries the centre holds of this counter."""
    rows = gateway.query("SELECT count(*) FROM journal WHERE device = %s", office.device)
    return int(rows[0][0])


def assert_level(gateway: RunningCentre, office: Office) -> None:
    assert office.is_level
    assert held(gateway, office) == office.head.seq


def test_everything_accepted_arrives_and_both_sides_hold_the_same_head(
    gateway: RunningCentre, office: Office
) -> None:
    office.accept(2_500)
    outcome = office.sync()
    assert outcome.outcome is Outcome.LEVEL
    assert outcome.acknowledged == outcome.head == office.head
    assert outcome.sent == office.head.seq
    assert_level(gateway, office)


@pytest.mark.parametrize(
    "fault",
    [
        Fault.DROP_ANSWER,
        Fault.TRUNCATE,
        Fault.DUPLICATE_REQUEST,
        Fault.REFUSE,
        Fault.REPLACE,
    ],
)
def test_a_spoilt_answer_is_asked_about_and_nothing_comes_twice(
    gateway: RunningCentre, line: FaultProxy, office: Office, fault: Fault
) -> None:
    """Pains 8 and 10: 'failed' may have arrived; the same batch may come any number of times."""
    office.accept(1_500)
    line.next(fault, JOURNAL, method="POST")
    assert office.sync().outcome is Outcome.LEVEL
    assert_level(gateway, office)


def test_an_answer_that_comes_twice_answers_no_later_question(
    gateway: RunningCentre, line: FaultProxy, office: Office
) -> None:
    """The second copy would be taken for the next call's answer: the connection is given up instead."""
    office.accept(1_500)
    line.next(Fault.DUPLICATE_ANSWER, JOURNAL, method="POST", times=2)
    outcomes = [office.sync().outcome, office.sync().outcome]
    assert outcomes[-1] is Outcome.LEVEL
    assert_level(gateway, office)


def test_a_lost_acknowledgement_is_asked_for_and_not_resent(
    gateway: RunningCentre, line: FaultProxy, office: Office
) -> None:
    """Pain 10: unknown is a state of its own; the head is asked for before anything is called failed."""
    office.accept(5)
    line.next(Fault.DROP_ANSWER, JOURNAL, method="POST")
    assert office.sync().outcome is Outcome.LEVEL
    assert line.count(JOURNAL, "POST") == 1
    assert line.count("/v1/journal/head", "GET") == 2  # at the start, and about the lost answer
    assert_level(gateway, office)


def test_answers_that_come_in_the_wrong_order_confirm_nothing_they_do_not_prove(
    gateway: RunningCentre, line: FaultProxy, office: Office
) -> None:
    """Pain 21: order comes from the chain, never from when something arrived."""
    office.accept(2_000)
    line.next(Fault.SWAP, JOURNAL, method="POST", times=2)
    assert office.sync().outcome is Outcome.LEVEL
    assert_level(gateway, office)


@pytest.mark.parametrize(
    "head",
    [
        {"seq": 3, "hash": "ab" * 32},
        {"seq": 900, "hash": "ab" * 32},
        {"seq": 1, "hash": "ab" * 32},
        {"seq": -1, "hash": "ab" * 32},
        {"seq": 3, "hash": "zz"},
        "none",
    ],
)
def test_a_wrong_head_moves_no_cursor(
    gateway: RunningCentre, line: FaultProxy, office: Office, head: object
) -> None:
    """Pain 2: no mark is cleared on the strength of an answer that was not verified."""
    office.accept(3)
    line.next(
        Fault.REPLACE,
        JOURNAL,
        method="POST",
        times=10,
        content_type="application/json",
        body=json.dumps({"head": head}).encode(),
    )
    line.next(Fault.REFUSE, "/v1/journal/head", skip=1, times=10)
    outcome = office.sync()
    assert outcome.outcome is Outcome.PARTIAL
    assert office.state.acknowledged.seq == 0
    assert office.state.sending_unknown
    line.calm()
    assert office.sync().outcome is Outcome.LEVEL
    assert_level(gateway, office)


def test_what_was_being_sent_when_the_program_died_is_asked_for_first(
    gateway: RunningCentre, line: FaultProxy, office: Office
) -> None:
    """Pain 6: 'sending' does not outlive the program; at the next start it is unknown, and is asked for."""
    office.accept(4)
    office.sync()
    office.accept(2)
    with office.store.write() as conn:
        sync_state.mark_sending(conn, office.head.seq)
    line.seen.clear()
    centre = office.centre()
    assert Sender(office.store, centre).drain() == 2
    centre.close()
    calls = [(e.method, e.path.split("?")[0]) for e in line.seen if e.path.startswith(JOURNAL)]
    assert calls == [("GET", "/v1/journal/head"), ("POST", JOURNAL)]
    assert office.state.sending_seq == office.state.acknowledged.seq == 6


def test_offline_again_in_the_middle_of_a_drain_leaves_the_rest_to_send(
    gateway: RunningCentre, line: FaultProxy, office: Office
) -> None:
    """Pain 2: the line goes during a sync; what was not confirmed is still to send, and is sent later."""
    office.accept(4_000)
    line.next(Fault.REFUSE, JOURNAL, method="POST", skip=2, times=100)
    line.next(Fault.REFUSE, "/v1/journal/head", skip=1, times=100)
    outcome = office.sync()
    assert outcome.outcome is Outcome.PARTIAL
    assert 0 < outcome.acknowledged.seq < 4_000
    line.calm()
    assert office.sync().outcome is Outcome.LEVEL
    assert_level(gateway, office)


@pytest.mark.parametrize(("status", "kind"), [(429, "too-many-requests"), (503, "unavailable")])
def test_a_centre_that_says_later_is_left_alone_for_as_long_as_it_says(
    line: FaultProxy, office: Office, status: int, kind: str
) -> None:
    """Pain 12: the next attempt has a time of its own."""
    office.accept(3)
    line.problem(JOURNAL, status, kind, times=10, headers=(("retry-after", "7"),))
    outcome = office.sync()
    assert outcome.outcome in (Outcome.PARTIAL, Outcome.UNREACHABLE)
    assert outcome.error is not None
    assert outcome.error.retry_after_s == 7.0  # type: ignore[attr-defined]
    line.calm()
    assert office.sync().outcome is Outcome.LEVEL


def test_a_refused_batch_is_halved_once_and_then_goes_on(
    gateway: RunningCentre, line: FaultProxy, office: Office
) -> None:
    office.accept(1_000)
    line.problem("/v1/journal", 413, "too-large")
    line.next(Fault.NONE, "/v1/journal", times=100)
    centre = office.centre()
    line.calm()
    line.next(
        Fault.INSTEAD,
        JOURNAL,
        method="POST",
        status=413,
        content_type="application/problem+json",
        body=b'{"type":"urn:daftar:problem:too-large","title":"too large","status":413}',
    )
    assert Sender(office.store, centre).drain() == 1_000
    centre.close()
    assert line.count(JOURNAL, "POST") == 3
    assert_level(gateway, office)


def test_while_the_clerk_types_small_batches_go_and_all_arrive(
    gateway: RunningCentre, office: Office
) -> None:
    office.accept(3 * SMALL_ENTRIES)
    told: list[Progress] = []
    centre = office.centre()
    office.store.courtesy.key_pressed()
    assert Sender(office.store, centre, on_progress=told.append).drain() == 3 * SMALL_ENTRIES
    centre.close()
    assert [one.sent for one in told] == [SMALL_ENTRIES, 2 * SMALL_ENTRIES, 3 * SMALL_ENTRIES]
    assert_level(gateway, office)


def test_a_batch_refused_also_in_half_stops_sending_with_what_to_do(
    gateway: RunningCentre, line: FaultProxy, office: Office
) -> None:
    """Pain 11: a fault of the program stops sending in words, and never the clerk's work."""
    office.accept(10)
    line.next(
        Fault.INSTEAD,
        JOURNAL,
        method="POST",
        times=50,
        status=400,
        content_type="application/problem+json",
        body=b'{"type":"urn:daftar:problem:journal-broken","title":"broken","status":400}',
    )
    outcome = office.sync()
    assert outcome.outcome is Outcome.REFUSED
    assert isinstance(outcome.error, SendingRefused)
    assert line.count(JOURNAL, "POST") == 2
    assert office.state.refused
    office.accept(1)
    line.calm()
    assert office.sync().outcome is Outcome.LEVEL
    assert office.state.refused is None
    assert_level(gateway, office)


def test_a_token_that_expires_in_the_middle_of_a_drain_is_replaced(
    gateway: RunningCentre, line: FaultProxy, office: Office
) -> None:
    """Pain 20: 401 is not the end of the queue; the device fetches another token and goes on."""
    office.accept(2_500)
    line.next(
        Fault.INSTEAD,
        JOURNAL,
        method="POST",
        skip=1,
        status=401,
        content_type="application/problem+json",
        body=b'{"type":"urn:daftar:problem:unauthenticated","title":"expired","status":401}',
    )
    assert office.sync().outcome is Outcome.LEVEL
    assert line.count("/v1/token") == 2
    assert_level(gateway, office)


def test_a_withdrawn_counter_is_told_so_and_keeps_everything(gateway: RunningCentre, office: Office) -> None:
    """Rule 5 of the ten: nothing unsent is deleted by the centre's wish."""
    office.accept(3)
    office.sync()
    gateway.revoke(office.device, "stolen")
    office.accept(2)
    outcome = office.sync()
    assert outcome.outcome is Outcome.REFUSED
    assert "stolen" in str(outcome.error)
    assert office.state.acknowledged.seq == 3
    assert office.state.link == "not-authorised"
    assert office.data("outage.started")[-1]["system"] == "authorisation"


def test_every_entry_keeps_its_author_whoever_carries_it(gateway: RunningCentre, office: Office) -> None:
    """Pain 20: the author is inside the entry; the credential that transports it is the device's."""
    office.accept(2)
    office.sync()
    rows = gateway.query("SELECT line FROM journal WHERE device = %s ORDER BY seq", office.device)
    assert [json.loads(row[0])["staff"] for row in rows] == ["1001", "1001"]

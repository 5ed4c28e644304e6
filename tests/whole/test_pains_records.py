"""Proves, in whole offices with a whole centre, that a record survives what records of others died of.

Each test is a scene from the list of pains in docs/testing.md. Real store, real line, real centre.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import msgspec
import pytest
from support.centre import RunningCentre
from support.fault_proxy import Fault, FaultProxy, eventually
from support.whole_office import (
    Acts,
    held_head,
    held_lines,
    own_head,
    own_lines,
    request,
    side,
    signed_in,
    sync,
)
from support.world_parts import CLERK

from app.domain.application import Payment
from app.domain.entry import Kind, parse_instant
from app.local_db import journal
from app.local_db.queries import applications, findings
from app.local_db.queries.queue import QueueState, counts, queue
from app.local_db.store import open_store
from app.office.accept import SameIdOtherContent, accept
from app.office.clock import Clock
from app.office.counter import Counter
from app.office.pay import take_payment
from app.sync.lanes import SyncService
from app.sync.sync_once import Outcome

JOURNAL = "/v1/journal"
Start = Callable[[Counter], SyncService]


def assert_level(centre: RunningCentre, counter: Counter) -> None:
    """Both sides hold the same history."""
    device = counter.identity.device
    assert held_lines(centre, device) == own_lines(counter)
    assert held_head(centre, device) == own_head(counter)


def projected(centre: RunningCentre, counter: Counter) -> None:
    """Let the centre work off what it holds of the counter."""
    eventually(
        lambda: centre.query(
            "SELECT 1 FROM projector_cursors WHERE device = %s AND seq = %s",
            counter.identity.device,
            own_head(counter).seq,
        ),
        20,
    )


def reopened(counter: Counter) -> Counter:
    """The program is ended and started again."""
    counter.close()
    return Counter.open(counter.store.place, counter.store.keys, write=True)


def test_offline_again_during_a_sync_and_reloaded_everything_is_still_to_send(
    centre: RunningCentre, line: FaultProxy, counter: Counter, start: Start
) -> None:
    """Pain 2: the rest was no longer marked as unsent, nothing showed it, and a reload lost it."""
    side(counter).accept(2_500, a_transaction=2_500)
    line.next(Fault.REFUSE, JOURNAL, method="POST", skip=1, times=100)
    line.next(Fault.REFUSE, f"{JOURNAL}/head", skip=1, times=100)
    assert sync(counter).outcome is Outcome.PARTIAL
    counter = reopened(counter)
    state, head = side(counter).state, own_head(counter)
    assert 0 < state.acknowledged.seq < head.seq
    with counter.store.read() as conn:
        shown = counts(conn)
    assert shown.pending == head.seq - state.acknowledged.seq >= 1_500
    assert shown.stored + shown.sending + shown.unknown >= 1_500
    line.calm()
    start(counter)
    eventually(lambda: side(counter).is_level, 30)
    assert_level(centre, counter)
    counter.close()


def test_a_payment_taken_offline_is_not_undone_by_what_the_centre_says_of_the_unpaid_capture(
    centre: RunningCentre, line: FaultProxy, counter: Counter
) -> None:
    """Pain 3: synced as unpaid, paid offline, and back came 'unpaid': the payment was gone."""
    taken = accept(counter, CLERK, request(counter, "r-1", paid=False))
    assert sync(counter).outcome is Outcome.LEVEL
    projected(centre, counter)
    line.down()
    cash = [Payment(method="cash", amount_rials=taken.amount_rials)]
    take_payment(counter, CLERK, taken.receipt, cash)
    line.up()
    assert sync(counter).outcome is Outcome.LEVEL  # brings 'recorded, unpaid', after the payment
    projected(centre, counter)
    sync(counter)
    with counter.store.read() as conn:
        row = applications.find_by_receipt(conn, taken.receipt)
    assert row is not None
    assert row.tracking
    assert row.paid_rials == taken.amount_rials
    found = centre.query("SELECT paid_rials, total_rials FROM receipts WHERE receipt = %s", taken.receipt)
    assert found == [(taken.amount_rials, taken.amount_rials)]
    assert_level(centre, counter)


def test_a_request_repeated_on_a_slow_line_is_one_application(
    centre: RunningCentre, line: FaultProxy, counter: Counter, start: Start
) -> None:
    """Pain 8: a slow link and an impatient hand made ten invoices of one."""
    line.next(Fault.DELAY, JOURNAL, method="POST", seconds=0.5, times=3)
    line.next(Fault.DUPLICATE_REQUEST, JOURNAL, method="POST", skip=3, times=3)
    start(counter)
    wanted = request(counter, "r-1")
    with ThreadPoolExecutor(5) as hands:
        answers = list(hands.map(lambda _: accept(counter, CLERK, wanted), range(10)))
    accept(counter, CLERK, request(counter, "r-2"))
    eventually(lambda: side(counter).is_level, 20)
    assert {(a.receipt, a.seq, a.hash) for a in answers} == {
        (answers[0].receipt, answers[0].seq, answers[0].hash)
    }
    assert [a.repeated for a in answers].count(False) == 1
    projected(centre, counter)
    assert set(Acts(held_lines(centre, counter.identity.device)).requests.values()) == {1}
    assert centre.query("SELECT count(*) FROM receipts") == [(2,)]


def test_a_sealed_application_whose_sending_seemed_to_fail_is_not_edited_but_followed_by_another(
    centre: RunningCentre, line: FaultProxy, counter: Counter
) -> None:
    """Pain 9: edited after a send that 'failed' but had arrived: 'already exists, different content'."""
    wanted = request(counter, "r-1")
    taken = accept(counter, CLERK, wanted)
    line.next(Fault.DROP_ANSWER, JOURNAL, method="POST")
    line.next(Fault.REFUSE, f"{JOURNAL}/head", skip=1, times=9)
    assert sync(counter).outcome is Outcome.PARTIAL  # the centre has it, and the counter cannot know
    before = own_lines(counter)
    edited = msgspec.structs.replace(wanted, payments=[Payment(method="cash", amount_rials=1)])
    with pytest.raises(SameIdOtherContent) as refused:
        accept(counter, CLERK, edited)
    assert taken.receipt in str(refused.value)
    assert own_lines(counter) == before
    cash = [Payment(method="cash", amount_rials=taken.amount_rials)]
    other = accept(counter, CLERK, msgspec.structs.replace(wanted, id="r-1 put right", payments=cash))
    assert other.receipt != taken.receipt
    line.calm()
    assert sync(counter).outcome is Outcome.LEVEL
    assert_level(centre, counter)
    assert own_lines(counter)[: len(before)] == before


def test_an_answer_of_failure_to_what_had_arrived_is_looked_into_before_it_is_believed(
    centre: RunningCentre, line: FaultProxy, counter: Counter
) -> None:
    """Pain 10: 'failed' it said, the reply had arrived, and it went out a second time."""
    accept(counter, CLERK, request(counter, "r-1"))
    line.next(Fault.REPLACE, JOURNAL, method="POST", status=500)
    assert sync(counter).outcome is Outcome.LEVEL
    assert line.count(JOURNAL, "POST") == 1
    assert_level(centre, counter)


def test_while_nobody_knows_whether_it_arrived_the_queue_says_so(line: FaultProxy, counter: Counter) -> None:
    """Pain 10: unknown is a third state, neither 'sent' nor 'failed'."""
    taken = accept(counter, CLERK, request(counter, "r-1"))
    line.next(Fault.DROP_ANSWER, JOURNAL, method="POST")
    line.next(Fault.REFUSE, f"{JOURNAL}/head", skip=1, times=9)
    sync(counter)
    with counter.store.read() as conn:
        (unknown,) = queue(conn, limit=9, offset=0, state=QueueState.UNKNOWN)
    assert unknown.receipt == taken.receipt


def test_one_entry_that_the_centre_cannot_use_holds_up_no_other_and_comes_back_in_words(
    centre: RunningCentre, counter: Counter
) -> None:
    """Pain 11: one bad form, and 'the phone is bricked'."""
    first = accept(counter, CLERK, request(counter, "r-1"))
    with counter.store.write() as conn:
        bad = {"receipt": 17, "what": "of a version that nobody knows"}
        journal.append(conn, kind="application.imagined", staff="1001", data=bad, at=counter.now())
    second = accept(counter, CLERK, request(counter, "r-2"))
    assert sync(counter).outcome is Outcome.LEVEL
    projected(centre, counter)
    found = {receipt for (receipt,) in centre.query("SELECT receipt FROM receipts")}
    assert found == {first.receipt, second.receipt}
    sync(counter)
    with counter.store.read() as conn:
        told = [(each.type, each.seq, each.note_fa != "") for each in findings.open_findings(conn)]
    assert told == [("unknown-kind", first.seq + 1, True)]


def test_who_carries_the_queue_and_whether_the_token_holds_changes_no_author(
    centre: RunningCentre, line: FaultProxy, office: str, counter: Counter
) -> None:
    """Pain 20: a refreshed token dropped the queue, or sent it under another clerk's name."""
    centre.add_staff(office, "1002", password="another-good-one")
    sync(counter)
    morning = signed_in(counter)
    line.down()
    ours = [accept(counter, morning, request(counter, f"morning-{n}")).receipt for n in range(3)]
    line.up()
    evening = signed_in(counter, "1002", "another-good-one")
    theirs = [accept(counter, evening, request(counter, f"evening-{n}")).receipt for n in range(3)]
    line.problem(JOURNAL, 401, "unauthenticated")
    assert sync(counter).outcome is Outcome.LEVEL
    assert line.count("/v1/token") >= 2
    projected(centre, counter)
    rows = dict(centre.query("SELECT receipt, staff FROM applications"))
    assert rows == dict.fromkeys(ours, "1001") | dict.fromkeys(theirs, "1002")
    assert_level(centre, counter)


def test_a_pc_an_hour_wrong_locks_nobody_out_and_dates_nothing_wrongly(
    centre: RunningCentre, counter: Counter
) -> None:
    """Pain 21: a clock off by an hour made its edits win, or lose, and nobody was told."""
    wrong_s = 3_600.0
    counter.close()
    store = open_store(counter.store.place, counter.store.keys, write=True)
    wrong = Counter(store, counter.signer, Clock(0, wall_s=lambda: time.time() + wrong_s))
    assert sync(wrong).outcome is Outcome.LEVEL  # signs its token by the centre's time
    session = signed_in(wrong)
    first = accept(wrong, session, request(wrong, "r-1"))
    wrong_s = -7_200.0  # somebody 'puts it right'
    second = accept(wrong, session, request(wrong, "r-2"))
    assert sync(wrong).outcome is Outcome.LEVEL
    projected(centre, wrong)
    assert second.seq > first.seq
    causes = [each["cause"] for each in side(wrong).data(Kind.CLOCK_MOVED)]
    assert "centre" in causes
    assert "wall-clock" in causes
    with wrong.store.read() as conn:
        rows = [applications.find_by_receipt(conn, each.receipt) for each in (first, second)]
    now = Clock().now()
    for row in rows:
        assert row is not None
        assert abs(parse_instant(row.at) - now) < timedelta(seconds=60)
    assert centre.query("SELECT type FROM findings WHERE type = 'clock-inconsistent'") == []
    wrong.close()

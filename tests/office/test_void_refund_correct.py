"""What an office does with an application after accepting it: void, give back, correct.

Each is one entry by the right person at the right time, refused otherwise with nothing written; the day's
sums, the search and a rebuild of the read tables follow.
"""

from __future__ import annotations

import msgspec
import pytest
from support.office_kit import (
    CLERK,
    PASSPORT_RIALS,
    Office,
    card,
    cash,
    passport_request,
    tariff,
    words,
)

from app.domain import entry
from app.domain.entry import Kind
from app.domain.tariff import Case, TariffItem
from app.local_db import journal
from app.local_db.queries import applications
from app.local_db.queries.applications import ApplicationRow
from app.local_db.queries.queue import queue
from app.local_db.queries.queue_row import QueueRow
from app.local_db.verify import verify
from app.office.accept import Accepted, NotEntitled, Refused, accept
from app.office.correct import FeeWouldChange, NotAskedFor, correct
from app.office.day import view_day
from app.office.pay import IsVoided, NoSuchReceipt, take_payment
from app.office.receipt_view import view_receipt
from app.office.refund import NothingToRefund, NotVoided, VoidNotConfirmed, refund
from app.office.sign_in import Session
from app.office.void import ManagerNeeded, ReasonNeeded, VoidedBefore, VoidTooLate, void

MANAGER = Session("1002", "نمونه", frozenset({"manager"}), offline=True)
INSPECTOR = Session("1009", "", frozenset({"inspector"}), offline=True)
APPLICANT = passport_request().applicant


def row(office: Office, number: str) -> ApplicationRow:
    with office.counter.store.read() as conn:
        found = applications.find_by_receipt(conn, number)
    assert found is not None
    return found


def listed(office: Office, text: str = "") -> list[QueueRow]:
    with office.counter.store.read() as conn:
        return queue(conn, limit=50, offset=0, text=text)


def last(office: Office) -> entry.Entry:
    with office.counter.store.read() as conn:
        line = journal.find_line(conn, journal.head(conn).seq)
    assert line is not None
    return entry.decode(line)


def entries(office: Office) -> int:
    with office.counter.store.read() as conn:
        return journal.head(conn).seq


def decide(office: Office, answer: Accepted, decision: str, version: int = 1) -> None:
    said = {"application": answer.application, "decision": decision, "upstream": "passport"}
    office.feed.give("application.decided", said | {"reference": f"R-{version}", "version": version})


def judge(office: Office, answer: Accepted, word: str) -> None:
    office.feed.give(f"void.{word}", {"application": answer.application, "receipt": answer.receipt})


@pytest.fixture
def taken(office: Office) -> Accepted:
    return accept(office.counter, CLERK, passport_request())


def test_a_manager_voids_what_no_system_has_and_says_why(office: Office, taken: Accepted) -> None:
    done = void(office.counter, MANAGER, taken.receipt.replace("-", ""), "  شهروند   منصرف شد ")
    written = last(office)
    assert (written.kind, written.staff) == (Kind.APPLICATION_VOIDED, "1002")
    assert written.data == {
        "application": taken.application,
        "receipt": taken.receipt,
        "day": "1405-09-03",
        "reason": "شهروند منصرف شد",
    }
    assert (done.seq, done.paid_rials) == (written.seq, PASSPORT_RIALS)
    found = row(office, taken.receipt)
    assert (found.state, found.voided_by, found.void_reason) == ("voided", "1002", "شهروند منصرف شد")
    assert view_receipt(office.counter, taken.receipt).state == "voided"
    assert verify(office.counter.store).ok


@pytest.mark.parametrize(
    ("who", "reason", "error"),
    [
        (CLERK, "x", ManagerNeeded),
        (INSPECTOR, "x", ManagerNeeded),
        (MANAGER, "   ", ReasonNeeded),
        (MANAGER, "x" * 501, ReasonNeeded),
        (MANAGER, "a\x07b", ReasonNeeded),
    ],
)
def test_nobody_else_voids_and_nobody_without_a_reason(
    office: Office, taken: Accepted, who: Session, reason: str, error: type[Exception]
) -> None:
    before = entries(office)
    with pytest.raises(error):
        void(office.counter, who, taken.receipt, reason)
    assert entries(office) == before


def test_a_manager_whom_the_centre_has_ended_voids_nothing(office: Office, taken: Accepted) -> None:
    office.feed.staff("1002", role="manager", active=False)
    with pytest.raises(ManagerNeeded):
        void(office.counter, MANAGER, taken.receipt, "x")


@pytest.mark.parametrize("decision", ["forwarded", "needs-correction", "issued", "rejected"])
def test_what_a_system_has_cannot_be_voided(office: Office, taken: Accepted, decision: str) -> None:
    decide(office, taken, decision)
    with pytest.raises(VoidTooLate, match="passport"):
        void(office.counter, MANAGER, taken.receipt, "x")


def test_a_void_that_came_too_late_is_undone_by_the_centres_word(office: Office, taken: Accepted) -> None:
    void(office.counter, MANAGER, taken.receipt, "x")
    with pytest.raises(VoidedBefore):
        void(office.counter, MANAGER, taken.receipt, "x")
    judge(office, taken, "refused")
    assert row(office, taken.receipt).state == "accepted"
    with pytest.raises(VoidTooLate):
        void(office.counter, MANAGER, taken.receipt, "x")
    with pytest.raises(NotVoided):
        refund(office.counter, CLERK, taken.receipt)
    assert verify(office.counter.store).ok


def test_a_systems_word_counts_more_than_a_void_written_meanwhile(office: Office, taken: Accepted) -> None:
    void(office.counter, MANAGER, taken.receipt, "x")
    decide(office, taken, "forwarded")
    assert row(office, taken.receipt).state == "forwarded"


def test_nothing_is_paid_for_a_voided_application(office: Office) -> None:
    answer = accept(office.counter, CLERK, passport_request(payments=[]))
    void(office.counter, MANAGER, answer.receipt, "x")
    with pytest.raises(IsVoided):
        take_payment(office.counter, CLERK, answer.receipt, [cash(PASSPORT_RIALS)])
    judge(office, answer, "recorded")
    with pytest.raises(NothingToRefund):
        refund(office.counter, CLERK, answer.receipt)


def test_all_of_the_money_goes_back_once_each_part_as_it_came(office: Office) -> None:
    parts = [cash(1_000_000), card(PASSPORT_RIALS - 1_000_000)]
    answer = accept(office.counter, CLERK, passport_request(payments=parts))
    with pytest.raises(NotVoided):
        refund(office.counter, CLERK, answer.receipt)
    void(office.counter, MANAGER, answer.receipt, "x")
    with pytest.raises(VoidNotConfirmed):
        refund(office.counter, CLERK, answer.receipt)
    judge(office, answer, "recorded")
    with pytest.raises(NotEntitled):
        refund(office.counter, INSPECTOR, answer.receipt)
    office.hands.run(86_400)
    done = refund(office.counter, CLERK, answer.receipt)
    assert done.total_rials == PASSPORT_RIALS
    assert [(p.method, p.amount_rials, p.rrn) for p in done.payments] == [
        ("cash", 1_000_000, ""),
        ("card", PASSPORT_RIALS - 1_000_000, "123456789012"),
    ]
    written = last(office).data
    with office.counter.store.read() as conn:
        ids = conn.exec_driver_sql("SELECT payment FROM payments ORDER BY place").scalars().all()
    assert [one["payment"] for one in written["refunds"]] == ids
    assert row(office, answer.receipt).state == "refunded"
    with pytest.raises(NothingToRefund):
        refund(office.counter, CLERK, answer.receipt)
    with pytest.raises(VoidedBefore):
        void(office.counter, MANAGER, answer.receipt, "x")
    assert verify(office.counter.store).ok


def test_a_refund_stands_in_the_sums_of_its_own_day(office: Office) -> None:
    answer = accept(office.counter, CLERK, passport_request(payments=[card(PASSPORT_RIALS)]))
    void(office.counter, MANAGER, answer.receipt, "x")
    judge(office, answer, "recorded")
    office.hands.run(86_400)
    refund(office.counter, CLERK, answer.receipt)
    first, second = view_day(office.counter, "1405-09-03"), view_day(office.counter, "1405-09-04")
    assert (first.total_rials, first.refunded.total_rials) == (PASSPORT_RIALS, 0)
    assert (second.receipts, second.total_rials, second.kept_rials) == (0, 0, -PASSPORT_RIALS)
    assert second.refunded.by_payment == {"card": PASSPORT_RIALS}
    assert second.refunded.by_service == {"passport.renewal": PASSPORT_RIALS}
    assert second.refunded.by_payee == first.by_payee


def test_a_slip_that_was_given_back_pays_for_nothing_else(office: Office) -> None:
    answer = accept(office.counter, CLERK, passport_request(payments=[card(PASSPORT_RIALS)]))
    void(office.counter, MANAGER, answer.receipt, "x")
    judge(office, answer, "recorded")
    refund(office.counter, CLERK, answer.receipt)
    with pytest.raises(Refused, match=answer.receipt):
        accept(office.counter, CLERK, passport_request("r-2", payments=[card(PASSPORT_RIALS)]))


def test_corrected_values_take_the_place_of_those_that_were_typed(office: Office, taken: Accepted) -> None:
    decide(office, taken, "needs-correction")
    fixed = APPLICANT | {"name": {"given": "مهتاب", "family": "نمونه‌پور"}}
    done = correct(office.counter, CLERK, taken.receipt, fixed, {"old_number": " z87654321 "})
    written = last(office)
    assert (written.kind, done.version, written.data["version"]) == (Kind.APPLICATION_CORRECTED, 2, 2)
    assert written.data["fields"] == {"old_number": "Z87654321"}
    found = row(office, taken.receipt)
    assert (found.state, found.given, found.version) == ("corrected", "مهتاب", 2)
    with office.counter.store.read() as conn:
        whole = applications.full(conn, taken.application)
    assert whole is not None
    assert whole.fields == {"old_number": "Z87654321"}
    assert whole.fee["total_rials"] == PASSPORT_RIALS
    assert [each.receipt for each in listed(office, "مهتاب")] == [taken.receipt]
    assert listed(office, "علی‌رضا") == []
    assert [each.receipt for each in listed(office, "9900000013")] == [taken.receipt]
    assert verify(office.counter.store).ok


def test_a_decision_counts_for_the_version_it_is_about(office: Office, taken: Accepted) -> None:
    decide(office, taken, "needs-correction")
    correct(office.counter, CLERK, taken.receipt, APPLICANT, {"old_number": "Z87654321"})
    decide(office, taken, "needs-correction")
    assert row(office, taken.receipt).state == "corrected"
    decide(office, taken, "needs-correction", version=2)
    assert row(office, taken.receipt).state == "needs-correction"
    assert correct(office.counter, CLERK, taken.receipt, APPLICANT, {"old_number": "Z1111111"}).version == 3
    decide(office, taken, "issued", version=3)
    assert row(office, taken.receipt).state == "issued"
    assert verify(office.counter.store).ok


@pytest.mark.parametrize("state", ["", "forwarded", "issued", "rejected"])
def test_nothing_is_corrected_that_nobody_asked_about(office: Office, taken: Accepted, state: str) -> None:
    if state:
        decide(office, taken, state)
    with pytest.raises(NotAskedFor):
        correct(office.counter, CLERK, taken.receipt, APPLICANT, {"old_number": "Z87654321"})


def test_a_correction_is_checked_as_an_application_is(office: Office, taken: Accepted) -> None:
    decide(office, taken, "needs-correction")
    before = entries(office)
    with pytest.raises(Refused) as refused:
        correct(office.counter, CLERK, taken.receipt, APPLICANT | {"national_code": "1"}, {"old_number": "؟"})
    assert {p.path for p in refused.value.problems} == {"applicant.national_code", "fields.old_number"}
    with pytest.raises(NotEntitled):
        correct(office.counter, INSPECTOR, taken.receipt, APPLICANT, {})
    with pytest.raises(NoSuchReceipt):
        correct(office.counter, CLERK, "0412-02-05-009999-0", APPLICANT, {})
    assert entries(office) == before
    assert row(office, taken.receipt).state == "needs-correction"


def test_a_correction_that_changes_the_fee_is_refused(office: Office) -> None:
    dear = TariffItem(
        item="dear",
        name=words("dear"),
        payee="office",
        amount_rials=500,
        when=Case(field="old_number", any_of=("Z99999999",)),
    )
    priced = tariff(4, "2026-11-24T08:00:00Z")
    services = priced.services | {"passport.renewal": [*priced.services["passport.renewal"], dear]}
    office.feed.publish(msgspec.structs.replace(priced, services=services))
    answer = accept(office.counter, CLERK, passport_request())
    office.feed.publish(tariff(5, "2026-11-24T08:31:00Z", passport_office=1))
    office.hands.run(86_400)
    decide(office, answer, "needs-correction")
    before = entries(office)
    with pytest.raises(FeeWouldChange, match=f"{PASSPORT_RIALS + 500} rials"):
        correct(office.counter, CLERK, answer.receipt, APPLICANT, {"old_number": "Z99999999"})
    assert entries(office) == before
    correct(office.counter, CLERK, answer.receipt, APPLICANT, {"old_number": "Z87654321"})


def test_the_queue_says_where_each_stands(office: Office, taken: Accepted) -> None:
    other = accept(office.counter, CLERK, passport_request("r-2"))
    decide(office, other, "needs-correction")
    correct(office.counter, CLERK, other.receipt, APPLICANT, {"old_number": "Z87654321"})
    void(office.counter, MANAGER, taken.receipt, "x")
    stands = {each.receipt: (each.stands, each.state) for each in listed(office)}
    assert stands[taken.receipt][0] == "voided"
    assert stands[other.receipt][0] == "corrected"

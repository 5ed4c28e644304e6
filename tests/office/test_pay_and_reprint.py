"""A capture that is paid later, and receipts printed again: each is an entry, and none happens twice."""

from __future__ import annotations

import pytest
from support.office_kit import CLERK, PASSPORT_RIALS, Office, card, cash, passport_request, tariff

from app.domain import entry, receipt
from app.domain.entry import Kind
from app.local_db import journal
from app.local_db.queries import applications
from app.office.accept import NotEntitled, Refused, accept
from app.office.pay import NoSuchReceipt, NothingToPay, take_payment
from app.office.reprint import reprint
from app.office.sign_in import Session

INSPECTOR = Session("1009", "", frozenset({"inspector"}), offline=True)


def captured(office: Office) -> str:
    return accept(office.counter, CLERK, passport_request(payments=[])).receipt


def last(office: Office) -> entry.Entry:
    with office.counter.store.read() as conn:
        line = journal.find_line(conn, journal.head(conn).seq)
    assert line is not None
    return entry.decode(line)


def test_a_capture_is_paid_later_at_the_price_of_its_day(office: Office) -> None:
    number = captured(office)
    office.feed.publish(tariff(4, "2026-11-24T08:31:00Z", passport_office=9_000_000))
    office.hands.run(86_400)
    paid = take_payment(office.counter, CLERK, number, [card(PASSPORT_RIALS)])
    assert (paid.receipt, paid.total_rials) == (number, PASSPORT_RIALS)
    found = last(office)
    assert (found.kind, found.data["day"], found.data["total_rials"]) == (
        Kind.PAYMENT_TAKEN,
        "1405-09-04",
        PASSPORT_RIALS,
    )
    with office.counter.store.read() as conn:
        row = applications.find_by_receipt(conn, number)
    assert row is not None
    assert (row.state, row.paid_rials) == ("accepted", PASSPORT_RIALS)


def test_it_can_be_paid_while_the_centre_already_has_it(office: Office) -> None:
    """Pain 3: what the centre says of an application never undoes a payment taken here."""
    answer = accept(office.counter, CLERK, passport_request(payments=[]))
    tracking = {"application": answer.application, "receipt": answer.receipt, "tracking": "55-1"}
    office.feed.give("receipt.recorded", tracking)
    take_payment(office.counter, CLERK, answer.receipt, [cash(PASSPORT_RIALS)])
    office.feed.give("receipt.recorded", tracking)
    with office.counter.store.read() as conn:
        row = applications.find_by_receipt(conn, answer.receipt)
    assert row is not None
    assert row.paid_rials == PASSPORT_RIALS


def test_nothing_is_paid_twice(office: Office) -> None:
    number = captured(office)
    take_payment(office.counter, CLERK, number, [cash(PASSPORT_RIALS)])
    with pytest.raises(NothingToPay):
        take_payment(office.counter, CLERK, number, [cash(PASSPORT_RIALS)])
    paid_at_once = accept(office.counter, CLERK, passport_request("r-2")).receipt
    with pytest.raises(NothingToPay):
        take_payment(office.counter, CLERK, paid_at_once, [cash(PASSPORT_RIALS)])


def test_a_slip_that_paid_one_receipt_pays_no_other(office: Office) -> None:
    first = accept(office.counter, CLERK, passport_request("r-0", payments=[card(PASSPORT_RIALS)]))
    number = captured(office)
    with pytest.raises(Refused) as error:
        take_payment(office.counter, CLERK, number, [card(PASSPORT_RIALS)])
    assert first.receipt in str(error.value)


@pytest.mark.parametrize("payments", [[], [cash(1)], [card(PASSPORT_RIALS, rrn="")]])
def test_a_payment_must_come_to_the_fee(office: Office, payments: list[object]) -> None:
    number = captured(office)
    before = last(office).seq
    with pytest.raises(Refused):
        take_payment(office.counter, CLERK, number, payments)  # type: ignore[arg-type]
    assert last(office).seq == before


@pytest.mark.parametrize("number", ["", "nonsense", "0412-02-05-000001-0", receipt.make("0412", 2, 1405, 9)])
def test_a_number_that_is_none_or_unknown_is_told_apart_from_others(office: Office, number: str) -> None:
    with pytest.raises(NoSuchReceipt):
        take_payment(office.counter, CLERK, number, [cash(PASSPORT_RIALS)])


def test_who_may_not_take_money_does_not(office: Office) -> None:
    number = captured(office)
    with pytest.raises(NotEntitled):
        take_payment(office.counter, INSPECTOR, number, [cash(PASSPORT_RIALS)])
    with pytest.raises(NotEntitled):
        reprint(office.counter, INSPECTOR, number)


def test_each_copy_has_its_number_and_its_entry(office: Office) -> None:
    first, second = captured(office), accept(office.counter, CLERK, passport_request("r-2")).receipt
    assert [
        reprint(office.counter, CLERK, n).number for n in (first, second, first, first.replace("-", ""))
    ] == [
        1,
        1,
        2,
        3,
    ]
    assert last(office).data == {"receipt": first, "copy": 3}

"""Accepting an application: what is saved, what is refused, and that a repeat never makes a second one.

Every test runs the real use case on a real encrypted store and reads the journal back.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from support.office_kit import (
    CATALOGUE,
    CLERK,
    DAY,
    PASSPORT,
    PASSPORT_RIALS,
    Office,
    card,
    cash,
    passport_request,
    set_link,
    tariff,
)

from app.domain import entry, receipt
from app.domain.application import AcceptRequest
from app.domain.entry import APPLICATION_BYTES_MAX, Kind
from app.local_db import journal
from app.local_db.queries import applications
from app.office.accept import (
    Accepted,
    NotEntitled,
    Refused,
    SameIdOtherContent,
    ServiceNeedsCentre,
    accept,
    request_digest,
)
from app.office.counter import StoppedAccepting
from app.office.packaged import packaged_catalogue, packaged_tariffs
from app.office.prices import NoTariffYet
from app.office.sample import samples
from app.office.sign_in import Session


def entries(office: Office, kind: str = Kind.APPLICATION_ACCEPTED) -> list[entry.Entry]:
    with office.counter.store.read() as conn:
        lines = journal.lines_after(conn, 0, 10_000, 64 * 1024 * 1024)
    return [e for e in map(entry.decode, lines) if e.kind == kind]


def codes(error: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str]]:
    return [(p.path, p.code) for p in error.value.problems]


def test_an_accepted_application_is_one_entry_with_all_that_happened(office: Office) -> None:
    answer = accept(office.counter, CLERK, passport_request())
    (found,) = entries(office)
    assert answer == Accepted(
        id="r-1",
        application=found.data["application"],
        receipt="0412-02-05-000001-" + answer.receipt[-1],
        seq=found.seq,
        hash=answer.hash,
        amount_rials=PASSPORT_RIALS,
        state="accepted",
    )
    receipt.parse(answer.receipt)
    assert (found.staff, found.office, found.device) == ("1001", "0412", "device-1")
    data = found.data
    assert (data["receipt"], data["day"], data["catalogue"]) == (answer.receipt, DAY, CATALOGUE.version)
    assert data["fee"]["tariff_version"] == 3
    assert [line["amount_rials"] for line in data["fee"]["lines"]] == [2_251_430, 4_000_000, 200_000]
    assert data["fee"]["lines"][0]["name"] == {"fa": "office", "en": "office"}
    assert data["applicant"]["name"] == {"given": "علی‌رضا", "family": "نمونه‌پور"}
    assert data["payments"][0] | {"payment": ""} == {
        "payment": "",
        "method": "cash",
        "amount_rials": PASSPORT_RIALS,
        "rrn": "",
        "terminal": "",
    }
    assert data["offline"] is False
    with office.counter.store.read() as conn:
        assert journal.hash_at(conn, answer.seq) == bytes.fromhex(answer.hash)
        row = applications.find_by_receipt(conn, answer.receipt)
    assert row is not None
    assert (row.state, row.paid_rials) == ("accepted", PASSPORT_RIALS)


def test_receipt_numbers_have_no_gap_also_after_refusals_and_restarts(office: Office) -> None:
    numbers = []
    for position in range(6):
        with pytest.raises(Refused):
            accept(office.counter, CLERK, passport_request("bad", payments=[cash(1)]))
        numbers.append(accept(office.counter, CLERK, passport_request(f"r-{position}")).receipt)
        office.reopen()
    assert [receipt.parse(n).running for n in numbers] == [1, 2, 3, 4, 5, 6]


def test_the_same_id_with_the_same_content_answers_with_the_receipt_it_has(office: Office) -> None:
    """Pain 8: a retry after a lost answer must not make a second application."""
    first = accept(office.counter, CLERK, passport_request())
    again = accept(office.counter, CLERK, passport_request())
    assert again == replace(first, repeated=True)
    office.reopen()
    assert accept(office.counter, CLERK, passport_request()).receipt == first.receipt
    assert len(entries(office)) == 1


def test_the_order_of_members_makes_no_other_content(office: Office) -> None:
    request = passport_request()
    first = accept(office.counter, CLERK, request)
    turned = msgspec.structs.replace(request, applicant=dict(reversed(request.applicant.items())))
    assert accept(office.counter, CLERK, turned).receipt == first.receipt


def test_the_same_id_with_other_content_is_refused_and_changes_nothing(office: Office) -> None:
    first = accept(office.counter, CLERK, passport_request())
    with pytest.raises(SameIdOtherContent) as error:
        accept(office.counter, CLERK, passport_request(fields={"old_number": "Z87654321"}))
    assert first.receipt in str(error.value)
    assert len(entries(office)) == 1


def test_a_repeat_is_answered_even_when_the_rules_have_changed_since(office: Office) -> None:
    first = accept(office.counter, CLERK, passport_request())
    office.feed.publish(tariff(4, "2026-11-01T00:00:00Z", passport_office=5_000_000))
    again = accept(office.counter, CLERK, passport_request())
    assert (again.receipt, again.amount_rials) == (first.receipt, PASSPORT_RIALS)
    closed = msgspec.structs.replace(PASSPORT, enabled=False)
    office.feed.publish(msgspec.structs.replace(CATALOGUE, version=8, services=(closed,)))
    assert accept(office.counter, CLERK, passport_request()).receipt == first.receipt


def test_many_at_once_with_one_id_make_one_application(office: Office) -> None:
    answers: list[Accepted] = []

    def work() -> None:
        answers.extend(accept(office.counter, CLERK, passport_request()) for _ in range(5))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 20
    assert len({a.receipt for a in answers}) == 1
    assert [a.repeated for a in answers].count(False) == 1


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"service": "no.such"}, [("service", "unknown-service")]),
        ({"service": "weapon.licence"}, [("service", "service-disabled")]),
        ({"fields": {}}, [("fields.old_number", "required")]),
        ({"fields": {"old_number": "Z12345678", "extra": "x"}}, [("fields.extra", "unknown-field")]),
        ({"payments": [cash(1)]}, [("payments", "payments-sum")]),
        ({"payments": [cash(-PASSPORT_RIALS)]}, [("payments.0.amount_rials", "payment-amount")]),
        ({"payments": [card(PASSPORT_RIALS, rrn="12")]}, [("payments.0.rrn", "payment-reference")]),
        (
            {"payments": [msgspec.structs.replace(cash(PASSPORT_RIALS), method="barter")]},
            [("payments.0.method", "payment-method")],
        ),
    ],
)
def test_what_is_wrong_is_named_at_its_place_and_nothing_is_saved(
    office: Office, changes: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    with pytest.raises(Refused) as error:
        accept(office.counter, CLERK, passport_request(**changes))
    assert codes(error) == expected
    assert entries(office) == []


def test_every_mistake_is_named_at_once(office: Office) -> None:
    bad = passport_request(applicant={"national_code": "1234567890"}, fields={}, payments=[cash(5)])
    with pytest.raises(Refused) as error:
        accept(office.counter, CLERK, bad)
    found = dict(codes(error))
    assert found["applicant.national_code"] == "national-code-check"
    assert found["applicant.mobile"] == found["fields.old_number"] == "required"
    assert found["payments"] == "payments-sum"


def test_no_payment_means_captured_unpaid_with_a_number_of_its_own(office: Office) -> None:
    answer = accept(office.counter, CLERK, passport_request(payments=[]))
    assert (answer.state, answer.amount_rials) == ("captured-unpaid", PASSPORT_RIALS)
    assert receipt.parse(answer.receipt).running == 1


def test_a_card_slip_pays_once(office: Office) -> None:
    first = accept(office.counter, CLERK, passport_request(payments=[card(PASSPORT_RIALS)]))
    with pytest.raises(Refused) as error:
        accept(office.counter, CLERK, passport_request("r-2", payments=[card(PASSPORT_RIALS)]))
    assert codes(error) == [("payments.0.rrn", "payment-twice")]
    assert first.receipt in str(error.value)
    office.hands.run(86_400)  # the terminal may give the same reference on another day
    accept(office.counter, CLERK, passport_request("r-2", payments=[card(PASSPORT_RIALS)]))


def test_persian_digits_on_the_slip_are_the_same_slip(office: Office) -> None:
    accept(office.counter, CLERK, passport_request(payments=[card(PASSPORT_RIALS)]))
    typed = card(PASSPORT_RIALS, rrn="۱۲۳۴۵۶۷۸۹۰۱۲")
    with pytest.raises(Refused):
        accept(office.counter, CLERK, passport_request("r-2", payments=[typed]))


def test_the_fee_is_that_of_the_tariff_in_force_at_the_moment(office: Office) -> None:
    office.feed.publish(tariff(4, "2026-11-24T09:00:00Z", passport_office=5_000_000))
    assert accept(office.counter, CLERK, passport_request()).amount_rials == PASSPORT_RIALS
    office.hands.run(timedelta(minutes=31).total_seconds())
    answer = accept(office.counter, CLERK, passport_request("r-2", payments=[cash(9_200_000)]))
    assert answer.amount_rials == 9_200_000
    assert [e.data["fee"]["tariff_version"] for e in entries(office)] == [3, 4]


def test_the_day_is_that_of_tehran(office: Office) -> None:
    office.hands.run(timedelta(hours=12, minutes=1).total_seconds())  # 00:01 of the next day there
    accept(office.counter, CLERK, passport_request())
    assert entries(office)[0].data["day"] == "1405-09-04"


def test_while_the_centre_is_down_accept_and_defer_go_on_and_online_does_not(office: Office) -> None:
    set_link(office.counter, "centre-down")
    accept(office.counter, CLERK, passport_request())
    identity = passport_request("r-3", service="identity.proof", fields={}, payments=[cash(320_000)])
    with pytest.raises(ServiceNeedsCentre) as error:
        accept(office.counter, CLERK, identity)
    assert "the centre" in str(error.value)
    assert [e.data["offline"] for e in entries(office)] == [True]
    set_link(office.counter, "up")
    accept(office.counter, CLERK, identity)


def test_a_service_that_needs_its_upstream_waits_for_that_one_only(office: Office) -> None:
    office.feed.upstream("registry", "down")
    identity = passport_request("r-3", service="identity.proof", fields={}, payments=[cash(320_000)])
    with pytest.raises(ServiceNeedsCentre) as error:
        accept(office.counter, CLERK, identity)
    assert "registry" in str(error.value)
    accept(office.counter, CLERK, passport_request())
    assert entries(office)[0].data["offline"] is False
    accept(office.counter, CLERK, identity, upstream_down=lambda name: False)


@pytest.mark.parametrize("roles", [frozenset({"inspector"}), frozenset()])
def test_who_may_not_accept_does_not(office: Office, roles: frozenset[str]) -> None:
    with pytest.raises(NotEntitled):
        accept(office.counter, Session("1009", "", roles, offline=True), passport_request())


def test_who_left_the_office_may_not_accept_any_more(office: Office) -> None:
    accept(office.counter, CLERK, passport_request())
    office.feed.staff("1001", active=False)
    with pytest.raises(NotEntitled):
        accept(office.counter, CLERK, passport_request("r-2"))


def test_until_the_centre_publishes_an_office_works_by_what_daftar_came_with(tmp_path: Any) -> None:
    empty = Office(tmp_path / "empty", filled=False)
    shipped, tariff_1 = packaged_catalogue(), packaged_tariffs()[-1]
    (request,) = samples(shipped, tariff_1, today="1405-09-03", count=1, seed="first")
    accepted = accept(empty.counter, CLERK, request)
    assert accepted.amount_rials == sum(payment.amount_rials for payment in request.payments)
    assert entries(empty)[0].data["fee"]["tariff_version"] == tariff_1.version
    empty.feed.publish(CATALOGUE)
    empty.feed.publish(tariff(9, "2030-01-01T00:00:00Z"))
    with pytest.raises(NoTariffYet):
        accept(empty.counter, CLERK, passport_request())
    empty.counter.close()


def test_what_would_not_fit_an_entry_is_refused_before_it_is_saved(office: Office) -> None:
    big = passport_request("x" * (APPLICATION_BYTES_MAX + 10))
    with pytest.raises(Refused) as error:
        accept(office.counter, CLERK, big)
    assert codes(error) == [("", "too-large")]
    assert accept(office.counter, CLERK, passport_request()).receipt[11:17] == "000001"


def test_a_counter_that_a_check_stopped_accepts_nothing(office: Office) -> None:
    office.counter.stopped = "its journal does not hold together at entry 3"
    with pytest.raises(StoppedAccepting) as error:
        accept(office.counter, CLERK, passport_request())
    assert "entry 3" in str(error.value)


def test_a_clock_that_jumped_is_journalled_once_before_the_application(office: Office) -> None:
    office.hands.wall_s += 7200
    accept(office.counter, CLERK, passport_request())
    accept(office.counter, CLERK, passport_request("r-2"))
    (moved,) = entries(office, Kind.CLOCK_MOVED)
    assert moved.data == {"offset_ms_before": 0, "offset_ms_after": -7_200_000, "cause": "wall-clock"}
    assert [e.seq for e in entries(office)] == [moved.seq + 1, moved.seq + 2]
    assert entries(office)[0].at == "2026-11-24T08:30:00.000Z"


def test_a_family_that_a_person_may_not_take_is_refused_with_the_reason(office: Office) -> None:
    set_link(office.counter, "centre-down")
    taken = accept(office.counter, CLERK, passport_request("before"))
    for entitlements in ({}, {"violation": "1499-12-29"}, {"passport": "1405-09-02"}):
        office.feed.staff("1001", entitlements=entitlements)
        with pytest.raises(Refused) as error:
            accept(office.counter, CLERK, passport_request("after"))
        assert codes(error) == [("service", "staff-not-entitled")]
        assert "family" in str(error.value)
    assert accept(office.counter, CLERK, passport_request("before")) == replace(taken, repeated=True)
    office.feed.staff("1001", entitlements={"passport": DAY})
    accept(office.counter, CLERK, passport_request("after"))
    office.feed.staff("1001")
    accept(office.counter, CLERK, passport_request("again"))
    assert len(entries(office)) == 3


def test_the_digest_of_a_request_gives_no_card_number_away() -> None:
    """Beside its first six and last four digits, the hash of a whole number would give away the rest."""

    def digest(number: str) -> str:
        return request_digest(AcceptRequest(id="1", service="s", applicant={}, fields={"card": number}))

    whole, other = "9999990000000006", "9999990000000014"
    assert digest(whole) == digest("9999 9900 0000 0006") == digest("999999******0006")
    assert digest(whole) != digest(other)
    assert digest("12 street of nobody") != digest("12street of nobody")

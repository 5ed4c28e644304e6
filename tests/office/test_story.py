"""The story of an application at its counter: every entry and item about it, who made it, when, in words.

Its state is the read table's, also when entries come back after the centre's answers to them, and nothing
of another application is in it.
"""

from __future__ import annotations

from typing import Any

import pytest
from support.office_kit import CLERK, DAY, PASSPORT_RIALS, Office, card, passport_request

from app.domain.application import State
from app.domain.entry import Kind
from app.domain.feed import FeedKind
from app.local_db import journal, sync_state
from app.local_db.projections.rebuild import rebuild
from app.local_db.queries import applications
from app.office.accept import Accepted, accept
from app.office.pay import NoSuchReceipt, take_payment
from app.office.reprint import reprint
from app.office.story import Side, Story, story

NOTE = {"fa": "صادر شد", "en": "done"}


def taken(office: Office, name: str = "r-1", **changes: Any) -> Accepted:
    return accept(office.counter, CLERK, passport_request(name, **changes))


def tell(office: Office, kind: str, of: Accepted, **data: Any) -> None:
    office.feed.give(kind, {"application": of.application, "receipt": of.receipt, **data})


def recorded(office: Office, of: Accepted) -> None:
    tell(office, FeedKind.RECEIPT_RECORDED, of, tracking="7K2M-9QXH-4B3D")


def decided(office: Office, of: Accepted, decision: str, **data: Any) -> None:
    said = {"decision": decision, "upstream": "passport", "reference": "PA-1", "note": NOTE, **data}
    tell(office, FeedKind.APPLICATION_DECIDED, of, **said)


def write(office: Office, kind: str, of: Accepted, **data: Any) -> None:
    data = {"application": of.application, "receipt": of.receipt, "day": DAY, **data}
    with office.counter.write() as conn:
        journal.append(conn, kind=kind, staff="1002", data=data, at=office.counter.now())


def of(office: Office, one: Accepted) -> Story:
    return story(office.counter, one.receipt)


def kinds(found: Story) -> list[tuple[str, str]]:
    return [(line.kind, line.state.value) for line in found.lines]


def acknowledge(office: Office, seq: int) -> None:
    with office.counter.store.write() as conn:
        chained = journal.hash_at(conn, seq)
        assert chained is not None
        sync_state.acknowledge(conn, journal.Head(seq, chained))


def test_everything_that_happened_is_told_in_order_with_who_and_when(office: Office) -> None:
    office.feed.staff("1002", role="manager")
    one, other = taken(office, payments=[]), taken(office, "r-2")
    recorded(office, other)
    take_payment(office.counter, CLERK, one.receipt, [card(PASSPORT_RIALS)])
    reprint(office.counter, CLERK, one.receipt)
    recorded(office, one)
    decided(office, one, "forwarded")
    decided(office, other, "rejected")
    office.hands.run(3600)
    decided(office, one, "issued", post={"barcode": "RX123456789IR"})
    decided(office, one, "delivered")
    found = of(office, one)
    assert kinds(found) == [
        (Kind.APPLICATION_ACCEPTED, "captured-unpaid"),
        (Kind.PAYMENT_TAKEN, "accepted"),
        (Kind.RECEIPT_REPRINTED, "accepted"),
        (FeedKind.RECEIPT_RECORDED, "recorded"),
        (FeedKind.APPLICATION_DECIDED, "forwarded"),
        (FeedKind.APPLICATION_DECIDED, "posted"),
        (FeedKind.APPLICATION_DECIDED, "delivered"),
    ]
    assert all(line.fits for line in found.lines)
    first, last = found.lines[0], found.lines[-1]
    assert (first.who.side, first.who.code, first.who.name, first.who.roles) == (
        *(Side.STAFF, "1001", "نمونه"),
        ("clerk",),
    )
    assert (first.day, first.time, first.counter, first.device) == (DAY, "12:00", 2, "device-1")
    assert (last.who.side, last.who.code, last.counter) == (Side.SYSTEM, "passport", 0)
    assert (last.day, last.time) == (DAY, "13:00")
    assert found.lines[3].who.side is Side.CENTRE
    assert "7K2M-9QXH-4B3D" in found.lines[3].says.fa
    assert "RX123456789IR" in found.lines[5].says.en
    assert (found.barcode, found.reference, found.note.fa) == ("RX123456789IR", "PA-1", "صادر شد")
    assert "6,451,430" in found.lines[1].says.en


def test_a_head_that_covers_it_says_that_it_was_sent_though_nobody_noted_when(office: Office) -> None:
    one = taken(office)
    assert of(office, one).state is State.ACCEPTED
    acknowledge(office, one.seq)
    found = of(office, one)
    assert found.state is State.SENT
    assert (found.lines[1].state, found.lines[1].at, found.lines[1].day) == (State.SENT, "", "")
    recorded(office, one)
    assert of(office, one).state is State.RECORDED


def test_a_void_a_correction_and_a_refund_are_told_with_their_reasons(office: Office) -> None:
    office.feed.staff("1002", role="manager")
    one, other = taken(office), taken(office, "r-2")
    write(office, Kind.APPLICATION_VOIDED, one, reason="دو بار گرفته شد")
    recorded(office, one)
    tell(office, FeedKind.VOID_RECORDED, one)
    refunds: list[dict[str, Any]] = []
    write(office, Kind.PAYMENT_REFUNDED, one, refunds=refunds, total_rials=PASSPORT_RIALS)
    found = of(office, one)
    assert [state for _, state in kinds(found)] == ["accepted", "voided", "voided", "voided", "refunded"]
    assert (found.lines[1].note.fa, found.lines[1].who.roles) == ("دو بار گرفته شد", ("manager",))
    assert found.tell.en.startswith("The application is voided")

    recorded(office, other)
    decided(office, other, "needs-correction")
    request = passport_request()
    values = {"applicant": request.applicant, "fields": request.fields, "catalogue": 7}
    write(office, Kind.APPLICATION_CORRECTED, other, version=2, service=request.service, **values)
    decided(office, other, "issued", version=2)
    assert [state for _, state in kinds(of(office, other))] == [
        *("accepted", "recorded", "needs-correction", "corrected", "issued")
    ]


def test_what_the_centre_found_stands_in_the_story_until_it_withdraws_it(office: Office) -> None:
    one = taken(office)
    recorded(office, one)
    tell(office, FeedKind.IDENTITY_CHECKED, one, answer="match", note={"fa": "", "en": ""})
    tell(office, FeedKind.FINDING_RAISED, one, finding="f-1", type="x", seq=one.seq, note=NOTE)
    office.feed.give(FeedKind.FINDING_WITHDRAWN, {"finding": "f-1", "by": "operator:رضا"})
    found = of(office, one)
    assert [line.kind for line in found.lines[2:]] == [
        *(FeedKind.IDENTITY_CHECKED, FeedKind.FINDING_RAISED, FeedKind.FINDING_WITHDRAWN)
    ]
    assert "ثبت احوال" in found.lines[2].says.fa
    assert (found.lines[3].note.en, found.lines[3].who.side) == ("done", Side.CENTRE)
    assert (found.lines[4].who.side, found.lines[4].who.code) == (Side.OPERATOR, "رضا")
    assert found.state is State.RECORDED


def test_the_story_is_the_same_after_the_read_tables_were_made_anew(office: Office) -> None:
    one = taken(office, payments=[])
    recorded(office, one)
    take_payment(office.counter, CLERK, one.receipt, [card(PASSPORT_RIALS)])
    decided(office, one, "forwarded")
    before = of(office, one)
    rebuild(office.counter.store)
    assert of(office, one) == before
    with office.counter.store.read() as conn:
        row = applications.find(conn, one.application)
    assert row is not None
    assert row.state == before.state == State.FORWARDED


def test_the_citizen_is_told_the_services_words_until_its_system_has_spoken(office: Office) -> None:
    one = taken(office)
    assert of(office, one).tell.en == "by post"
    recorded(office, one)
    decided(office, one, "needs-correction")
    assert "correct" in of(office, one).tell.en


def test_a_number_that_nobody_gave_has_no_story(office: Office) -> None:
    with pytest.raises(NoSuchReceipt):
        story(office.counter, "0412-02-05-000099-1")


def test_a_word_that_contradicts_the_one_before_is_marked_and_the_list_and_the_story_agree(
    office: Office,
) -> None:
    """As after a restore of the centre, which asks the system anew."""
    one = taken(office)
    recorded(office, one)
    decided(office, one, "issued")
    decided(office, one, "rejected")
    found = of(office, one)
    assert [line.fits for line in found.lines] == [True, True, True, False]
    assert found.state is State.REJECTED
    decided(office, one, "weighed")
    assert of(office, one).state is State.ISSUED

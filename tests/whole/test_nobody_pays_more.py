"""Proves that no public way leads to a payment above the fee, or to a fee above the tariff.

At the office: accept lines, the window, later payments, slips, a tariff that changes at midnight, a store
that somebody wrote into. At the centre: every figure of an entry that a hand could have changed is found.
Forged publications are in ``tests/sync/test_publications.py``.
"""

from __future__ import annotations

import copy
import os
import random
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from support.centre import Postgres
from support.cli_desk import Desk
from support.held_journal import CentreBase, HeldJournal, new_id
from support.held_journal import tariff as centre_tariff
from support.office_kit import (
    CENTRE,
    CLERK,
    PASSPORT_RIALS,
    Office,
    card,
    cash,
    passport_request,
    tariff,
)

from app.domain import entry
from app.domain.application import Payment
from app.domain.entry import Kind
from app.domain.signatures import TARIFF_TYP, Signer
from app.local_db import journal
from app.office.accept import Refused, accept
from app.office.pay import NothingToPay, take_payment
from app.office.prices import TariffNotSigned
from central import projector
from central.publications import publish

BEFORE_MIDNIGHT = timedelta(hours=12)
"""From the kit's noon in Tehran to its midnight."""
LISTS_OF_PAYMENTS = 150
STRANGER = Signer(os.urandom(32), CENTRE.kid)
"""Signs under the name of the centre's key."""


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path / "office")
    yield made
    made.counter.close()


def entries(office: Office, kind: str = Kind.APPLICATION_ACCEPTED) -> list[dict[str, Any]]:
    with office.counter.store.read() as conn:
        lines = journal.lines_after(conn, 0, 10_000, 64 * 1024 * 1024)
    return [e.data for e in map(entry.decode, lines) if e.kind == kind]


def paid(data: dict[str, Any]) -> int:
    return sum(payment["amount_rials"] for payment in data["payments"])


def refused(office: Office, *payments: Payment, request: str = "r") -> str:
    with pytest.raises(Refused) as error:
        accept(office.counter, CLERK, passport_request(request, payments=list(payments)))
    return error.value.problems[0].code


# At the office -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "payments",
    [
        [cash(PASSPORT_RIALS + 1)],
        [card(PASSPORT_RIALS * 10)],
        [cash(PASSPORT_RIALS), cash(1)],
        [cash(PASSPORT_RIALS + 5), cash(-5)],
        [cash(PASSPORT_RIALS), cash(0)],
        [card(PASSPORT_RIALS), card(PASSPORT_RIALS)],
        [card(PASSPORT_RIALS - 1), card(1)],
        [cash(1)] * 11,
        [cash(10**15 + PASSPORT_RIALS)],
    ],
    ids=range(9),
)
def test_payments_that_are_not_the_fee_are_refused_whole(office: Office, payments: list[Payment]) -> None:
    refused(office, *payments)
    assert entries(office) == []


def test_of_any_list_of_payments_only_those_that_come_to_the_fee_are_taken(office: Office) -> None:
    rng = random.Random(1405)
    took = 0
    for number in range(LISTS_OF_PAYMENTS):
        first = rng.randrange(-10, PASSPORT_RIALS + 10)
        rest = PASSPORT_RIALS - first + rng.choice([0, 0, 1, -1, rng.randrange(-(10**6), 10**6)])
        amounts = rng.choice([[first], [first, rest], [PASSPORT_RIALS + rng.choice([0, 1, -1])]])
        made = [cash(a) if rng.random() < 0.5 else card(a, f"{rng.randrange(10**12):012d}") for a in amounts]
        request = passport_request(f"r-{number}", payments=made)
        try:
            accept(office.counter, CLERK, request)
        except Refused:
            assert sum(amounts) != PASSPORT_RIALS or min(amounts) <= 0
        else:
            took += 1
            assert sum(amounts) == PASSPORT_RIALS
    kept = entries(office)
    assert 0 < took == len(kept) < LISTS_OF_PAYMENTS
    assert {paid(data) for data in kept} == {data["fee"]["total_rials"] for data in kept} == {PASSPORT_RIALS}


def test_a_line_for_daftar_accept_that_brings_a_fee_of_its_own_is_priced_by_the_tariff(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(tmp_path, capsys, monkeypatch)
    desk.fill()
    dear = {"item": "tip", "name": {"fa": "ا", "en": "t"}, "payee": "office", "amount_rials": 500_000}
    own: dict[str, Any] = {
        "fee": {"tariff_version": 3, "lines": [dear], "total_rials": PASSPORT_RIALS + 500_000},
        "lines": [dear],
        "total_rials": PASSPORT_RIALS + 500_000,
        "amount_rials": PASSPORT_RIALS + 500_000,
        "tariff_version": 99,
    }
    plain = msgspec.to_builtins(passport_request("with-its-own"))
    too_much = msgspec.to_builtins(passport_request("more", payments=[cash(PASSPORT_RIALS + 500_000)]))
    in_fields = msgspec.to_builtins(passport_request("fields"))
    in_fields["fields"]["fee"] = "9000000"
    ran = desk.accept(plain | own, too_much | own, in_fields)
    assert ran.code == 1
    (answer,) = ran.lines
    assert (answer["id"], answer["amount_rials"]) == ("with-its-own", PASSPORT_RIALS)
    assert "(more): payments: Payments come to 6951430 rials; the fee is 6451430 rials." in ran.err
    assert "(fields): fields.fee" in ran.err


def test_daftar_pay_takes_the_fee_once_and_nothing_above_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(tmp_path, capsys, monkeypatch)
    desk.fill()
    waiting = desk.accept(msgspec.to_builtins(passport_request(payments=[]))).json["receipt"]
    who = ("--as", "1001", "--password-file", desk.password_file)
    for money in (
        ("--cash", PASSPORT_RIALS + 1),
        ("--cash", PASSPORT_RIALS, "--card", 1, "--rrn", "123456789012"),
        ("--cash", PASSPORT_RIALS + 1, "--card", -1, "--rrn", "123456789012"),
        (),
    ):
        assert desk.run("pay", waiting, *map(str, money), *who).code == 1
    done = desk.run("pay", waiting, "--cash", str(PASSPORT_RIALS), *who)
    assert done.code == 0, done.err
    again = desk.run("pay", waiting, "--card", str(PASSPORT_RIALS), "--rrn", "123456789012", *who)
    assert again.code == 1
    assert "is not waiting for a payment" in again.err


def test_what_is_captured_unpaid_is_paid_once_by_the_amount_on_its_acknowledgement(office: Office) -> None:
    number = accept(office.counter, CLERK, passport_request(payments=[])).receipt
    office.feed.publish(tariff(4, "2026-11-24T09:00:00Z", passport_office=5_000_000))
    office.hands.run(timedelta(days=1).total_seconds())
    for wrong in ([cash(9_200_000)], [cash(PASSPORT_RIALS), cash(1)], [cash(PASSPORT_RIALS - 1)], []):
        with pytest.raises(Refused):
            take_payment(office.counter, CLERK, number, wrong)
    assert take_payment(office.counter, CLERK, number, [card(PASSPORT_RIALS)]).total_rials == PASSPORT_RIALS
    with pytest.raises(NothingToPay):
        take_payment(office.counter, CLERK, number, [cash(PASSPORT_RIALS)])
    assert [paid(data) for data in entries(office, Kind.PAYMENT_TAKEN)] == [PASSPORT_RIALS]


def test_a_slip_pays_once_whichever_way_it_comes_again(office: Office) -> None:
    waiting = accept(office.counter, CLERK, passport_request("waits", payments=[])).receipt
    accept(office.counter, CLERK, passport_request("first", payments=[card(PASSPORT_RIALS)]))
    persian = card(PASSPORT_RIALS, rrn="۱۲۳۴۵۶۷۸۹۰۱۲")
    assert refused(office, card(PASSPORT_RIALS)) == refused(office, persian) == "payment-twice"
    part = [card(PASSPORT_RIALS - 5), cash(5)]
    assert refused(office, *part) == "payment-twice"
    with pytest.raises(Refused):
        take_payment(office.counter, CLERK, waiting, [card(PASSPORT_RIALS)])
    assert len(entries(office, Kind.PAYMENT_TAKEN)) == 0
    assert [paid(data) for data in entries(office)] == [0, PASSPORT_RIALS]


def test_from_midnight_on_the_old_price_is_not_taken_and_before_it_the_new_one_is_not(office: Office) -> None:
    office.feed.publish(tariff(4, "2026-11-25T00:00:00+03:30", passport_office=1_000_000))
    cheaper = PASSPORT_RIALS - 2_251_430 + 1_000_000
    office.hands.run((BEFORE_MIDNIGHT - timedelta(milliseconds=1)).total_seconds())
    assert refused(office, cash(cheaper)) == "payments-sum"
    accept(office.counter, CLERK, passport_request("before"))
    office.hands.run(0.001)
    assert refused(office, cash(PASSPORT_RIALS)) == "payments-sum"
    accept(office.counter, CLERK, passport_request("after", payments=[cash(cheaper)]))
    assert [(d["day"], d["fee"]["tariff_version"], paid(d)) for d in entries(office)] == [
        ("1405-09-03", 3, PASSPORT_RIALS),
        ("1405-09-04", 4, cheaper),
    ]
    office.hands.run(-3_600)
    assert refused(office, cash(PASSPORT_RIALS + 1)) == "payments-sum"


def rewritten(jws_too: Signer | None) -> Callable[[bytes], tuple[bytes, str | None]]:
    """A dearer tariff in the place of the one held: with the old signed text, or signed by a stranger."""

    def write(payload: bytes) -> tuple[bytes, str | None]:
        dear = payload.replace(b"2251430", b"7251430")
        assert dear != payload
        return dear, jws_too.jws(dear, TARIFF_TYP) if jws_too else None

    return write


@pytest.mark.parametrize(
    "rewrite",
    [
        rewritten(None),
        rewritten(Signer(os.urandom(32), CENTRE.kid)),
        rewritten(Signer(os.urandom(32), "own")),
    ],
    ids=["payload", "signed-by-another", "of-an-unknown-key"],
)
def test_a_tariff_that_somebody_wrote_into_the_store_prices_nothing(
    office: Office, rewrite: Callable[[bytes], tuple[bytes, str | None]]
) -> None:
    with office.counter.store.write() as conn:
        payload, jws = conn.exec_driver_sql(
            "SELECT payload, jws FROM publications WHERE what = 'tariff'"
        ).one()
        dear, signed = rewrite(payload)
        conn.exec_driver_sql(
            "UPDATE publications SET payload = ?, jws = ? WHERE what = 'tariff'", (dear, signed or jws)
        )
    office.reopen()
    for payments in ([cash(PASSPORT_RIALS)], [cash(PASSPORT_RIALS + 5_000_000)], []):
        with pytest.raises(TariffNotSigned, match="Tariff 3"):
            accept(office.counter, CLERK, passport_request(payments=payments))
    assert entries(office) == []


# At the centre -------------------------------------------------------------------------------------------


def more(data: dict[str, Any], rials: int = 100_000) -> None:
    """The first line, the sum and the payment, all higher: nothing contradicts itself."""
    data["fee"]["lines"][0]["amount_rials"] += rials
    data["fee"]["total_rials"] += rials
    data["payments"][0]["amount_rials"] += rials


def one_line_more(data: dict[str, Any]) -> None:
    data["fee"]["lines"].append(data["fee"]["lines"][0] | {"item": "tip", "amount_rials": 7})
    data["fee"]["total_rials"] += 7
    data["payments"][0]["amount_rials"] += 7


def to_another(data: dict[str, Any]) -> None:
    data["fee"]["lines"][1]["payee"] = "office"


def shifted(data: dict[str, Any]) -> None:
    data["fee"]["lines"][0]["amount_rials"] += 1_000
    data["fee"]["lines"][1]["amount_rials"] -= 1_000


def counted(data: dict[str, Any]) -> None:
    data["fee"]["lines"][0] |= {"quantity": 2, "unit_rials": data["fee"]["lines"][0]["amount_rials"] // 2}


def sum_only(data: dict[str, Any]) -> None:
    data["fee"]["total_rials"] += 100_000
    data["payments"][0]["amount_rials"] += 100_000


def paid_more(data: dict[str, Any]) -> None:
    data["payments"][0]["amount_rials"] += 1


def paid_besides(data: dict[str, Any]) -> None:
    data["payments"].append({"payment": new_id(), "method": "cash", "amount_rials": 1})


def of_another_unit(data: dict[str, Any]) -> None:
    data["fee"] |= {"currency": "IRN"}


def by_the_coming_tariff(data: dict[str, Any]) -> None:
    """Version 2 is dearer and not yet in force."""
    more(data)
    data["fee"]["tariff_version"] = 2


def by_no_tariff(data: dict[str, Any]) -> None:
    more(data)
    data["fee"]["tariff_version"] = 77


EDITED: dict[Callable[[dict[str, Any]], None], set[str]] = {
    more: {"amount-differs"},
    one_line_more: {"amount-differs"},
    to_another: {"amount-differs"},
    shifted: {"amount-differs"},
    counted: {"amount-differs"},
    sum_only: {"amount-differs"},
    paid_more: {"payments-differ"},
    paid_besides: {"payments-differ"},
    of_another_unit: {"amount-differs"},
    by_the_coming_tariff: {"amount-differs", "tariff-out-of-date"},
    by_no_tariff: {"amount-differs", "tariff-out-of-date"},
}


def paid_later(pc: HeldJournal) -> dict[str, set[str]]:
    """Later payments above the fee, twice, and with a slip that paid before; findings by application."""
    dear, twice, slip = (pc.accept(unpaid=True) for _ in range(3))
    total = dear["fee"]["total_rials"]
    pc.pay(dear, payments=[{"payment": new_id(), "method": "cash", "amount_rials": total + 1}])
    pc.pay(twice)
    pc.pay(twice)
    by_card = {
        "payment": new_id(),
        "method": "card",
        "amount_rials": total,
        "rrn": "1" * 12,
        "terminal": "9" * 8,
    }
    first = pc.application()
    pc.entry("application.accepted", first | {"payments": [by_card | {"payment": new_id()}]})
    pc.pay(slip, payments=[by_card | {"payment": new_id()}])
    return {
        dear["application"]: {"payments-differ"},
        twice["application"]: {"payments-differ"},
        first["application"]: set(),
        slip["application"]: {"slip-used-twice"},
    }


def test_every_figure_that_a_hand_changed_in_a_journal_is_found_at_the_centre(postgres: Postgres) -> None:
    base = CentreBase(postgres.fresh())

    async def announce(database: Any) -> None:
        async with database.transaction() as conn:
            coming = centre_tariff(2, passport=1_000_000, effective_from="2100-01-01T00:00:00Z")
            await publish(conn, coming)
            await conn.execute("UPDATE publications SET published_at = '2021-01-01T00:00:00Z'")

    base.run(announce)
    pc, expected = base.device(), {}
    for edit, findings in EDITED.items():
        data = copy.deepcopy(pc.application())
        edit(data)
        pc.entry("application.accepted", data)
        expected[data["application"]] = findings
    expected[pc.accept()["application"]] = set()
    expected |= paid_later(pc)
    pc.hold()
    base.run(projector.drain)
    found: dict[str, set[str]] = {application: set() for application in expected}
    for item in base.feed(kind="finding.raised"):
        found[item["application"]].add(item["type"])
    assert found == expected
    postgres.drop(base.url)

"""Proves that another unit of currency is another tariff: before its start nothing changes, after it all is
in the new unit, and what was captured before is paid by the amount and unit on its acknowledgement.
"""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from support.office_kit import CLERK, PASSPORT_RIALS, Office, card, cash, passport_request, tariff

from app.domain.tariff import CurrencyUnit, Tariff, Words, parse_tariff
from app.office.accept import Refused, accept
from app.office.pay import take_payment
from app.office.receipt_view import view_receipt

NEW_RIAL = CurrencyUnit(name=Words(fa="ریال نو", en="new rial"), parts=100, current_rials=10_000)
PARTS = 25_143


def renamed(version: int, start: str) -> Tariff:
    """The passport's office part at 251.43 new rials, the rest as few; invented."""
    made = tariff(version, start, passport_office=PARTS)
    items = {
        code: [
            msgspec.structs.replace(item, amount_rials=(item.amount_rials or 0) % 100_000) for item in all_
        ]
        for code, all_ in made.services.items()
    }
    return msgspec.structs.replace(made, currency="IRN", unit=NEW_RIAL, services=items)


def test_from_its_start_on_fee_payment_and_receipt_are_in_the_new_unit(office: Office) -> None:
    waiting = accept(office.counter, CLERK, passport_request("waits", payments=[])).receipt
    office.feed.publish(renamed(4, "2026-11-25T00:00:00+03:30"))
    before = accept(office.counter, CLERK, passport_request("before")).receipt
    office.hands.run(timedelta(hours=12).total_seconds())
    with pytest.raises(Refused):
        accept(office.counter, CLERK, passport_request("after"))
    after = accept(office.counter, CLERK, passport_request("after", payments=[cash(PARTS)])).receipt
    take_payment(office.counter, CLERK, waiting, [card(PASSPORT_RIALS)])
    seen = [view_receipt(office.counter, number) for number in (waiting, before, after)]
    assert [(v.lines.currency, v.lines.in_unit, v.total_rials, v.tariff_version) for v in seen] == [
        ("IRR", None, PASSPORT_RIALS, 3),
        ("IRR", None, PASSPORT_RIALS, 3),
        ("IRN", NEW_RIAL, PARTS, 4),
    ]
    assert sum(seen[2].lines.by_payee().values()) == PARTS


def test_a_unit_is_read_back_with_its_tariff() -> None:
    made = renamed(4, "2026-11-25T00:00:00+03:30")
    assert parse_tariff(msgspec.json.encode(made)) == made

"""Proves that a fee is paid in parts by keys: the last part fills itself, the sum is the fee to the rial and
is said where it is not, and nothing typed is lost when the fee changes or the card is filled again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from support.office_kit import Office
from support.window_rig import bring_up, press, settle, type_here, wait_until

from app.domain.application import Method, Payment
from app.domain.payments import PAYMENTS_MAX, check_payments
from app.domain.tariff import CurrencyUnit, Words
from app.ui.language import Language, speak
from app.ui.pages.application.payment_card import PaymentCard, Way

FEE = 3_021_050
RRNS = ("123456789012", "123456789013", "123456789014")


@pytest.fixture
def card(persian: QApplication) -> Iterator[PaymentCard]:
    made = PaymentCard()
    made.set_total(FEE)
    bring_up(made, 380, 500)
    made.focus_first()
    yield made
    made.close()
    made.deleteLater()
    settle()


def to_parts(card: PaymentCard) -> None:
    """From the first way to the third by the arrow, and into the first amount."""
    toward = Qt.Key.Key_Left if QApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft else None
    for _ in range(2):
        press(toward or Qt.Key.Key_Right)
    assert card.way() is Way.SPLIT
    press(Qt.Key.Key_Return)


def pay(amount: str) -> None:
    type_here(amount)
    press(Qt.Key.Key_Return)


def slip(rrn: str) -> None:
    type_here(rrn)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)


@pytest.mark.parametrize("language", list(Language))
def test_a_part_in_cash_and_the_rest_by_card_by_keys_alone(qapp: QApplication, language: Language) -> None:
    speak(qapp, language)
    card = PaymentCard()
    card.set_total(FEE)
    bring_up(card)
    card.focus_first()
    done: list[bool] = []
    card.finished.connect(lambda: done.append(True))
    to_parts(card)
    pay("1000000")
    shown = card.parts.parts[1].amount.edit.text()
    assert shown == ("۲٬۰۲۱٬۰۵۰" if language is Language.FA else "2,021,050")
    slip(RRNS[0])
    assert done
    assert card.check_all()
    assert card.payments() == [
        Payment(method=Method.CASH, amount_rials=1_000_000),
        Payment(method=Method.CARD, amount_rials=2_021_050, rrn=RRNS[0]),
    ]
    card.close()
    card.deleteLater()
    speak(qapp, Language.FA)


def test_a_last_part_typed_smaller_makes_one_more_for_the_rest(card: PaymentCard) -> None:
    to_parts(card)
    pay("۱۰۰۰۰۰۰")
    card.parts.parts[1].amount.focus_first()
    pay("2000000")
    slip(RRNS[0])
    assert [one.amount_rials for one in card.payments()] == [1_000_000, 2_000_000, 21_050]
    slip(RRNS[1])
    assert card.check_all()


def test_thousands_are_set_apart_while_typing_and_the_cursor_stays(card: PaymentCard) -> None:
    to_parts(card)
    type_here("1234567")
    edit = card.parts.parts[0].amount.edit
    assert edit.text() == "۱٬۲۳۴٬۵۶۷"
    for _ in range(3):
        press(Qt.Key.Key_Backspace)
    assert edit.text() == "۱٬۲۳۴"
    press(Qt.Key.Key_Home)
    type_here("9")
    assert edit.text() == "۹۱٬۲۳۴"
    assert edit.cursorPosition() == 1


def test_a_sum_that_is_not_the_fee_is_said_in_words_at_the_field(card: PaymentCard) -> None:
    to_parts(card)
    type_here("3021051")
    assert not card.check_all()
    first, last = card.parts.parts
    assert "بیش از هزینه" in last.amount.shown_message()
    assert "۱ ریال" in last.amount.shown_message()
    assert last.amount in card.faulty()
    first.amount.edit.selectAll()
    type_here("3021049")
    assert last.amount.edit.text() == "۱"
    assert not last.amount.has_error()


@pytest.mark.parametrize("typing", ["12.5", "0", "-5", "abc", "1/000"])
def test_what_is_no_whole_amount_is_never_rounded(card: PaymentCard, typing: str) -> None:
    to_parts(card)
    type_here(typing)
    assert not card.check_all()
    assert "عدد صحیحی" in card.parts.parts[0].amount.shown_message()


def test_the_same_slip_twice_is_refused_at_the_second(card: PaymentCard) -> None:
    card.choose(Way.SPLIT)
    first, last = card.parts.parts
    first.method.set_method(Method.CARD)
    first.amount.focus_first()
    pay("1000000")
    for part in (first, last):
        part.slip.rrn.set_value(RRNS[0])
    assert not card.check_all()
    assert card.faulty() == [last.slip.rrn]


def test_a_part_is_taken_away_by_key_and_the_last_takes_what_is_left(card: PaymentCard) -> None:
    to_parts(card)
    pay("1000000")
    card.parts.parts[1].amount.focus_first()
    pay("500000")
    assert len(card.parts.parts) == 3
    card.parts.parts[1].amount.focus_first()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: len(card.parts.parts) == 2)
    assert [one.amount_rials for one in card.payments()] == [1_000_000, 2_021_050]
    assert card.parts.parts[1].amount.edit.hasFocus()


def test_a_fee_that_changes_is_said_and_what_was_typed_stays(card: PaymentCard) -> None:
    to_parts(card)
    pay("1000000")
    type_here(RRNS[0])
    card.set_total(FEE + 50_000)
    assert "هزینه ۳٬۰۲۱٬۰۵۰ ریال بود" in card.parts.sum.text()
    first, last = card.payments()
    assert first.amount_rials == 1_000_000
    assert (last.amount_rials, last.rrn) == (2_071_050, RRNS[0])
    card.set_total(900_000)
    assert card.payments()[0].amount_rials == 1_000_000
    assert not card.check_all()


def test_what_was_typed_comes_back_from_json_in_any_language(card: PaymentCard, qapp: QApplication) -> None:
    to_parts(card)
    pay("1000000")
    type_here(RRNS[0])
    kept = json.loads(json.dumps(card.typed()))
    speak(qapp, Language.EN)
    other = PaymentCard()
    other.set_total(FEE)
    other.fill(kept)
    assert other.way() is Way.SPLIT
    assert other.payments() == card.payments()
    assert other.typed() == kept
    assert other.parts.parts[0].amount.edit.text() == "1,000,000"
    for nothing in ({}, None, [], {"parts": "x", "slip": 3, "way": 7}):
        other.fill(nothing)
        assert other.way() is Way.SPLIT
    other.deleteLater()
    speak(qapp, Language.FA)


def test_a_unit_with_parts_is_typed_as_it_is_shown(card: PaymentCard) -> None:
    unit = CurrencyUnit(name=Words(fa="ریال نو", en="new rial"), parts=100, current_rials=10_000)
    card.set_total(25_143, unit)
    to_parts(card)
    pay("100٫5")
    assert [one.amount_rials for one in card.payments()] == [10_050, 15_093]
    assert card.parts.parts[1].amount.edit.text() == "۱۵۰٫۹۳"
    card.parts.parts[0].amount.focus_first()
    type_here("1.234")
    assert not card.check_all()
    assert "ممیز" in card.parts.parts[0].amount.shown_message()


def test_no_more_parts_than_an_application_holds(card: PaymentCard) -> None:
    card.fill({"way": "split", "parts": [{"method": "cash", "amount": 1000}] * (PAYMENTS_MAX - 1)})
    for _ in range(3):
        card.parts.parts[-1].amount.focus_first()
        pay("1000")
    assert len(card.parts.parts) == PAYMENTS_MAX
    assert not card.check_all()


def test_only_a_card_that_may_pay_can_be_paid_in_parts(card: PaymentCard) -> None:
    card.choose(Way.SPLIT)
    card.set_total(FEE, None, [Method.CASH])
    assert card.buttons[Way.SPLIT].isHidden()
    assert card.way() is Way.CASH
    card.set_total(FEE, None, [Method.CARD])
    card.choose(Way.SPLIT)
    assert {one.method for one in card.payments()} == {Method.CARD}


def test_tab_walks_through_the_parts_in_their_order(card: PaymentCard) -> None:
    to_parts(card)
    pay("1000000")
    first, last = card.parts.parts
    first.amount.focus_first()
    order = [
        *(first.amount.edit, first.method.buttons[Method.CASH], first.remove_button),
        *(last.amount.edit, last.method.buttons[Method.CARD], last.slip.rrn.edit, last.slip.terminal.edit),
    ]
    for widget in order:
        assert widget.hasFocus()
        press(Qt.Key.Key_Tab)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(1, FEE // 6), min_size=1, max_size=5))
def test_whatever_parts_are_typed_the_last_one_brings_them_to_the_fee(
    card: PaymentCard, amounts: list[int]
) -> None:
    card.clear()
    card.choose(Way.SPLIT)
    for at, amount in enumerate(amounts):
        card.parts.parts[at].amount.focus_first()
        pay(str(amount))
    for at, part in enumerate(card.parts.parts):
        part.slip.rrn.set_value(f"{at + 1:012d}")
    paid = card.payments()
    assert [one.amount_rials for one in paid[:-1]] == amounts
    assert check_payments(paid, FEE) == ()
    assert card.check_all()


def test_a_split_is_saved_with_the_application(office: Office) -> None:
    """The journal's entry holds both parts; the day counts each by its method."""
    from support.office_kit import CLERK, PASSPORT_RIALS, cash, passport_request
    from support.office_kit import card as by_card

    from app.office.accept import accept
    from app.office.receipt_view import view_receipt

    parts = [cash(1_000_000), by_card(PASSPORT_RIALS - 1_000_000)]
    receipt = accept(office.counter, CLERK, passport_request(payments=parts)).receipt
    taken = view_receipt(office.counter, receipt).payments
    assert [(one.method, one.amount_rials) for one in taken] == [
        ("cash", 1_000_000),
        ("card", PASSPORT_RIALS - 1_000_000),
    ]

"""Proves that the clerk takes money by the card terminal with one key while the window lives: the slip fills
itself and cannot be typed over, Esc cancels, and money that is in no application is offered, used once, or
said to have been given back. The terminal is the simulated one, over loopback.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from support.office_kit import CLERK, PASSPORT_RIALS, Office, cash, passport_request
from support.window_rig import bring_up, press, settle, type_here, wait_until

from app.domain.application import State
from app.local_db import charges
from app.local_db.queries import applications
from app.office import charge as charging
from app.office.accept import accept
from app.office.charge import open_charges, take_by_terminal
from app.office.terminals import NoAnswer, Step, TerminalSetting
from app.office.terminals.setting import write_setting
from app.office.terminals.simulated import SimulatedTerminal
from app.office.terminals.simulator import Simulator
from app.ui.language import Language, speak
from app.ui.pages.application import ApplicationPage
from app.ui.pages.application.payment_card import PaymentCard, Way
from app.ui.pages.payment import PaymentPage
from app.ui.workplace import Workplace


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charging, "INQUIRY_PAUSE_S", 0)


@pytest.fixture
def simulator(office: Office) -> Iterator[Simulator]:
    made = Simulator().start()
    setting = TerminalSetting(adapter="simulated", host="127.0.0.1", port=made.port)
    write_setting(office.counter.store.place, setting)
    yield made
    made.stop()


@pytest.fixture
def receipt(office: Office) -> str:
    """An application that waits for its payment."""
    return accept(office.counter, CLERK, passport_request(payments=[])).receipt


def opened(workplace: Workplace, receipt: str) -> PaymentPage:
    page = PaymentPage(workplace)
    bring_up(page, 1084, 640)
    page.show_argument(receipt)
    wait_until(page.take_button.isEnabled)
    return page


def closed(page: PaymentPage) -> None:
    page.close()
    page.deleteLater()
    settle()


@pytest.fixture
def page(workplace: Workplace, simulator: Simulator, receipt: str) -> Iterator[PaymentPage]:
    made = opened(workplace, receipt)
    yield made
    closed(made)


def answered(card: PaymentCard) -> None:
    wait_until(lambda: not card.bar.is_asking())
    settle()


def state_of(office: Office, receipt: str) -> str:
    with office.counter.store.read() as conn:
        row = applications.find_by_receipt(conn, receipt)
    assert row is not None
    return row.state


@pytest.mark.parametrize("language", list(Language))
def test_the_whole_fee_is_taken_by_keys_alone(
    workplace: Workplace,
    simulator: Simulator,
    office: Office,
    receipt: str,
    qapp: QApplication,
    language: Language,
) -> None:
    speak(qapp, language)
    page = opened(workplace, receipt)
    card = page.payment
    shown = "۶٬۴۵۱٬۴۳۰" if language is Language.FA else "6,451,430"
    assert shown in card.bar.take_button.words()
    press(Qt.Key.Key_Return)
    assert card.bar.take_button.hasFocus()
    press(Qt.Key.Key_Return)
    answered(card)
    (taken,) = simulator.memory.taken()
    assert taken.amount_rials == PASSPORT_RIALS
    assert card.payments()[0].rrn == taken.rrn
    assert page.take_button.hasFocus()
    press(Qt.Key.Key_F12)
    wait_until(lambda: page.stack.currentWidget() is page.receipt)
    assert state_of(office, receipt) == State.ACCEPTED
    assert open_charges(office.counter) == charging.OpenCharges()
    closed(page)
    speak(qapp, Language.FA)


def test_what_the_terminal_told_is_not_typed_over(page: PaymentPage, simulator: Simulator) -> None:
    press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    answered(page.payment)
    before = page.payment.payments()
    page.payment.rrn.focus_first()
    type_here("123456789012")
    assert page.payment.payments() == before
    assert "از کارت‌خوان" in page.payment.rrn.shown_message()
    assert "۱۲۳۴" in page.payment.rrn.shown_message()


def test_a_part_in_cash_and_the_rest_by_the_terminal(
    page: PaymentPage, simulator: Simulator, office: Office, receipt: str
) -> None:
    for _ in range(2):
        press(Qt.Key.Key_Left)
    press(Qt.Key.Key_Return)
    type_here("1000000")
    press(Qt.Key.Key_Return)
    assert page.payment.bar.take_button.hasFocus()
    assert "۵٬۴۵۱٬۴۳۰" in page.payment.bar.take_button.words()
    press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    answered(page.payment)
    assert [one.amount_rials for one in simulator.memory.taken()] == [PASSPORT_RIALS - 1_000_000]
    assert page.payment.parts.parts[1].amount.edit.isReadOnly()
    press(Qt.Key.Key_F12)
    wait_until(lambda: page.stack.currentWidget() is page.receipt)
    assert state_of(office, receipt) == State.ACCEPTED


def test_the_window_lives_while_the_terminal_waits_and_esc_cancels(
    page: PaymentPage, simulator: Simulator, receipt: str, office: Office
) -> None:
    simulator.behave("no-card", "approve")
    press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: page.terminal.progress.step is Step.CARD)
    page.terminal.tell()
    assert "منتظر کارت" in page.payment.bar.notice.text()
    assert not page.payment.rrn.isEnabled()
    assert page.would_lose()
    press(Qt.Key.Key_F12)
    assert "Esc" in page.payment.rrn.shown_message()
    press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert page.go_back(), "the terminal is cancelled, the page stays"
    answered(page.payment)
    assert "لغو شد" in page.payment.bar.notice.text()
    assert not page.payment.rrn.has_error()
    assert (simulator.memory.taken(), page.payment.is_empty()) == ([], True)
    assert state_of(office, receipt) == State.CAPTURED_UNPAID
    press(Qt.Key.Key_Return)
    answered(page.payment)
    assert len(simulator.memory.taken()) == 1


def test_a_decline_is_said_and_cash_is_taken_instead(
    page: PaymentPage, simulator: Simulator, office: Office, receipt: str
) -> None:
    simulator.behave("decline:51")
    press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    answered(page.payment)
    assert "موجودی" in page.payment.bar.notice.text()
    assert "پولی برداشت نشد" in page.payment.bar.notice.text()
    page.payment.choose(Way.CASH)
    assert page.payment.bar.isHidden() or not page.payment.bar.offers()
    press(Qt.Key.Key_F12)
    wait_until(lambda: page.stack.currentWidget() is page.receipt)
    assert state_of(office, receipt) == State.ACCEPTED


def test_another_amount_is_not_accepted_and_may_be_a_part(
    page: PaymentPage, simulator: Simulator, office: Office, receipt: str
) -> None:
    simulator.behave("other-amount")
    press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    answered(page.payment)
    assert "۶٬۴۵۱٬۴۲۰" in page.payment.bar.notice.text()
    assert page.payment.is_empty()
    page.payment.left_over.first.click()
    assert page.payment.way() is Way.SPLIT
    assert [one.amount_rials for one in page.payment.payments()] == [PASSPORT_RIALS - 10, 10]
    page.payment.parts.parts[1].method.buttons["cash"].click()  # type: ignore[index]
    press(Qt.Key.Key_F12)
    wait_until(lambda: page.stack.currentWidget() is page.receipt)
    assert state_of(office, receipt) == State.ACCEPTED
    assert open_charges(office.counter).loose == ()


def test_money_of_a_form_that_was_left_is_offered_at_the_next_payment_and_used_once(
    page: PaymentPage, simulator: Simulator, office: Office
) -> None:
    other = accept(office.counter, CLERK, passport_request("r-2", payments=[])).receipt
    press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    answered(page.payment)
    assert page.payment.left_over.isHidden(), "what stands in the card is not left over"
    page.payment.clear()
    assert page.payment.left_over.isVisible()
    page.show_argument(other)
    settle()
    (taken,) = simulator.memory.taken()
    said = page.payment.left_over.words.text()
    assert "۶٬۴۵۱٬۴۳۰" in said
    assert "در هیچ درخواستی نیامده" in said
    page.payment.left_over.first.setFocus()
    press(Qt.Key.Key_Return)
    assert page.payment.left_over.isHidden()
    assert page.payment.payments()[0].rrn == taken.rrn
    press(Qt.Key.Key_F12)
    wait_until(lambda: page.stack.currentWidget() is page.receipt)
    assert open_charges(office.counter).loose == ()


def test_giving_back_is_asked_twice_and_then_it_is_offered_no_more(
    page: PaymentPage, simulator: Simulator, office: Office
) -> None:
    take_by_terminal(office.counter, CLERK, 5_000)
    wait_until(page.payment.left_over.isVisible)
    page.payment.left_over.second.setFocus()
    press(Qt.Key.Key_Return)
    settle()
    assert "یک بار دیگر" in page.payment.left_over.second.text()
    assert len(open_charges(office.counter).loose) == 1
    press(Qt.Key.Key_Return)
    wait_until(page.payment.left_over.isHidden)
    assert open_charges(office.counter).loose == ()


def test_an_unknown_outcome_is_said_and_found_out_by_asking_again(
    page: PaymentPage, simulator: Simulator, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulator.behave("lost", "approve")
    with monkeypatch.context() as off:
        off.setattr(SimulatedTerminal, "inquire", lambda *_: NoAnswer())
        press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
        answered(page.payment)
        assert "معلوم نیست" in page.payment.bar.notice.text()
        assert page.payment.left_over.isVisible()
        press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
        answered(page.payment)
    assert len(simulator.memory.taken()) == 1, "nothing more is taken while one is unknown"
    page.payment.left_over.first.click()
    wait_until(lambda: "در هیچ درخواستی نیامده" in page.payment.left_over.words.text())
    page.payment.left_over.first.click()
    assert page.payment.payments()[0].rrn == simulator.memory.taken()[0].rrn


def test_what_a_dead_program_left_unknown_is_asked_for_when_a_payment_comes_up(
    workplace: Workplace, simulator: Simulator, office: Office, receipt: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulator.behave("lost", "approve")
    with monkeypatch.context() as off:
        off.setattr(SimulatedTerminal, "inquire", lambda *_: NoAnswer())
        with pytest.raises(charging.OutcomeUnknown):
            take_by_terminal(office.counter, CLERK, PASSPORT_RIALS, receipt)
    page = opened(workplace, receipt)
    wait_until(lambda: bool(open_charges(office.counter).loose))
    settle()
    assert "برای" in page.payment.left_over.words.text()
    closed(page)


def test_a_draft_takes_its_charge_along_unless_it_was_used_meanwhile(
    page: PaymentPage, simulator: Simulator, office: Office
) -> None:
    press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    answered(page.payment)
    kept, paid = page.payment.typed(), page.payment.payments()
    page.payment.clear()
    page.payment.fill(kept)
    assert page.payment.payments() == paid
    assert page.payment.rrn.edit.isReadOnly()
    assert page.payment.left_over.isHidden()
    accept(office.counter, CLERK, passport_request("r-2", payments=paid))
    page.payment.fill(kept)
    assert not page.payment.rrn.edit.isReadOnly()
    press(Qt.Key.Key_F12)
    wait_until(page.payment.rrn.has_error)


def test_a_fee_that_changes_after_the_charge_makes_it_a_part(page: PaymentPage, simulator: Simulator) -> None:
    press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    answered(page.payment)
    page.payment.set_total(PASSPORT_RIALS + 7_000)
    assert page.payment.way() is Way.SPLIT
    assert [one.amount_rials for one in page.payment.payments()] == [PASSPORT_RIALS, 7_000]


def test_without_a_terminal_the_reference_is_typed_as_ever(
    workplace: Workplace, office: Office, receipt: str
) -> None:
    page = opened(workplace, receipt)
    assert page.payment.bar.isHidden()
    press(Qt.Key.Key_Return)
    assert page.payment.rrn.edit.hasFocus()
    closed(page)


def test_closing_the_window_cancels_what_is_being_asked(
    page: PaymentPage, simulator: Simulator, workplace: Workplace, office: Office
) -> None:
    simulator.behave("no-card")
    press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: page.terminal.progress.step is Step.CARD)
    workplace.closing.emit()
    answered(page.payment)
    with office.counter.store.read() as conn:
        assert charges.all_open(conn) == []


def test_cash_in_the_journal_knows_nothing_of_charges(office: Office) -> None:
    """An office without a terminal writes nothing more than it did."""
    accept(office.counter, CLERK, passport_request(payments=[cash(PASSPORT_RIALS)]))
    with office.counter.store.read() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM charges").scalar_one() == 0


@pytest.fixture
def form(workplace: Workplace, simulator: Simulator) -> Iterator[ApplicationPage]:
    """The page of new applications, on a passport with its first field typed."""
    made = ApplicationPage(workplace)
    bring_up(made, 1084, 640)
    settle()
    made.open_service("passport.renewal")
    assert made.form is not None
    made.form.focus_first()
    type_here("99")
    yield made
    closed(made)


def test_what_was_taken_for_a_citizen_who_steps_aside_is_offered_to_no_other(
    form: ApplicationPage, workplace: Workplace, office: Office, receipt: str
) -> None:
    card = form.side.payment
    press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    answered(card)
    paid = card.payments()
    form.asked_again()
    settle()
    form.open_service("violation.statement")
    assert len(open_charges(office.counter).loose) == 1
    assert card.left_over.isHidden()
    later = opened(workplace, receipt)
    assert later.payment.left_over.isHidden()
    closed(later)
    form.drafts.step(1)
    settle()
    assert card.payments() == paid
    assert card.rrn.edit.isReadOnly()


def test_an_answer_for_a_form_that_was_put_aside_fills_no_other_form(
    form: ApplicationPage, simulator: Simulator, office: Office
) -> None:
    simulator.hold()
    press(Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: form.sheet.terminal.progress.step is Step.BANK)
    form.asked_again()
    form.open_service("violation.statement")
    simulator.go_on()
    answered(form.side.payment)
    assert form.side.payment.held() == frozenset()
    assert form.side.payment.left_over.isVisible()
    assert "passport.renewal" in form.side.payment.left_over.words.text()

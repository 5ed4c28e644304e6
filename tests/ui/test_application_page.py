"""Proves the page of new applications by its keys alone: every shipped service from the first key to the
paper, what bad input does to it, and that nothing typed is ever lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton
from support import registry
from support.form_keys import (
    RECEIPT,
    RRN,
    accept,
    begin,
    fill_by_keys,
    focused_field,
    how_many,
    kept,
    new_application,
    pay_by_card,
    sample,
)
from support.office_kit import DAY, Office
from support.real_services import by_path, publish_shipped, shipped_services, shipped_tariff
from support.window_rig import bring_up, press, type_here, wait_until

from app.domain.application import State
from app.domain.fee import fee
from app.ui import texts
from app.ui.pages.application import ApplicationPage, identity_step
from app.ui.pages.application.payment_card import Way
from app.ui.receipt.giving import Given
from app.ui.workplace import Workplace

CODES = [service.code for service in shipped_services() if service.enabled]


@pytest.fixture
def page(
    workplace: Workplace, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ApplicationPage]:
    publish_shipped(office)
    monkeypatch.setattr(identity_step, "ask", registry.agrees)
    for made in new_application(workplace, tmp_path / "papers"):
        made.came_up()
        yield made


@pytest.mark.parametrize("code", CODES)
def test_a_service_is_taken_from_first_to_last_by_keys_alone(
    page: ApplicationPage, office: Office, code: str
) -> None:
    values = sample(code, seed=CODES.index(code))
    begin(page, code)
    fill_by_keys(page, values)
    assert page.side.payment.buttons[Way.CARD].hasFocus()
    pay_by_card()
    assert page.side.accept_button.hasFocus()
    press(Qt.Key.Key_Return)
    wait_until(lambda: page.stack.currentWidget() is page.receipt)
    whole = kept(office)
    assert by_path(whole.applicant, whole.fields) == values
    assert whole.row.state == State.ACCEPTED
    assert [(one.rrn, one.terminal) for one in whole.payments] == [(RRN, "99000001")]
    assert RECEIPT in page.receipt.number.text()
    assert (whole.identity is not None and whole.identity.answered) == (not page.identity.isHidden())


def test_a_service_is_found_by_a_part_of_its_names_and_synonyms(page: ApplicationPage) -> None:
    for words, code in (
        ("تمدید پاسپورت", "passport.renewal"),
        ("گواهي نامه", "licence.replacement"),
        ("driving", "licence.replacement"),
        ("خلافی", "violation.statement"),
        ("سوء پیشینه", "clearance.certificate"),
    ):
        page.chooser.line.clear()
        type_here(words)
        assert code in page.chooser.codes(), words
        assert len(page.chooser.codes()) < len(CODES), words
    page.chooser.line.clear()
    type_here("چنین چیزی نیست")
    assert page.chooser.codes() == []
    assert page.chooser.none.isVisible()


def test_the_fee_is_shown_line_by_line_and_cannot_be_typed(page: ApplicationPage) -> None:
    begin(page, "passport.renewal")
    assert page.side.price.total_rials == 8_484_963
    assert page.side.price.findChildren(QLineEdit) == []
    assert page.side.price.aside.text() == "تعرفهٔ ۱۴۰۵، نسخهٔ ۹ (نمونه)"


def test_a_mistake_is_told_on_leaving_and_what_was_typed_stays(page: ApplicationPage) -> None:
    form = begin(page, "licence.replacement")
    type_here("9900000014")
    press(Qt.Key.Key_Return)
    code = form.widgets["applicant.national_code"]
    assert code.has_error()
    assert code.value() == "9900000014"
    code.focus_first()
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_Backspace)
    type_here("3")
    assert not code.has_error(), "the error goes as soon as it is mended"
    press(Qt.Key.Key_Return)
    assert code.shown_message() == "درست است"


def test_the_places_to_mend_are_counted_and_gone_through(page: ApplicationPage, office: Office) -> None:
    form = begin(page, "violation.statement")
    press(Qt.Key.Key_F12)
    faulty = [*form.faulty(), *page.side.payment.faulty()]
    assert len(faulty) == 7
    assert "۷" in page.errors.text()
    assert focused_field() is faulty[0] or focused_field() is faulty[1]
    seen = set()
    for _ in faulty:
        page.errors.click()
        field = focused_field()
        assert field is not None
        seen.add(field.path)
    assert seen == {one.path for one in faulty}
    assert how_many(office) == 0


def test_fields_appear_when_they_are_asked_for_and_keep_what_was_in_them(
    page: ApplicationPage, office: Office
) -> None:
    form = begin(page, "violation.statement")
    vin, card = form.widgets["fields.vin"], form.widgets["fields.card_shows"]
    assert vin.isHidden()
    card.focus_first()
    type_here("vin")
    assert not vin.isHidden()
    vin.focus_first()
    type_here("IRZZ2904047966697")
    card.focus_first()
    type_here("barcode")
    assert vin.isHidden()
    assert "vin" not in form.fields(), "what is not asked for is not sent"
    type_here("vin")
    assert vin.value() == "IRZZ2904047966697"


def test_another_service_keeps_what_the_citizen_told(page: ApplicationPage) -> None:
    begin(page, "licence.replacement")
    fill_by_keys(page, {"applicant.national_code": "9900000013", "applicant.name.given": "علی‌رضا"})
    form = begin(page, "passport.renewal")
    assert form.widgets["applicant.national_code"].value() == "9900000013"
    assert form.widgets["applicant.name.given"].value() == "علی‌رضا"


def test_esc_leaves_the_list_of_services_with_the_form_as_it_was(page: ApplicationPage) -> None:
    form = begin(page, "licence.replacement")
    type_here("99")
    press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert page.go_back()
    assert page.stack.currentWidget() is page.work
    assert form.widgets["applicant.national_code"].value() == "99"


def test_esc_asks_before_it_clears(page: ApplicationPage) -> None:
    form = begin(page, "licence.replacement")
    assert not page.go_back(), "nothing was typed, so the window may act"
    type_here("99")
    assert page.go_back()
    assert form.widgets["applicant.national_code"].value() == "99"
    assert "Esc" in page.notice.text()
    type_here("0")
    assert page.notice.text() == "", "typing on answers the question"
    page.go_back()
    page.go_back()
    assert form.is_empty()


def test_an_application_may_be_taken_unpaid(page: ApplicationPage, office: Office) -> None:
    begin(page, "passport.renewal")
    fill_by_keys(page, sample("passport.renewal", 1))
    page.side.payment.buttons[Way.CARD].setFocus()
    for _ in range(3):
        press(Qt.Key.Key_Left)
    assert page.side.payment.way() is Way.LATER
    accept(page)
    assert kept(office).row.state == State.CAPTURED_UNPAID
    assert "پرداخت نشده" in page.receipt.chip.text()
    press(Qt.Key.Key_Return)
    assert page.side.payment.way() is Way.CARD, "the next citizen pays unless told otherwise"


def test_the_cash_that_is_asked_for_is_that_of_the_service_on_the_screen(page: ApplicationPage) -> None:
    asked: set[str] = set()
    for code in CODES[:2]:
        begin(page, code)
        page.side.payment.choose(Way.CASH)
        total_rials = fee(shipped_tariff(), code, {}, DAY).total_rials
        assert texts.rials(total_rials) in page.side.payment.said.text()
        asked.add(page.side.payment.said.text())
    assert len(asked) == 2


def test_cash_needs_no_reference(page: ApplicationPage, office: Office) -> None:
    begin(page, "violation.statement")
    fill_by_keys(page, sample("violation.statement", 1))
    press(Qt.Key.Key_Left)
    assert page.side.payment.way() is Way.CASH
    press(Qt.Key.Key_Return)
    assert page.side.accept_button.hasFocus()
    accept(page)
    assert [one.method for one in kept(office).payments] == ["cash"]


def test_enter_leads_to_the_next_citizen_with_an_empty_form_of_the_same_service(
    page: ApplicationPage, office: Office
) -> None:
    form = begin(page, "violation.statement")
    fill_by_keys(page, sample("violation.statement", 2))
    pay_by_card()
    accept(page)
    press(Qt.Key.Key_Return)
    assert page.form is form
    assert form.is_empty()
    assert page.side.payment.is_empty()
    assert focused_field() is form.widgets["applicant.national_code"]
    fill_by_keys(page, sample("violation.statement", 3))
    press(Qt.Key.Key_Return)
    type_here("123456789013")
    accept(page)
    assert how_many(office) == 2


def test_f9_gives_the_paper_and_each_later_one_is_a_copy(page: ApplicationPage, tmp_path: Path) -> None:
    begin(page, "violation.statement")
    fill_by_keys(page, sample("violation.statement", 6))
    pay_by_card()
    accept(page)
    given: list[Given] = []
    page.receipt.given.connect(given.append)
    for count in (1, 2, 3):
        press(Qt.Key.Key_F9)
        wait_until(lambda count=count: len(given) == count)  # type: ignore[misc]
    assert [one.view.copy for one in given] == [0, 1, 2]
    assert sorted(file.name for file in (tmp_path / "papers").iterdir()) == [
        f"{RECEIPT}-copy-1.pdf",
        f"{RECEIPT}-copy-2.pdf",
        f"{RECEIPT}.pdf",
    ]


def test_the_last_service_of_a_person_is_opened_again(page: ApplicationPage, workplace: Workplace) -> None:
    begin(page, "passport.renewal")
    again = ApplicationPage(workplace)
    bring_up(again)
    again.came_up()
    wait_until(lambda: again.form is not None)
    assert again.form is not None
    assert again.form.service.code == "passport.renewal"
    again.deleteLater()


def test_every_input_has_a_name_for_those_who_listen(page: ApplicationPage) -> None:
    for code in CODES:
        form = begin(page, code)
        for one in form.inputs():
            assert one.accessibleName(), (code, one)
        assert all(isinstance(one, QLineEdit | QComboBox | QPushButton) for one in form.inputs())


def test_three_columns_from_1366_on_and_two_below(page: ApplicationPage) -> None:
    form = begin(page, "passport.renewal")
    for width, columns in ((1366 - 196, 3), (1280 - 196, 2)):
        page.resize(width, 700)
        wait_until(lambda columns=columns: form.cards[0]._columns == columns)  # type: ignore[misc]

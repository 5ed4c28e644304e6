"""Proves that the page keeps up with quick hands, and that nothing of one citizen is left for the next: keys
pressed before a form stands there reach it, forms come back empty, and keys pressed while an application is
being saved change nothing, and what comes late takes no other page the keyboard.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLineEdit, QStackedWidget
from support.form_keys import (
    accept,
    begin,
    fill_by_keys,
    how_many,
    kept,
    new_application,
    pay_by_card,
    sample,
)
from support.office_kit import Office
from support.real_services import publish_shipped
from support.window_rig import bring_up, press, settle, type_here, wait_until

from app.ui.pages.application import ApplicationPage, hold, taking
from app.ui.pages.application.shelf import SPARE_MAX
from app.ui.workplace import Workplace

SERVICE = "violation.statement"
OTHERS = ("fuel.duplicate", "licence.replacement", "business.permit", "passport.renewal")


@pytest.fixture
def page(workplace: Workplace, office: Office) -> Iterator[ApplicationPage]:
    publish_shipped(office)
    for made in new_application(workplace):
        made.came_up()
        yield made


class Saving:
    """Holds the saving of an application until it is let go."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.gate, self._take = threading.Event(), taking.take
        patch.setattr(taking, "take", self._wait)

    def _wait(self, *given: Any) -> Any:
        assert self.gate.wait(10)
        return self._take(*given)


@pytest.fixture
def saving(monkeypatch: pytest.MonkeyPatch) -> Iterator[Saving]:
    made = Saving(monkeypatch)
    yield made
    made.gate.set()


def test_keys_pressed_before_the_form_stands_there_are_typed_into_it(page: ApplicationPage) -> None:
    type_here(SERVICE)
    press(Qt.Key.Key_Return)
    assert page.form is None, "it is made in a turn of its own"
    type_here("9900000013")
    wait_until(lambda: page.form is not None)
    assert page.form is not None
    assert page.form.widgets["applicant.national_code"].value() == "9900000013"
    assert page.chooser.line.text() == SERVICE


def test_the_form_of_a_service_given_a_moment_ago_comes_back_and_is_empty(page: ApplicationPage) -> None:
    form = begin(page, SERVICE)
    form.fill(sample(SERVICE, seed=3))
    other = begin(page, OTHERS[0])
    assert other.widgets["applicant.national_code"].value(), "what both ask for goes along"
    page.sheet.clear()
    assert begin(page, SERVICE) is form
    assert form.is_empty()
    assert form.typed() == {}
    assert not form.faulty()


def test_no_more_forms_are_kept_than_a_counter_goes_back_to(page: ApplicationPage) -> None:
    gone: list[QObject] = []
    first = begin(page, SERVICE)
    first.destroyed.connect(lambda: gone.append(page))
    for code in OTHERS[:SPARE_MAX]:
        begin(page, code)
    settle()
    assert gone == []
    begin(page, OTHERS[SPARE_MAX])
    wait_until(lambda: bool(gone))


def test_keys_pressed_while_it_is_saved_change_nothing(
    page: ApplicationPage, office: Office, saving: Saving
) -> None:
    form = begin(page, SERVICE)
    values = sample(SERVICE, seed=4)
    fill_by_keys(page, values)
    pay_by_card()
    box = form.widgets["applicant.mobile"].inputs()[0]
    assert isinstance(box, QLineEdit)
    box.setFocus()
    before = box.text()
    press(Qt.Key.Key_F12)
    type_here("7")
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_F12)
    assert box.text() == before
    assert box.hasFocus(), "the focus is not lost meanwhile"
    assert form.isEnabled()
    saving.gate.set()
    wait_until(lambda: page.stack.currentWidget() is page.receipt)
    assert how_many(office) == 1
    assert kept(office).applicant["mobile"] == values["applicant.mobile"]


def test_what_takes_long_to_save_is_greyed_until_it_is_over(page: ApplicationPage, saving: Saving) -> None:
    form = begin(page, SERVICE)
    fill_by_keys(page, sample(SERVICE, seed=5))
    pay_by_card()
    press(Qt.Key.Key_F12)
    assert form.isEnabled()
    wait_until(lambda: not form.isEnabled(), hold.LONG_MS / 1000 + 5)
    saving.gate.set()
    wait_until(lambda: page.stack.currentWidget() is page.receipt)
    assert form.isEnabled()
    assert page.receipt.next_button.hasFocus()


def test_the_number_is_painted_before_the_form_is_emptied(page: ApplicationPage) -> None:
    form = begin(page, SERVICE)
    fill_by_keys(page, sample(SERVICE, seed=6))
    pay_by_card()
    was_empty: list[bool] = []

    class Look(QObject):
        def eventFilter(self, _: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                was_empty.append(form.is_empty())
            return False

    look = Look()
    page.receipt.number.installEventFilter(look)
    accept(page)
    wait_until(form.is_empty)
    assert was_empty[0] is False
    assert page.receipt.next_button.hasFocus(), "emptying the form takes no focus from the receipt"
    press(Qt.Key.Key_Return)
    assert page.form is form
    assert form.widgets["applicant.national_code"].inputs()[0].hasFocus()


@pytest.fixture
def elsewhere(page: ApplicationPage) -> Iterator[QStackedWidget]:
    """The page in a stack, as the window has it, with a line of another page to type into behind it."""
    stack, line = QStackedWidget(), QLineEdit()
    stack.addWidget(page)
    stack.addWidget(line)
    bring_up(stack, 1170, 700)
    page.chooser.line.setFocus()
    yield stack
    page.setParent(None)
    stack.deleteLater()


def leave(stack: QStackedWidget) -> QLineEdit:
    """Bring the other page up, with the keyboard in its line."""
    stack.setCurrentIndex(1)
    line = stack.currentWidget()
    assert isinstance(line, QLineEdit)
    line.setFocus()
    return line


def test_a_form_that_is_made_while_another_page_came_up_leaves_that_the_keyboard(
    page: ApplicationPage, elsewhere: QStackedWidget
) -> None:
    type_here(SERVICE)
    press(Qt.Key.Key_Return)
    line = leave(elsewhere)
    settle()
    settle()
    assert page.form is None
    type_here("99")
    assert line.text() == "99"
    elsewhere.setCurrentIndex(0)
    page.came_up()
    assert page.form is not None
    assert page.form.service.code == SERVICE
    assert page.form.isVisible()


def test_a_receipt_that_came_while_another_page_was_up_is_seen_before_the_next_citizen(
    page: ApplicationPage, elsewhere: QStackedWidget, saving: Saving
) -> None:
    begin(page, SERVICE)
    fill_by_keys(page, sample(SERVICE, seed=7))
    pay_by_card()
    press(Qt.Key.Key_F12)
    line = leave(elsewhere)
    saving.gate.set()
    wait_until(lambda: page.stack.currentWidget() is page.receipt)
    settle()
    assert line.hasFocus()
    elsewhere.setCurrentIndex(0)
    page.came_up()
    assert page.stack.currentWidget() is page.receipt
    assert page.receipt.next_button.hasFocus()
    page.came_up()
    assert page.stack.currentWidget() is page.work

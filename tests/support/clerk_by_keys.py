"""A clerk at the whole window who has nothing but a keyboard: what is on the screen is only read."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from support.seat import Seat
from support.window_rig import press, settle, type_text, wait_until

from app.cli.demo.form_hand import FormHand
from app.domain.application import AcceptRequest, Method, Payment
from app.domain.sample import sample_request
from app.office.receipt_view import ReceiptView, view_receipt
from app.ui.pages.page import Page
from app.ui.start import Launch

PATIENCE_S = 20.0


class ClerkByKeys(Seat):
    """Works at ``launch``; everybody's password is ``password``."""

    def __init__(self, launch: Launch, password: str) -> None:
        super().__init__(launch)
        self._password = password
        self._rng = random.Random(11)

    # What is read --------------------------------------------------------------------------------------

    def up(self) -> Page:
        """The page that is up."""
        page = self.work.current_page()
        assert page is not None
        return page

    def view(self, receipt: str) -> ReceiptView:
        """What the office holds of a receipt."""
        return view_receipt(self.counter, receipt)

    # At the door ---------------------------------------------------------------------------------------

    def sign_in(self, staff: str) -> None:
        """Code, Enter, password, Enter."""
        window = self.launch.window
        wait_until(lambda: self.launch.workplace is not None and window.sign_in.staff.line.hasFocus())
        self.type(staff)
        press(Qt.Key.Key_Return)
        self.type(self._password)
        press(Qt.Key.Key_Return)
        wait_until(lambda: window.stack.currentWidget() is window.work, PATIENCE_S)

    def lock(self) -> None:
        """Ctrl+L: this person is signed out."""
        press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        wait_until(self.launch.window.sign_in.staff.line.hasFocus)

    # At work -------------------------------------------------------------------------------------------

    def type(self, text: str) -> None:
        """Type wherever the keyboard goes meanwhile."""
        for letter in text:
            type_text(self._holder(), letter)

    def go(self, key: Qt.Key, page: str) -> None:
        """A key of the rail."""
        press(key)
        wait_until(lambda: self.work.current_name() == page)
        settle()

    def sample(self, service: str, method: Method) -> AcceptRequest:
        """An invented application, paid in one way."""
        found = self.counter.catalogue().find_service(service)
        assert found is not None
        now = self.counter.now()
        made = sample_request(found, self.counter.tariff(now), self._rng, today=self.counter.day(now)[0])
        total = sum(one.amount_rials for one in made.payments)
        payment = Payment(method=method, amount_rials=total)
        if method is Method.CARD:
            rrn = f"{self._rng.randrange(10**12):012d}"
            payment = Payment(method=method, amount_rials=total, rrn=rrn, terminal="99000001")
        return msgspec.structs.replace(made, payments=[payment])

    def begin(self, service: str) -> None:
        """To an empty form of a service, by its code."""
        if self.work.current_name() != "application":
            self.go(Qt.Key.Key_F2, "application")
        page = self.page
        if page.stack.currentWidget() is not page.chooser:
            press(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        wait_until(page.chooser.line.hasFocus)
        self.type(service)
        press(Qt.Key.Key_Return)
        wait_until(lambda: page.topic() == "form" and page.form is not None)
        assert page.form is not None
        assert page.form.service.code == service

    def serve(
        self,
        service: str,
        method: Method,
        *,
        later: bool = False,
        in_parts: bool = False,
        file: Path | None = None,
        meanwhile: Callable[[], None] | None = None,
        in_the_middle: Callable[[], None] | None = None,
    ) -> str:
        """Take an application from its first key to the receipt; the receipt's number.

        ``meanwhile`` happens when a few fields are typed, ``in_the_middle`` when all are.
        """
        self.begin(service)
        request = self.sample(service, method)
        if meanwhile is not None:
            self._type_a_little(request)
            meanwhile()
        FormHand(self.page).fill(request)
        if file is not None:
            self.add_file(file)
        if in_the_middle is not None:
            in_the_middle()
        hand = FormHand(self.page)
        hand.identify(request)
        hand.pay(request, later=later, in_parts=in_parts)
        hand.hear_the_registry()
        hand.hand_in()
        view = self.page.receipt.view()
        said = [f"{one.path}: {one.shown_message()}" for one in self.page.faulty()]
        assert self.page.topic() == "receipt", (service, self.page.notice.text(), said)
        assert view is not None
        assert view.number in self.page.receipt.number.text()
        return view.number

    def set_aside(self) -> None:
        """F2: this form is kept for later, and another citizen's begins."""
        press(Qt.Key.Key_F2)
        wait_until(lambda: self.page.form is None or self.page.form.is_empty())

    def come_back_to(self, typed: dict[str, str]) -> None:
        """Ctrl+Tab until the form with this text is up again."""
        for _ in range(5):
            press(Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
            settle()
            if self.page.form is not None and self.page.form.typed() == typed:
                return
        raise AssertionError("the form that was set aside does not come back")

    def _type_a_little(self, request: AcceptRequest) -> None:
        """The code and the names."""
        for value in (
            request.applicant["national_code"],
            request.applicant["name"]["given"],
            request.applicant["name"]["family"],
        ):
            self.type(value)
            press(Qt.Key.Key_Return)

    def add_file(self, file: Path) -> None:
        """Ctrl+D, the file's path, Enter."""
        form, before = self.page.form, QApplication.focusWidget()
        assert form is not None
        pages = len(form.papers.to_keep())
        press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
        wait_until(lambda: _is_in_a_dialog(QApplication.focusWidget()))
        self.type(str(file))
        settle()  # the dialog reads the folder meanwhile
        press(Qt.Key.Key_Return)
        wait_until(lambda: len(form.papers.to_keep()) == pages + 1)
        self.launch.window.activateWindow()  # as the desktop does when a dialog has closed
        wait_until(lambda: QApplication.focusWidget() is before)

    def next_citizen(self) -> None:
        """Enter under the receipt."""
        press(Qt.Key.Key_Return)
        wait_until(lambda: self.page.topic() == "form")

    def find(self, text: str, receipt: str) -> None:
        """F3, a part of the name, down to the application, Enter: its story."""
        self.go(Qt.Key.Key_F3, "find")
        self.type(text)
        settle()
        self._down_to(receipt)
        press(Qt.Key.Key_Return)
        self._await_story(receipt)

    def open_in_queue(self, receipt: str) -> None:
        """F4, typed down to one application, Enter on it."""
        self.go(Qt.Key.Key_F4, "queue")
        self.type(receipt)
        press(Qt.Key.Key_Return)
        wait_until(lambda: self._rows() == [receipt])
        self._down_to(receipt)
        press(Qt.Key.Key_Return)

    def story_in_queue(self, receipt: str) -> None:
        """As :meth:`open_in_queue`, where that leads to its story."""
        self.open_in_queue(receipt)
        self._await_story(receipt)

    def _await_story(self, receipt: str) -> None:
        wait_until(lambda: self.work.current_name() == "story" and receipt in self.up().title.text())
        settle()

    def _rows(self) -> list[str]:
        model = self.up().model  # type: ignore[attr-defined]
        return [one.receipt for one in model.items()]

    def _down_to(self, receipt: str) -> None:
        wait_until(lambda: receipt in self._rows())
        for _ in range(30):
            table = self.up().table  # type: ignore[attr-defined]
            item = self.up().current_item()  # type: ignore[attr-defined]
            if table.hasFocus() and item is not None and item.receipt == receipt:
                return
            press(Qt.Key.Key_Down)
        raise AssertionError(f"the arrow keys do not come to {receipt}")

    def _holder(self) -> QWidget:
        wait_until(lambda: QApplication.focusWidget() is not None)
        holder = QApplication.focusWidget()
        assert holder is not None
        return holder


def _is_in_a_dialog(holder: QWidget | None) -> bool:
    return holder is not None and isinstance(holder.window(), QFileDialog)

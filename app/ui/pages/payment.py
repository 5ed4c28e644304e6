"""Take the payment of an application that was captured unpaid."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.application import Method
from app.domain.errors import DaftarError
from app.office.accept import Refused
from app.office.receipt_view import ReceiptView, view_receipt
from app.ui import operations, texts
from app.ui.pages.application.esc_again import EscAgain
from app.ui.pages.application.mend_button import jump
from app.ui.pages.application.payment.terminal_step import TerminalStep
from app.ui.pages.application.payment_card import PaymentCard
from app.ui.pages.application.price_card import PriceCard
from app.ui.pages.application.saving import take_money
from app.ui.pages.page import Page
from app.ui.receipt.panel import ReceiptPanel
from app.ui.receipt.words import masked
from app.ui.texts import explained, translate
from app.ui.theme import GAP, Tone
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.card import Card
from app.ui.widgets.labels import label
from app.ui.widgets.notice import Notice
from app.ui.workplace import Workplace


class PaymentPage(Page):
    """``take(receipt)`` says whose payment; afterwards the paid receipt is shown and can be printed."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._receipt = ""
        self._busy = False
        self.notice = Notice()
        self.facts = Card(translate("application", "Application"))
        self._facts = QGridLayout()
        self._facts.setColumnStretch(1, 1)
        self._facts.setHorizontalSpacing(4 * GAP)
        self.facts.body.addLayout(self._facts)
        self.price = PriceCard()
        self.payment = PaymentCard(may_wait=False)
        self.terminal = TerminalStep(self.payment, workplace, lambda: self._receipt)
        self.back_button = KeyButton(translate("application", "Back to the queue"), "Esc")
        self.take_button = KeyButton(
            translate("application", "Take the payment"), "F12", primary=True, shortcut=True
        )
        self.take_button.setEnabled(False)
        self.receipt = ReceiptPanel(workplace, translate("application", "Back to the queue"))
        self._esc = EscAgain(
            self.notice, translate("application", "Press Esc once more to clear what was typed."), self
        )
        self.work = QWidget()
        self.stack = QStackedWidget()
        self._lay_out()
        self.payment.changed.connect(self._esc.forget)
        self.payment.finished.connect(lambda: self.take_button.setFocus(Qt.FocusReason.TabFocusReason))
        self.take_button.clicked.connect(self.take_payment)
        self.back_button.clicked.connect(self.go_back)
        self.receipt.next_asked.connect(self._leave)
        self.receipt.late.connect(lambda told: self.notice.say(told, Tone.BAD))

    def show_argument(self, argument: str) -> None:
        """Show the application behind a receipt number."""
        if argument != self._receipt:
            self.payment.clear()
        self._receipt = argument
        self.notice.say("")
        self.set_title(translate("application", "Payment for {receipt}").format(receipt=texts.code(argument)))
        self.stack.setCurrentWidget(self.work)
        self.take_button.setEnabled(False)
        counter = self._workplace.counter
        operations.run(self, lambda: view_receipt(counter, argument), self._on_read, self._on_failed)

    def take_over(self, before: Page) -> None:
        """Go on with the same application and what was typed of its slip."""
        if not isinstance(before, PaymentPage) or not before._receipt:
            return
        if before.stack.currentWidget() is before.receipt:
            self._receipt = before._receipt
            self._show_paid()
            self.receipt.take_over(before.receipt)
        else:
            self.show_argument(before._receipt)
            self.payment.take_over(before.payment)

    def came_up(self) -> None:
        """To the way of payment."""
        if self.stack.currentWidget() is self.work:
            self.payment.focus_first()
        else:
            self.receipt.come_up()

    def would_lose(self) -> str:
        """What was typed of the slip."""
        if self.stack.currentWidget() is self.receipt or self.payment.is_empty():
            return ""
        return translate("application", "What was typed of the slip is not saved yet.")

    def great_button(self) -> QAbstractButton | None:
        """Take the payment, or back to the queue."""
        return self.take_button if self.stack.currentWidget() is self.work else self.receipt.next_button

    def go_back(self) -> bool:
        """Esc: to the queue (asked when something was typed)."""
        if self.payment.go_back():
            return True
        if not self._busy and (not self.would_lose() or self._esc.confirmed()):
            self._leave()
        return True

    def take_payment(self) -> None:
        """Check, save, show the paid receipt."""
        if self._busy or not self.take_button.isEnabled() or self.stack.currentWidget() is not self.work:
            return
        if not self.payment.check_all():
            jump(self.payment.faulty())
            return
        self._set_busy(busy=True)
        work = partial(
            take_money,
            self._workplace.counter,
            self._workplace.signed_in(),
            self._receipt,
            self.payment.payments(),
        )
        operations.run(self, work, self._on_taken, self._on_failed)

    def _on_read(self, view: ReceiptView) -> None:
        if view.number != self._receipt:
            return
        while (item := self._facts.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        code = texts.isolate(texts.digits(masked(view.national_code)))
        for row, (name, value) in enumerate(
            (
                (translate("application", "Receipt number"), texts.code(view.number)),
                (translate("application", "Service"), texts.words(view.service_name)),
                (translate("application", "Applicant"), f"{texts.isolate(view.applicant_name)} · {code}"),
                (translate("application", "Taken on"), texts.day_and_clock(view.at)),
            )
        ):
            self._facts.addWidget(label(name, "secondary"), row, 0)
            self._facts.addWidget(label(value, "strong", wraps=True), row, 1)
        tariffs = self._workplace.counter.prices().tariffs
        self.price.show_fee(
            view.lines, next((one for one in tariffs if one.version == view.tariff_version), None)
        )
        service = self._workplace.find_service(view.service)
        methods = service.methods if service is not None else tuple(Method)
        self.payment.set_total(view.unpaid_rials, view.lines.in_unit, methods)
        self.take_button.setEnabled(view.unpaid_rials > 0)
        self.payment.focus_first()

    def _on_taken(self, view: ReceiptView) -> None:
        self._set_busy(busy=False)
        self.payment.clear()
        self._show_paid()
        self.receipt.show_receipt(view)

    def _show_paid(self) -> None:
        self.set_title(translate("application", "Payment taken"))
        self.stack.setCurrentWidget(self.receipt)

    def _on_failed(self, error: DaftarError) -> None:
        if self._busy:
            self._set_busy(busy=False)
        if isinstance(error, Refused):
            left = self.payment.show_problems(error.problems)
            jump(self.payment.faulty())
            self.notice.say(" ".join(texts.problem(one) for one in left), Tone.BAD)
            return
        self.notice.say(explained(error).in_one(), Tone.BAD)

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.payment.setEnabled(not busy)
        self.take_button.setEnabled(not busy)

    def _leave(self) -> None:
        self.payment.clear()
        self._receipt = ""
        self.elsewhere.emit("queue", "")

    def _lay_out(self) -> None:
        told = QVBoxLayout()
        told.setSpacing(3 * GAP)
        told.addWidget(self.facts)
        told.addWidget(self.price)
        told.addStretch(1)
        paid = QVBoxLayout()
        paid.setSpacing(3 * GAP)
        paid.addWidget(self.payment)
        paid.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        buttons.addWidget(self.take_button)
        paid.addLayout(buttons)
        row = QHBoxLayout(self.work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3 * GAP)
        row.addLayout(told, 7)
        row.addLayout(paid, 5)
        self.stack.addWidget(self.work)
        self.stack.addWidget(self.receipt)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.stack, 1)

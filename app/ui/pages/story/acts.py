"""Voiding an application and giving its money back, asked for on the page of its story."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import DaftarError
from app.office.receipt_view import ReceiptView
from app.office.refund import Refunded, refund
from app.office.void import REASON_CHARACTERS_MAX, ReasonNeeded, Voided, void
from app.ui import operations, texts
from app.ui.money_words import with_unit
from app.ui.receipt.words import method
from app.ui.texts import explained, translate
from app.ui.theme import GAP, Tone
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.card import Card
from app.ui.widgets.entry_field import EntryField
from app.ui.widgets.labels import label
from app.ui.widgets.notice import Notice
from app.ui.workplace import Workplace


class ActPanel(QWidget):
    """Hidden until something is asked for; ``done(sentence)`` when it was done, ``left`` when it was not."""

    done = Signal(str)
    left = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._receipt = ""
        self._refunded: ReceiptView | None = None
        self._busy = False
        self.notice = Notice()
        self.reason = EntryField()
        self.reason.set_caption(translate("acts", "Why it is taken back"))
        self.reason.line.setMaxLength(REASON_CHARACTERS_MAX)
        self.void_button = KeyButton(translate("acts", "Void it"), "F12", primary=True, shortcut=True)
        self.refund_button = KeyButton(translate("acts", "Given back"), "F12", primary=True, shortcut=True)
        self.amounts = QWidget()
        self._amounts = QVBoxLayout(self.amounts)
        self._amounts.setContentsMargins(0, 0, 0, 0)
        self._amounts.setSpacing(GAP)
        self.void_card = self._card(
            translate("acts", "Void this application"),
            translate(
                "acts",
                "Its number stays used. The centre decides whether no system has it yet; the money is given"
                " back after that.",
            ),
            self.reason,
            self.void_button,
        )
        self.refund_card = self._card(
            translate("acts", "Give the money back"),
            translate("acts", "The centre has recorded that the application is voided."),
            self.amounts,
            self.refund_button,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GAP)
        for part in (self.notice, self.void_card, self.refund_card):
            column.addWidget(part)
        self.reason.entered.connect(lambda: self.void_button.setFocus(Qt.FocusReason.TabFocusReason))
        self.void_button.clicked.connect(self._void)
        self.refund_button.clicked.connect(self._refund)
        self.hide()

    def ask_void(self, receipt: str) -> None:
        """Ask why an application is taken back."""
        self._open(receipt, self.void_card)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_refund(self, view: ReceiptView) -> None:
        """Show what is to be given back, each part as it was paid."""
        self._refunded = view
        unit = view.lines.in_unit
        while (item := self._amounts.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for one in view.payments:
            words = translate("acts", "{amount} by {method}").format(
                amount=with_unit(one.amount_rials, unit), method=method(one.method)
            )
            if one.rrn:
                slip = texts.code(texts.digits(one.rrn))
                words = translate("acts", "{payment} (slip {rrn})").format(payment=words, rrn=slip)
            self._amounts.addWidget(label(words, "strong"))
        self._open(view.number, self.refund_card)
        self.refund_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_over(self, other: ActPanel) -> None:
        """Ask what the panel of the window's other language was asking."""
        if other.is_open() and not other.void_card.isHidden():
            self.ask_void(other._receipt)
            self.reason.line.setText(other.reason.text())
        elif other.is_open() and other._refunded is not None:
            self.ask_refund(other._refunded)

    def is_open(self) -> bool:
        """Whether something is being asked."""
        return not self.isHidden()

    def would_lose(self) -> str:
        """The reason that was typed."""
        if not self.is_open() or not self.reason.text().strip():
            return ""
        return translate("acts", "The application is not voided yet.")

    def close_up(self) -> None:
        """Ask nothing any more."""
        if self._busy:
            return
        self.reason.line.clear()
        self.reason.clear_error()
        self.notice.say("")
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus."""
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, KeyButton):
            focused.click()
        else:
            super().keyPressEvent(event)

    def _void(self) -> None:
        counter, session = self._workplace.counter, self._workplace.signed_in()
        receipt, reason = self._receipt, self.reason.text()
        self._run(lambda: void(counter, session, receipt, reason), self._on_voided)

    def _refund(self) -> None:
        counter, session, receipt = self._workplace.counter, self._workplace.signed_in(), self._receipt
        self._run(lambda: refund(counter, session, receipt), self._on_refunded)

    def _on_voided(self, done: Voided) -> None:
        self._set_busy(busy=False)
        self.close_up()
        self.done.emit(
            translate("acts", "Voided here; the centre says whether that was in time.")
            if done.paid_rials
            else translate("acts", "Voided. Nothing was paid, so nothing is to be given back.")
        )

    def _on_refunded(self, done: Refunded) -> None:
        self._set_busy(busy=False)
        self.close_up()
        self.done.emit(
            translate("acts", "The refund is recorded: {amount}").format(amount=texts.rials(done.total_rials))
        )

    def _on_failed(self, error: DaftarError) -> None:
        self._set_busy(busy=False)
        if isinstance(error, ReasonNeeded):
            self.reason.show_error(explained(error).in_one())
            self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.notice.say(explained(error).in_one(), Tone.BAD)

    def _run(self, work: Callable[[], object], done: Callable[..., None]) -> None:
        if self._busy:
            return
        self.notice.say("")
        self._set_busy(busy=True)
        operations.run(self, work, done, self._on_failed)

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.void_card.setEnabled(not busy)
        self.refund_card.setEnabled(not busy)

    def _open(self, receipt: str, card: Card) -> None:
        self._receipt = receipt
        self.notice.say("")
        self.void_card.setVisible(card is self.void_card)
        self.refund_card.setVisible(card is self.refund_card)
        self.show()

    def _card(self, title: str, said: str, asked: QWidget, button: KeyButton) -> Card:
        card = Card(title)
        card.body.addWidget(label(said, "soft", wraps=True))
        card.body.addWidget(asked)
        leave = KeyButton(translate("acts", "Leave it"), "Esc")
        leave.clicked.connect(self.close_up)
        buttons = QHBoxLayout()
        buttons.addWidget(leave)
        buttons.addStretch(1)
        buttons.addWidget(button)
        card.body.addLayout(buttons)
        return card

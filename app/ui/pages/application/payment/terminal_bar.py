"""The card terminal in the payment card: the key that asks it, what it waits for, and what came of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.office.terminals import Step
from app.ui import texts
from app.ui.texts import translate
from app.ui.theme import GAP, Tone
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.notice import Notice
from app.ui.widgets.showing import show_if

TAKE_KEY = "Ctrl+T"


class TerminalBar(QWidget):
    """``take_asked`` by its key, ``cancel_asked`` while it is being asked."""

    take_asked = Signal()
    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.take_button = KeyButton("", TAKE_KEY, shortcut=True)
        self.cancel_button = KeyButton(translate("payment", "Cancel"), "Esc")
        self.notice = Notice()
        self._amount = ""
        buttons = QHBoxLayout()
        buttons.addWidget(self.take_button)
        buttons.addWidget(self.cancel_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GAP)
        column.addWidget(self.notice)
        column.addLayout(buttons)
        self.cancel_button.hide()
        self.take_button.clicked.connect(self.take_asked)
        self.cancel_button.clicked.connect(self.cancel_asked)
        for button in (self.take_button, self.cancel_button):
            button.installEventFilter(self)
        self.offer("")

    def offer(self, amount: str) -> None:
        """Offer to take this amount, in words; nothing while it is empty."""
        self._amount = amount
        words = translate("payment", "Take {amount} by terminal").format(amount=amount)
        self.take_button.set_words(words if amount else "")
        if not self.is_asking():
            show_if(self.take_button, bool(amount))
        self._show()

    def offers(self) -> bool:
        """Whether it can be asked for something now."""
        return not self.take_button.isHidden()

    def is_asking(self) -> bool:
        """Whether the terminal is being asked."""
        return not self.cancel_button.isHidden()

    def begin(self) -> None:
        """It is being asked."""
        self.take_button.hide()
        self.cancel_button.setEnabled(True)
        self.cancel_button.show()
        self._show()
        self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, step: Step, amount: str, seconds: int) -> None:
        """What it waits for, and for how long now."""
        words = {
            Step.CONNECTING: translate("payment", "Asking the terminal for {amount}…"),
            Step.CARD: translate("payment", "{amount}: the terminal waits for the card"),
            Step.PIN: translate("payment", "{amount}: the citizen types the PIN"),
            Step.BANK: translate("payment", "{amount}: the bank is being asked"),
            Step.INQUIRY: translate("payment", "No answer came; asking what became of {amount}…"),
        }[step].format(amount=amount)
        waited = translate("payment", "{n} s").format(n=texts.digits(seconds))
        self.notice.say(f"{words} · {waited}", Tone.WAIT)
        self._show()

    def tell_cancelling(self) -> None:
        """The cancellation is on its way; its outcome is still waited for."""
        self.cancel_button.setEnabled(False)
        self.notice.say(translate("payment", "Cancelling; waiting for the terminal's last word…"), Tone.WAIT)

    def end(self, words: str, tone: Tone) -> None:
        """It has answered, or not."""
        self.cancel_button.hide()
        show_if(self.take_button, bool(self._amount))
        self.notice.say(words, tone)
        self._show()

    def hush(self) -> None:
        """What was said of the last time is over."""
        if not self.is_asking():
            self.notice.say("")
            self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter presses the button that has the focus."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            and isinstance(watched, KeyButton)
        ):
            watched.click()
            return True
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        show_if(self, self.is_asking() or self.offers() or bool(self.notice.text()))

"""The side of the page: what it costs, how it is paid, what the citizen is told, the great button."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.ui.fields.base import FieldWidget
from app.ui.pages.application.payment_card import PaymentCard
from app.ui.pages.application.price_card import PriceCard
from app.ui.texts import translate
from app.ui.theme import GAP
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.card import Card
from app.ui.widgets.labels import label
from app.ui.widgets.scrolling import Scrolling


class Side(QWidget):
    """The cards scroll when there is no room; the buttons always stand below them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.price = PriceCard(self)
        self.payment = PaymentCard(parent=self)
        told = Card(translate("application", "What the citizen should be told"), parent=self)
        self.told = label("", wraps=True)
        told.body.addWidget(self.told)
        self.clear_button = KeyButton(translate("application", "Clear"), "Esc", parent=self)
        self.accept_button = KeyButton(
            translate("application", "Accept and receipt"), "F12", primary=True, shortcut=True, parent=self
        )
        cards = QVBoxLayout()
        cards.setSpacing(3 * GAP)
        for card in (self.price, self.payment, told):
            cards.addWidget(card)
        cards.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.clear_button)
        buttons.addStretch(1)
        buttons.addWidget(self.accept_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * GAP)
        column.addWidget(Scrolling(cards, shown_whole=(FieldWidget, QPushButton), parent=self), 1)
        column.addLayout(buttons)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus."""
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, KeyButton):
            focused.click()
        else:
            super().keyPressEvent(event)

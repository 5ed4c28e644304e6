"""A calm full page with one card in its middle: the shape of sign-in, passphrase and trouble."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.first_made import ALIGN_CENTRE, align
from app.ui.theme import GAP
from app.ui.widgets.card import Card
from app.ui.widgets.labels import label

CARD_WIDTH_CHARACTERS = 58
"""Width of the card in average characters, so that it grows with the system's text."""


class EntrancePage(QWidget):
    """Brand and office on top, ``card`` with ``card.body`` to fill, ``foot`` for quiet words below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.brand = label("", "brand")
        self.office = label("", "secondary")
        align(self.brand, ALIGN_CENTRE)
        align(self.office, ALIGN_CENTRE)
        self.card = Card()
        self.card.setFixedWidth(self.fontMetrics().averageCharWidth() * CARD_WIDTH_CHARACTERS)
        self.card.body.setSpacing(3 * GAP)
        self.foot = label("", "secondary", wraps=True)
        align(self.foot, ALIGN_CENTRE)
        middle = QVBoxLayout()
        middle.addStretch(2)
        middle.addWidget(self.brand)
        middle.addWidget(self.office)
        middle.addSpacing(4 * GAP)
        middle.addWidget(self.card)  # in the middle, for its width is fixed
        middle.addSpacing(2 * GAP)
        middle.addWidget(self.foot)
        self._middle = middle
        middle.addStretch(3)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addLayout(middle)
        row.addStretch(1)

    def add_foot(self, widget: QWidget) -> None:
        """Put a widget below the quiet words."""
        self._middle.insertWidget(self._middle.indexOf(self.foot) + 1, widget)

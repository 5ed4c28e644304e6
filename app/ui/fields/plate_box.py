"""One box of a plate: so many digits, a letter, or the name of a free zone."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.identifiers import plate
from app.domain.text import normalise, to_persian_digits
from app.ui.theme import FIELD_HEIGHT

PAPER, PRINT = "#FFFFFF", "#16202B"
"""A plate is white with dark letters in both palettes."""

ZONE_CHARACTERS_MAX = 20
ROOM = 16
"""Beside the characters: the margins of a line edit, and for the bold letters more than plain ones take."""


class PlateBox(QLineEdit):
    """One box. ``digits`` of them at most; one letter when ``digits`` is 0, or a ``name``."""

    def __init__(self, digits: int, parent: QWidget, *, name: bool = False) -> None:
        super().__init__(parent)
        self.digits = digits
        self.name = name
        self.setMaxLength(digits or (ZONE_CHARACTERS_MAX if name else len(plate.PROTOCOL)))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight if digits else Qt.LayoutDirection.RightToLeft)
        self.setFrame(False)
        self.setValidator(PlateKeys(self))
        font = QFont(self.font())
        font.setWeight(QFont.Weight.Bold)
        self.setFont(font)
        self.setStyleSheet(
            f"QLineEdit {{ background: {PAPER}; color: {PRINT}; border: none; min-height: 0; padding: 0;"
            f" font-weight: 700; selection-background-color: #0B6477; selection-color: #FFFFFF; }}"
        )

    def is_full(self) -> bool:
        """Whether nothing more belongs in here."""
        if self.name:
            return False
        return len(self.text()) >= self.digits if self.digits else bool(self.text())

    def sizeHint(self) -> QSize:
        """As wide as its characters."""
        widest = "۰" * (self.digits or (7 if self.name else 2))
        shown = "" if self.digits else self.text()
        wide = max(map(self.fontMetrics().horizontalAdvance, (widest, shown))) + ROOM
        return QSize(wide, FIELD_HEIGHT - 8)

    def minimumSizeHint(self) -> QSize:
        """Never clipped."""
        return self.sizeHint()


class PlateKeys(QValidator):
    """Persian digits, as on the plate; ی and ک of either keyboard; capitals."""

    def validate(self, typed: str, cursor: int) -> tuple[QValidator.State, str, int]:
        """The text as on a plate; lengths and cursor stay where they can."""
        shown = to_persian_digits(normalise(typed).upper())
        return QValidator.State.Acceptable, shown, min(cursor, len(shown))

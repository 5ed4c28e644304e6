"""A tile: one great figure and what it counts."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.ui.fonts import figure_font
from app.ui.stylesheet import set_look
from app.ui.theme import GAP
from app.ui.widgets.labels import ElidedLabel, label


class Tile(QFrame):
    """``bad_above_zero`` colours the figure when it is not zero: a person must act."""

    def __init__(self, *, bad_above_zero: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "card")
        self._bad_above_zero = bad_above_zero
        self.figure = ElidedLabel("", "figure")
        self.figure.setFont(figure_font())
        self.caption = label("", "secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * GAP, 2 * GAP + 2, 4 * GAP, 2 * GAP + 2)
        column.setSpacing(GAP)
        column.addWidget(self.figure)
        column.addWidget(self.caption)

    def show_count(self, count: int, shown: str, caption: str) -> None:
        """Show a count, as text ``shown``, and what it counts."""
        self.figure.setText(shown)
        self.caption.setText(caption)
        set_look(self.figure, "figure-bad" if self._bad_above_zero and count else "figure")
        self.setAccessibleName(f"{caption} {shown}")

"""A titled card of fields in as many columns as there is room for."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.fields.base import FieldWidget
from app.ui.theme import GAP
from app.ui.widgets.card import Card

COLUMNS_MAX = 3
COLUMN_EMS_MIN = 14.6
"""Narrowest column, in heights of the font: three columns from a window of 1366 px on, two below."""
COLUMN_GAP = 14


class SectionCard(Card):
    """Places the fields that are shown row by row; a field may ask for more than one column."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self.fields: list[FieldWidget] = []
        self._columns = 0
        self._placed: tuple[FieldWidget, ...] = ()
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(COLUMN_GAP)
        self.grid.setVerticalSpacing(GAP)
        self.body.addLayout(self.grid)

    def hold(self, fields: Iterable[FieldWidget]) -> None:
        """Take these fields, made with the card as parent: to change it later styles all within anew."""
        self.fields = list(fields)

    def place(self) -> None:
        """Lay the shown fields out again, if their number or the columns changed."""
        shown = tuple(field for field in self.fields if not field.isHidden())
        columns = self._columns_now()
        if (shown, columns) == (self._placed, self._columns):
            return
        for field in self._placed:
            # Not takeAt(): an old layout item that Python still holds keeps Qt from noticing new heights.
            self.grid.removeWidget(field)
        self._placed, self._columns = shown, columns
        row = column = 0
        for field in shown:
            wide = min(field.columns_wanted, columns)
            if column + wide > columns:
                row, column = row + 1, 0
            self.grid.addWidget(field, row, column, 1, wide)
            column += wide
        for at in range(COLUMNS_MAX):
            self.grid.setColumnStretch(at, 1 if at < columns else 0)
            self.grid.setColumnMinimumWidth(at, 0)

    def minimumSizeHint(self) -> QSize:
        """May become as narrow as one column."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), round(COLUMN_EMS_MIN * self._em())), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer columns."""
        super().resizeEvent(event)
        self.place()

    def _em(self) -> float:
        return self.fontInfo().pixelSize()

    def _columns_now(self) -> int:
        room = self.contentsRect().width() - 8 * GAP
        least = COLUMN_EMS_MIN * self._em() + COLUMN_GAP
        return max(1, min(COLUMNS_MAX, int((room + COLUMN_GAP) / least)))

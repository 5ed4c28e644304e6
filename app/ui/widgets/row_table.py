"""A table that paints its own rows, for lists that change whole at every letter that is typed."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from app.ui.theme import tokens
from app.ui.widgets.chip_cell import ChipValue
from app.ui.widgets.row_painter import Kind, Line, Place, RowPainter
from app.ui.widgets.table import Table

ROWS_MEASURED_MAX = 200
"""Rows from the first in sight that a column's width is taken from."""


class QuietScrollBar(QScrollBar):
    """Keeps its room while there is nothing to scroll, and shows nothing there.

    A bar that comes and goes makes the list narrower and wider, and all headings and rows with it.
    """

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what can be moved."""
        if self.maximum() > self.minimum():
            super().paintEvent(event)


class RowTable(Table):
    """``kinds`` says what each column holds.

    The model answers keyboard, clipboard and screen readers; painting and measuring ask :meth:`words` and
    :meth:`chip`, once for each row in sight.
    """

    def __init__(self, kinds: Sequence[Kind], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kinds = kinds
        self._painter: RowPainter | None = None
        self.setVerticalScrollBar(QuietScrollBar())
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @abstractmethod
    def words(self, row: int) -> Sequence[str]:
        """What stands in the columns of a row."""

    @abstractmethod
    def chip(self, row: int) -> ChipValue:
        """The chip of a row."""

    def sizeHintForColumn(self, column: int) -> int:
        """The width in pixels that the rows' contents need in a column."""
        first = max(0, self.rowAt(0))
        rows = range(first, min(self.model().rowCount(), first + ROWS_MEASURED_MAX))
        kind, by = self._kinds[column], self._row_painter()
        if kind is Kind.CHIP:
            return max((by.width_of_chip(self.chip(row)) for row in rows), default=0)
        return max((by.width_of_text(kind, self.words(row)[column]) for row in rows), default=0)

    def lay_out_now(self) -> None:
        """Do at once, after rows came or went, what Qt would put off and then paint the list for again."""
        self.executeDelayedItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows that lie in what is to be painted, and the ground."""
        dirty = event.rect()
        painter = QPainter(self.viewport())
        painter.fillRect(dirty, QColor(tokens().surface))
        first, last = self.rowAt(dirty.top()), self.rowAt(dirty.bottom())
        if first >= 0:
            lines = self._lines(first, last if last >= 0 else self.model().rowCount() - 1)
            self._row_painter().paint(painter, self._places(), lines)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Lay texts out anew when they are read otherwise."""
        if event.type() in (
            QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange,
        ):  # fmt: skip
            self._painter = None
        super().changeEvent(event)

    def _lines(self, first: int, last: int) -> list[Line]:
        chosen, top, height = self.selectionModel(), QModelIndex(), self.rowHeight(first)
        at = self.rowViewportPosition(first)
        return [
            Line(
                self.words(row),
                self.chip(row),
                at + (row - first) * height,
                height,
                chosen.isRowSelected(row, top),
            )
            for row in range(first, last + 1)
        ]

    def _places(self) -> list[Place]:
        header = self.horizontalHeader()
        return [
            Place(column, kind, header.sectionViewportPosition(column), header.sectionSize(column))
            for column, kind in enumerate(self._kinds)
        ]

    def _row_painter(self) -> RowPainter:
        if self._painter is None:
            self._painter = RowPainter(self.font(), self.layoutDirection())
        return self._painter

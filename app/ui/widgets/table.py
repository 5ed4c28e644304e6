"""The table of every list: no grid, calm rows, sorting, copying, columns as wide as their contents."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from app.ui.texts import FIRST_STRONG_ISOLATE, POP_ISOLATE, to_ascii
from app.ui.theme import ROW_HEIGHT

COLUMN_WIDTH_MAX_CHARACTERS = 32


class Table(QTableView):
    """``activated_row`` on Enter or double click; ``typed`` when letters are typed into the list."""

    activated_row = Signal(int)
    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSortingEnabled(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(max(ROW_HEIGHT, round(self.fontMetrics().height() * 1.6)))
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setSortIndicatorClearable(True)
        columns.setSortIndicatorShown(False)
        columns.setMinimumSectionSize(40)
        self.doubleClicked.connect(lambda index: self.activated_row.emit(index.row()))

    def fit_columns(self, stretched: int) -> None:
        """Make every column as wide as what is in it, and let ``stretched`` have the rest."""
        widest = self.fontMetrics().averageCharWidth() * COLUMN_WIDTH_MAX_CHARACTERS
        for column in range(self.model().columnCount()):
            if column != stretched:
                wanted = max(self.sizeHintForColumn(column), self.horizontalHeader().sectionSizeHint(column))
                self.setColumnWidth(column, min(widest, wanted + 4))
        self.horizontalHeader().setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)

    def widen(self, column: int) -> None:
        """Give a column the room that its contents have come to need; it never narrows by itself."""
        wanted = self.sizeHintForColumn(column) + 4
        if wanted > self.columnWidth(column):
            self.setColumnWidth(column, wanted)

    def go_to_row(self, row: int) -> None:
        """Put the cursor on a row (``selectRow`` does nothing right to left while columns are stretched)."""
        flag = QItemSelectionModel.SelectionFlag
        index = self.model().index(row, 0)
        self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)

    def copy_selection(self) -> None:
        """Put the selected rows on the clipboard: tabs between columns, ASCII digits, no marks."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        model = self.model()
        lines = [
            "\t".join(
                _plain(str(model.index(row, column).data() or "")) for column in range(model.columnCount())
            )
            for row in rows
        ]
        if lines:
            QGuiApplication.clipboard().setText("\n".join(lines))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, activate, or hand letters to the filter."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
        ):
            if self.currentIndex().isValid():
                self.activated_row.emit(self.currentIndex().row())
        elif event.text().strip() and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)


def _plain(text: str) -> str:
    return to_ascii(text.replace(FIRST_STRONG_ISOLATE, "").replace(POP_ISOLATE, "").replace("٬", ""))

"""The queue as a table model: bounded pages of applications, newest first, changed in place.

A refresh replaces rows that changed and inserts or removes only what came or went, so that the row under
the cursor stays under it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.entry import parse_instant
from app.local_db.queries.queue import QueueRow
from app.ui.fonts import table_font
from app.ui.models.queue_item import Told, tell
from app.ui.texts import code, money, since, translate
from app.ui.widgets.chip_cell import CHIP_ROLE

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
SORT_ROLE = int(Qt.ItemDataRole.UserRole) + 2


class Column(IntEnum):
    """Columns in reading order."""

    STATE = 0
    RECEIPT = 1
    SERVICE = 2
    APPLICANT = 3
    TIME = 4
    WHY = 5
    AMOUNT = 6


class QueueModel(QAbstractTableModel):
    """``service_name`` gives a service's name in the window's language by its code."""

    def __init__(
        self,
        service_name: Callable[[str], str],
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._service_name = service_name
        self._now = now
        self._items: list[QueueRow] = []
        self._told: list[Told | None] = []
        """None for a row that nobody has looked at: a list of thousands is told as it comes into sight."""
        self._texts: dict[str, tuple[str, ...]] = {}

    def item(self, row: int) -> QueueRow:
        """The application in a row."""
        return self._items[row]

    def items(self) -> list[QueueRow]:
        """The applications of all rows."""
        return self._items.copy()

    def told(self, row: int) -> Told:
        """Its state in words."""
        told = self._told[row]
        if told is None:
            told = self._told[row] = self._tell(self._items[row])
        return told

    def replace(self, items: Sequence[QueueRow]) -> None:
        """Take a fresh reading; what stayed the same stays where it is."""
        self._texts.clear()
        fresh = {item.application: item for item in items}
        for row in range(len(self._items) - 1, -1, -1):
            if self._items[row].application not in fresh:
                self.beginRemoveRows(NOWHERE, row, row)
                del self._items[row], self._told[row]
                self.endRemoveRows()
        known = {item.application for item in self._items}
        for row, item in enumerate(items):
            if item.application in known:
                continue
            at = min(row, len(self._items))
            self.beginInsertRows(NOWHERE, at, at)
            self._items.insert(at, item)
            self._told.insert(at, self._tell(item))
            self.endInsertRows()
        for row, item in enumerate(self._items):
            latest = fresh[item.application]
            told = self._tell(latest)
            if latest != item or told != self._told[row]:
                self._items[row], self._told[row] = latest, told
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    def show(self, items: Sequence[QueueRow]) -> None:
        """Take another list in place of this one: the answer to another question."""
        self.beginResetModel()
        self._texts.clear()
        self._items = list(items)
        self._told = [None] * len(self._items)
        self.endResetModel()

    def tell_again(self) -> None:
        """Put the sentences anew, after the language or the day changed."""
        self.replace(self._items.copy())

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many applications are held."""
        return 0 if parent.isValid() else len(self._items)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """How many columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The columns' headings."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(Column(section))
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            Column.STATE: translate("queue_model", "State"),
            Column.RECEIPT: translate("queue_model", "Receipt"),
            Column.SERVICE: translate("queue_model", "Service"),
            Column.APPLICANT: translate("queue_model", "Applicant"),
            Column.TIME: translate("queue_model", "Time"),
            Column.WHY: translate("queue_model", "Why it waits and what happens next"),
            Column.AMOUNT: translate("queue_model", "Rials"),
        }[Column(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's words, alignment, chip or sorting key.

        Asked several hundred times for each painting, mostly for what a cell does not have.
        """
        if role not in _ANSWERED or not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role in _WORDS:
            return self._text(row, column)
        if role == _ALIGNMENT:
            return _AT_THE_UNITS if column == Column.AMOUNT else _LEADING
        if role == SORT_ROLE:
            return self._sort_key(row, column)
        if role == CHIP_ROLE:
            return self.told(row) if column == Column.STATE else None
        if role == _FONT:
            return table_font() if column == Column.AMOUNT else None
        return self.told(row).why if column == Column.WHY else None

    def _text(self, row: int, column: int) -> str:
        """A cell's words; a row's are made once, as painting asks for each of them several times."""
        item = self._items[row]
        texts = self._texts.get(item.application)
        if texts is None:
            told = self.told(row)
            texts = self._texts[item.application] = (
                told.word,
                code(item.receipt),
                self._service_name(item.service),
                item.applicant,
                self._time(item),
                told.why,
                money(item.amount_rials),
            )
        return texts[column]

    def _time(self, item: QueueRow) -> str:
        return since(item.at, self._now())

    def _sort_key(self, row: int, column: int) -> Any:
        item = self._items[row]
        if column == Column.AMOUNT:
            return item.amount_rials
        if column == Column.TIME:
            return parse_instant(item.at).timestamp()
        return self._text(row, column)

    def _tell(self, item: QueueRow) -> Told:
        return tell(item, self._now())


_LEADING = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
_AT_THE_UNITS = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
"""Money: the units stand at the right in either direction."""

_ALIGNMENT, _FONT = int(Qt.ItemDataRole.TextAlignmentRole), int(Qt.ItemDataRole.FontRole)
_WORDS = frozenset({int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)})
_ANSWERED = _WORDS | {_ALIGNMENT, _FONT, SORT_ROLE, CHIP_ROLE, int(Qt.ItemDataRole.ToolTipRole)}


def _alignment(column: Column) -> Qt.AlignmentFlag:
    return _AT_THE_UNITS if column is Column.AMOUNT else _LEADING

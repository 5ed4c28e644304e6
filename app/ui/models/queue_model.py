"""The queue as a table model: bounded pages of applications, newest first, changed in place.

A refresh replaces rows that changed and inserts or removes only what came or went, so that the row under
the cursor stays under it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import IntEnum
from itertools import groupby
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.entry import parse_instant
from app.local_db.queries.queue_row import QueueRow
from app.ui.fonts import table_font
from app.ui.models.queue_item import Told
from app.ui.models.queue_teller import QueueTeller
from app.ui.texts import translate
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
        self._items: list[QueueRow] = []
        self._teller = QueueTeller(service_name, now)

    def item(self, row: int) -> QueueRow:
        """The application in a row."""
        return self._items[row]

    def items(self) -> list[QueueRow]:
        """The applications of all rows."""
        return self._items.copy()

    def told(self, row: int) -> Told:
        """Its state in words."""
        return self._teller.told(self._items[row])

    def texts(self, row: int) -> tuple[str, ...]:
        """What stands in a row, column by column."""
        return self._teller.texts(self._items[row])

    def replace(self, items: Sequence[QueueRow]) -> None:
        """Take a fresh reading; what stayed the same stays where it is."""
        fresh = {item.application: item for item in items}
        self._remove([row for row, item in enumerate(self._items) if item.application not in fresh])
        known = {item.application for item in self._items}
        for is_known, run in groupby(enumerate(items), lambda one: one[1].application in known):
            if not is_known:
                coming = list(run)
                self._insert(min(coming[0][0], len(self._items)), [item for _, item in coming])
        turned = self._teller.read_anew()
        for row, item in enumerate(self._items):
            latest = fresh[item.application]
            if turned or latest != item:
                self._put(row, [latest])

    def show(self, items: Sequence[QueueRow]) -> None:
        """Take another list in place of this one: the answer to another question.

        Row by row and without a reset: the headings, their widths and the scroll bar stay as they are.
        """
        self._teller.read_anew()
        held, coming = len(self._items), len(items)
        self._remove(range(coming, held))
        if common := min(held, coming):
            self._put(0, items[:common])
        if coming > held:
            self._insert(held, items[held:])

    def _remove(self, rows: Sequence[int]) -> None:
        """Take rows out, which are given in ascending order, neighbours together."""
        for _, run in groupby(reversed(list(enumerate(rows))), lambda one: one[1] - one[0]):
            together = [row for _, row in run]
            first, last = together[-1], together[0]
            self.beginRemoveRows(NOWHERE, first, last)
            del self._items[first : last + 1]
            self.endRemoveRows()

    def _insert(self, at: int, items: Sequence[QueueRow]) -> None:
        self.beginInsertRows(NOWHERE, at, at + len(items) - 1)
        self._items[at:at] = items
        self.endInsertRows()

    def _put(self, at: int, items: Sequence[QueueRow]) -> None:
        """Put others in the place of rows."""
        end = at + len(items)
        self._items[at:end] = items
        self.dataChanged.emit(self.index(at, 0), self.index(end - 1, len(Column) - 1))

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
            return self.texts(row)[column]
        if role == _ALIGNMENT:
            return _AT_THE_UNITS if column == Column.AMOUNT else _LEADING
        if role == SORT_ROLE:
            return self._sort_key(row, column)
        if role == CHIP_ROLE:
            return self.told(row) if column == Column.STATE else None
        if role == _FONT:
            return table_font() if column == Column.AMOUNT else None
        return self.told(row).why if column == Column.WHY else None

    def _sort_key(self, row: int, column: int) -> Any:
        item = self._items[row]
        if column == Column.AMOUNT:
            return item.amount_rials
        if column == Column.TIME:
            return parse_instant(item.at).timestamp()
        return self.texts(row)[column]


_LEADING = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
_AT_THE_UNITS = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
"""Money: the units stand at the right in either direction."""

_ALIGNMENT, _FONT = int(Qt.ItemDataRole.TextAlignmentRole), int(Qt.ItemDataRole.FontRole)
_WORDS = frozenset({int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.AccessibleTextRole)})
_ANSWERED = _WORDS | {_ALIGNMENT, _FONT, SORT_ROLE, CHIP_ROLE, int(Qt.ItemDataRole.ToolTipRole)}


def _alignment(column: Column) -> Qt.AlignmentFlag:
    return _AT_THE_UNITS if column is Column.AMOUNT else _LEADING

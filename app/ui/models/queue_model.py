"""The queue as a table model: bounded pages of applications, newest first, changed in place.

A refresh replaces rows that changed and inserts or removes only what came or went, so that the row under
the cursor stays under it. The model sorts itself: a sorting proxy takes its columns away and brings them back
whenever a list becomes empty, and is asked for every cell.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import IntEnum
from functools import partial
from itertools import groupby
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.domain.entry import parse_instant
from app.local_db.queries.queue_row import QueueRow
from app.ui.models.queue_item import Told
from app.ui.models.queue_teller import QueueTeller
from app.ui.texts import translate

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
UNSORTED = -1
"""The column of a list that stands as it came, as Qt numbers it."""


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
        self._arrived: list[QueueRow] = []
        self._items: list[QueueRow] = []
        """The same applications: as they came, and as they are shown."""
        self._order: tuple[int, Qt.SortOrder] = (UNSORTED, Qt.SortOrder.AscendingOrder)
        self._teller = QueueTeller(service_name, now)

    def item(self, row: int) -> QueueRow:
        """The application in a row."""
        return self._items[row]

    def items(self) -> list[QueueRow]:
        """The applications of all rows, as they came."""
        return self._arrived.copy()

    def order(self) -> tuple[int, Qt.SortOrder]:
        """The column that is sorted by, :data:`UNSORTED` for none, and which way."""
        return self._order

    def told(self, row: int) -> Told:
        """Its state in words."""
        return self._teller.told(self._items[row])

    def texts(self, row: int) -> tuple[str, ...]:
        """What stands in a row, column by column."""
        return self._teller.texts(self._items[row])

    def replace(self, items: Sequence[QueueRow]) -> None:
        """Take a fresh reading; what stayed the same stays where it is."""
        fresh = {item.application: item for item in items}
        known = {item.application for item in self._arrived}
        arrived = [fresh[item.application] for item in self._arrived if item.application in fresh]
        for row, item in enumerate(items):
            if item.application not in known:
                arrived.insert(row, item)
        told_anew = self._teller.read_anew()
        self._arrived = arrived
        self._become(self._sorted(), told_anew=told_anew)

    def show(self, items: Sequence[QueueRow]) -> None:
        """Take another list in place of this one: the answer to another question.

        Row by row and without a reset: the headings, their widths and the scroll bar stay as they are.
        """
        self._teller.read_anew()
        self._arrived = list(items)
        wanted = self._sorted()
        held, coming = len(self._items), len(wanted)
        self._remove(range(coming, held))
        if common := min(held, coming):
            self._items[:common] = wanted[:common]
            self._changed(0, common - 1)
        if coming > held:
            self._insert(held, wanted[held:])

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Show the rows by a column from now on; by :data:`UNSORTED`, as they came."""
        self._order = (column, order)
        self._arrange(self._sorted())

    def _sorted(self) -> list[QueueRow]:
        column, order = self._order
        if column == UNSORTED:
            return self._arrived.copy()
        downwards = order is Qt.SortOrder.DescendingOrder
        return sorted(self._arrived, key=partial(self._sort_key, column), reverse=downwards)

    def _become(self, wanted: list[QueueRow], *, told_anew: bool) -> None:
        """Go over to these rows by taking out, moving, bringing in and changing no more than needed."""
        coming = {item.application for item in wanted}
        self._remove([row for row, item in enumerate(self._items) if item.application not in coming])
        held = {item.application: item for item in self._items}
        self._arrange([item for item in wanted if item.application in held])
        for is_held, run in groupby(enumerate(wanted), lambda one: one[1].application in held):
            if not is_held:
                new = list(run)
                self._insert(new[0][0], [item for _, item in new])
        for row, item in enumerate(wanted):
            if told_anew or held.get(item.application, item) != item:
                self._changed(row, row)

    def _arrange(self, items: list[QueueRow]) -> None:
        """Bring the rows into the order of ``items``, which are the same applications."""
        before = [item.application for item in self._items]
        after = {item.application: row for row, item in enumerate(items)}
        if before == list(after):
            self._items = items
            return
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        moved = [self.index(after[before[one.row()]], one.column()) for one in held]
        self._items = items
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

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

    def _changed(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))

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
        """A cell's words, tip or alignment, for clipboard, screen readers and mouse; a list paints its
        rows by :meth:`texts` and :meth:`told`.
        """
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.texts(row)[column]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(Column(column))
        if role == Qt.ItemDataRole.ToolTipRole and column == Column.WHY:
            return self.told(row).why
        return None

    def _sort_key(self, column: int, item: QueueRow) -> Any:
        if column == Column.AMOUNT:
            return item.amount_rials
        if column == Column.TIME:
            return parse_instant(item.at).timestamp()
        return self._teller.texts(item)[column]


_LEADING = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
_AT_THE_UNITS = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
"""Money: the units stand at the right in either direction."""


def _alignment(column: Column) -> Qt.AlignmentFlag:
    return _AT_THE_UNITS if column is Column.AMOUNT else _LEADING

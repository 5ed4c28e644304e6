"""A story as a table model: one line for each thing that happened, the first one first."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.office.story import StoryLine
from app.ui.models.story_words import happened, state_chip, when, where, who
from app.ui.texts import translate
from app.ui.widgets.chip_cell import CHIP_ROLE

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class Column(IntEnum):
    """Columns in reading order."""

    WHEN = 0
    WHAT = 1
    STATE = 2
    WHO = 3
    COUNTER = 4


class StoryModel(QAbstractTableModel):
    """Holds the lines of one story."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[StoryLine] = []

    def replace(self, lines: Sequence[StoryLine]) -> bool:
        """Take a fresh reading; whether it differs from what was held."""
        fresh = list(lines)
        if fresh == self._lines:
            return False
        self.beginResetModel()
        self._lines = fresh
        self.endResetModel()
        return True

    def line(self, row: int) -> StoryLine:
        """What happened in a row."""
        return self._lines[row]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many lines."""
        return 0 if parent.isValid() else len(self._lines)

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
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            Column.WHEN: translate("story", "When"),
            Column.WHAT: translate("story", "What happened"),
            Column.STATE: translate("story", "State after it"),
            Column.WHO: translate("story", "Who"),
            Column.COUNTER: translate("story", "Counter"),
        }[Column(section)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's words, alignment or chip."""
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], Column(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return {
                Column.WHEN: when,
                Column.WHAT: happened,
                Column.STATE: lambda one: state_chip(one.state).word,
                Column.WHO: lambda one: who(one.who),
                Column.COUNTER: where,
            }[column](line)
        if role == CHIP_ROLE and column is Column.STATE:
            return state_chip(line.state)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        return None

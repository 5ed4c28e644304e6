"""Proves the table that paints its own rows: what painting asks for, and where things lie in the picture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
)
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from support.window_rig import settle

from app.ui.language import Language, speak
from app.ui.models.queue_item import Told
from app.ui.texts import isolate
from app.ui.theme import LIGHT, Tone
from app.ui.widgets.row_painter import Kind
from app.ui.widgets.row_table import RowTable

ROWS = 300
CHIP, WORDS, BARE, FIGURES = range(4)
CODE, CODE_ROW = isolate("0412-02-05-000001-1"), 3
LONG = "نامی که بسیار درازتر از ستون خود است"


class CountingModel(QAbstractTableModel):
    """Three hundred rows; counts how often a cell is asked for."""

    asked = 0

    def rowCount(self, _: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return ROWS

    def columnCount(self, _: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 4

    def data(self, *_: Any) -> Any:
        self.asked += 1
        return None


class ListOfNames(RowTable):
    """A state, a name too long for its column, a column with nothing in it, and an amount."""

    def __init__(self) -> None:
        super().__init__((Kind.CHIP, Kind.TEXT, Kind.TEXT, Kind.FIGURES))
        self.told: list[int] = []
        self.counting = CountingModel(self)
        self.setModel(self.counting)
        for column, width in enumerate((90, 120, 100, 120)):
            self.setColumnWidth(column, width)

    def words(self, row: int) -> tuple[str, ...]:
        self.told.append(row)
        return "", CODE if row == CODE_ROW else f"{row} {LONG}", "", "1,250"

    def chip(self, row: int) -> Told:
        return Told("آماده", Tone.OK, "✓", "")


@pytest.fixture(params=[Language.FA, Language.EN])
def table(persian: QApplication, request: pytest.FixtureRequest) -> Iterator[ListOfNames]:
    speak(persian, request.param)
    made = ListOfNames()
    made.resize(500, 400)
    made.show()
    made.go_to_row(1)
    settle()
    yield made
    made.close()
    speak(persian, Language.FA)
    settle()


def _picture(table: ListOfNames) -> QImage:
    return table.viewport().grab().toImage()


def _cell(table: ListOfNames, row: int, column: int) -> QRect:
    header = table.horizontalHeader()
    left, width = header.sectionViewportPosition(column), header.sectionSize(column)
    return QRect(left, table.rowViewportPosition(row), width, table.rowHeight(row) - 1)


def _colours(picture: QImage, box: QRect) -> set[str]:
    return {
        QColor(picture.pixel(x, y)).name().upper()
        for x in range(box.left(), box.right() + 1)
        for y in range(box.top(), box.bottom() + 1)
    }


def test_painting_asks_once_for_each_row_in_sight_and_the_model_nothing(table: ListOfNames) -> None:
    settle()
    table.told.clear()
    table.counting.asked = 0
    table.viewport().repaint()
    in_sight = table.viewport().height() // table.rowHeight(0) + 1
    assert table.told == list(range(in_sight))
    assert table.counting.asked == 0


def test_what_is_scrolled_to_is_painted(table: ListOfNames) -> None:
    table.scrollToBottom()
    settle()
    table.told.clear()
    table.viewport().repaint()
    assert table.told[-1] == ROWS - 1
    assert len(table.told) < ROWS / 10


def test_the_chosen_row_is_tinted_the_others_are_not_and_a_line_parts_them(table: ListOfNames) -> None:
    picture = _picture(table)
    assert _colours(picture, _cell(table, 1, BARE)) == {LIGHT.primary_weak}
    assert _colours(picture, _cell(table, 2, BARE)) == {LIGHT.surface}
    below = _cell(table, 2, BARE).translated(0, table.rowHeight(2) - 1)
    assert _colours(picture, QRect(below.left(), below.top(), below.width(), 1)) == {LIGHT.line}


def test_a_text_longer_than_its_column_never_runs_into_the_next(table: ListOfNames) -> None:
    picture = _picture(table)
    words, bare = _cell(table, 2, WORDS), _cell(table, 2, BARE)
    assert LIGHT.text in _colours(picture, words)
    assert _colours(picture, bare) == {LIGHT.surface}
    for edge in (
        QRect(words.left(), words.top(), 8, words.height()),
        words.adjusted(words.width() - 8, 0, 0, 0),
    ):
        assert _colours(picture, edge) == {LIGHT.surface}, "nor onto its column's edge"


def test_words_begin_at_the_leading_side_and_figures_end_at_the_right(table: ListOfNames) -> None:
    picture = _picture(table)
    from_right = table.layoutDirection() is Qt.LayoutDirection.RightToLeft
    chip, figures = _cell(table, 2, CHIP), _cell(table, 2, FIGURES)
    halves = [chip.adjusted(chip.width() // 2, 0, 0, 0), chip.adjusted(0, 0, -chip.width() // 2, 0)]
    leading, _ = halves if from_right else halves[::-1]
    assert LIGHT.ok_weak in _colours(picture, leading)
    assert LIGHT.text in _colours(picture, figures.adjusted(figures.width() // 2, 0, 0, 0))
    assert _colours(picture, figures.adjusted(0, 0, -figures.width() // 2, 0)) == {LIGHT.surface}


def test_a_list_looks_the_same_each_time_it_is_painted(table: ListOfNames) -> None:
    table.setColumnWidth(BARE, 40)
    table.setColumnWidth(WORDS, 180)
    settle()
    QCoreApplication.sendEvent(table, QEvent(QEvent.Type.FontChange))
    first = _picture(table)
    assert LIGHT.text in _colours(first, _cell(table, CODE_ROW, WORDS))
    for _ in range(2):
        assert _picture(table) == first


def test_a_column_wide_enough_for_its_contents_shows_them_whole(table: ListOfNames) -> None:
    before = _picture(table).copy(_cell(table, 0, CHIP))
    table.setColumnWidth(CHIP, table.sizeHintForColumn(CHIP))
    settle()
    cell = _cell(table, 0, CHIP)
    from_right = table.layoutDirection() is Qt.LayoutDirection.RightToLeft
    narrow = _picture(table).copy(cell)
    across = before.width() - cell.width() if from_right else 0
    assert narrow == before.copy(across, 0, cell.width(), cell.height())

"""Paints the rows of a list: one line of words a cell, a chip where the column says so.

Painting a cell through a style sheet and a delegate costs tens of microseconds, and a list has a hundred
cells in sight that all change at each letter that is typed. Here a text that comes again is laid out once,
and a list is painted column by column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QStaticText, QTextOption

from app.ui.fonts import table_font
from app.ui.texts import FIRST_STRONG_ISOLATE, isolate
from app.ui.theme import ground, ink, tokens
from app.ui.widgets.chip import chip_font, chip_ground, chip_size, chip_text, fitted
from app.ui.widgets.chip_cell import ChipValue

CELL_PADDING = 10
"""Between a cell's edge and its words; the style sheet gives headings the same."""
TEXTS_KEPT_MAX = 1024
"""Texts of one font that are kept: some ten screenfuls."""


class Kind(Enum):
    """What a column holds, and so how it is painted."""

    TEXT = auto()
    CHIP = auto()
    FIGURES = auto()
    """Digits of equal width; the units stand at the right in either direction."""


class Place(NamedTuple):
    """Where a column lies: its number and kind, left edge and width in the viewport's pixels."""

    column: int
    kind: Kind
    left: int
    width: int


class Line(NamedTuple):
    """A row to be painted: what stands in its columns, its chip, top and height in the viewport's pixels."""

    texts: Sequence[str]
    chip: ChipValue
    top: int
    height: int
    selected: bool


class RowPainter:
    """Paints with one font and one reading direction; made anew when either changes."""

    def __init__(self, font: QFont, direction: Qt.LayoutDirection) -> None:
        self._from_right = direction is Qt.LayoutDirection.RightToLeft
        self._words = _Texts(font, direction)
        self._figures = _Texts(table_font(), direction)
        self._chips = _Texts(chip_font(), direction)

    def width_of_text(self, kind: Kind, text: str) -> int:
        """The room in pixels that a cell needs for all of its words."""
        return ceil(self._texts_of(kind).whole(text).width) + 2 * CELL_PADDING

    def width_of_chip(self, chip: ChipValue) -> int:
        """The room in pixels that a cell needs for its chip."""
        return chip_size(chip_text(chip.word, chip.tone, chip.mark)).width() + 2 * CELL_PADDING

    def paint(self, painter: QPainter, places: Sequence[Place], lines: Sequence[Line]) -> None:
        """Paint rows over a ground that is painted already."""
        now = tokens()
        left, right = min(one.left for one in places), max(one.left + one.width for one in places)
        hairline, chosen = QColor(now.line), QColor(now.primary_weak)
        for line in lines:
            if line.selected:
                painter.fillRect(QRect(left, line.top, right - left, line.height), chosen)
            painter.fillRect(QRect(left, line.top + line.height - 1, right - left, 1), hairline)
        painter.setPen(QColor(now.text))
        for place in places:
            if place.kind is not Kind.CHIP:
                self._paint_texts(painter, place, lines)
        for place in places:
            if place.kind is Kind.CHIP:
                self._paint_chips(painter, place, lines)

    def _texts_of(self, kind: Kind) -> _Texts:
        return self._figures if kind is Kind.FIGURES else self._words

    def _paint_texts(self, painter: QPainter, place: Place, lines: Sequence[Line]) -> None:
        texts, column = self._texts_of(place.kind), place.column
        painter.setFont(texts.font)
        room = place.width - 2 * CELL_PADDING
        at_right = self._from_right or place.kind is Kind.FIGURES
        left, right = place.left + CELL_PADDING, place.left + place.width - CELL_PADDING
        for line in lines:
            if text := line.texts[column]:
                laid = texts.fitted(text, room)
                across = right - laid.width if at_right else left
                texts.paint(painter, laid, across, line.top, line.height)

    def _paint_chips(self, painter: QPainter, place: Place, lines: Sequence[Line]) -> None:
        ratio, texts = painter.device().devicePixelRatio(), self._chips
        painter.setFont(texts.font)
        room = place.width - 2 * CELL_PADDING
        colours = {tone: (ground(tone).name(), ink(tone)) for tone in {line.chip.tone for line in lines}}
        for line in lines:
            tone = line.chip.tone
            under, over = colours[tone]
            text = fitted(chip_text(line.chip.word, tone, line.chip.mark), room)
            size, laid = chip_size(text), texts.whole(text)
            indent = place.width - CELL_PADDING - size.width() if self._from_right else CELL_PADDING
            left, top = place.left + indent, line.top + (line.height - size.height()) // 2
            painter.drawPixmap(left, top, chip_ground(size, under, ratio))
            painter.setPen(over)
            texts.paint(painter, laid, left + (size.width() - laid.width) / 2, top, size.height())


@dataclass(slots=True)
class _Laid:
    """A text with its width in pixels; ``still`` once it was met again, ready to be painted."""

    text: str
    width: float
    direction: Qt.LayoutDirection
    still: QStaticText | None = None
    met: bool = False


class _Texts:
    """Texts of one font on one line each, measured once for as long as they are met again."""

    def __init__(self, font: QFont, direction: Qt.LayoutDirection) -> None:
        self.font = font
        self._direction = direction
        self._metrics = QFontMetricsF(font)
        self._ascent, self._height = self._metrics.ascent(), ceil(self._metrics.height())
        self.whole = lru_cache(TEXTS_KEPT_MAX)(self._lay)
        """A text, measured."""
        self.fitted = lru_cache(TEXTS_KEPT_MAX)(self._lay_into)
        """A text, or as much of it as a room of some pixels holds, with an ellipsis."""

    def paint(self, painter: QPainter, laid: _Laid, left: float, top: int, height: int) -> None:
        """Paint a text in the middle of a row. To make it ready for the next time costs as much again, so
        that is done when it comes a second time.
        """
        across, above = round(left), top + (height - self._height) // 2
        if laid.still is None:
            if not laid.met:
                laid.met = True
                painter.setLayoutDirection(laid.direction)
                painter.drawText(QPointF(across, above + self._ascent), laid.text)
                return
            laid.still = self._make_ready(laid)
        painter.drawStaticText(across, above, laid.still)

    def _lay(self, text: str) -> _Laid:
        text, direction = " ".join(text.splitlines()), self._direction
        inner = text[1:-1]
        if text == isolate(inner) and FIRST_STRONG_ISOLATE not in inner:
            text, direction = inner, Qt.LayoutDirection.LayoutDirectionAuto  # a code that stands alone
        return _Laid(text, self._metrics.horizontalAdvance(text), direction)

    def _lay_into(self, text: str, room: int) -> _Laid:
        laid = self.whole(text)
        if laid.width <= room:
            return laid
        return self.whole(self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, room)))

    def _make_ready(self, laid: _Laid) -> QStaticText:
        still = QStaticText(laid.text)
        option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        option.setTextDirection(laid.direction)
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        still.setTextFormat(Qt.TextFormat.PlainText)
        still.setTextOption(option)
        still.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
        still.prepare(font=self.font)
        return still

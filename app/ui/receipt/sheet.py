"""A sheet of paper with a pen on it: places text, lines and tables from the top down, in either direction.

Lengths are tenths of a point (1/720 inch), the same on PDF, printer and preview. What is placed is laid out
once and kept; :meth:`Sheet.paint` draws it, as often as asked, onto a painter that is scaled to the device.
"Start" is the side where reading starts: the right in Persian.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption

from app.ui.fonts import FAMILY
from app.ui.receipt.papers import Page

BLACK, GREY, HAIR = "#000000", "#4A4A4A", "#9A9A9A"


class Side(Enum):
    """Where a text stands between its edges."""

    START = "start"
    CENTRE = "centre"
    END = "end"


@dataclass(frozen=True, slots=True)
class Ink:
    """How a text is written; ``size`` in points."""

    size: float = 9.0
    bold: bool = False
    colour: str = BLACK

    def font(self) -> QFont:
        """The font, sized in the sheet's units."""
        font = QFont(FAMILY)
        font.setPixelSize(round(self.size * 10))
        font.setWeight(QFont.Weight.Bold if self.bold else QFont.Weight.Normal)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        # Only glyphs that have a code point of their own can be read back from a PDF: no alternates.
        font.setFeature(QFont.Tag("calt"), 0)
        return font


class Sheet:
    """``top`` is where the next thing goes; ``left`` and ``right`` are the edges of the writing."""

    def __init__(self, page: Page, *, right_to_left: bool) -> None:
        self.page = page
        self._placed: list[Callable[[QPainter], None]] = []
        self.right_to_left = right_to_left
        self.left, self.right = page.margin, page.width - page.margin
        self.top = page.margin

    @property
    def width(self) -> float:
        """Between the edges."""
        return self.right - self.left

    def place(self, draw: Callable[[QPainter], None]) -> None:
        """Keep something that is drawn with the rest."""
        self._placed.append(draw)

    def paint(self, painter: QPainter) -> None:
        """Draw everything."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for draw in self._placed:
            draw(painter)

    def skip(self, points: float) -> None:
        """Leave room."""
        self.top += points * 10

    def box(self, start: float, share: float) -> tuple[float, float]:
        """Left edge and width of a column that begins at ``start`` and takes ``share`` (0 to 1 each)."""
        width = self.width * share
        if self.right_to_left:
            return self.right - self.width * start - width, width
        return self.left + self.width * start, width

    def text(
        self,
        words: str,
        ink: Ink,
        *,
        side: Side = Side.START,
        start: float = 0.0,
        share: float = 1.0,
        left_to_right: bool = False,
    ) -> float:
        """Write into a column at ``top`` without moving on; the height it took."""
        left, width = self.box(start, share)
        layout = self._laid_out(words, ink, side, width, left_to_right=left_to_right)
        self.place(partial(_draw_text, layout, self._pen(ink.colour, 0), QPointF(left, self.top)))
        return float(layout.boundingRect().height())

    def line(self, words: str, ink: Ink, *, side: Side = Side.START, gap: float = 2.0) -> None:
        """Write over the whole width and move on."""
        self.top += self.text(words, ink, side=side) + gap * 10

    def row(self, cells: Sequence[tuple[str, Ink, Side, float]], *, gap: float = 2.5) -> None:
        """Write cells (words, ink, side, share) beside each other and move on by the highest."""
        start, height = 0.0, 0.0
        for words, ink, side, share in cells:
            if words:
                height = max(height, self.text(words, ink, side=side, start=start, share=share))
            start += share
        self.top += height + gap * 10

    def rule(self, *, strong: bool = False, gap: float = 3.0) -> None:
        """A line across, and move on."""
        pen = self._pen(BLACK if strong else HAIR, 8.0 if strong else 4.0)
        self.place(partial(_draw_line, pen, QLineF(self.left, self.top, self.right, self.top)))
        self.top += gap * 10

    def framed(self, words: str, ink: Ink, *, start: float = 0.0, share: float = 1.0) -> float:
        """Words in a frame at ``top`` without moving on; the height of the frame."""
        left, width = self.box(start, share)
        padding = 50.0
        layout = self._laid_out(words, ink, Side.CENTRE, width - 2 * padding, left_to_right=False)
        height = float(layout.boundingRect().height()) + 2 * padding
        pen = self._pen(BLACK, 10.0)
        self.place(partial(_draw_frame, pen, QRectF(left, self.top, width, height)))
        self.place(partial(_draw_text, layout, pen, QPointF(left + padding, self.top + padding)))
        return height

    def height_of(self, ink: Ink) -> float:
        """The height of one line."""
        return QFontMetricsF(ink.font()).height()

    def _pen(self, colour: str, width: float) -> QPen:
        """On a thermal printer there is no grey."""
        return QPen(QColor(BLACK if self.page.is_mono else colour), width)

    def _laid_out(
        self, words: str, ink: Ink, side: Side, width: float, *, left_to_right: bool
    ) -> QTextLayout:
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        backwards = self.right_to_left and not left_to_right
        option.setTextDirection(
            Qt.LayoutDirection.RightToLeft if backwards else Qt.LayoutDirection.LeftToRight
        )
        at_right = (side is Side.START) == self.right_to_left
        edge = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
        option.setAlignment(
            Qt.AlignmentFlag.AlignHCenter if side is Side.CENTRE else edge | Qt.AlignmentFlag.AlignAbsolute
        )
        layout = QTextLayout(words, ink.font())
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout


def _draw_text(layout: QTextLayout, pen: QPen, at: QPointF, painter: QPainter) -> None:
    painter.setPen(pen)
    layout.draw(painter, at)


def _draw_line(pen: QPen, line: QLineF, painter: QPainter) -> None:
    painter.setPen(pen)
    painter.drawLine(line)


def _draw_frame(pen: QPen, box: QRectF, painter: QPainter) -> None:
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 40, 40)

"""Labels by what they are: title, heading, secondary text, a hairline."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from app.ui.first_made import plain
from app.ui.stylesheet import first_look

if TYPE_CHECKING:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QFont, QPaintEvent


def label(text: str = "", look: str = "", *, wraps: bool = False, parent: QWidget | None = None) -> QLabel:
    """A plain-text label (never rich text: what is shown may come from outside) with a look of the theme."""
    made = Paragraph(text, parent) if wraps else QLabel(text, parent)
    plain(made)
    made.setWordWrap(wraps)
    if look:
        first_look(made, look)
    return made


def rule(parent: QWidget | None = None) -> QFrame:
    """A horizontal hairline."""
    made = QFrame(parent)
    first_look(made, "rule")
    return made


def as_read(direction: Qt.LayoutDirection, alignment: Qt.AlignmentFlag) -> Qt.AlignmentFlag:
    """An alignment with left and right as this direction means them.

    ``QStyle.visualAlignment`` does the same; loading ``QStyle`` would delay the window's first paint.
    """
    from PySide6.QtCore import Qt

    left, right, absolute = (
        Qt.AlignmentFlag.AlignLeft,
        Qt.AlignmentFlag.AlignRight,
        Qt.AlignmentFlag.AlignAbsolute,
    )
    if not alignment & Qt.AlignmentFlag.AlignHorizontal_Mask:
        alignment |= left
    if alignment & absolute or not alignment & (left | right):
        return alignment
    if direction is Qt.LayoutDirection.RightToLeft:
        alignment ^= left | right
    return alignment | absolute


class Paragraph(QLabel):
    """Wrapped text whose lines end flush in either direction.

    Qt counts the blank at which a line was broken as part of it, which indents every right-to-left line
    but the last; here each line is painted without it.
    """

    _broken_for: tuple[str, int, Qt.LayoutDirection, str] | None = None
    _lines: tuple[str, ...] = ()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the text line by line; not by Qt, which turns to the first letter's direction."""
        text = self.text()
        if not text.strip():
            return  # as at the window's first paint, which so comes before the painter's classes are loaded
        from PySide6.QtCore import Qt
        from PySide6.QtGui import QPainter

        lines = self._broken(text)
        room, height = self.contentsRect(), self.fontMetrics().lineSpacing()
        free = room.height() - height * len(lines)
        vertical = self.alignment() & Qt.AlignmentFlag.AlignVertical_Mask
        top = room.top()
        if free > 0 and vertical & Qt.AlignmentFlag.AlignVCenter:
            top += free // 2
        elif free > 0 and vertical & Qt.AlignmentFlag.AlignBottom:
            top += free
        across = as_read(self.layoutDirection(), self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask)
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        for number, words in enumerate(lines):
            box = QRect(room.left(), top + number * height, room.width(), height)
            painter.drawText(box, across | Qt.AlignmentFlag.AlignVCenter, words)

    def _broken(self, text: str) -> tuple[str, ...]:
        """The lines in which there is room for the text; kept until text, room or font are others."""
        font, width, direction = self.font(), self.contentsRect().width(), self.layoutDirection()
        key = (text, width, direction, font.key())
        if self._broken_for != key:
            self._broken_for, self._lines = key, tuple(_lines(text, width, direction, font))
        return self._lines


def _lines(text: str, width: int, direction: Qt.LayoutDirection, font: QFont) -> Iterator[str]:
    from PySide6.QtGui import QTextLayout, QTextOption

    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    option.setTextDirection(direction)
    layout.setTextOption(option)
    units = text.encode("utf-16-le")  # Qt counts UTF-16 units
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        start, length = line.textStart(), line.textLength()
        yield units[2 * start : 2 * (start + length)].decode("utf-16-le").strip()
    layout.endLayout()


class ElidedLabel(QLabel):
    """One line that shortens itself, at the end that is the end in its language, before it clips others.

    The whole text is its tooltip while it is shortened.
    """

    def __init__(self, text: str = "", look: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        plain(self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        if look:
            first_look(self, look)

    def minimumSizeHint(self) -> QSize:
        """A few letters and the ellipsis are enough."""
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the text, or as much of it as there is room for."""
        from PySide6.QtCore import Qt
        from PySide6.QtGui import QPainter

        room = self.contentsRect()
        text = self.text()
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        self.setToolTip("" if shown == text else text)
        align = as_read(self.layoutDirection(), self.alignment())
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())  # not by the first letter of the text
        painter.drawText(room, align, shown)

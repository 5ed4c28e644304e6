"""The preview: the receipt as it will be on paper, as large as there is room for."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.office.receipt_view import ReceiptView
from app.ui.receipt.layout import receipt_drawing
from app.ui.receipt.output import picture
from app.ui.receipt.papers import A5, Drawing, Paper
from app.ui.texts import code, translate
from app.ui.theme import tokens

RATIO = A5.width / A5.height
READABLE_PX = 300
"""Least width of a long roll, which is then moved with the wheel."""


class PaperView(QWidget):
    """White paper in both palettes. Painted afresh for each size, so that it is always sharp."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._drawing: Drawing | None = None
        self._image: QImage | None = None
        self._above = 0

    def show_view(self, view: ReceiptView, paper: Paper) -> None:
        """Show a receipt on this paper."""
        self._drawing, self._image = receipt_drawing(view, paper), None
        self._above = 0
        self.setAccessibleName(
            translate("receipt", "Preview of receipt {number}").format(number=code(view.number))
        )
        self.update()

    def sizeHint(self) -> QSize:
        """Large enough to be read."""
        return QSize(420, round(420 / RATIO))

    def minimumSizeHint(self) -> QSize:
        """Small enough for a small screen."""
        return QSize(200, round(200 / RATIO))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint paper and edge."""
        if self._drawing is None:
            return
        ratio = self.devicePixelRatioF()
        room, width = self._room(), self._width()
        shape = self._drawing.width / self._drawing.height
        pixels = round(width * ratio)
        if pixels < 1:
            return
        if self._image is None or self._image.width() != pixels:
            self._image = picture(self._drawing, pixels)
        box = QRect(0, 0, width, round(width / shape))
        box.moveCenter(room.center())
        box.moveTop(room.top() - min(self._above, self._hidden()))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(box), self._image)
        painter.setPen(QPen(QColor(tokens().line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Move a roll that is longer than the room for it."""
        self._above = max(0, min(self._hidden(), self._above - event.angleDelta().y()))
        self.update()

    def _room(self) -> QRect:
        return self.rect().adjusted(1, 1, -1, -1)

    def _width(self) -> int:
        """In points: the whole page fits, but a roll is never too narrow to be read."""
        if self._drawing is None:
            return 0
        room = self._room()
        fitting = int(room.height() * self._drawing.width / self._drawing.height)
        least = READABLE_PX if self._drawing.paper is Paper.ROLL80 else 0
        return min(room.width(), max(fitting, least))

    def _hidden(self) -> int:
        """How much of the page is below the room, in points."""
        if self._drawing is None:
            return 0
        height = self._width() * self._drawing.height / self._drawing.width
        return max(0, round(height) - self._room().height())

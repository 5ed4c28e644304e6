"""The preview: the receipt as it will be on paper, as large as there is room for.

It is drawn off the UI thread: the number beside it is what the citizen waits for, and the squares of its QR
alone take a fifth of a second.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.office.receipt_view import ReceiptView
from app.ui import operations
from app.ui.receipt import qr
from app.ui.receipt.layout import receipt_drawing
from app.ui.receipt.output import picture
from app.ui.receipt.papers import A5, Drawing, Paper
from app.ui.texts import code, translate
from app.ui.theme import tokens

RATIO = A5.width / A5.height
READABLE_PX = 300
"""Least width of a long roll, which is then moved with the wheel."""


class PaperView(QWidget):
    """White paper in both palettes. Drawn afresh for each size, so that it is always sharp."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._drawing: Drawing | None = None
        self._image: QImage | None = None
        self._asked = 0
        self._above = 0

    def clear(self) -> None:
        """Show none, and none that is being drawn."""
        self._asked += 1
        self._drawing = self._image = None
        self._above = 0
        self.update()

    def show_view(self, view: ReceiptView, paper: Paper) -> None:
        """Show a receipt on this paper, as soon as it is drawn."""
        self.clear()
        self.setAccessibleName(
            translate("receipt", "Preview of receipt {number}").format(number=code(view.number))
        )
        self._draw(lambda: _laid_out(view, paper))

    def is_drawn(self) -> bool:
        """Whether the paper is up, and not still being drawn."""
        return self._image is not None

    def _draw(self, lay_out: Callable[[], Drawing]) -> None:
        """Have the page drawn for the room there is; what was asked for before is no longer wanted."""
        self._asked += 1
        asked, room, ratio = self._asked, self._room(), self.devicePixelRatioF()

        def work() -> tuple[Drawing, QImage | None]:
            drawing = lay_out()
            pixels = round(_width(drawing, room) * ratio)
            return drawing, picture(drawing, pixels) if pixels > 0 else None

        operations.run(self, work, lambda drawn: self._on_drawn(asked, *drawn))

    def _on_drawn(self, asked: int, drawing: Drawing, image: QImage | None) -> None:
        if asked == self._asked:
            self._drawing, self._image = drawing, image
            self.update()

    def sizeHint(self) -> QSize:
        """Large enough to be read."""
        return QSize(420, round(420 / RATIO))

    def minimumSizeHint(self) -> QSize:
        """Small enough for a small screen."""
        return QSize(200, round(200 / RATIO))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size: what is there is stretched until it is drawn anew."""
        super().resizeEvent(event)
        drawing = self._drawing
        if drawing is not None:
            self._draw(lambda: drawing)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint paper and edge."""
        drawing, image = self._drawing, self._image
        if drawing is None or image is None:
            return
        width = _width(drawing, self._room())
        box = QRect(0, 0, width, round(width * drawing.height / drawing.width))
        box.moveCenter(self._room().center())
        box.moveTop(self._room().top() - min(self._above, self._hidden()))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(box), image)
        painter.setPen(QPen(QColor(tokens().line), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Move a roll that is longer than the room for it."""
        self._above = max(0, min(self._hidden(), self._above - event.angleDelta().y()))
        self.update()

    def _room(self) -> QRect:
        return self.rect().adjusted(1, 1, -1, -1)

    def _hidden(self) -> int:
        """How much of the page is below the room, in points."""
        if self._drawing is None:
            return 0
        height = _width(self._drawing, self._room()) * self._drawing.height / self._drawing.width
        return max(0, round(height) - self._room().height())


def _laid_out(view: ReceiptView, paper: Paper) -> Drawing:
    """The page, with the squares of its QR made, so that painting it is quick."""
    qr.modules(view.qr_text)
    return receipt_drawing(view, paper)


def _width(drawing: Drawing, room: QRect) -> int:
    """In points: the whole page fits, but a roll is never too narrow to be read."""
    fitting = int(room.height() * drawing.width / drawing.height)
    least = READABLE_PX if drawing.paper is Paper.ROLL80 else 0
    return max(0, min(room.width(), max(fitting, least)))

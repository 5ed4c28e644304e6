"""The preview: the receipt as it will be on paper, as large as there is room for."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.office.receipt_view import ReceiptView
from app.ui.receipt.output import picture
from app.ui.receipt.sheet import A5_HEIGHT, A5_WIDTH
from app.ui.texts import code, translate
from app.ui.theme import tokens

RATIO = A5_WIDTH / A5_HEIGHT


class PaperView(QWidget):
    """White paper in both palettes. Painted afresh for each size, so that it is always sharp."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._view: ReceiptView | None = None
        self._image: QImage | None = None

    def show_view(self, view: ReceiptView) -> None:
        """Show a receipt."""
        self._view, self._image = view, None
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
        if self._view is None:
            return
        ratio = self.devicePixelRatioF()
        room = self.rect().adjusted(1, 1, -1, -1)
        width = min(room.width(), int(room.height() * RATIO))
        pixels = round(width * ratio)
        if pixels < 1:
            return
        if self._image is None or self._image.width() != pixels:
            self._image = picture(self._view, pixels)
        box = QRect(0, 0, width, round(width / RATIO))
        box.moveCenter(room.center())
        box.moveTop(room.top())
        painter = QPainter(self)
        painter.drawImage(QRectF(box), self._image)
        painter.setPen(QPen(QColor(tokens().line), 1))
        painter.drawRect(box)

"""A picture with the part that is kept: chosen by drawing with the mouse or by arrow keys."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import theme
from app.ui.documents.imaging import CROP_MIN, Crop
from app.ui.texts import translate

STEP = 0.01
"""Part of an edge that one arrow key cuts away or gives back."""
SHADE = QColor(0, 0, 0, 130)


class CropView(QWidget):
    """``changed`` when another part is chosen. An arrow cuts at its side; with Shift it gives back."""

    changed = Signal()

    def __init__(self, *, may_crop: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QPixmap()
        self._scaled = QPixmap()
        self._may_crop = may_crop
        self._began: QPointF | None = None
        self.crop = Crop()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 200)
        self.setAccessibleName(translate("documents", "The page"))
        if may_crop:
            self.setCursor(Qt.CursorShape.CrossCursor)

    def show_picture(self, picture: QImage) -> None:
        """Show a picture; the crop stays."""
        self._picture = QPixmap.fromImage(picture)
        self._scaled = QPixmap()
        self.update()

    def set_crop(self, crop: Crop) -> None:
        """Choose the part that is kept."""
        if crop != self.crop:
            self.crop = crop
            self.update()
            self.changed.emit()

    def sizeHint(self) -> QSize:
        """As large as there is room for."""
        return QSize(720, 520)

    def room(self) -> QRectF:
        """Where the picture is painted."""
        if self._picture.isNull():
            return QRectF()
        inside = self.size() - QSize(8, 8)
        size = self._picture.size().scaled(inside, Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF(
            (self.width() - size.width()) / 2,
            (self.height() - size.height()) / 2,
            size.width(),
            size.height(),
        )

    def paintEvent(self, _: QPaintEvent) -> None:
        """The picture, shaded where it is cut away."""
        painter = QPainter(self)
        room = self.room()
        if not room.isEmpty():
            self._paint_picture(painter, room)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.tokens().primary), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to draw the part."""
        if self._may_crop and event.button() is Qt.MouseButton.LeftButton:
            self._began = event.position()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The part from where the mouse was pressed to where it is."""
        room = self.room()
        if self._began is None or room.isEmpty():
            return
        drawn = QRectF(self._began, event.position()).normalized().intersected(room)
        if drawn.width() >= CROP_MIN * room.width() and drawn.height() >= CROP_MIN * room.height():
            self.set_crop(
                Crop(
                    (drawn.left() - room.left()) / room.width(),
                    (drawn.top() - room.top()) / room.height(),
                    (drawn.right() - room.left()) / room.width(),
                    (drawn.bottom() - room.top()) / room.height(),
                )
            )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The part stands."""
        self._began = None
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows cut at their side, with Shift give back; Home gives back everything."""
        if not self._may_crop:
            super().keyPressEvent(event)
            return
        by = -STEP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else STEP
        left, top, right, bottom = self.crop.left, self.crop.top, self.crop.right, self.crop.bottom
        key = event.key()
        if key == Qt.Key.Key_Left:
            left += by
        elif key == Qt.Key.Key_Right:
            right -= by
        elif key == Qt.Key.Key_Up:
            top += by
        elif key == Qt.Key.Key_Down:
            bottom -= by
        elif key == Qt.Key.Key_Home:
            left, top, right, bottom = 0.0, 0.0, 1.0, 1.0
        else:
            super().keyPressEvent(event)
            return
        if right - left >= CROP_MIN and bottom - top >= CROP_MIN:
            self.set_crop(Crop(*(round(min(1.0, max(0.0, edge)), 4) for edge in (left, top, right, bottom))))

    def _paint_picture(self, painter: QPainter, room: QRectF) -> None:
        ratio = self.devicePixelRatioF()
        size = QSize(round(room.width() * ratio), round(room.height() * ratio))
        if self._scaled.size() != size:
            self._scaled = self._picture.scaled(
                size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        painter.drawPixmap(room, self._scaled, QRectF(self._scaled.rect()))
        if self.crop.is_whole():
            return
        kept = QRectF(
            room.left() + self.crop.left * room.width(),
            room.top() + self.crop.top * room.height(),
            (self.crop.right - self.crop.left) * room.width(),
            (self.crop.bottom - self.crop.top) * room.height(),
        )
        for shade in (
            QRectF(room.topLeft(), QPointF(room.right(), kept.top())),
            QRectF(QPointF(room.left(), kept.bottom()), room.bottomRight()),
            QRectF(QPointF(room.left(), kept.top()), kept.bottomLeft()),
            QRectF(kept.topRight(), QPointF(room.right(), kept.bottom())),
        ):
            painter.fillRect(shade, SHADE)
        painter.setPen(QPen(QColor(theme.tokens().primary), 2))
        painter.drawRect(kept)

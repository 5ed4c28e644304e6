"""Paints a chip into a table's cell, for models that answer :data:`CHIP_ROLE` with word, tone and mark."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.ui.theme import Tone
from app.ui.widgets.chip import chip_size, chip_text, fitted, paint_chip

CHIP_ROLE = int(Qt.ItemDataRole.UserRole) + 1
MARGIN_X = 10


class ChipValue(Protocol):
    """What a chip needs to know."""

    @property
    def word(self) -> str:
        """The word on it."""

    @property
    def tone(self) -> Tone:
        """Its meaning."""

    @property
    def mark(self) -> str:
        """Its mark."""


class ChipDelegate(QStyledItemDelegate):
    """The cell's own background and selection, and the chip at its leading side."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint cell and chip."""
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        cell.text = ""
        style = cell.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, cell, painter, cell.widget)
        value: ChipValue | None = index.data(CHIP_ROLE)
        if value is None:
            return
        room = QRectF(cell.rect)
        text = fitted(chip_text(value.word, value.tone, value.mark), room.width() - 2 * MARGIN_X)
        size = chip_size(text)
        right_to_left = cell.direction is Qt.LayoutDirection.RightToLeft
        left = room.right() - MARGIN_X - size.width() if right_to_left else room.left() + MARGIN_X
        box = QRectF(left, room.center().y() - size.height() / 2, size.width(), size.height())
        paint_chip(painter, box, text, value.tone)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Room for the whole chip."""
        value: ChipValue | None = index.data(CHIP_ROLE)
        if value is None:
            return super().sizeHint(option, index)
        size = chip_size(chip_text(value.word, value.tone, value.mark))
        return QSize(size.width() + 2 * MARGIN_X, size.height() + 8)

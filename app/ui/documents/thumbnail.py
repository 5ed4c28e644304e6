"""A page of a paper as a small picture that can be pressed, moved and taken away."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import QPushButton, QWidget

from app.ui import texts
from app.ui.documents.scan_page import ScanPage
from app.ui.stylesheet import set_look
from app.ui.texts import translate

ICON_PX = 56


class Thumbnail(QPushButton):
    """``stepped(by)`` to a neighbour, ``moved(by)`` along the pages, ``removed`` by Delete."""

    stepped = Signal(int)
    moved = Signal(int)
    removed = Signal()

    def __init__(
        self, page: ScanPage, paper: str, at: int, count: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.page = page
        self.setAutoDefault(False)
        set_look(self, "thumbnail")
        self.setIcon(QIcon(QPixmap.fromImage(page.thumbnail)))
        self.setIconSize(QSize(ICON_PX, ICON_PX))
        self.setFixedSize(ICON_PX + 12, ICON_PX + 12)
        words = translate("documents", "{paper}, page {n} of {count}").format(
            paper=paper, n=texts.digits(at + 1), count=texts.digits(count)
        )
        self.setAccessibleName(words)
        self.setToolTip(
            words + "\n" + translate("documents", "Enter: look · Ctrl+arrow: move · Delete: take away")
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go and move in reading order, Delete takes away, Enter presses."""
        ahead = Qt.Key.Key_Left if self.isRightToLeft() else Qt.Key.Key_Right
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            by = 1 if key == ahead else -1
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.moved.emit(by)
            else:
                self.stepped.emit(by)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

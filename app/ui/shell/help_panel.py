"""The keys of the window, on one small panel: F1 shows it, F1 or Esc puts it away."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGraphicsDropShadowEffect, QGridLayout, QWidget

from app.ui.texts import translate
from app.ui.theme import GAP
from app.ui.widgets.buttons import KeyHint
from app.ui.widgets.card import Card
from app.ui.widgets.labels import label


class HelpPanel(Card):
    """Lies over the page it helps with, and takes no focus."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(parent=over)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(4 * GAP)
        self._grid.setVerticalSpacing(2 * GAP)
        self.body.addLayout(self._grid)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(8 * GAP)
        shadow.setOffset(0, GAP)
        shadow.setColor(QColor(0, 0, 0, 70))
        self.setGraphicsEffect(shadow)
        self._fill()
        self.hide()

    def show_over(self) -> None:
        """Show it in the middle of its page."""
        self.adjustSize()
        over = self.parentWidget()
        if over is not None:
            room = over.rect().center() - self.rect().center()
            self.move(QPoint(max(0, room.x()), max(0, room.y())))
        self.show()
        self.raise_()

    def _fill(self) -> None:
        self.set_title(translate("help", "Keys"))
        keys = (
            ("F1", translate("help", "this panel")),
            ("F2", translate("help", "new application")),
            ("F3", translate("help", "find an application")),
            ("F4", translate("help", "queue")),
            ("F7", translate("help", "ask the civil registry")),
            ("F8", translate("help", "in a story: void the application (a manager)")),
            ("F9", translate("help", "print, or print a copy")),
            ("F12", translate("help", "accept and give the receipt")),
            ("Enter", translate("help", "next field")),
            ("Ctrl+Enter", translate("help", "the page's great button")),
            ("Ctrl+K", translate("help", "change the service")),
            ("Ctrl+D", translate("help", "add a file to the paper")),
            ("Ctrl+Shift+D", translate("help", "scan the paper")),
            ("Ctrl+V", translate("help", "on a paper: paste a picture")),
            ("Ctrl+I", translate("help", "the whole story of the application in the queue")),
            ("Ctrl+L", translate("help", "lock this counter")),
            ("Esc", translate("help", "back; asks when something would be lost")),
        )
        half = (len(keys) + 1) // 2
        for place, (key, words) in enumerate(keys):
            column = place // half * 2
            self._grid.addWidget(KeyHint(key), place % half, column, Qt.AlignmentFlag.AlignLeading)
            self._grid.addWidget(label(words), place % half, column + 1)
            self._grid.setColumnStretch(column + 1, 1)
        self.setAccessibleDescription("; ".join(f"{key} {words}" for key, words in keys))

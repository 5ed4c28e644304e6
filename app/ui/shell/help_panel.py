"""Help for the screen that is up: a short guide and the keys. F1 shows it, F1 or Esc puts it away."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QGraphicsDropShadowEffect, QGridLayout, QVBoxLayout, QWidget

from app.ui.shell.guides import Guide
from app.ui.texts import translate
from app.ui.theme import GAP
from app.ui.widgets.buttons import KeyHint
from app.ui.widgets.card import Card
from app.ui.widgets.labels import label, rule

WIDTH_CHARACTERS = 104


def window_keys() -> tuple[tuple[str, str], ...]:
    """Every key of the window and what it does, in the order of the panel."""
    return (
        ("F1", translate("help", "this panel")),
        ("F2", translate("help", "new application; once more: another citizen")),
        ("F3", translate("help", "find an application")),
        ("F4", translate("help", "queue")),
        ("F6", translate("help", "the other language")),
        ("F7", translate("help", "ask the civil registry")),
        ("F8", translate("help", "in a story: void the application (a manager)")),
        ("F9", translate("help", "print, or print a copy")),
        ("F10", translate("help", "fill in who was served here before")),
        ("F11", translate("help", "show the earlier application of the same person")),
        ("F12", translate("help", "accept and give the receipt")),
        ("Enter", translate("help", "next field")),
        ("↓", translate("help", "in a Latin name: write what is suggested")),
        ("Ctrl+T", translate("help", "take the money by the card terminal")),
        ("Ctrl+Delete", translate("help", "take a row, or a part of a payment, away")),
        ("Ctrl+Enter", translate("help", "the page's great button")),
        ("Ctrl+K", translate("help", "change the service")),
        ("Ctrl+Tab", translate("help", "the next draft")),
        ("Ctrl+W", translate("help", "discard the draft; asks")),
        ("Ctrl+D", translate("help", "add a file to the paper")),
        ("Ctrl+Shift+D", translate("help", "scan the paper")),
        ("Ctrl+V", translate("help", "on a paper: paste a picture")),
        ("Ctrl+I", translate("help", "the whole story of the application in the queue")),
        ("Ctrl+P", translate("help", "under a receipt: printer and paper")),
        ("Ctrl+L", translate("help", "lock this counter")),
        ("Esc", translate("help", "back; asks when something would be lost")),
    )


class HelpPanel(Card):
    """Lies over the page it helps with, and takes no focus.

    Without ``keys`` it has the guide alone: for the entrance, where none of them works.
    """

    def __init__(self, over: QWidget, *, keys: bool = True) -> None:
        super().__init__(parent=over)
        self._guide = QVBoxLayout()
        self._guide.setSpacing(GAP)
        self._guide.setContentsMargins(0, 0, 0, GAP)
        self.body.addLayout(self._guide)
        self._keys = window_keys() if keys else ()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(8 * GAP)
        shadow.setOffset(0, GAP)
        shadow.setColor(QColor(0, 0, 0, 70))
        self.setGraphicsEffect(shadow)
        self._show_keys()
        self.hide()

    def show_over(self, guide: Guide) -> None:
        """Show it in the middle of its page, with this guide."""
        self._show_guide(guide)
        over = self.parentWidget()
        if over is None:
            return
        wanted = self.fontMetrics().averageCharWidth() * WIDTH_CHARACTERS
        self.setFixedWidth(min(over.width() - 4 * GAP, wanted))
        self.show()  # first: only what is shown has its font, and so its size
        self.raise_()
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self.resize(self.width(), min(over.height(), self.heightForWidth(self.width())))
        room = over.rect().center() - self.rect().center()
        self.move(QPoint(max(0, room.x()), max(0, room.y())))

    def _show_guide(self, guide: Guide) -> None:
        self.set_title(translate("help", "This screen") if guide else translate("help", "Keys"))
        while (item := self._guide.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for sentence in guide:
            self._guide.addWidget(label(sentence, wraps=True))
        if guide and self._keys:
            self._guide.addSpacing(GAP)
            self._guide.addWidget(rule())
        told = [*guide, *(f"{key} {words}" for key, words in self._keys)]
        self.setAccessibleDescription("; ".join(told))

    def _show_keys(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(4 * GAP)
        grid.setVerticalSpacing(GAP)
        self.body.addLayout(grid)
        half = (len(self._keys) + 1) // 2
        for place, (key, words) in enumerate(self._keys):
            column = place // half * 2
            grid.addWidget(KeyHint(key), place % half, column, Qt.AlignmentFlag.AlignLeading)
            grid.addWidget(label(words), place % half, column + 1)
            grid.setColumnStretch(column + 1, 1)

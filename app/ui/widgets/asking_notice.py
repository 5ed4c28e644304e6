"""A notice with buttons at its end: what should be known, and what can be done about it, in one line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.ui.theme import FIELD_HEIGHT, GAP
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.notice import Notice
from app.ui.widgets.showing import show_if


class AskingNotice(Notice):
    """As high without a button as with one, so that nothing moves when one comes."""

    def __init__(self, *buttons: KeyButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = buttons
        row = self.layout()
        if not isinstance(row, QBoxLayout):
            raise TypeError("a notice is one row")
        row.setContentsMargins(3 * GAP, GAP, 2 * GAP, GAP)
        row.setSpacing(2 * GAP)
        row.setStretch(0, 1)
        for button in buttons:
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
            button.hide()
        self.setMinimumHeight(FIELD_HEIGHT + 4 * GAP)

    def offer(self, *shown: KeyButton) -> None:
        """Show these buttons and no other. The focus of one that goes is passed on as by Tab."""
        for button in self.buttons:
            show_if(button, button in shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus."""
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, KeyButton):
            focused.click()
        else:
            super().keyPressEvent(event)

"""A full page for what keeps the window from working: what happened, what is safe, what to do."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.domain.errors import DaftarError
from app.ui.pages.entrance import EntrancePage
from app.ui.texts import explained, translate
from app.ui.theme import GAP, Tone
from app.ui.widgets.chip import Chip
from app.ui.widgets.labels import label


class TroublePage(EntrancePage):
    """Emits ``again`` to try once more, ``leave`` to close the window."""

    again = Signal()
    leave = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.what = label("", "heading", wraps=True)
        self.safe = label("", wraps=True)
        self.todo = label("", wraps=True)
        self.safe_mark = Chip("", Tone.OK)
        self.todo_mark = Chip("", Tone.INFO, "←")
        self.retry = QPushButton()
        self.close_button = QPushButton()
        body = self.card.body
        body.addWidget(self.what)
        for mark, text in ((self.safe_mark, self.safe), (self.todo_mark, self.todo)):
            body.addWidget(mark)
            body.addWidget(text)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * GAP)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.retry)
        body.addSpacing(2 * GAP)
        body.addLayout(buttons)
        self.retry.clicked.connect(self.again)
        self.close_button.clicked.connect(self.leave)
        self._error: DaftarError | None = None

    def show_error(self, error: DaftarError, *, can_retry: bool = True) -> None:
        """Explain an error in the window's language."""
        self._error = error
        told = explained(error)
        self.brand.setText(translate("trouble", "Daftar"))
        self.what.setText(told.what)
        self.safe.setText(told.safe)
        self.todo.setText(told.todo)
        self.safe_mark.show_word(translate("trouble", "What is safe"), Tone.OK)
        self.todo_mark.show_word(translate("trouble", "What to do"), Tone.INFO, "")
        self.safe.setVisible(bool(told.safe))
        self.safe_mark.setVisible(bool(told.safe))
        self.todo.setVisible(bool(told.todo))
        self.todo_mark.setVisible(bool(told.todo))
        self.retry.setText(translate("trouble", "Try again"))
        self.retry.setVisible(can_retry)
        self.close_button.setText(translate("trouble", "Close"))
        self.setAccessibleName(told.in_one())
        (self.retry if can_retry else self.close_button).setFocus()

    def error(self) -> DaftarError | None:
        """What it explains."""
        return self._error

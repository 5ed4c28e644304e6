"""The frame of the page: its heading, the form's column beside the side, and what lies over one another."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.ui.fields.base import FieldWidget
from app.ui.pages.application.mend_button import MendButton
from app.ui.pages.application.side import Side
from app.ui.pages.page import Page
from app.ui.texts import translate
from app.ui.theme import GAP, Tone
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.chip import Chip
from app.ui.widgets.notice import Notice
from app.ui.widgets.scrolling import Scrolling
from app.ui.widgets.showing import show_if


class ApplicationFrame(Page):
    """``work`` holds the form's column and the side; ``stack`` shows it or one of the page's other faces."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stack = QStackedWidget(self)
        self.work = QWidget(self.stack)
        self.fields_column = QVBoxLayout()
        self.fields = Scrolling(self.fields_column, shown_whole=(FieldWidget,), parent=self.work)
        self.policy = Chip(parent=self)
        self.errors = MendButton(self)
        another = translate("application", "Another service")
        self.change = KeyButton(another, "Ctrl+K", shortcut=True, parent=self)
        self.notice = Notice(self)
        self.side = Side(self.work)

    def lay_out(self, above: QWidget, *faces: QWidget) -> None:
        """``above`` stands over the notice; ``faces`` lie in the stack."""
        self.heading.insertWidget(1, self.policy)
        self.heading.addWidget(self.errors)
        self.heading.addWidget(self.change)
        row = QHBoxLayout(self.work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3 * GAP)
        self.fields_column.setSpacing(3 * GAP)
        self.fields_column.addStretch(1)
        row.addWidget(self.fields, 7)
        row.addWidget(self.side, 4)
        for face in faces:
            self.stack.addWidget(face)
        self.body.addWidget(above)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.stack, 1)
        self.head("", None)

    def head(self, title: str, policy: tuple[str, Tone] | None) -> None:
        """Say which service it is and what that allows off line; without ``policy`` no form is up."""
        self.set_title(title or translate("application", "New application"))
        show_if(self.policy, policy is not None)
        if policy is not None:
            self.policy.show_word(policy[0], policy[1], "")
        show_if(self.change, policy is not None)
        if policy is None:
            self.errors.hide()

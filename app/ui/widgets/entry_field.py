"""A labelled line to type into, with its note or its error directly below."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.ui.first_made import (
    ALIGN_ABSOLUTE,
    ALIGN_LEFT,
    ALIGN_MIDDLE,
    ALIGN_RIGHT,
    align,
    keep_secret,
    read,
)
from app.ui.stylesheet import set_look
from app.ui.texts import digits, to_ascii
from app.ui.theme import GAP
from app.ui.widgets.labels import label
from app.ui.widgets.showing import show_if


class EntryField(QWidget):
    """Label, line and the words under it. The error goes as soon as something else is typed.

    ``latin`` keeps the text left to right (codes, passwords), set at the line's leading side; digits of a
    line that is no secret are shown as the window's language writes them, however they were typed.
    """

    entered = Signal()
    edited = Signal(str)

    def __init__(self, *, latin: bool = False, secret: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._latin = latin
        self._note = ""
        self.caption = label("", "secondary")
        self.line = QLineEdit()
        self.below = label("", "secondary", wraps=True)
        self.caption.setBuddy(self.line)
        if secret:
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
            keep_secret(self.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.caption)
        column.addWidget(self.line)
        column.addWidget(self.below)
        self.setFocusProxy(self.line)
        self.line.returnPressed.connect(self.entered)
        self.line.textEdited.connect(self._on_edited)
        self.set_note("")

    def set_caption(self, text: str) -> None:
        """The words over the line."""
        self.caption.setText(text)
        self.line.setAccessibleName(text)
        self._settle_direction()

    def set_note(self, text: str) -> None:
        """Quiet words under the line, shown while there is no error."""
        self._note = text
        self.clear_error()

    def show_error(self, text: str) -> None:
        """Say what is wrong, under the line; what was typed stays."""
        set_look(self.line, "error")
        set_look(self.below, "error")
        self.below.setText(text)
        show_if(self.below, bool(text))
        self.line.setAccessibleDescription(text)

    def clear_error(self) -> None:
        """Back to the note."""
        set_look(self.line, "")
        set_look(self.below, "secondary")
        self.below.setText(self._note)
        show_if(self.below, bool(self._note))
        self.line.setAccessibleDescription(self._note)

    def text(self) -> str:
        """What was typed."""
        return self.line.text()

    def _on_edited(self, text: str) -> None:
        self.clear_error()
        shown = digits(to_ascii(text))
        if shown != text and self.line.echoMode() is QLineEdit.EchoMode.Normal:
            cursor = self.line.cursorPosition()
            self.line.setText(shown)
            self.line.setCursorPosition(cursor)
        self.edited.emit(shown)

    def _settle_direction(self) -> None:
        if self._latin:
            read(self.line, right_to_left=False)
            side = ALIGN_RIGHT if self.isRightToLeft() else ALIGN_LEFT
            align(self.line, side | ALIGN_MIDDLE | ALIGN_ABSOLUTE)

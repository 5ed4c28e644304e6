"""Reading a value back to the applicant: said to be right for this very value, and for no other.

A definition asks for it where a slip costs a document (``confirmed``). The button stands under the input;
Enter on it says that the value was read out and is right, and goes on. A value that changes takes it back.
"""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from app.ui.texts import translate
from app.ui.theme import Tone


class ReadBack(QPushButton):
    """Checked while the value that stands in the field is the one that was read out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.value = ""
        """What stands in the field, in its stored form; "" when nothing does."""
        self._confirmed = ""
        self.clicked.connect(self._on_clicked)
        self._say()

    def follow(self, value: str) -> None:
        """This value (in its stored form) stands in the field now; "" when none does."""
        self.value = value
        self._say()

    def confirm(self) -> None:
        """The value that stands there was read out and is right."""
        self._confirmed = self.value
        self._say()

    def take_back(self) -> None:
        """Nothing was read out."""
        self._confirmed = ""
        self._say()

    def is_confirmed(self) -> bool:
        """Whether the value that stands there is the one that was read out."""
        return bool(self.value) and self._confirmed == self.value

    def _on_clicked(self) -> None:
        if self.is_confirmed():
            self.take_back()
        else:
            self.confirm()

    def _say(self) -> None:
        done = self.is_confirmed()
        self.setEnabled(bool(self.value))
        self.setChecked(done)
        if done:
            words = f"{Tone.OK.mark} " + translate("fields", "Read out, and right")
        else:
            words = translate("fields", "Read out: right?")
        self.setText(words)

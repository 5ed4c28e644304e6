"""Reading a value back to the applicant: said to be right for this very value, and for no other.

A definition asks for it where a slip costs a document (``confirmed``). The button stands under the input;
Enter on it says that the value was read out and is right, and goes on. A value that changes takes it back.
"""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from app.ui.texts import translate
from app.ui.theme import Tone


class ReadBack(QPushButton):
    """Checked while ``value`` is the one that was read out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self._value = ""
        self._confirmed = ""
        self.clicked.connect(self._on_clicked)
        self._say()

    def follow(self, value: str) -> None:
        """This value (in its stored form) stands in the field now; "" when none does."""
        self._value = value
        self._say()

    def confirm(self) -> None:
        """The value that stands there was read out and is right."""
        self._confirmed = self._value
        self._say()

    def take_back(self) -> None:
        """Nothing was read out."""
        self._confirmed = ""
        self._say()

    def is_confirmed(self) -> bool:
        """Whether the value that stands there is the one that was read out."""
        return bool(self._value) and self._confirmed == self._value

    def spelled(self) -> str:
        """The value letter by letter, as it is read out."""
        return " ".join(self._value)

    def _on_clicked(self) -> None:
        if self.is_confirmed():
            self.take_back()
        else:
            self.confirm()

    def _say(self) -> None:
        done = self.is_confirmed()
        self.setEnabled(bool(self._value))
        self.setChecked(done)
        if done:
            words = f"{Tone.OK.mark} " + translate("fields", "Read out, and right")
        else:
            words = translate("fields", "Read out: right?")
        self.setText(words)

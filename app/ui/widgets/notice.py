"""A tinted box with words in it: what should be known on this page, without a dialog."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.ui.stylesheet import first_look, set_look
from app.ui.theme import GAP, Tone
from app.ui.widgets.labels import label
from app.ui.widgets.showing import show_if


class Notice(QFrame):
    """Hidden while it has nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = label("", f"notice-{Tone.INFO.value}", wraps=True)
        self._said: tuple[str, Tone] | None = None
        first_look(self, f"notice-{Tone.INFO.value}")
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * GAP, 2 * GAP, 3 * GAP, 2 * GAP)
        row.addWidget(self._text)
        self.hide()

    def say(self, text: str, tone: Tone = Tone.INFO) -> None:
        """Show a text, or nothing. To say the same again costs nothing."""
        if (text, tone) == self._said:
            return
        self._said = text, tone
        self._text.setText(f"{tone.mark} {text}" if text else "")
        for one in (self, self._text):
            set_look(one, f"notice-{tone.value}")
        self.setAccessibleName(text)
        show_if(self, bool(text))

    def text(self) -> str:
        """What it says."""
        return self._text.text()

"""Language and palette, chosen under the sign-in; remembered for this PC."""

from __future__ import annotations

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.ui.language import Language, current
from app.ui.shell.appearance import chosen_scheme, next_scheme, other_language
from app.ui.stylesheet import first_look
from app.ui.texts import translate
from app.ui.theme import GAP, Scheme


class EntranceFoot(QWidget):
    """``language_chosen(Language)``; the palette is changed at once."""

    language_chosen = Signal(object)

    def __init__(self, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._language = QPushButton()
        self._scheme = QPushButton()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GAP)
        row.addStretch(1)
        for button in (self._language, self._scheme):
            first_look(button, "quiet")
            row.addWidget(button)
        row.addStretch(1)
        self._language.clicked.connect(lambda: self.language_chosen.emit(other_language(settings)))
        self._scheme.clicked.connect(self._next_scheme)
        self.retranslate()

    def retranslate(self) -> None:
        """Say which language and palette a press would bring."""
        self._language.setText(other_language_words())
        words = {
            Scheme.SYSTEM: translate("entrance", "Colours: as the system"),
            Scheme.LIGHT: translate("entrance", "Colours: light"),
            Scheme.DARK: translate("entrance", "Colours: dark"),
        }
        self._scheme.setText(words[chosen_scheme(self._settings)])

    def _next_scheme(self) -> None:
        next_scheme(self._settings)
        self.retranslate()


def other_language_words() -> str:
    """The name of the language that a press brings, in that language."""
    return "English" if current() is Language.FA else "فارسی"

"""Language and palette, chosen under the sign-in; remembered for this PC."""

from __future__ import annotations

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget

from app.ui import theme
from app.ui.language import Language, current
from app.ui.stylesheet import set_look
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
            set_look(button, "quiet")
            row.addWidget(button)
        row.addStretch(1)
        self._language.clicked.connect(self._other_language)
        self._scheme.clicked.connect(self._next_scheme)
        self.retranslate()

    def retranslate(self) -> None:
        """Say which language and palette a press would bring."""
        self._language.setText("English" if current() is Language.FA else "فارسی")
        words = {
            Scheme.SYSTEM: translate("entrance", "Colours: as the system"),
            Scheme.LIGHT: translate("entrance", "Colours: light"),
            Scheme.DARK: translate("entrance", "Colours: dark"),
        }
        self._scheme.setText(words[chosen_scheme(self._settings)])

    def _other_language(self) -> None:
        other = Language.EN if current() is Language.FA else Language.FA
        self._settings.setValue("window/language", other.value)
        self.language_chosen.emit(other)

    def _next_scheme(self) -> None:
        order = list(Scheme)
        scheme = order[(order.index(chosen_scheme(self._settings)) + 1) % len(order)]
        self._settings.setValue("window/scheme", scheme.value)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, scheme)
        self.retranslate()


def chosen_scheme(settings: QSettings) -> Scheme:
    """The palette that was chosen on this PC; the system's until one is."""
    value = str(settings.value("window/scheme", Scheme.SYSTEM.value))
    return Scheme(value) if value in list(Scheme) else Scheme.SYSTEM


def chosen_language(settings: QSettings) -> Language:
    """The language that was chosen on this PC; Persian until one is."""
    value = str(settings.value("window/language", Language.FA.value))
    return Language(value) if value in list(Language) else Language.FA

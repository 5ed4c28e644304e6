"""Language and palette of the window: what was chosen on this PC, and what a press brings next."""

from __future__ import annotations

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from app.ui import theme
from app.ui.language import Language, current
from app.ui.theme import DARK, Scheme, tokens

LANGUAGE_KEY = "F6"


def chosen_scheme(settings: QSettings) -> Scheme:
    """The palette that was chosen on this PC; the system's until one is."""
    value = str(settings.value("window/scheme", Scheme.SYSTEM.value))
    return Scheme(value) if value in list(Scheme) else Scheme.SYSTEM


def chosen_language(settings: QSettings) -> Language:
    """The language that was chosen on this PC; Persian until one is."""
    value = str(settings.value("window/language", Language.FA.value))
    return Language(value) if value in list(Language) else Language.FA


def other_language(settings: QSettings) -> Language:
    """The language that is not on; it is this PC's from now on."""
    other = Language.EN if current() is Language.FA else Language.FA
    settings.setValue("window/language", other.value)
    return other


def next_scheme(settings: QSettings) -> None:
    """Go on to the next palette: the system's, light, dark."""
    order = list(Scheme)
    _choose(settings, order[(order.index(chosen_scheme(settings)) + 1) % len(order)])


def other_scheme(settings: QSettings) -> None:
    """From light to dark or back, whoever chose the one that is on."""
    _choose(settings, Scheme.LIGHT if tokens() is DARK else Scheme.DARK)


def _choose(settings: QSettings, scheme: Scheme) -> None:
    settings.setValue("window/scheme", scheme.value)
    app = QApplication.instance()
    if isinstance(app, QApplication):
        theme.apply(app, scheme)

"""The language of the window: Persian first, English beside it.

The default :class:`QLocale` is the one place that says which language is on; everything that formats
(digits, dates, money) asks :func:`is_persian`.
"""

from __future__ import annotations

import logging
from enum import StrEnum

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from app.ui import first_made
from app.ui.fonts import RESOURCES

log = logging.getLogger(__name__)

TRANSLATIONS = RESOURCES / "translations"


class Language(StrEnum):
    """A language that the window speaks."""

    FA = "fa"
    EN = "en"


def is_persian() -> bool:
    """Whether the window speaks Persian now."""
    return QLocale().language() == QLocale.Language.Persian


def current() -> Language:
    """The language that is on."""
    return Language.FA if is_persian() else Language.EN


def speak(app: QApplication, language: Language) -> None:
    """Set locale, reading direction and translation. Windows that are open hear ``LanguageChange``."""
    persian = language is Language.FA
    QLocale.setDefault(
        QLocale(QLocale.Language.Persian, QLocale.Country.Iran)
        if persian
        else QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    )
    first_made.read(app, right_to_left=persian)
    for old in app.findChildren(QTranslator, "daftar"):
        app.removeTranslator(old)
        old.setParent(None)
    if not persian:
        return
    of_qt = QTranslator(app)  # the words of Qt's own dialogs; ours go before them
    of_qt.setObjectName("daftar")
    if of_qt.load("qtbase_fa", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(of_qt)
    translator = QTranslator(app)
    translator.setObjectName("daftar")
    compiled = TRANSLATIONS / "daftar_fa.qm"
    if translator.load(str(compiled)):
        app.installTranslator(translator)
    else:
        log.warning("no Persian translation at %s; run `make translations`", compiled)

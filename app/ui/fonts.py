"""The bundled font, Vazirmatn (SIL Open Font Licence), and the sizes that the window uses.

Sizes are points, so that they follow the system's text size; nothing is sized in pixels but hairlines.
"""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

log = logging.getLogger(__name__)

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
"""Fonts, icons, translations: beside the packages, in the tree and when installed."""

FAMILY = "Vazirmatn"
BODY_PT = 10.5
TABLE_PT = 10.0
SECONDARY_PT = 9.5
TITLE_PT = 14.0
FIGURE_PT = 16.0


def install_fonts(app: QApplication) -> None:
    """Load Vazirmatn's three weights and make it the application's font."""
    for weight in ("Regular", "Medium", "Bold"):
        path = RESOURCES / "fonts" / f"{FAMILY}-{weight}.ttf"
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            log.warning("the font %s could not be read; the system's font is used", path)
    app.setFont(body_font())


def body_font() -> QFont:
    """Running text: 10.5 pt."""
    return _font(BODY_PT, QFont.Weight.Normal)


def secondary_font() -> QFont:
    """Explanations and marks: 9.5 pt."""
    return _font(SECONDARY_PT, QFont.Weight.Normal)


def tabular_font(weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Running text with digits of equal width, for columns of figures and for clocks."""
    font = _font(BODY_PT, weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def table_font() -> QFont:
    """Cells of tables, digits of equal width."""
    font = _font(TABLE_PT, QFont.Weight.Normal)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def figure_font() -> QFont:
    """The great figures of a tile: 16 pt bold, digits of equal width."""
    font = _font(FIGURE_PT, QFont.Weight.Bold)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def _font(size_pt: float, weight: QFont.Weight) -> QFont:
    font = QFont(FAMILY)
    font.setPointSizeF(size_pt)
    font.setWeight(weight)
    return font

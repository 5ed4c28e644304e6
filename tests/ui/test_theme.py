"""Proves by arithmetic that every pair of ink and ground keeps WCAG AA in both palettes, and that the
window's colours come from the tokens alone.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from app.ui import theme
from app.ui.theme import CONTRAST_TEXT_MIN, DARK, LIGHT, TEXT_PAIRS, Scheme, Tokens, Tone, contrast

UI = Path(theme.__file__).parent


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT_PAIRS)
def test_every_text_can_be_read_by_weak_eyes(palette: Tokens, ink: str, ground: str) -> None:
    colours = palette.as_dict()
    assert contrast(colours[ink], colours[ground]) >= CONTRAST_TEXT_MIN


def test_contrast_is_computed_as_the_guideline_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#FFFFFF", "#777777") == contrast("#777777", "#FFFFFF")


DRAWN = {"plate.py", "plate_box.py"}
"""A plate has the colours of a plate, whatever the palette."""


def test_a_widget_names_no_colour_of_its_own() -> None:
    allowed = {"theme.py"}
    for path in UI.rglob("*.py"):
        if path.name not in allowed and "receipt" not in path.parts and path.name not in DRAWN:
            assert not re.findall(r"#[0-9A-Fa-f]{6}\b", path.read_text(encoding="utf-8")), path


def test_the_palette_changes_at_once_when_a_person_chooses_another(persian: QApplication) -> None:
    theme.apply(persian, Scheme.DARK)
    assert theme.tokens() is DARK
    assert persian.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.bg
    theme.apply(persian, Scheme.LIGHT)
    assert theme.tokens() is LIGHT
    assert persian.palette().color(QPalette.ColorRole.Base).name().upper() == LIGHT.surface


def test_a_colour_never_speaks_without_a_mark() -> None:
    assert all(tone.mark for tone in Tone if tone is not Tone.NEUTRAL)

"""The colours and sizes of the window, by name: widgets use names, never colours.

Two palettes, light and dark, follow the system or a person's choice. :func:`apply` puts the active one
into the application's palette and style sheet; widgets that paint themselves ask :func:`tokens`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app.ui.stylesheet import stylesheet


class Tokens(NamedTuple):
    """One palette. Each is ``#RRGGBB``; the ``_weak`` ones lie behind the colour of the same name."""

    bg: str
    surface: str
    line: str
    text: str
    soft: str
    primary: str
    primary_weak: str
    on_primary: str
    ok: str
    wait: str
    bad: str
    info: str
    ok_weak: str
    wait_weak: str
    bad_weak: str
    info_weak: str

    def as_dict(self) -> dict[str, str]:
        """The tokens by name."""
        return self._asdict()


LIGHT = Tokens(
    bg="#F4F6F8", surface="#FFFFFF", line="#D8DEE5", text="#16202B", soft="#5A6774",
    primary="#0B6477", primary_weak="#E2F0F3", on_primary="#FFFFFF",
    ok="#1E7B4A", wait="#9A5B00", bad="#B3261E", info="#2457A6",
    ok_weak="#E3F3EA", wait_weak="#FFF1D9", bad_weak="#FBE6E4", info_weak="#E4ECF9",
)  # fmt: skip
DARK = Tokens(
    bg="#11161C", surface="#1A2129", line="#2C3742", text="#E6EBF0", soft="#98A5B2",
    primary="#56B7CB", primary_weak="#12343C", on_primary="#11161C",
    ok="#63C08C", wait="#E2AC4F", bad="#F08A82", info="#86ADEB",
    ok_weak="#15301F", wait_weak="#36290F", bad_weak="#3A1B19", info_weak="#18273E",
)  # fmt: skip

LIGHTNESS_MIDDLE = 128
"""Half of what :meth:`QColor.lightness` gives."""
CONTRAST_TEXT_MIN = 4.5
"""WCAG 2 AA for running text; every pair in :data:`TEXT_PAIRS` keeps it in both palettes."""

TEXT_PAIRS = (
    ("text", "bg"), ("text", "surface"), ("soft", "bg"), ("soft", "surface"),
    ("primary", "surface"), ("primary", "primary_weak"), ("on_primary", "primary"),
    ("text", "primary_weak"),
    *((tone, under) for tone in ("ok", "wait", "bad", "info") for under in ("bg", "surface", tone + "_weak")),
)  # fmt: skip
"""(ink, ground) as widgets use them."""

STYLE_ARGUMENTS = ("-style", "Fusion")
"""How every widget is drawn, on every system. An argument of the application's: ``setStyle`` would load
Qt's whole style interface before the first paint.
"""

GAP = 4
"""Spacing goes in steps of this (device-independent pixels)."""
CARD_RADIUS = 8
FIELD_RADIUS = 6
FIELD_HEIGHT = 34
ROW_HEIGHT = 36
RAIL_WIDTH = 196


class Scheme(StrEnum):
    """Which palette is on."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Tone(StrEnum):
    """The meaning of a coloured thing. Always together with a word and a mark."""

    OK = "ok"
    WAIT = "wait"
    BAD = "bad"
    INFO = "info"
    NEUTRAL = "neutral"

    @property
    def mark(self) -> str:
        """The mark that goes with the colour."""
        return {"ok": "✓", "wait": "●", "bad": "!", "info": "?", "neutral": ""}[self.value]


def tokens() -> Tokens:
    """The palette that is on."""
    chosen = QApplication.instance()
    scheme = chosen.property("scheme") if chosen is not None else None
    if scheme == Scheme.DARK.value:
        return DARK
    if scheme == Scheme.LIGHT.value:
        return LIGHT
    return DARK if _system_is_dark() else LIGHT


def _system_is_dark() -> bool:
    """Before the application has a palette of ours, the system's tells: its ground is dark."""
    app = QApplication.instance()
    if app is None or not app.property("followsScheme"):
        return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < LIGHTNESS_MIDDLE
    from PySide6.QtCore import Qt

    return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark


def ink(tone: Tone) -> QColor:
    """The colour of words of this meaning."""
    return QColor(tokens().soft if tone is Tone.NEUTRAL else getattr(tokens(), tone.value))


def ground(tone: Tone) -> QColor:
    """The colour behind words of this meaning."""
    return QColor(tokens().bg if tone is Tone.NEUTRAL else getattr(tokens(), f"{tone.value}_weak"))


def apply(app: QApplication, scheme: Scheme = Scheme.SYSTEM) -> None:
    """Put a palette on the application, and follow the system's when ``scheme`` says so."""
    app.setProperty("scheme", scheme.value)
    _paint(app)
    if not app.property("followsScheme"):
        app.setProperty("followsScheme", True)
        QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _: _paint(app))


def _paint(app: QApplication) -> None:
    now = tokens()
    app.setPalette(_palette(now))
    app.setStyleSheet(stylesheet(now.as_dict(), dark=now is DARK))


def _palette(now: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, name in (
        (role.Window, now.bg),
        (role.WindowText, now.text),
        (role.Base, now.surface),
        (role.AlternateBase, now.bg),
        (role.Text, now.text),
        (role.PlaceholderText, now.soft),
        (role.Button, now.surface),
        (role.ButtonText, now.text),
        (role.BrightText, now.bad),
        (role.Highlight, now.primary_weak),
        (role.HighlightedText, now.text),
        (role.ToolTipBase, now.surface),
        (role.ToolTipText, now.text),
        (role.Link, now.primary),
        (role.Accent, now.primary),
        (role.Mid, now.line),
        (role.Midlight, now.line),
        (role.Light, now.surface),
        (role.Dark, now.line),
        (role.Shadow, now.line),
    ):
        palette.setColor(which, QColor(name))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(now.soft))
    return palette


def contrast(one: str, other: str) -> float:
    """The WCAG 2 contrast ratio of two ``#RRGGBB`` colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

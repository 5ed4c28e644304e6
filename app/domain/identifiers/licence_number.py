"""Driving-licence number: digits; ten on recent cards, other lengths on older ones."""

from __future__ import annotations

from app.domain.text import strip_separators

DIGITS_MIN = 4
DIGITS_MAX = 15
DIGITS_RECENT = 10


def normalise(text: str) -> str:
    """ASCII digits without separators."""
    return strip_separators(text)


def check(text: str) -> str | None:
    """``licence-number-shape`` or None."""
    fits = text.isascii() and text.isdigit() and DIGITS_MIN <= len(text) <= DIGITS_MAX
    return None if fits else "licence-number-shape"


def warnings(text: str) -> tuple[str, ...]:
    """``licence-number-unusual`` when it has not the ten digits of recent cards."""
    return () if len(text) == DIGITS_RECENT else ("licence-number-unusual",)

"""Fuel card (کارت سوخت): the 16 digits on its back. No check rule is published.

Cards of motorcycles print an A or a B before the digits, which must not be typed. It is not taken off
silently: that would hide a misread digit, so the problem says what to do.
"""

from __future__ import annotations

import re

from app.domain.text import latin_code

DIGITS = 16
USUAL_PREFIX = "774433"
_WITH_LETTER = re.compile(r"[AB][0-9]*")


def normalise(text: str) -> str:
    """ASCII digits without separators; a letter before them stays, for the check to speak of."""
    return latin_code(text)


def check(text: str) -> str | None:
    """``fuel-card-letter``, ``fuel-card-shape`` or None."""
    if _WITH_LETTER.fullmatch(text):
        return "fuel-card-letter"
    fits = text.isascii() and text.isdigit() and len(text) == DIGITS
    return None if fits and text != text[0] * DIGITS else "fuel-card-shape"


def warnings(text: str) -> tuple[str, ...]:
    """``fuel-card-unusual`` when it does not begin as cards usually do."""
    return () if text.startswith(USUAL_PREFIX) else ("fuel-card-unusual",)

"""Postal code (کد پستی): 10 digits, no check digit.

Refused only when it cannot be one: another length, all digits equal, a leading zero. The widely copied
pattern without 2 and with few zeros is unofficial, so it warns.
"""

from __future__ import annotations

import re

from app.domain.text import strip_separators

DIGITS = 10
_USUAL = re.compile(r"(?!(\d)\1{3})[13-9]{4}[1346-9][013-9]{5}", re.ASCII)


def normalise(text: str) -> str:
    """ASCII digits without separators."""
    return strip_separators(text)


def check(text: str) -> str | None:
    """``postal-code-shape`` or None."""
    if not (text.isascii() and text.isdigit()) or len(text) != DIGITS:
        return "postal-code-shape"
    if text[0] == "0" or text == text[0] * DIGITS:
        return "postal-code-shape"
    return None


def warnings(text: str) -> tuple[str, ...]:
    """``postal-code-unusual`` when the usual pattern does not fit."""
    return () if _USUAL.fullmatch(text) else ("postal-code-unusual",)

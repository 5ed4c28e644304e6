"""Passport number: a Latin letter and eight digits today; older and foreign ones differ, so those warn."""

from __future__ import annotations

import re

from app.domain.text import latin_code

LENGTH_MAX = 9
_POSSIBLE = re.compile(r"[A-Z0-9]{6,9}")
_USUAL = re.compile(r"[A-Z][0-9]{8}")


def normalise(text: str) -> str:
    """Capital letters and ASCII digits without separators."""
    return latin_code(text)


def check(text: str) -> str | None:
    """``passport-number-shape`` or None."""
    return None if _POSSIBLE.fullmatch(text) else "passport-number-shape"


def warnings(text: str) -> tuple[str, ...]:
    """``passport-number-unusual`` when it is not a letter and eight digits."""
    return () if _USUAL.fullmatch(text) else ("passport-number-unusual",)

"""Landline: 0, two digits of area and eight of number."""

from __future__ import annotations

from app.domain.identifiers.mobile import without_country_code
from app.domain.text import strip_separators

DIGITS = 11


def normalise(text: str) -> str:
    """ASCII digits without separators; ``+98 13 …`` as ``013…``."""
    return without_country_code(strip_separators(text))


def check(text: str) -> str | None:
    """``landline-shape`` or None."""
    fits = text.isascii() and text.isdigit() and len(text) == DIGITS
    return None if fits and text[0] == "0" and text[1] in "12345678" else "landline-shape"


def warnings(text: str) -> tuple[str, ...]:
    """Nothing is doubtful in a number of the right shape."""
    del text
    return ()

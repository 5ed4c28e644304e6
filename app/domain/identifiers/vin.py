"""VIN: 17 letters and digits without I, O and Q.

The police-assigned number on the back of a vehicle card begins with ``IR``; that I is allowed. The check
digit is a North American rule which Iranian makers do not keep: it only warns, and only for vehicles
made there (first character 1 to 5).
"""

from __future__ import annotations

import re

from app.domain.text import latin_code

LENGTH = 17
_SHAPE = re.compile(r"(?:IR|[A-HJ-NPR-Z0-9]{2})[A-HJ-NPR-Z0-9]{15}")
_VALUES = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", "12345678123457923456789", strict=True))
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def normalise(text: str) -> str:
    """Capital letters and ASCII digits without separators."""
    return latin_code(text)


def check(text: str) -> str | None:
    """``vin-shape``, ``vin-letters`` or None."""
    if len(text) != LENGTH or not (text.isascii() and text.isalnum()):
        return "vin-shape"
    return None if _SHAPE.fullmatch(text) else "vin-letters"


def keeps_check_digit(text: str) -> bool:
    """Whether the ninth character is the North American check digit of the others."""
    total = sum(int(_VALUES.get(c, c)) * w for c, w in zip(text, _WEIGHTS, strict=True) if c.isalnum() and w)
    return text[8] == "0123456789X"[total % 11]


def warnings(text: str) -> tuple[str, ...]:
    """``vin-check`` for a North American VIN whose check digit differs."""
    if check(text) is None and text[0] in "12345" and not keeps_check_digit(text):
        return ("vin-check",)
    return ()

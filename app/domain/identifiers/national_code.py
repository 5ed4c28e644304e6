"""National code (کد ملی): 10 digits with a check digit.

``t = Σ d[i]·(10−i) for i in 0..8, mod 11``; the check digit is ``t`` below 2, else ``11 − t``. Neither
persiantools nor python-stdnum has it. The check misses about one wrong digit in sixty, so it helps
typing and proves nothing. The first three digits name the place of issue; lists of them go stale, so
nothing is refused for them.
"""

from __future__ import annotations

from operator import mul

from app.domain.text import strip_separators

DIGITS = 10
_WEIGHTS = range(DIGITS, 1, -1)


def normalise(text: str) -> str:
    """ASCII digits without separators. Zeros are never added: the clerk is asked instead."""
    return strip_separators(text)


def check_digit(first_nine: str) -> str:
    """The check digit of nine digits."""
    remainder = sum(map(mul, map(int, first_nine), _WEIGHTS)) % 11
    return str(remainder if remainder < 2 else 11 - remainder)


def check(text: str) -> str | None:
    """``national-code-shape``, ``national-code-check`` or None."""
    if not (text.isascii() and text.isdigit()) or len(text) != DIGITS:
        return "national-code-shape"
    if text == text[0] * DIGITS or check_digit(text[:9]) != text[9]:
        return "national-code-check"
    return None


def padded(text: str) -> str | None:
    """An 8- or 9-digit code with its leading zeros put back, when that makes it valid; to be asked about."""
    candidate = text.zfill(DIGITS)
    return candidate if len(text) in {8, 9} and check(candidate) is None else None


def warnings(text: str) -> tuple[str, ...]:
    """Nothing is doubtful in a valid code."""
    del text
    return ()

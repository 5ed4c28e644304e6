"""Legal-person id (شناسه ملی اشخاص حقوقی): 11 digits with a check digit.

With ``d = digit10 + 2`` and the weights 29, 27, 23, 19, 17 repeated over digits 1 to 10, the check digit
is ``Σ (d + digit_i)·w_i mod 11``, 10 counting as 0. Digits 4 to 9 are never all zero. Neither persiantools
nor python-stdnum has it; the rule is that of persian-tools.
"""

from __future__ import annotations

from app.domain.text import strip_separators

DIGITS = 11
_WEIGHTS = (29, 27, 23, 19, 17) * 2


def normalise(text: str) -> str:
    """ASCII digits without separators. Zeros are never added."""
    return strip_separators(text)


def check_digit(first_ten: str) -> str:
    """The check digit of ten digits."""
    added = int(first_ten[9]) + 2
    total = sum((added + int(digit)) * weight for digit, weight in zip(first_ten, _WEIGHTS, strict=True))
    return str(total % 11 % 10)


def check(text: str) -> str | None:
    """``legal-id-shape``, ``legal-id-check`` or None."""
    if not (text.isascii() and text.isdigit()) or len(text) != DIGITS:
        return "legal-id-shape"
    if text[3:9] == "000000" or check_digit(text[:10]) != text[10]:
        return "legal-id-check"
    return None


def warnings(text: str) -> tuple[str, ...]:
    """Nothing is doubtful in a valid one."""
    del text
    return ()

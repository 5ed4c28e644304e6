"""Bank card: 16 digits, Luhn by python-stdnum. Only its first six and last four digits are ever kept.

The stored form is ``603770******5443``. A number that is not right keeps all its digits until it is
mended: it is refused, and what is refused is not stored.
"""

from __future__ import annotations

import re

from stdnum import luhn

from app.domain.text import strip_separators

DIGITS = 16
_DIGITS = frozenset("0123456789۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩ ")
_MASKED = re.compile(r"[0-9]{6}\*{6}[0-9]{4}")


def normalise(text: str) -> str:
    """The masked form of a right number; of anything else its ASCII digits without separators."""
    bare = strip_separators(text)
    is_right = len(bare) == DIGITS and bare.isascii() and bare.isdigit() and luhn.is_valid(bare)
    return masked(bare) if is_right else bare


def check(text: str) -> str | None:
    """``card-shape``, ``card-check`` or None. The masked form was right when it was masked."""
    if _MASKED.fullmatch(text):
        return None
    if not (text.isascii() and text.isdigit()) or len(text) != DIGITS:
        return "card-shape"
    return None if luhn.is_valid(text) else "card-check"


def masked(text: str) -> str:
    """First six and last four digits, the rest as stars."""
    return text[:6] + "*" * (DIGITS - 10) + text[-4:]


def without_whole_numbers(value: object) -> object:
    """The same JSON value with every text that is a right card number masked, however deep it stands."""
    if isinstance(value, str):
        if len(value) < DIGITS or value[0] not in _DIGITS:
            return value
        stored = normalise(value)
        return stored if _MASKED.fullmatch(stored) else value
    if isinstance(value, dict):
        return {key: without_whole_numbers(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [without_whole_numbers(inner) for inner in value]
    return value


def warnings(text: str) -> tuple[str, ...]:
    """Nothing is doubtful in a valid number."""
    del text
    return ()

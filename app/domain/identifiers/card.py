"""Bank card: 16 digits, Luhn by python-stdnum. Only :func:`masked` may ever be stored."""

from __future__ import annotations

from stdnum import luhn

from app.domain.text import strip_separators

DIGITS = 16


def normalise(text: str) -> str:
    """ASCII digits without separators."""
    return strip_separators(text)


def check(text: str) -> str | None:
    """``card-shape``, ``card-check`` or None."""
    if not (text.isascii() and text.isdigit()) or len(text) != DIGITS:
        return "card-shape"
    return None if luhn.is_valid(text) else "card-check"


def masked(text: str) -> str:
    """First six and last four digits, the rest as stars."""
    return text[:6] + "*" * (DIGITS - 10) + text[-4:]


def warnings(text: str) -> tuple[str, ...]:
    """Nothing is doubtful in a valid number."""
    del text
    return ()

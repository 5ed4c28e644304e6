"""IMEI of a telephone: 15 digits; Luhn and form by python-stdnum, which also takes what is no whole IMEI."""

from __future__ import annotations

from stdnum import imei as rule

from app.domain.text import strip_separators

DIGITS = 15


def normalise(text: str) -> str:
    """ASCII digits without separators."""
    return strip_separators(text)


def check(text: str) -> str | None:
    """``imei-shape``, ``imei-check`` or None."""
    if not (text.isascii() and text.isdigit()) or len(text) != DIGITS:
        return "imei-shape"
    return None if rule.is_valid(text) and text.strip("0") else "imei-check"


def warnings(text: str) -> tuple[str, ...]:
    """Nothing is doubtful in a valid one."""
    del text
    return ()

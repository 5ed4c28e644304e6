"""Mobile number: 11 digits from 09. Operators' prefixes go stale and numbers move, so none is refused."""

from __future__ import annotations

from app.domain.text import strip_separators

DIGITS = 11


def without_country_code(digits: str) -> str:
    """``+98…``, ``0098…`` as the national ``0…``; all else stays."""
    for prefix in ("+980", "0098", "+98"):
        if digits.startswith(prefix):
            return "0" + digits[len(prefix) :].lstrip("0")
    return digits


def normalise(text: str) -> str:
    """``+98 912 345 6789`` and ``۹۱۲۳۴۵۶۷۸۹`` as ``09123456789``."""
    digits = without_country_code(strip_separators(text))
    if digits.startswith("989") and len(digits) == 12:
        return "0" + digits[2:]
    if digits.startswith("9") and len(digits) == 10:
        return "0" + digits
    return digits


def check(text: str) -> str | None:
    """``mobile-shape`` or None."""
    fits = text.isascii() and text.isdigit() and len(text) == DIGITS and text.startswith("09")
    return None if fits else "mobile-shape"


def warnings(text: str) -> tuple[str, ...]:
    """Nothing is doubtful in a number of the right shape."""
    del text
    return ()

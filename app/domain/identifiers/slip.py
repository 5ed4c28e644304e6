"""What a card terminal's slip carries: the 12-digit reference (RRN) and the 8-digit terminal id.

Terminal, reference and day together name one payment; the reference is ISO 8583 field 37, the terminal
field 41.
"""

from __future__ import annotations

from app.domain.text import strip_separators

RRN_DIGITS = 12
TERMINAL_DIGITS = 8


def normalise(text: str) -> str:
    """ASCII digits without separators, for either number."""
    return strip_separators(text)


def check(text: str) -> str | None:
    """``payment-reference`` or None, for the reference (RRN)."""
    fits = text.isascii() and text.isdigit() and len(text) == RRN_DIGITS and text.strip("0") != ""
    return None if fits else "payment-reference"


def check_terminal(text: str) -> str | None:
    """``payment-terminal`` or None, for the terminal id."""
    fits = text.isascii() and text.isdigit() and len(text) == TERMINAL_DIGITS
    return None if fits else "payment-terminal"


def warnings(text: str) -> tuple[str, ...]:
    """Nothing is doubtful in a reference of the right shape."""
    del text
    return ()

"""Money is a whole number of current rials, never a float, never rounded.

1 toman is 10 rials in speech only; nothing in here knows tomans.
"""

from __future__ import annotations

RIALS_MAX = 10**15
"""Above any amount an office can meet; a larger one is a fault."""


def grouped(amount_rials: int, separator: str = ",") -> str:
    """Thousands grouped, sign before the number: ``-1,250``."""
    return f"{amount_rials:,}".replace(",", separator)


def is_amount(value: object) -> bool:
    """Whether ``value`` is a positive whole number of rials (``True`` is not a number here)."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= RIALS_MAX

"""Money is a whole number of current rials, never a float, never rounded.

1 toman is 10 rials in speech only; nothing in here knows tomans. A tariff of another unit of currency
(``app.domain.tariff.CurrencyUnit``) counts whole numbers of that unit's smallest part instead.
"""

from __future__ import annotations

RIALS_MAX = 10**15
"""Above any amount an office can meet; a larger one is a fault."""


def grouped(amount_rials: int, separator: str = ",") -> str:
    """Thousands grouped, sign before the number: ``-1,250``."""
    return f"{amount_rials:,}".replace(",", separator)


def in_units(amount: int, parts: int, separator: str = ",", point: str = ".") -> str:
    """An amount of smallest parts, of which ``parts`` (1, 10, 100, …) make a unit: ``1,234.56``."""
    whole, rest = divmod(abs(amount), parts)
    shown = grouped(-whole if amount < 0 else whole, separator)
    if amount < 0 and not whole:
        shown = f"-{shown}"
    return shown if parts == 1 else f"{shown}{point}{rest:0{len(str(parts)) - 1}d}"


SEPARATORS, POINTS = ",٬، ", ".٫/"
"""What a person may type between thousands, and before what is less than a unit."""


def parse_units(text: str, parts: int = 1) -> int | None:
    """An amount as a person types it, with ASCII digits, in whole smallest parts; None when it is none.

    Nothing is rounded: more digits behind the point than a unit has parts are refused, and so is a sign.
    Separators may stand anywhere before the point.
    """
    whole, rest = text.strip(), ""
    at = next((n for n, letter in enumerate(whole) if letter in POINTS), -1)
    if at >= 0:
        whole, rest = whole[:at], whole[at + 1 :]
    for separator in SEPARATORS:
        whole = whole.replace(separator, "")
    places = len(str(parts)) - 1
    if not (whole + rest).isascii() or not (whole + rest).isdigit() or len(rest) > places:
        return None
    if len(whole) > len(str(RIALS_MAX)):
        return None
    return int(whole or "0") * parts + int(rest.ljust(places, "0") or "0")


def is_amount(value: object) -> bool:
    """Whether ``value`` is a positive whole number of rials (``True`` is not a number here)."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= RIALS_MAX

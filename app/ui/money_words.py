"""Amounts of a tariff's own unit of currency, as a person at the counter reads them.

Without a unit an amount is whole current rials. With one it is a whole number of its smallest parts, shown
as units and parts: 123456 hundredths as ``1,234.56``.
"""

from __future__ import annotations

from app.domain.fee import FeeLine
from app.domain.money import in_units
from app.domain.tariff import CurrencyUnit
from app.ui import texts
from app.ui.language import is_persian
from app.ui.texts import translate

DECIMAL_POINT = "٫"


def money(amount_rials: int, unit: CurrencyUnit | None) -> str:
    """The amount with grouped thousands; the unit stands in the heading."""
    if unit is None:
        return texts.money(amount_rials)
    separator, point = (texts.THOUSANDS, DECIMAL_POINT) if is_persian() else (",", ".")
    shown = texts.digits(in_units(abs(amount_rials), unit.parts, separator, point))
    return texts.isolate(texts.MINUS + shown) if amount_rials < 0 else shown


def unit_name(unit: CurrencyUnit | None) -> str:
    """What the amounts are counted in."""
    return texts.words(unit.name) if unit is not None else translate("money", "rials")


def with_unit(amount_rials: int, unit: CurrencyUnit | None) -> str:
    """An amount inside a sentence, with its unit."""
    if unit is None:
        return texts.rials(amount_rials)
    return translate("money", "{amount} {unit}").format(
        amount=money(amount_rials, unit), unit=unit_name(unit)
    )


def line_name(line: FeeLine, unit: CurrencyUnit | None) -> str:
    """A line of the fee, with how it was counted: ``each violation (984 × 3)``."""
    name = texts.words(line.name)
    if not line.quantity:
        return name
    counted = texts.isolate(f"{money(line.unit_rials, unit)} × {texts.number(line.quantity)}")
    return translate("money", "{name} ({counted})").format(name=name, counted=counted)

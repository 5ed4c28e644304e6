"""The fee of an application: a pure function of tariff, service, answers and day. Nobody types it.

Everything is whole rials (or smallest parts of the tariff's unit) and nothing is rounded: amounts are added
and multiplied by whole numbers. Only a tax can come to a part of a rial, and that part is dropped, in the
citizen's favour: ``sum of the items taxed * per_million // 1,000,000``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from persiantools.jdatetime import JalaliDate

from app.domain.business_day import parse_day
from app.domain.money import RIALS_MAX
from app.domain.tariff import (
    CURRENT_RIAL,
    WHOLE_IN_MILLION,
    CurrencyUnit,
    Late,
    LateUnit,
    Tariff,
    TariffItem,
    Words,
)

COUNT_DIGITS_MAX = 15


class FeeLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line as it stands in the entry and on the receipt; whole rials.

    A line that was counted says how: ``amount_rials`` is ``quantity`` times ``unit_rials``. Both are 0 for
    an amount that is charged once.
    """

    item: str
    name: Words
    payee: str
    amount_rials: int
    quantity: int = 0
    unit_rials: int = 0


class Fee(msgspec.Struct, frozen=True, kw_only=True):
    """What an application costs under one tariff version, line by line.

    ``currency`` and ``unit`` are the tariff's: without a unit the amounts are current rials.
    """

    tariff_version: int
    lines: tuple[FeeLine, ...]
    total_rials: int
    currency: str = CURRENT_RIAL
    unit: CurrencyUnit | msgspec.UnsetType = msgspec.UNSET

    @property
    def in_unit(self) -> CurrencyUnit | None:
        """The unit of currency; None for current rials."""
        return None if self.unit is msgspec.UNSET else self.unit

    def by_payee(self) -> dict[str, int]:
        """Rials owed to each payee, in the order in which they first stand."""
        totals: dict[str, int] = {}
        for line in self.lines:
            totals[line.payee] = totals.get(line.payee, 0) + line.amount_rials
        return totals


class NoTariff(LookupError):
    """No tariff is in force for this service; it cannot be priced, so it cannot be accepted."""


class FeeTooLarge(ValueError):
    """The fee comes to more than any amount that can be taken: a number among the answers is wrong."""


def fee(tariff: Tariff, service: str, answers: Mapping[str, object], day: str) -> Fee:
    """The fee of one application of ``service`` under ``tariff``.

    ``answers`` are its normalised values by dotted name (:func:`answers_of`), with lists for ``rows``;
    ``day`` is its business day ``YYYY-MM-DD``. An answer that is missing or makes no sense counts as none:
    it adds nothing, and is refused by the checks of the application. Raises :class:`NoTariff` and
    :class:`FeeTooLarge`.
    """
    items = tariff.services.get(service)
    if items is None:
        raise NoTariff(service)
    charged = {item.item: _charge(item, answers, day) for item in items if item.tax is None}
    lines: list[FeeLine] = []
    for item in items:
        lines += charged[item.item] if item.tax is None else _tax(item, charged, answers)
    total_rials = sum(line.amount_rials for line in lines)
    if total_rials > RIALS_MAX:
        raise FeeTooLarge(f"{service}: {total_rials}")
    return Fee(
        tariff_version=tariff.version,
        lines=tuple(lines),
        total_rials=total_rials,
        currency=tariff.currency,
        unit=tariff.unit or msgspec.UNSET,
    )


def answers_of(applicant: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, object]:
    """An application's two groups of values by dotted name, as :func:`fee` takes them."""
    found: dict[str, object] = {}
    for name, value in applicant.items():
        if isinstance(value, dict):
            found |= {f"{name}.{inner}": one for inner, one in value.items()}
        else:
            found[name] = value
    return found | dict(fields)


def lateness(since: str, day: str, unit: LateUnit) -> int:
    """Whole days, months or years of the Jalali calendar from ``since`` to ``day``; 0 when not late.

    A month is full on the same day of a later month, so one that began on the 31st is full on the first
    day after a month of 30: the citizen's favour. Texts that are no days count as not late.
    """
    try:
        start, end = parse_day(since), parse_day(day)
    except ValueError:
        return 0
    (y1, m1, d1), (y2, m2, d2) = _parts(start), _parts(end)
    if unit is LateUnit.DAYS:
        return max(0, int((JalaliDate(y2, m2, d2) - JalaliDate(y1, m1, d1)).days))
    months = max(0, (y2 - y1) * 12 + (m2 - m1) - (d2 < d1))
    return months if unit is LateUnit.MONTHS else months // 12


def _charge(item: TariffItem, answers: Mapping[str, object], day: str) -> list[FeeLine]:
    """The lines of an item that is no tax: none, one, or one for each step that was reached."""
    if not _applies(item, answers):
        return []
    if item.per is None and item.late is None:
        return [_line(item, item.amount_rials or 0)]
    units = _units(item, answers, day)
    if not item.steps:
        over = item.per.over if item.per is not None else item.late.over if item.late is not None else 0
        spans = [(max(0, units - over), item.amount_rials or 0)]
    elif item.once:
        spans = [(int(_stands_in(units, s.first, s.last)), s.amount_rials) for s in item.steps]
    else:
        spans = [(_within(units, s.first, s.last), s.amount_rials) for s in item.steps]
    reached = [(quantity, amount) for quantity, amount in spans if quantity]
    if item.once:
        lines = [_line(item, amount) for _, amount in reached]
    else:
        lines = [_line(item, quantity * amount, quantity, amount) for quantity, amount in reached]
    if item.cap_rials is not None and sum(line.amount_rials for line in lines) > item.cap_rials:
        return [_line(item, item.cap_rials)]
    return lines


def _stands_in(units: int, first: int, last: int | None) -> bool:
    return units >= first and (last is None or units <= last)


def _within(units: int, first: int, last: int | None) -> int:
    """How many of the first ``units`` units stand between ``first`` and ``last``, both included."""
    return max(0, (units if last is None else min(units, last)) - first + 1)


def _tax(
    item: TariffItem, charged: Mapping[str, list[FeeLine]], answers: Mapping[str, object]
) -> list[FeeLine]:
    """The line of a tax; none when there is nothing to be taxed."""
    tax = item.tax
    if tax is None or not _applies(item, answers):
        return []
    base_rials = sum(line.amount_rials for name in tax.of for line in charged.get(name, ()))
    amount_rials = base_rials * tax.per_million // WHOLE_IN_MILLION
    return [_line(item, amount_rials)] if amount_rials else []


def _applies(item: TariffItem, answers: Mapping[str, object]) -> bool:
    return item.when is None or answers.get(item.when.field) in item.when.any_of


def _units(item: TariffItem, answers: Mapping[str, object], day: str) -> int:
    if item.per is not None:
        return _count(answers.get(item.per.field))
    late: Late | None = item.late
    since = answers.get(late.since) if late is not None else None
    return lateness(since, day, late.unit) if late is not None and isinstance(since, str) else 0


def _count(answer: object) -> int:
    """Rows of a list, or the whole number that a text says; what is neither counts as none."""
    if isinstance(answer, list):
        return len(answer)
    if isinstance(answer, str) and answer.isascii() and answer.isdigit() and len(answer) <= COUNT_DIGITS_MAX:
        return int(answer)
    return 0


def _line(item: TariffItem, amount_rials: int, quantity: int = 0, unit_rials: int = 0) -> FeeLine:
    return FeeLine(
        item=item.item,
        name=item.name,
        payee=item.payee,
        amount_rials=amount_rials,
        quantity=quantity,
        unit_rials=unit_rials,
    )


def _parts(day: str) -> tuple[int, int, int]:
    year, month, of_month = day.split("-")
    return int(year), int(month), int(of_month)

"""A second computation of fees, as a clerk with paper would do it: unit by unit and month by month.

It shares nothing with the engine but the tariff's JSON that it reads, and counts in whole numbers and
fractions. Written to be checked by eye, not to be fast.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any

LENGTHS = [31] * 6 + [30] * 5 + [29]
LEAP_REMAINDERS = {1, 5, 9, 13, 17, 22, 26, 30}
FIRST_YEAR = 1390

Charged = list[tuple[str, str, int]]
"""Item, payee and amount of everything that is charged, in the items' order, steps taken together."""


def is_leap(year: int) -> bool:
    """By the rule of 33 years."""
    return year % 33 in LEAP_REMAINDERS


def plain_choice(tariffs: list[dict[str, Any]], at_ms: int) -> dict[str, Any] | None:
    """The version in force at an instant: of those that have begun the last to begin, then the highest.

    ``begins_ms`` of each says when it begins, in the unit of ``at_ms``.
    """
    found = None
    for one in tariffs:
        if one["begins_ms"] <= at_ms and (
            found is None
            or one["begins_ms"] > found["begins_ms"]
            or (one["begins_ms"] == found["begins_ms"] and one["version"] > found["version"])
        ):
            found = one
    return found


def plain_fee(items: list[dict[str, Any]], answers: dict[str, Any], day: str) -> Charged:
    """What the items come to for one application on its business day."""
    amounts: dict[str, int] = {}
    for one in items:
        if "tax" not in one and _is_wanted(one, answers):
            amount = _amount(one, answers, day)
            if amount is not None:
                amounts[one["item"]] = amount
    for one in items:
        if "tax" in one and _is_wanted(one, answers):
            base = Fraction(0)
            for name in one["tax"]["of"]:
                base += amounts.get(name, 0)
            taxed = base * Fraction(one["tax"]["per_million"], 1_000_000)
            whole = taxed.numerator // taxed.denominator
            if whole:
                amounts[one["item"]] = whole
    return [(one["item"], one["payee"], amounts[one["item"]]) for one in items if one["item"] in amounts]


def plainly_late(since: str, day: str, unit: str) -> int:
    """Whole days, months or years between two days of the Jalali calendar; 0 when not late."""
    if unit == "days":
        return max(0, _numbered(day) - _numbered(since))
    year, month, of_month = _split(since)
    now, full = _split(day), 0
    while True:
        month += 1
        if month == 13:
            year, month = year + 1, 1
        if (year, month, of_month) > now:
            return full if unit == "months" else full // 12
        full += 1


def _is_wanted(item: dict[str, Any], answers: dict[str, Any]) -> bool:
    if "when" not in item:
        return True
    return answers[item["when"]["field"]] in item["when"]["any_of"]


def _amount(item: dict[str, Any], answers: dict[str, Any], day: str) -> int | None:
    """What an item that is no tax comes to; None when it is not charged at all."""
    if "per" not in item and "late" not in item:
        return int(item["amount_rials"])
    if "per" in item:
        answer, free = answers[item["per"]["field"]], item["per"].get("over", 0)
        units = len(answer) if isinstance(answer, list) else int(answer)
    else:
        units = plainly_late(answers[item["late"]["since"]], day, item["late"]["unit"])
        free = item["late"].get("over", 0)
    total, last, charged = 0, 0, False
    for unit in range(free + 1, units + 1):
        amount = _of_unit(item, unit)
        if amount is not None:
            total, last, charged = total + amount, amount, True
    if not charged:
        return None
    due = last if item.get("once") else total
    return min(due, item.get("cap_rials", due))


def _of_unit(item: dict[str, Any], unit: int) -> int | None:
    if "steps" not in item:
        return int(item["amount_rials"])
    for step in item["steps"]:
        if step["first"] <= unit and ("last" not in step or unit <= step["last"]):
            return int(step["amount_rials"])
    return None


def _numbered(day: str) -> int:
    """Days since the beginning of :data:`FIRST_YEAR`, counted month by month."""
    year, month, of_month = _split(day)
    return _days_before(year) + sum(LENGTHS[: month - 1]) + of_month


@cache
def _days_before(year: int) -> int:
    return sum(366 if is_leap(one) else 365 for one in range(FIRST_YEAR, year))


def _split(day: str) -> tuple[int, int, int]:
    year, month, of_month = day.split("-")
    return int(year), int(month), int(of_month)

"""Rules about days: an age, an order, a document that has not expired."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.domain.catalogue import Field, Rule
from app.domain.cross_rules import calendar
from app.domain.cross_rules.base import Kind, Param, Place, Seen, number
from app.domain.field_types.dates import TODAY

DATE = frozenset({"jalali_date"})


def day_at(rule: Rule, seen: Seen, position: int) -> str:
    """The date at a position of the rule's fields; the business day where the rule names none."""
    return seen.text(rule.fields[position] if position < len(rule.fields) else TODAY)


def _age_breaks(rule: Rule, seen: Seen) -> bool:
    age = calendar.full_years(day_at(rule, seen, 0), day_at(rule, seen, 1))
    return age < number(rule, "min", age) or age > number(rule, "max", age)


def _order_breaks(rule: Rule, seen: Seen) -> bool:
    first, second = day_at(rule, seen, 0), day_at(rule, seen, 1)
    months, days = number(rule, "min_months"), number(rule, "min_days")
    if second < calendar.add(first, months=months, days=days):
        return True
    if not rule.params.keys() & {"max_months", "max_days"}:
        return False
    months, days = number(rule, "max_months"), number(rule, "max_days")
    return second > calendar.add(first, months=months, days=days)


def _expiry_breaks(rule: Rule, seen: Seen) -> bool:
    until = calendar.add(day_at(rule, seen, 1), months=number(rule, "months"), days=number(rule, "days"))
    return day_at(rule, seen, 0) < until


def _order_mistakes(rule: Rule, fields: Sequence[Field | None]) -> Iterator[str]:
    least = number(rule, "min_months") * 31 + number(rule, "min_days")
    most = number(rule, "max_months") * 29 + number(rule, "max_days")
    if rule.params.keys() & {"max_months", "max_days"} and least > most:
        yield "params: the least distance is above the most"
    if all(field is None for field in fields):
        yield "fields: at least one of them must be a field"


AGE = Kind(
    name="age",
    places=(
        Place(what="a date of birth", types=DATE),
        Place(what="the day of the age", types=DATE, needed=False, today=True),
    ),
    params=(Param(name="min"), Param(name="max")),
    any_param=True,
    bounds=(("min", "max"),),
    breaks=_age_breaks,
)
"""The age on the business day, or on another day that was typed, in full Jalali years."""

DATES_IN_ORDER = Kind(
    name="dates-in-order",
    places=(
        Place(what="the earlier day", types=DATE, today=True),
        Place(what="the later day", types=DATE, today=True),
    ),
    params=(
        Param(name="min_days"),
        Param(name="min_months"),
        Param(name="max_days"),
        Param(name="max_months"),
    ),
    breaks=_order_breaks,
    check=_order_mistakes,
)
"""The second day is not before the first; or at least, or at most, so many months and days after it."""

NOT_EXPIRED = Kind(
    name="not-expired",
    places=(
        Place(what="the last day of validity", types=DATE),
        Place(what="the day on which it must be valid", types=DATE, needed=False, today=True),
    ),
    params=(Param(name="months"), Param(name="days")),
    breaks=_expiry_breaks,
)
"""A document is valid on the business day (or another day), or for so many months and days more."""

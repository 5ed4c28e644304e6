"""How an invented application is brought to keep the rules: one small change of its values at a time.

Only for samples. A change may break another rule or a field's own bounds, so whoever asks for it
(:mod:`app.domain.sample`) checks again and goes on, up to a limit.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

from app.domain.catalogue import Field, Rule
from app.domain.cross_rules import calendar
from app.domain.cross_rules.base import Seen, number, values_of
from app.domain.cross_rules.dates import day_at
from app.domain.cross_rules.presence import given
from app.domain.cross_rules.repeats import counted, taken_twice
from app.domain.field_types import Value, find_type
from app.domain.field_types.dates import TODAY
from app.domain.identifiers import bill

AGE_SPAN_YEARS = 40
YEARS_AHEAD = 5
DAYS_IN_A_YEAR = 365
OWNER_SHARE = 0.7

Mend = Callable[[Rule, Seen, Mapping[str, Field], random.Random], dict[str, Value]]
"""(broken rule, what it looks at, the fields by name, source of chance) -> values to put."""


def mend(rule: Rule, seen: Seen, fields: Mapping[str, Field], rng: random.Random) -> dict[str, Value]:
    """Values by name that make ``rule`` hold, or come nearer to it; an empty one takes a value away."""
    return _MENDS[rule.kind](rule, seen, fields, rng)


def _again(name: str, seen: Seen, fields: Mapping[str, Field], rng: random.Random) -> Value:
    field = fields[name]
    kind = find_type(field.type)
    return kind.sample(rng, field, seen.today) if kind is not None else ""


def _age(rule: Rule, seen: Seen, fields: Mapping[str, Field], rng: random.Random) -> dict[str, Value]:
    del fields
    least = number(rule, "min")
    years = rng.randint(least, number(rule, "max", least + AGE_SPAN_YEARS))
    return {rule.fields[0]: _born(day_at(rule, seen, 1), years, rng)}


def _born(day: str, years: int, rng: random.Random) -> str:
    """A date of birth of somebody who is ``years`` old on ``day``."""
    birthday = calendar.add_months(day, -years * calendar.MONTHS)
    return calendar.from_ordinal(calendar.ordinal(birthday) - rng.randrange(DAYS_IN_A_YEAR - 1))


def _order(rule: Rule, seen: Seen, fields: Mapping[str, Field], rng: random.Random) -> dict[str, Value]:
    del fields
    first, second = rule.fields
    months, days = number(rule, "min_months"), number(rule, "min_days")
    if not rule.params.keys() & {"max_months", "max_days"}:
        days += rng.randrange(DAYS_IN_A_YEAR)
    if second == TODAY or (first != TODAY and rng.random() < 1 / 2):
        return {first: calendar.add(day_at(rule, seen, 1), months=-months, days=-days)}
    return {second: calendar.add(day_at(rule, seen, 0), months=months, days=days)}


def _expiry(rule: Rule, seen: Seen, fields: Mapping[str, Field], rng: random.Random) -> dict[str, Value]:
    del fields
    days = number(rule, "days") + rng.randrange(YEARS_AHEAD * DAYS_IN_A_YEAR)
    return {rule.fields[0]: calendar.add(day_at(rule, seen, 1), months=number(rule, "months"), days=days)}


def _differ(rule: Rule, seen: Seen, fields: Mapping[str, Field], rng: random.Random) -> dict[str, Value]:
    name = rng.choice(rule.fields)
    return {name: _again(name, seen, fields, rng)}


def _owner(rule: Rule, seen: Seen, fields: Mapping[str, Field], rng: random.Random) -> dict[str, Value]:
    applicant, owner, capacity, *deed = rule.fields
    if fields[applicant].type == fields[owner].type and rng.random() < OWNER_SHARE:
        return {owner: seen.values[applicant]}
    put: dict[str, Value] = {capacity: rng.choice(values_of(rule, "attorney"))}
    if deed:
        matters = values_of(rule, "matter")
        put[deed[0]] = (
            rng.choice(matters) if matters else f"وکالت برای {rng.choice(values_of(rule, 'matter_words'))}"
        )
    return put


def _conscription(
    rule: Rule, seen: Seen, fields: Mapping[str, Field], rng: random.Random
) -> dict[str, Value]:
    del seen, fields
    return {rule.fields[2]: rng.choice(values_of(rule, "allowed"))}


def _repeats(rule: Rule, seen: Seen, fields: Mapping[str, Field], rng: random.Random) -> dict[str, Value]:
    name = rule.fields[0]
    rows = [dict(row) for row in seen.rows(name)]
    counts = counted(rule, rows)
    most = number(rule, "max", len(counts))
    if len(counts) > most:
        dropped = set(counts[most:])
        return {name: [row for n, row in enumerate(rows) if n not in dropped]}
    fresh = _again(name, seen, fields, rng)
    rows += [dict(row) for row in fresh] if isinstance(fresh, list) else []
    rows = rows[: max(fields[name].rows_max, 1)]
    if "column" in rule.params:
        for row in rows[: number(rule, "min")]:
            row[rule.params["column"]] = rng.choice(values_of(rule, "value"))
    return {name: rows}


def _no_repeats(rule: Rule, seen: Seen, fields: Mapping[str, Field], rng: random.Random) -> dict[str, Value]:
    name, column = rule.fields[0], rule.params["column"]
    rows = [dict(row) for row in seen.rows(name)]
    asked = {one.name: one for one in fields[name].columns}
    for position in taken_twice(rule, seen):
        rows[position][column] = str(_again(column, seen, asked, rng))
    return {name: rows}


def _pair(rule: Rule, seen: Seen, fields: Mapping[str, Field], rng: random.Random) -> dict[str, Value]:
    del fields, rng
    bill_id, payment_id = seen.text(rule.fields[0]).lstrip("0"), seen.text(rule.fields[1])
    last = bill.check_digit(bill_id + payment_id[:-1].lstrip("0"))
    put: dict[str, Value] = {rule.fields[1]: payment_id[:-1] + last}
    if len(rule.fields) > 2:
        put[rule.fields[2]] = str(bill.amount_rials(payment_id))
    return put


def _one_of(rule: Rule, seen: Seen, fields: Mapping[str, Field], rng: random.Random) -> dict[str, Value]:
    has = given(rule, seen)
    if len(has) > number(rule, "max", len(has)):
        spare = [name for name in has if not fields[name].required]
        return {rng.choice(spare or has): ""}
    name = rng.choice([name for name in rule.fields if name in seen.shown and name not in has])
    return {name: _again(name, seen, fields, rng)}


_MENDS: dict[str, Mend] = {
    "age": _age,
    "dates-in-order": _order,
    "not-expired": _expiry,
    "differ": _differ,
    "owner-or-attorney": _owner,
    "conscription": _conscription,
    "repeats": _repeats,
    "no-repeats": _no_repeats,
    "bill-pair": _pair,
    "one-of": _one_of,
}

"""Rules that cannot all be kept, found before a definition is published: part of ``definition``.

Only the simple ones: days whose orders and distances contradict each other (or a field's own ``today``),
ages and numbers of rows between which nothing is left. What else contradicts shows itself when no sample
of the service can be made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.catalogue import Field, Rule, When
from app.domain.cross_rules.base import number
from app.domain.field_types.dates import TODAY

SHORTEST_MONTH_DAYS, LONGEST_MONTH_DAYS = 29, 31
NUMBERED = ("age", "repeats")
"""Kinds whose ``min`` and ``max`` bound one number of the same fields."""


@dataclass(frozen=True, slots=True)
class Apart:
    """``later`` lies at least so many days after ``earlier`` (below zero: at most so many before it)."""

    earlier: str
    later: str
    days: int
    rule: int
    """The rule's number, from 1; 0 for a bound of the field itself."""
    orders: bool = False
    """Whether a rule says of two fields which is first, and no more."""


def contradictions(rules: Sequence[Rule], fields: Mapping[str, Field]) -> Iterator[str]:
    """What cannot be kept together, as sentences that name the rules by number; warnings do not count."""
    binding = [(n, rule) for n, rule in enumerate(rules, 1) if not rule.warns]
    cases: list[When | None] = [None, *dict.fromkeys(rule.when for _, rule in binding if rule.when)]
    told = set()
    for case in cases:
        together = [(n, rule) for n, rule in binding if rule.when in (None, case)]
        for mistake in (*_of_days(together, fields), *_of_numbers(together)):
            if mistake not in told:
                told.add(mistake)
                yield mistake


def _of_numbers(rules: Sequence[tuple[int, Rule]]) -> Iterator[str]:
    """Two rules about one number of which one asks for more than the other allows."""
    for n, one in rules:
        for m, other in rules:
            same = (one.kind, one.fields, _counted(one)) == (other.kind, other.fields, _counted(other))
            if n == m or not same or one.kind not in NUMBERED or "max" not in other.params:
                continue
            least, most = number(one, "min"), number(other, "max")
            if least > most:
                yield (
                    f"rules {n} and {m} ({one.kind}): at least {least} and at most {most} "
                    f"of {one.fields[0]} cannot both be kept"
                )


def _counted(rule: Rule) -> tuple[str, str]:
    return rule.params.get("column", ""), rule.params.get("value", "")


def _of_days(rules: Sequence[tuple[int, Rule]], fields: Mapping[str, Field]) -> Iterator[str]:
    """Days that would have to be in no order at all: a way round that leads back later than it began."""
    distances = [apart for n, rule in rules for apart in _distances(n, rule)]
    if not distances:
        return
    used = {name for apart in distances for name in (apart.earlier, apart.later)}
    distances += [apart for name in used if name in fields for apart in _bounds(fields[name])]
    ring = _ring([apart for apart in distances if apart.orders], at_least=0) or _ring(distances, at_least=1)
    if ring:
        way = " before ".join([*(apart.earlier for apart in ring), ring[0].earlier])
        numbers = sorted({apart.rule for apart in ring if apart.rule})
        which = ("rule " if len(numbers) == 1 else "rules ") + " and ".join(map(str, numbers))
        yield f"{which} (dates): {way} cannot be kept"


def _distances(n: int, rule: Rule) -> Iterator[Apart]:
    if rule.kind == "not-expired":
        on = rule.fields[1] if len(rule.fields) > 1 else TODAY
        yield Apart(on, rule.fields[0], _least(rule, "months", "days"), n, orders=not rule.params)
    if rule.kind == "dates-in-order":
        first, second = rule.fields
        bounded = bool(rule.params.keys() & {"max_months", "max_days"})
        yield Apart(first, second, _least(rule, "min_months", "min_days"), n, orders=not bounded)
        if bounded:
            most = number(rule, "max_months") * LONGEST_MONTH_DAYS + number(rule, "max_days")
            yield Apart(second, first, -most, n)


def _least(rule: Rule, months: str, days: str) -> int:
    return number(rule, months) * SHORTEST_MONTH_DAYS + number(rule, days)


def _bounds(field: Field) -> Iterator[Apart]:
    if field.max == TODAY:
        yield Apart(field.name, TODAY, 0, 0)
    if field.min == TODAY:
        yield Apart(TODAY, field.name, 0, 0)


def _ring(distances: Sequence[Apart], *, at_least: int) -> list[Apart]:
    """A way from a day back to itself that comes out at least so many days later; none: empty."""
    for start in dict.fromkeys(apart.earlier for apart in distances):
        ways: list[list[Apart]] = [[apart] for apart in distances if apart.earlier == start]
        while ways:
            way = ways.pop()
            if way[-1].later == start:
                if sum(apart.days for apart in way) >= at_least:
                    return way
                continue
            passed = {apart.earlier for apart in way}
            ways += [[*way, apart] for apart in distances if apart.earlier == way[-1].later not in passed]
    return []

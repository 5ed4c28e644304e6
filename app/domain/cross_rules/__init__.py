"""Rules across the fields of an application, as a definition gives them (docs/adding-a-service.md).

One engine for the window, ``daftar accept`` and the centre: :func:`app.domain.rules.check_values` asks it
once the values are checked by themselves. A new kind is one :class:`Kind` in :data:`KINDS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from app.domain.asked import AskedFields
from app.domain.catalogue import Rule, Service
from app.domain.cross_rules import bills, dates, parties, presence, repeats
from app.domain.cross_rules.base import Kind, Seen, Waits
from app.domain.field_types import Value
from app.domain.field_types.dates import TODAY
from app.domain.problems import Problem, Severity

__all__ = ["CODE_PREFIX", "KINDS", "Kind", "Seen", "breaches", "broken", "looks_at", "place_of"]

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        dates.AGE,
        dates.DATES_IN_ORDER,
        dates.NOT_EXPIRED,
        parties.DIFFER,
        parties.OWNER_OR_ATTORNEY,
        parties.CONSCRIPTION,
        repeats.REPEATS,
        repeats.NO_REPEATS,
        bills.BILL_PAIR,
        presence.ONE_OF,
    )
}

CODE_PREFIX = "rule-"
"""The code of a rule's problem is this and its kind."""


def breaches(
    asked: AskedFields,
    values: Mapping[str, Value],
    shown: frozenset[str],
    found: Iterable[Problem],
    today: str,
) -> list[Problem]:
    """The problems of every rule that ``values`` (normalised, by name) break.

    ``found`` is what is wrong with the values by themselves: a rule says nothing about a field that is
    refused already.
    """
    given = {name: value for name, value in values.items() if name in shown}
    seen = Seen(given, shown, _faulty(asked, found), today)
    wrong = list(broken(asked.service, seen))
    if not wrong:
        return []
    paths = {name: one.path for name, one in asked.all}
    return [_problem(rule, path) for rule in wrong for path in _told_at(rule, seen, paths)]


def broken(service: Service, seen: Seen) -> Iterator[Rule]:
    """The rules of a service that apply to the values and are broken by them."""
    for rule in service.rules:
        kind = KINDS.get(rule.kind)
        if kind is not None and _applies(rule, kind, seen) and kind.breaks(rule, seen):
            yield rule


def looks_at(rule: Rule) -> tuple[str, ...]:
    """The names of all fields whose change may break or mend a rule."""
    names = [name for name in rule.fields if name != TODAY]
    return (*names, rule.when.field) if rule.when is not None else tuple(names)


def place_of(rule: Rule, seen: Seen) -> str:
    """The field at which a broken rule is told: where it says, else the last of its fields that is shown."""
    names = [rule.at] if rule.at is not None else []
    names += [name for name in reversed(rule.fields) if name != TODAY]
    return next((name for name in names if name in seen.shown), names[0])


def _told_at(rule: Rule, seen: Seen, paths: Mapping[str, str]) -> list[str]:
    """The path of a broken rule's field, or those of the cells of a repeated group that break it."""
    cells = KINDS[rule.kind].cells
    if cells is None or rule.at is not None:
        return [paths[place_of(rule, seen)]]
    return [f"{paths[rule.fields[0]]}.{cell}" for cell in cells(rule, seen)]


def _faulty(asked: AskedFields, found: Iterable[Problem]) -> frozenset[str]:
    """The fields with something that refuses them, in a cell of a repeated group too."""
    refused = [problem.path for problem in found if problem.severity is Severity.ERROR]
    if not refused:
        return frozenset()
    return frozenset(
        name
        for name, one in asked.all
        if any(path == one.path or path.startswith(f"{one.path}.") for path in refused)
    )


def _applies(rule: Rule, kind: Kind, seen: Seen) -> bool:
    if not seen.faulty.isdisjoint(looks_at(rule)):
        return False
    if rule.when is not None and seen.text(rule.when.field) not in rule.when.any_of:
        return False
    for position, name in enumerate(rule.fields):
        place = kind.place(position)
        if place is None or name == TODAY or place.waits is Waits.NEVER:
            continue
        if name not in seen.shown or (place.waits is Waits.GIVEN and not seen.values.get(name)):
            return False
    return True


def _problem(rule: Rule, path: str) -> Problem:
    severity = Severity.WARNING if rule.warns else Severity.ERROR
    return Problem(path, CODE_PREFIX + rule.kind, severity=severity, message=rule.message)

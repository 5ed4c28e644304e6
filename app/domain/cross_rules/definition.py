"""Whether the rules of a definition are fit to be published: part of ``app.domain.definition``."""

from __future__ import annotations

import re
from collections import Counter as Tally
from collections.abc import Iterator

from app.domain.catalogue import Field, Rule, Service
from app.domain.cross_rules import KINDS
from app.domain.cross_rules.base import BETWEEN, NUMBER_MAX, Form, Kind, Param, Place, number
from app.domain.cross_rules.contradictions import contradictions
from app.domain.field_types import find_type
from app.domain.field_types.dates import TODAY

RULES_MAX = 40
VALUES_MAX = 50
_ARABIC_LETTERS = re.compile("[يىك]")

Fields = dict[str, Field]


def rule_mistakes(service: Service) -> Iterator[str]:
    """Every mistake of a service's rules, as ``rule N (kind): place: reason``; N counts from 1."""
    if len(service.rules) > RULES_MAX:
        yield f"rules: {len(service.rules)} of them; at most {RULES_MAX}"
    fields = {field.name: field for section in service.sections for field in section.fields}
    for position, rule in enumerate(service.rules, 1):
        for mistake in _mistakes(rule, fields):
            yield f"rule {position} ({rule.kind}): {mistake}"
        if rule in service.rules[: position - 1]:
            yield f"rule {position} ({rule.kind}): stands twice"
    if all(not _mistakes(rule, fields) for rule in service.rules):
        yield from contradictions(service.rules, fields)


def _mistakes(rule: Rule, fields: Fields) -> list[str]:
    found = [*_message(rule), *_when(rule, fields)]
    if rule.at is not None and rule.at not in fields:
        found.append(f"at: names {rule.at!r}, which is no field")
    kind = KINDS.get(rule.kind)
    if kind is None:
        return [f"kind: there is none of this name; known are {', '.join(KINDS)}", *found]
    places = [*_places(rule, kind, fields)]
    params = [*_params(rule, kind, fields)]
    if not places and not params and kind.check is not None:
        params = list(kind.check(rule, [fields.get(name) for name in rule.fields]))
    return [*found, *places, *params]


def _message(rule: Rule) -> Iterator[str]:
    if not rule.message.fa.strip() or not rule.message.en.strip():
        yield "message: a text is missing in one language"
    if _ARABIC_LETTERS.search(rule.message.fa):
        yield "message: Arabic ي or ك instead of Persian ی or ک"


def _when(rule: Rule, fields: Fields) -> Iterator[str]:
    if rule.when is None:
        return
    other = fields.get(rule.when.field)
    if other is None:
        yield f"when: names {rule.when.field!r}, which is no field"
        return
    if not rule.when.any_of:
        yield "when: has no values, so the rule would never say anything"
    if other.type == "rows":
        yield f"when: {other.name} is a repeated group and has no single value"
    for value in rule.when.any_of:
        if value:  # an empty one means: left empty
            yield from (f"when: {mistake}" for mistake in _not_a_value(value, other))


def _places(rule: Rule, kind: Kind, fields: Fields) -> Iterator[str]:
    needed = sum(place.needed for place in kind.places)
    if len(rule.fields) < needed:
        missing = kind.places[len(rule.fields)].what
        yield f"fields: {len(rule.fields)} of them; {kind.name} needs {needed} ({missing} is missing)"
    if kind.more is None and len(rule.fields) > len(kind.places):
        yield f"fields: {len(rule.fields)} of them; {kind.name} takes at most {len(kind.places)}"
    for name, times in Tally(rule.fields).items():
        if times > 1:
            yield f"fields: {name} stands twice"
    for position, name in enumerate(rule.fields):
        place = kind.place(position)
        if place is not None:
            yield from (f"fields: {mistake}" for mistake in _place(name, place, fields))


def _place(name: str, place: Place, fields: Fields) -> Iterator[str]:
    field = fields.get(name)
    if name == TODAY and place.today:
        if field is not None:
            yield f"{TODAY} means the business day, so no field may have this name"
    elif field is None:
        yield f"{name!r} is no field of this service ({place.what} belongs there)"
    elif place.types and field.type not in place.types:
        yield f"{name} is a {field.type}; {place.what} is {' or '.join(sorted(place.types))}"
    elif not place.types and not place.rows and field.type == "rows":
        yield f"{name} is a repeated group; {place.what} is a single value"


def _params(rule: Rule, kind: Kind, fields: Fields) -> Iterator[str]:
    known = {param.name: param for param in kind.params}
    for name in rule.params:
        if name not in known:
            yield f"params: {kind.name} has no {name!r}" + (f"; it has {', '.join(known)}" if known else "")
    wrong = False
    for param in kind.params:
        text = rule.params.get(param.name)
        mistakes = [*_param(param, text, rule, fields)]
        wrong = wrong or bool(mistakes)
        yield from (f"params: {param.name}: {mistake}" for mistake in mistakes)
    if kind.any_param and not rule.params.keys() & known.keys():
        yield f"params: one of {', '.join(known)} is missing"
    for low, high in () if wrong else kind.bounds:
        if low in rule.params and high in rule.params and number(rule, low) > number(rule, high):
            yield f"params: {low} {rule.params[low]} is above {high} {rule.params[high]}"


def _param(param: Param, text: str | None, rule: Rule, fields: Fields) -> Iterator[str]:
    if text is None:
        if param.needed:
            yield "is missing"
        return
    if param.form is Form.NUMBER:
        if not (text.isascii() and text.isdigit() and len(text) <= 9 and int(text) <= NUMBER_MAX):
            yield f"{text!r} is no whole number up to {NUMBER_MAX}"
        return
    values = text.split(BETWEEN)
    if any(not value.strip() for value in values):
        yield f"{text!r} has an empty value"
    if len(values) > VALUES_MAX or len(set(values)) < len(values):
        yield f"a value stands twice, or more than {VALUES_MAX} of them"
    if param.place is not None and param.place < len(rule.fields):
        field = fields.get(rule.fields[param.place])
        if field is not None:
            for value in values:
                yield from _not_a_value(value, field)


def _not_a_value(value: str, field: Field) -> Iterator[str]:
    """Why a field can never have this value; choices only by what they hold, all others by their form."""
    if field.type == "choice":
        if all(choice.value != value for choice in field.choices):
            yield f"asks for {value!r}, which is no choice of {field.name}"
        return
    kind = find_type(field.type)
    if kind is not None and kind.normalise(value) != value:
        yield f"{value!r} is not in the stored form of {field.name}"

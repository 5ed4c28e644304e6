"""Bringing the values of an invented application to keep its service's rules across fields."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from app.domain.asked import asked_of, type_of
from app.domain.catalogue import Field, Service
from app.domain.cross_rules import Seen, broken
from app.domain.cross_rules.mending import mend
from app.domain.errors import DaftarError

MENDS_MAX = 60
"""Changes tried on one set of values before it is given up."""


class NoSampleFound(DaftarError):
    """No invented application was found that keeps the rules of a service."""

    what = "No sample of {service} could be made that keeps its rules across fields."
    safe = "Nothing is lost; no application was made."
    todo = "Look at the rules in its definition: most likely two of them contradict each other."


def keep_rules(
    service: Service, values: Mapping[str, Any], rng: random.Random, today: str
) -> dict[str, Any] | None:
    """``values`` changed until no rule is broken; None when that did not succeed within the limit."""
    fields = {field.name: field for section in service.sections for field in section.fields}
    kept = dict(values)
    for _ in range(MENDS_MAX):
        kept = _in_order(service, kept, fields, rng, today)
        seen = Seen(kept, asked_of(service).shown(kept), frozenset(), today)
        rule = next(broken(service, seen), None)
        if rule is None:
            return kept
        kept.update(mend(rule, seen, fields, rng))
    return None


def _in_order(
    service: Service, values: dict[str, Any], fields: Mapping[str, Field], rng: random.Random, today: str
) -> dict[str, Any]:
    """Only what is asked for, each right by itself; what has become required is invented."""
    asked = asked_of(service)
    for _ in fields:  # a new value may show another field
        shown = asked.shown(values)
        missing = [name for name in shown if fields[name].required and not values.get(name)]
        wrong = [
            name
            for name, value in values.items()
            if value and name in shown and type_of(fields[name]).check(value, fields[name], today)
        ]
        if not missing and not wrong:
            break
        for name in sorted({*missing, *wrong}):
            values[name] = type_of(fields[name]).sample(rng, fields[name], today)
    shown = asked.shown(values)
    return {name: value for name, value in values.items() if value and name in shown}

"""Samples of a service that are spoilt a little, and the values of an application as a form takes them."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

from support.office_kit import DAY

from app.domain.application import AcceptRequest
from app.domain.catalogue import Field, Service
from app.domain.field_types import Value
from app.domain.sample import sample_request
from app.domain.tariff import Tariff

EDGES = (
    *("1", "0", "00000000000", "۱۲۳۴۵۶۷۸۹۰", "99" * 40, " ", "x", "نمونه", "9900000013", "9900000014"),
    *("1279-12-29", "1350-01-01", "1387-09-03", "1387-09-04", "1405-05-03", "1405-08-03", "1405-08-19"),
    *("1405-08-24", "1405-08-25", DAY, "1405-09-04", "1406-03-03", "1408-12-30", "1409-12-30", "12/30"),
    *("self", "attorney", "guardian", "male", "lost", "named", "not-named", "none", "present", "company"),
)
"""Values that are right in one field and wrong in the next; days that lie just at a rule's end."""
COLUMN_EDGES = ("", "9900000013", "9900000013", "father", "1405-09-04", "x", "123456")
ACTS_MAX = 4


def typed_of(request: AcceptRequest) -> dict[str, str]:
    """An application's values by path, as ``Form.fill`` takes them: a repeated group as its JSON."""
    found: dict[str, str] = {}

    def put(values: dict[str, Any], path: str) -> None:
        for name, value in values.items():
            at = f"{path}.{name}"
            if isinstance(value, dict):
                put(value, at)
            else:
                found[at] = json.dumps(value) if isinstance(value, list) else value

    put(request.applicant, "applicant")
    put(request.fields, "fields")
    return found


def spoilt(service: Service, tariff: Tariff, rng: random.Random) -> dict[str, str]:
    """A sample with up to four values dropped, swapped, changed, or put to an edge; by path, as typed."""
    typed = typed_of(sample_request(service, tariff, rng, today=DAY))
    fields = {f"applicant.{field.name}": field for field in service.applicant_fields}
    fields |= {f"fields.{field.name}": field for field in service.own_fields}
    for _ in range(rng.randint(0, ACTS_MAX)):
        path = rng.choice(list(fields))
        if fields[path].columns:
            typed[path] = json.dumps(_spoilt_rows(json.loads(typed.get(path) or "[]"), fields[path], rng))
        else:
            typed[path] = rng.choice(_ACTS)(path, typed, fields[path], rng)
    return {path: value for path, value in typed.items() if value}


def _dropped(path: str, typed: dict[str, str], field: Field, rng: random.Random) -> str:
    return ""


def _swapped(path: str, typed: dict[str, str], field: Field, rng: random.Random) -> str:
    return rng.choice([value for value in typed.values() if not value.startswith("[")] or [""])


def _cut(path: str, typed: dict[str, str], field: Field, rng: random.Random) -> str:
    value = typed.get(path, "")
    at = rng.randrange(len(value) + 1)
    return value[:at] + rng.choice(("", "0", "9", "A", "ب")) + value[at + rng.randint(0, 1) :]


def _edge(path: str, typed: dict[str, str], field: Field, rng: random.Random) -> str:
    return rng.choice(EDGES)


def _other_choice(path: str, typed: dict[str, str], field: Field, rng: random.Random) -> str:
    return rng.choice([choice.value for choice in field.choices] or list(EDGES))


_ACTS: tuple[Callable[[str, dict[str, str], Field, random.Random], str], ...] = (
    *(_dropped, _swapped, _cut, _edge, _other_choice, _other_choice),
)


def _spoilt_rows(rows: list[dict[str, str]], field: Field, rng: random.Random) -> Value:
    """Rows with one doubled, one cell changed or dropped, or all of them gone."""
    if not rows or rng.random() < 0.15:
        return []
    rows = [dict(row) for row in rows]
    if rng.random() < 0.4:
        rows.append(dict(rng.choice(rows)))
    name = rng.choice(field.columns).name
    row = rng.choice(rows)
    row[name] = rng.choice((*COLUMN_EDGES, row.get(name, "")))
    return [kept for row in rows if (kept := {key: value for key, value in row.items() if value})]

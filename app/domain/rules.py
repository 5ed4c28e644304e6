"""The checks of an application against its service's definition: shared by window, command line and centre.

Everything comes in as it was typed or sent, and nothing that comes in raises: what is wrong is a
:class:`~app.domain.problems.Problem` at its path. Only problems of severity ERROR refuse.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.application import AcceptRequest
from app.domain.catalogue import Field, Service
from app.domain.field_types import FIELD_TYPES, FieldType, find_type
from app.domain.field_types.base import at_path
from app.domain.problems import Problem, Severity

RAW_CHARACTERS_MAX = 2_000
"""A longer value is refused before anything else looks at it."""

PROBLEMS_MAX = 100
SHOWN_KEY_CHARACTERS = 60


@dataclass(frozen=True, slots=True)
class Checked:
    """What an application says, normalised, and what is wrong with it.

    ``applicant`` nests dotted names (``{"name": {"given": …}}``); values that were empty are left out.
    """

    applicant: dict[str, Any]
    fields: dict[str, str]
    problems: tuple[Problem, ...]

    @property
    def refused(self) -> bool:
        """Whether a problem is more than a warning."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def check_application(service: Service, request: AcceptRequest, today: str) -> Checked:
    """Check and normalise every value of ``request``; ``today`` is the business day ``YYYY-MM-DD``.

    Payments are not looked at here; see :mod:`app.domain.payments`.
    """
    return check_values(service, request.applicant, request.fields, today)


def check_values(service: Service, applicant: object, fields: object, today: str) -> Checked:
    """As :func:`check_application`, for the two groups of values by themselves, of any shape."""
    problems: list[Problem] = []
    own, asked = service.own_fields, service.applicant_fields
    values = _collect(asked, _flatten(asked, applicant, problems), "applicant", problems)
    values |= _collect(own, _flatten(own, fields, problems, "fields"), "fields", problems)
    shown = shown_fields(service, values)
    faulty = {problem.path for problem in problems}
    for prefix, group in (("applicant", asked), ("fields", own)):
        for field in group:
            path, value = f"{prefix}.{field.name}", values.get(field.name, "")
            if field.name not in shown:
                if value:
                    problems.append(Problem(path, "not-asked"))
                continue
            if path not in faulty:
                problems += at_path(_check_normalised(field, value, today), path)
    return Checked(
        applicant=nested({f.name: values[f.name] for f in asked if values.get(f.name)}),
        fields={f.name: values[f.name] for f in own if values.get(f.name)},
        problems=tuple(problems[:PROBLEMS_MAX]),
    )


def normalise_value(field: Field, raw: str) -> str:
    """The stored form of a typed value."""
    return _type_of(field).normalise(raw)


def check_field(field: Field, value: str, today: str) -> tuple[Problem, ...]:
    """What is wrong with one typed or normalised value; the path is the field's name.

    For live checks in the window. Whether the field is shown is not looked at.
    """
    if len(value) > RAW_CHARACTERS_MAX:
        return (Problem(field.name, "too-long", {"max": str(RAW_CHARACTERS_MAX)}),)
    return _check_normalised(field, normalise_value(field, value), today)


def _check_normalised(field: Field, value: str, today: str) -> tuple[Problem, ...]:
    if not value:
        return (Problem(field.name, "required"),) if field.required else ()
    return _type_of(field).check(value, field, today)


def _type_of(field: Field) -> FieldType:
    """The field's type; one that no published definition can have counts as text."""
    return find_type(field.type) or FIELD_TYPES["text"]


def shown_fields(service: Service, values: Mapping[str, str]) -> frozenset[str]:
    """Names of the fields that are asked for, given the normalised ``values`` by name so far."""
    fields = {f.name: f for s in service.sections for f in s.fields}
    shown: dict[str, bool] = {}

    def is_shown(name: str) -> bool:
        if name not in shown:
            field = fields.get(name)
            shown[name] = False  # a cycle, which no published definition has, hides its fields
            when = field.shown_when if field else None
            shown[name] = field is not None and (
                when is None or (is_shown(when.field) and values.get(when.field, "") in when.any_of)
            )
        return shown[name]

    return frozenset(name for name in fields if is_shown(name))


def _flatten(
    fields: Sequence[Field], given: object, problems: list[Problem], path: str = "applicant"
) -> dict[str, object]:
    """The given values by dotted name, as deep as the definition goes; the rest becomes problems."""
    names = {field.name for field in fields}
    groups = {name.rpartition(".")[0] for name in names} - {""}
    found: dict[str, object] = {}

    def walk(group: object, prefix: str) -> None:
        where = f"{path}.{prefix}".rstrip(".")
        if not isinstance(group, dict):
            problems.append(Problem(where, "not-a-group"))
            return
        for key, value in group.items():
            name = prefix + key if isinstance(key, str) and "." not in key else ""
            if name in names:
                found[name] = value
            elif name in groups and value is not None:
                walk(value, f"{name}.")
            elif len(problems) < PROBLEMS_MAX and name not in groups:
                problems.append(Problem(f"{where}.{_shown(key)}", "unknown-field"))

    walk(given, "")
    return found


def _shown(key: object) -> str:
    """A key that the definition does not know, short and printable enough to be named."""
    text = str(key)[:SHOWN_KEY_CHARACTERS]
    return "".join(c if c.isprintable() else "?" for c in text)


def _collect(
    fields: Sequence[Field], given: dict[str, object], prefix: str, problems: list[Problem]
) -> dict[str, str]:
    """Texts normalised; null counts as empty; what is no text becomes a problem and is left out."""
    values: dict[str, str] = {}
    for field in fields:
        raw, path = given.get(field.name), f"{prefix}.{field.name}"
        if raw is None:
            continue
        if not isinstance(raw, str):
            problems.append(Problem(path, "not-text"))
        elif len(raw) > RAW_CHARACTERS_MAX:
            problems.append(Problem(path, "too-long", {"max": str(RAW_CHARACTERS_MAX)}))
        else:
            values[field.name] = normalise_value(field, raw)
    return values


def nested(values: Mapping[str, str]) -> dict[str, Any]:
    """Values by dotted name as groups: ``{"name.given": "…"}`` becomes ``{"name": {"given": "…"}}``."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        *groups, last = name.split(".")
        inner = found
        for group in groups:
            inner = inner.setdefault(group, {})
        inner[last] = value
    return found

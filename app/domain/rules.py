"""The checks of an application against its service's definition: shared by window, command line and centre.

Everything comes in as it was typed or sent, and nothing that comes in raises: what is wrong is a
:class:`~app.domain.problems.Problem` at its path. Only problems of severity ERROR refuse.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.application import AcceptRequest
from app.domain.asked import Asked, Group, asked_of, type_of
from app.domain.catalogue import Field, Service
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
    asked = asked_of(service)
    values = _collect(asked.applicant, _flatten(asked.applicant, applicant, problems), problems)
    values |= _collect(asked.own, _flatten(asked.own, fields, problems), problems)
    shown = asked.shown(values)
    faulty = {problem.path for problem in problems}
    for one in asked.all:
        value = values.get(one.name, "")
        if one.name not in shown:
            if value:
                problems.append(Problem(one.path, "not-asked"))
        elif one.path not in faulty:
            problems += at_path(_check_normalised(one, value, today), one.path)
    return Checked(
        applicant=nested({name: values[name] for name in asked.applicant.fields if values.get(name)}),
        fields={name: values[name] for name in asked.own.fields if values.get(name)},
        problems=tuple(problems[:PROBLEMS_MAX]),
    )


def normalise_value(field: Field, raw: str) -> str:
    """The stored form of a typed value."""
    return type_of(field).normalise(raw)


def check_field(field: Field, value: str, today: str) -> tuple[Problem, ...]:
    """What is wrong with one typed or normalised value; the path is the field's name.

    For live checks in the window. Whether the field is shown is not looked at.
    """
    if len(value) > RAW_CHARACTERS_MAX:
        return (Problem(field.name, "too-long", {"max": str(RAW_CHARACTERS_MAX)}),)
    return _check_normalised(Asked.at(field, ""), normalise_value(field, value), today)


def _check_normalised(one: Asked, value: str, today: str) -> tuple[Problem, ...]:
    if not value:
        return (Problem(one.name, "required"),) if one.field.required else ()
    return one.type.check(value, one.field, today)


def shown_fields(service: Service, values: Mapping[str, str]) -> frozenset[str]:
    """Names of the fields that are asked for, given the normalised ``values`` by name so far."""
    return asked_of(service).shown(values)


def _flatten(group: Group, given: object, problems: list[Problem]) -> dict[str, object]:
    """The given values by dotted name, as deep as the definition goes; the rest becomes problems."""
    names, inner = group.fields, group.inner
    found: dict[str, object] = {}

    def walk(values: object, prefix: str) -> None:
        where = f"{group.path}.{prefix}".rstrip(".")
        if not isinstance(values, dict):
            problems.append(Problem(where, "not-a-group"))
            return
        for key, value in values.items():
            name = prefix + key if isinstance(key, str) and "." not in key else ""
            if name in names:
                found[name] = value
            elif name in inner and value is not None:
                walk(value, f"{name}.")
            elif len(problems) < PROBLEMS_MAX and name not in inner:
                problems.append(Problem(f"{where}.{_shown(key)}", "unknown-field"))

    walk(given, "")
    return found


def _shown(key: object) -> str:
    """A key that the definition does not know, short and printable enough to be named."""
    text = str(key)[:SHOWN_KEY_CHARACTERS]
    return "".join(c if c.isprintable() else "?" for c in text)


def _collect(group: Group, given: dict[str, object], problems: list[Problem]) -> dict[str, str]:
    """Texts normalised; null counts as empty; what is no text becomes a problem and is left out."""
    values: dict[str, str] = {}
    for name, one in group.fields.items():
        raw = given.get(name)
        if raw is None:
            continue
        if not isinstance(raw, str):
            problems.append(Problem(one.path, "not-text"))
        elif len(raw) > RAW_CHARACTERS_MAX:
            problems.append(Problem(one.path, "too-long", {"max": str(RAW_CHARACTERS_MAX)}))
        else:
            values[name] = one.type.normalise(raw)
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

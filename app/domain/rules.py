"""The checks of an application against its service's definition: shared by window, command line and centre.

Everything comes in as it was typed or sent, and nothing that comes in raises: what is wrong is a
:class:`~app.domain.problems.Problem` at its path. Only problems of severity ERROR refuse.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.domain import cross_rules
from app.domain.application import AcceptRequest
from app.domain.asked import Asked, Level, asked_of, nested, type_of
from app.domain.catalogue import Field, Service
from app.domain.field_types.base import at_path
from app.domain.field_types.rows import read_rows
from app.domain.problems import Problem, Severity

RAW_CHARACTERS_MAX = 2_000
"""A longer value is refused before anything else looks at it."""

PROBLEMS_MAX = 100
SHOWN_KEY_CHARACTERS = 60
_MISSES = frozenset({"required", "row-empty"})
"""Not said of a cell or row that holds something, though nothing that can be read."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What an application says, normalised, and what is wrong with it.

    ``applicant`` nests dotted names (``{"name": {"given": …}}``); values that were empty are left out.
    ``fields`` holds texts, and for a repeated group (``rows``) a list of objects of texts.
    """

    applicant: dict[str, Any]
    fields: dict[str, Any]
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
    values: dict[str, Any] = {}
    _take(asked.applicant.level, applicant, asked.applicant.path, values, problems)
    _take(asked.own.level, fields, asked.own.path, values, problems)
    shown = asked.shown(values)
    faulty = {problem.path for problem in problems}
    for name, one in asked.all:
        value = values.get(name)
        if value is None:
            if one.field.required and name in shown and one.path not in faulty:
                problems.append(Problem(one.path, "required"))
        elif name not in shown:
            problems.append(Problem(one.path, "not-asked"))
        else:
            found = one.type.check(value, one.field, today)
            if found:
                problems += _placed(found, one, faulty)
    if service.rules:
        problems += cross_rules.breaches(asked, values, shown, problems, today)
    return Checked(
        applicant=nested(asked.applicant.named(values)),
        fields=asked.own.named(values),
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
    stored = normalise_value(field, value)
    if stored:
        return type_of(field).check(stored, field, today)
    return (Problem(field.name, "required"),) if field.required else ()


def shown_fields(service: Service, values: Mapping[str, Any]) -> frozenset[str]:
    """Names of the fields that are asked for, given the normalised ``values`` by name so far."""
    return asked_of(service).shown(values)


def _take(level: Level, given: object, path: str, values: dict[str, Any], problems: list[Problem]) -> None:
    """Add the texts of ``given`` to ``values``, normalised, by dotted name as deep as the definition goes.

    Null counts as empty, and what is empty is left out. What is no text, or has no place in the definition,
    becomes a problem.
    """
    if not isinstance(given, dict):
        problems.append(Problem(path, "not-a-group"))
        return
    for key, raw in given.items():
        place = level.get(key)
        if isinstance(place, Asked):
            if isinstance(raw, str) and len(raw) <= RAW_CHARACTERS_MAX:
                stored = place.type.normalise(raw)
                if stored:
                    values[place.name] = stored
            elif isinstance(raw, str):
                problems.append(Problem(place.path, "too-long", {"max": str(RAW_CHARACTERS_MAX)}))
            elif raw is not None and place.field.columns:
                rows = read_rows(place.field, raw, place.path, RAW_CHARACTERS_MAX, problems)
                if rows:
                    values[place.name] = rows
            elif raw is not None:
                problems.append(Problem(place.path, "not-text"))
        elif place is None:
            if len(problems) < PROBLEMS_MAX:
                problems.append(Problem(f"{path}.{_printable(key)}", "unknown-field"))
        elif raw is not None:
            _take(place, raw, f"{path}.{key}", values, problems)


def _placed(found: tuple[Problem, ...], one: Asked, faulty: set[str]) -> Iterable[Problem]:
    """Problems of a value at its path; those of a repeated group at the paths of its cells."""
    if not one.field.columns:
        return at_path(found, one.path)
    group = one.path.removesuffix(one.field.name)
    placed = (replace(problem, path=group + problem.path) for problem in found)
    return [problem for problem in placed if problem.code not in _MISSES or problem.path not in faulty]


def _printable(key: object) -> str:
    """A key that the definition does not know, short and printable enough to be named."""
    text = str(key)[:SHOWN_KEY_CHARACTERS]
    return "".join(c if c.isprintable() else "?" for c in text)

"""What a field type is: how a value is tidied, checked, shown, typed and invented for a sample."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.catalogue import Field
from app.domain.problems import Problem, Severity
from app.domain.tariff import Words
from app.domain.text import has_unprintable

Check = Callable[[str, Field, str], tuple[Problem, ...]]
"""(normalised value, its field, today as ``YYYY-MM-DD``) -> problems; their paths are the field's name."""

Value = str | list[dict[str, str]]
"""A normalised value: text, or the rows of a repeated group."""

Sample = Callable[[random.Random, Field, str], Value]
"""(source of chance, field, today) -> an invented valid value in its normalised form."""


class Widget(StrEnum):
    """How the window asks for a value."""

    LINE = "line"
    PARAGRAPH = "paragraph"
    DATE = "date"
    PLATE = "plate"
    CHOICE = "choice"
    ROWS = "rows"


class Bounds(StrEnum):
    """What ``min`` and ``max`` of a field mean for a type."""

    LENGTH = "length"
    DATE = "date"
    NUMBER = "number"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldType:
    """One type of field. A new one is one value of this in :data:`app.domain.field_types.FIELD_TYPES`.

    ``normalise`` never raises and is idempotent. ``length_max`` counts characters of the normalised
    value. ``ltr`` keeps the value left-to-right inside a Persian line; ``show`` is the form for the
    screen (still ASCII digits; the window turns them Persian).
    """

    name: str
    normalise: Callable[[str], str]
    check: Check
    sample: Sample
    hint: Words
    length_max: int
    ltr: bool = False
    digits_only: bool = False
    widget: Widget = Widget.LINE
    bounds: Bounds = Bounds.NONE
    show: Callable[[str], str] = str


def error(field: Field, code: str, **params: object) -> tuple[Problem, ...]:
    """One problem that refuses the value."""
    return (Problem(field.name, code, {name: str(value) for name, value in params.items()}),)


def warning(field: Field, code: str) -> Problem:
    """One problem that is shown and may be passed."""
    return Problem(field.name, code, severity=Severity.WARNING)


def at_path(problems: tuple[Problem, ...], path: str) -> tuple[Problem, ...]:
    """The same problems at another path."""
    return tuple(replace(problem, path=path) for problem in problems) if problems else ()


def check_length(value: str, field: Field, length_max: int) -> tuple[Problem, ...]:
    """``too-long``, ``too-short`` or ``unprintable`` by the bounds of type and field."""
    if has_unprintable(value):
        return error(field, "unprintable")
    most = min(length_max, int(field.max)) if field.max else length_max
    if len(value) > most:
        return error(field, "too-long", max=most)
    if field.min and len(value) < int(field.min):
        return error(field, "too-short", min=field.min)
    return ()

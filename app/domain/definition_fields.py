"""Whether the fields of a definition are sound: types, choices, bounds, conditions, columns of rows."""

from __future__ import annotations

import re
from collections import Counter as Tally
from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.domain.catalogue import Field
from app.domain.field_types import Bounds, Widget, find_type
from app.domain.field_types import rows as repeated
from app.domain.field_types.dates import TODAY, is_bound
from app.domain.tariff import Words

CHOICES_MAX = 200
_NOT_INTO_A_LINE = frozenset({Widget.DATE, Widget.PLATE, Widget.CHOICE})
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)


def twice(names: Iterable[str]) -> list[str]:
    """The names that stand more than once."""
    return [name for name, times in Tally(names).items() if times > 1]


def field_mistakes(field: Field) -> Iterator[str]:
    """What is wrong with one field by itself, without its name in front."""
    kind = find_type(field.type)
    if kind is None:
        yield f"there is no field type {field.type!r}"
        return
    if kind.name == "choice":
        values = [choice.value for choice in field.choices]
        if not values:
            yield "a choice without choices"
        if len(values) > CHOICES_MAX:
            yield f"{len(values)} choices; at most {CHOICES_MAX}"
        for value in twice(values):
            yield f"the choice {value!r} stands twice"
        for value in values:
            if value != kind.normalise(value) or not value:
                yield f"the choice {value!r} is not in its stored form"
    elif field.choices:
        yield f"a {kind.name} has no choices"
    if field.typed_twice and kind.widget in _NOT_INTO_A_LINE:
        yield f"typed_twice: a {kind.name} is not typed into a line; have it confirmed instead"
    yield from _bounds(field, kind.bounds)
    yield from _columns(field)


def applicant_mistakes(field: Field) -> Iterator[str]:
    """What is wrong with a field because it stands in the applicant section."""
    if field.type == repeated.NAME:
        yield "a repeated group stands in a section of its own, not with the applicant"


def condition_mistakes(fields: Sequence[Field]) -> Iterator[str]:
    """What is wrong with the conditions of fields that may hang on one another, with their names in front."""
    by_name = {field.name: field for field in fields}
    for field in by_name.values():
        when = field.shown_when
        if when is None:
            continue
        other = by_name.get(when.field)
        if other is None:
            yield f"{field.name}: shown_when names {when.field!r}, which is no field"
            continue
        if not when.any_of:
            yield f"{field.name}: shown_when has no values, so it would never be shown"
        if other.type == repeated.NAME:
            yield f"{field.name}: shown_when names {other.name}, which is a repeated group"
        if other.type == "choice":
            known = {choice.value for choice in other.choices}
            for value in when.any_of:
                if value not in known:
                    yield f"{field.name}: shown_when asks for {value!r}, which is no choice of {other.name}"
        if _is_cyclic(field, by_name):
            yield f"{field.name}: shown_when leads back to itself"


def field_words(field: Field, place: str) -> Iterator[tuple[str, Words]]:
    """Every text of a field in both languages, and where it stands."""
    yield f"{place}: label", field.label
    if field.help is not None:
        yield f"{place}: help", field.help
    for choice in field.choices:
        yield f"{place}: choice {choice.value}", choice.label
    for column in field.columns:
        yield from field_words(column, f"{place}: column {column.name}")


def _bounds(field: Field, bounds: Bounds) -> Iterator[str]:
    given = [(name, text) for name, text in (("min", field.min), ("max", field.max)) if text is not None]
    for name, text in given:
        if bounds is Bounds.NONE:
            yield f"{name}: a {field.type} has no bounds"
        elif bounds is Bounds.DATE:
            if not is_bound(text):
                yield f"{name}: {text!r} is neither a Jalali day YYYY-MM-DD nor {TODAY}"
        elif not (text.isascii() and text.isdigit() and len(text) <= 15):
            yield f"{name}: {text!r} is not a whole number"
    if len(given) == 2 and bounds is not Bounds.NONE:
        low, high = given[0][1], given[1][1]
        if bounds is Bounds.DATE:
            wrong = TODAY not in (low, high) and low > high
        else:
            wrong = low.isdigit() and high.isdigit() and int(low) > int(high)
        if wrong:
            yield f"min {low} is above max {high}"


def _columns(field: Field) -> Iterator[str]:
    if field.type != repeated.NAME:
        if field.columns:
            yield f"a {field.type} has no columns"
        if field.rows_max:
            yield f"rows_max: a {field.type} has no rows"
        return
    if not field.columns:
        yield "rows without columns"
    if len(field.columns) > repeated.COLUMNS_MAX:
        yield f"{len(field.columns)} columns; at most {repeated.COLUMNS_MAX}"
    if not 1 <= field.rows_max <= repeated.ROWS_MAX:
        yield f"rows_max: from 1 to {repeated.ROWS_MAX}"
    if field.typed_twice or field.confirmed:
        yield "typed_twice and confirmed belong to a column, not to the whole group"
    for name in twice(column.name for column in field.columns):
        yield f"column {name}: stands twice"
    for column in field.columns:
        if not _CODE.fullmatch(column.name):
            yield f"column {column.name!r}: not a name (lower-case letters, digits, _)"
        if column.type == repeated.NAME:
            yield f"column {column.name}: rows hold no rows"
        else:
            yield from (f"column {column.name}: {mistake}" for mistake in field_mistakes(column))
    yield from (f"column {mistake}" for mistake in condition_mistakes(field.columns))


def _is_cyclic(field: Field, fields: Mapping[str, Field]) -> bool:
    at: Field | None = field
    for _ in range(len(fields)):
        if at is None or at.shown_when is None:
            return False
        at = fields.get(at.shown_when.field)
        if at is field:
            return True
    return False

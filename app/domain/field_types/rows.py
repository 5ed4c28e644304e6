"""The repeated group: a list of rows, each holding the values of the group's columns by name.

Dependants, violations, partners. A value of it is a list of objects of texts; problems of a cell stand at
``dependants.0.national_code``. Rows hold no rows. A column may hang on another column of the same row.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from app.domain import field_types
from app.domain.catalogue import Field
from app.domain.field_types.base import FieldType, Value, Widget, at_path, error
from app.domain.problems import Problem
from app.domain.tariff import Words
from app.domain.text import normalise as normalise_text

NAME = "rows"
ROWS_MAX = 50
COLUMNS_MAX = 12
SAMPLE_ROWS_MAX = 3
OPTIONAL_FILLED_SHARE = 0.7


def type_of_column(column: Field) -> FieldType:
    """The column's type; one that no published definition can have counts as text."""
    return field_types.FIELD_TYPES.get(column.type) or field_types.FIELD_TYPES["text"]


def shown_columns(field: Field, row: Mapping[str, str]) -> list[Field]:
    """The columns that are asked for in a row, given its normalised values so far."""
    by_name = {column.name: column for column in field.columns}

    def is_shown(column: Field, seen: tuple[str, ...] = ()) -> bool:
        when = column.shown_when
        if when is None:
            return True
        other = by_name.get(when.field)
        if other is None or column.name in seen:
            return False
        return row.get(when.field, "") in when.any_of and is_shown(other, (*seen, column.name))

    return [column for column in field.columns if is_shown(column)]


def read_rows(
    field: Field, given: object, path: str, longest: int, problems: list[Problem]
) -> list[dict[str, str]]:
    """The rows of ``given`` (of any shape) with their texts normalised; each row keeps its position.

    What has no place in the definition, or is no text of at most ``longest`` characters, becomes a problem
    and is left out. Of more rows than there may be, the first are read.
    """
    if not isinstance(given, list):
        problems.append(Problem(path, "not-rows"))
        return []
    most = min(field.rows_max, ROWS_MAX)
    if len(given) > most:
        problems.append(Problem(path, "rows-many", {"max": str(most)}))
    columns = {column.name: type_of_column(column) for column in field.columns}
    return [_read_row(columns, row, f"{path}.{n}", longest, problems) for n, row in enumerate(given[:most])]


def _read_row(
    columns: Mapping[str, FieldType], given: object, path: str, longest: int, problems: list[Problem]
) -> dict[str, str]:
    if not isinstance(given, dict):
        problems.append(Problem(path, "not-a-row"))
        return {}
    row: dict[str, str] = {}
    for name, kind in columns.items():
        raw = given.get(name)
        if raw is None:
            continue
        if not isinstance(raw, str):
            problems.append(Problem(f"{path}.{name}", "not-text"))
        elif len(raw) > longest:
            problems.append(Problem(f"{path}.{name}", "too-long", {"max": str(longest)}))
        elif stored := kind.normalise(raw):
            row[name] = stored
    if any(name not in columns for name in given):
        problems.append(Problem(path, "unknown-column"))
    return row


def _check(value: Any, field: Field, today: str) -> tuple[Problem, ...]:
    """Problems of normalised rows, at ``name.0.column``; ``not-rows`` for anything but a list."""
    if not isinstance(value, list):
        return error(field, "not-rows")
    found: list[Problem] = []
    for n, row in enumerate(value):
        found += _check_row(row, field, f"{field.name}.{n}", today)
    return tuple(found)


def _check_row(row: Mapping[str, str], field: Field, path: str, today: str) -> list[Problem]:
    found: list[Problem] = []
    shown = {column.name for column in shown_columns(field, row)}
    for column in field.columns:
        at, stored = f"{path}.{column.name}", row.get(column.name)
        if stored is None:
            if column.required and column.name in shown:
                found.append(Problem(at, "required"))
        elif column.name not in shown:
            found.append(Problem(at, "not-asked"))
        else:
            found += at_path(type_of_column(column).check(stored, column, today), at)
    return found or ([Problem(path, "row-empty")] if not row else [])


def _sample(rng: random.Random, field: Field, today: str) -> Value:
    most = min(SAMPLE_ROWS_MAX, max(field.rows_max, 1))
    return [_sample_row(rng, field, today) for _ in range(rng.randint(1, most))]


def _sample_row(rng: random.Random, field: Field, today: str) -> dict[str, str]:
    decided: dict[str, str] = {}
    for _ in field.columns:  # a condition may hang on a column that stands later
        waiting = [column for column in shown_columns(field, decided) if column.name not in decided]
        if not waiting:
            break
        for column in waiting:
            is_filled = column.required or not any(decided.values()) or rng.random() < OPTIONAL_FILLED_SHARE
            decided[column.name] = str(type_of_column(column).sample(rng, column, today)) if is_filled else ""
    row = {column.name: decided.get(column.name, "") for column in field.columns}
    return {name: value for name, value in row.items() if value}


ROWS: FieldType = FieldType(
    name=NAME,
    normalise=normalise_text,
    check=_check,
    sample=_sample,
    hint=Words(fa="", en=""),
    length_max=0,
    widget=Widget.ROWS,
)
"""Its ``normalise`` meets only what is no list (``read_rows`` reads the rows), for the check to refuse."""

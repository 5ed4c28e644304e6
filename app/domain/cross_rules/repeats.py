"""Rules about repeated groups (``rows``): how many there may be, and what must not stand in them twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.domain.catalogue import Field, Rule
from app.domain.cross_rules.base import Form, Kind, Param, Place, Seen, Waits, number, values_of

ROWS = frozenset({"rows"})


def counted(rule: Rule, rows: Sequence[dict[str, str]]) -> list[int]:
    """The positions of the rows that a ``repeats`` rule counts."""
    column, values = rule.params.get("column"), values_of(rule, "value")
    return [n for n, row in enumerate(rows) if column is None or row.get(column, "") in values]


def _repeats_breaks(rule: Rule, seen: Seen) -> bool:
    count = len(counted(rule, seen.rows(rule.fields[0])))
    return count < number(rule, "min") or count > number(rule, "max", count)


def _repeats_mistakes(rule: Rule, fields: Sequence[Field | None]) -> Iterator[str]:
    field = fields[0]
    if field is None:
        return
    if not rule.params.keys() & {"min", "max"}:
        yield "params: min or max is missing"
    if ("column" in rule.params) != ("value" in rule.params):
        yield "params: column and value go together"
    yield from _column_mistakes(rule, field)
    if number(rule, "min") > field.rows_max:
        yield f"params: min {rule.params['min']} is above the {field.rows_max} rows of {field.name}"


def _column_mistakes(rule: Rule, field: Field) -> Iterator[str]:
    name = rule.params.get("column")
    if name is None:
        return
    column = next((column for column in field.columns if column.name == name), None)
    if column is None:
        yield f"params: {field.name} has no column {name!r}"
    elif column.type == "choice":
        known = {choice.value for choice in column.choices}
        for value in values_of(rule, "value"):
            if value not in known:
                yield f"params: value asks for {value!r}, which is no choice of {name}"


def taken_twice(rule: Rule, seen: Seen) -> list[int]:
    """The positions of the rows whose value stands in an earlier row, or in one of the further fields."""
    column = rule.params["column"]
    before = {seen.text(name) for name in rule.fields[1:]}
    found = []
    for position, row in enumerate(seen.rows(rule.fields[0])):
        value = row.get(column, "")
        if value and value in before:
            found.append(position)
        before.add(value)
    return found


def _cells(rule: Rule, seen: Seen) -> list[str]:
    return [f"{position}.{rule.params['column']}" for position in taken_twice(rule, seen)]


def _no_repeats_mistakes(rule: Rule, fields: Sequence[Field | None]) -> Iterator[str]:
    rows = fields[0]
    if rows is None:
        return
    yield from _column_mistakes(rule, rows)
    for column in rows.columns:
        for field in fields[1:]:
            if column.name == rule.params["column"] and field is not None and field.type != column.type:
                yield f"fields: {field.name} is a {field.type}, and {column.name} a {column.type}"


REPEATS = Kind(
    name="repeats",
    places=(Place(what="a repeated group", types=ROWS, waits=Waits.SHOWN),),
    params=(
        Param(name="min"),
        Param(name="max"),
        Param(name="column", form=Form.VALUES),
        Param(name="value", form=Form.VALUES),
    ),
    bounds=(("min", "max"),),
    breaks=_repeats_breaks,
    check=_repeats_mistakes,
)
"""At least, or at most, so many rows; with ``column`` and ``value`` only the rows that have it count."""

NO_REPEATS = Kind(
    name="no-repeats",
    places=(Place(what="a repeated group", types=ROWS),),
    more=Place(what="a field whose value must not stand in the rows", waits=Waits.NEVER),
    params=(Param(name="column", form=Form.VALUES, needed=True),),
    breaks=lambda rule, seen: bool(taken_twice(rule, seen)),
    check=_no_repeats_mistakes,
    cells=_cells,
)
"""No value stands twice in a column, nor does the value of a further field stand in it.

It is told at the cells that repeat, unless the rule says ``at``."""

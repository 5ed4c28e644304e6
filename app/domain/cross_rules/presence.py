"""Rules about what is given at all: one of several, or some of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.domain.catalogue import Field, Rule
from app.domain.cross_rules.base import Kind, Param, Place, Seen, Waits, number

ANY = Place(what="a field", waits=Waits.NEVER, rows=True)


def given(rule: Rule, seen: Seen) -> list[str]:
    """The fields of a rule that have a value."""
    return [name for name in rule.fields if seen.values.get(name)]


def _one_of_breaks(rule: Rule, seen: Seen) -> bool:
    shown = sum(name in seen.shown for name in rule.fields)
    count = len(given(rule, seen))
    # Hidden fields are not asked for, so never more are wanted than are shown.
    return count < min(number(rule, "min", 1), shown) or count > number(rule, "max", count)


def _one_of_mistakes(rule: Rule, fields: Sequence[Field | None]) -> Iterator[str]:
    least = number(rule, "min", 1)
    if least > len(fields):
        yield f"params: min {least} is above the number of fields"
    always = [field.name for field in fields if field is not None and field.required and not field.shown_when]
    if "max" not in rule.params and len(always) >= least:
        yield f"fields: {', '.join(always)} must be given anyway, so this would never say anything"
    if "max" in rule.params and number(rule, "max") < max(len(always), 1):
        yield f"params: max {rule.params['max']} would refuse every application"


ONE_OF = Kind(
    name="one-of",
    places=(ANY, ANY),
    more=ANY,
    params=(Param(name="min"), Param(name="max")),
    bounds=(("min", "max"),),
    breaks=_one_of_breaks,
    check=_one_of_mistakes,
)
"""At least one of the fields is given; or at least ``min``, or at most ``max``."""

"""What a kind of rule across fields is: the places of its fields, its params, and when it is broken.

A kind looks only at values that are shown and right by themselves, so it never has to doubt their shape.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.catalogue import Field, Rule
from app.domain.field_types import Value
from app.domain.field_types.dates import TODAY

BETWEEN = "|"
"""Stands between several values of one param."""

NUMBER_MAX = 99_999


class Waits(StrEnum):
    """What a place needs before its rule says anything."""

    GIVEN = "given"
    """The field is shown and has a value."""
    SHOWN = "shown"
    """The field is shown; being empty is an answer too."""
    NEVER = "never"
    """Nothing; a hidden field counts as an empty one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One position in a rule's ``fields``. ``types`` empty: any type; ``rows`` too, if ``rows``.

    ``needed``: the definition must fill the place. ``today``: the word ``today`` may stand there.
    """

    what: str
    types: frozenset[str] = frozenset()
    waits: Waits = Waits.GIVEN
    needed: bool = True
    today: bool = False
    rows: bool = False


class Form(StrEnum):
    """How a param is written; always as text."""

    NUMBER = "number"
    VALUES = "values"


@dataclass(frozen=True, slots=True, kw_only=True)
class Param:
    """One param of a kind. ``place``: its values are values of the field at that position of ``fields``."""

    name: str
    form: Form = Form.NUMBER
    needed: bool = False
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What the rules of an application look at.

    ``values`` are normalised, by name, of the fields that are shown; names in ``faulty`` have something
    wrong by themselves (or are required and empty). ``today`` is the business day ``YYYY-MM-DD``.
    """

    values: Mapping[str, Value]
    shown: frozenset[str]
    faulty: frozenset[str]
    today: str

    def text(self, name: str) -> str:
        """The value of a field, the business day for ``today``, or empty."""
        if name == TODAY:
            return self.today
        value = self.values.get(name, "")
        return value if isinstance(value, str) else ""

    def rows(self, name: str) -> list[dict[str, str]]:
        """The rows of a repeated group; none when it is empty."""
        value = self.values.get(name, "")
        return value if isinstance(value, list) else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of rule. ``breaks`` says whether values break a rule that applies to them.

    ``more``: any number of further fields may follow the places. ``bounds``: pairs of number params of
    which the first must not be above the second. ``check``: further mistakes of a rule whose fields and
    params are well-formed; it gets the fields in order, None for ``today``.
    """

    name: str
    places: tuple[Place, ...]
    breaks: Callable[[Rule, Seen], bool]
    more: Place | None = None
    params: tuple[Param, ...] = ()
    any_param: bool = False
    """Whether at least one param must be given."""
    bounds: tuple[tuple[str, str], ...] = ()
    check: Callable[[Rule, Sequence[Field | None]], Iterator[str]] | None = None
    cells: Callable[[Rule, Seen], list[str]] | None = None
    """Where in the repeated group that is its first field it is told: ``2.national_code`` for a cell."""

    def place(self, position: int) -> Place | None:
        """The place at a position of ``fields``; None beyond the last."""
        return self.places[position] if position < len(self.places) else self.more


def number(rule: Rule, name: str, default: int = 0) -> int:
    """A number param of a published rule."""
    text = rule.params.get(name)
    return default if text is None else int(text)


def values_of(rule: Rule, name: str) -> tuple[str, ...]:
    """The values of a param of a published rule; none when it is left out."""
    text = rule.params.get(name, "")
    return tuple(text.split(BETWEEN)) if text else ()

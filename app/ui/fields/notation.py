"""How each type of value is written on the screen: direction, digits, grouping.

Stored values have ASCII digits and no separators. Codes and numbers are typed left to right in every
language, with the text standing at the reading edge; Latin codes keep their ASCII digits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.domain.field_types import FieldType, find_type
from app.ui import texts
from app.ui.language import is_persian

ROOM_FOR_MISTAKES = 40
"""Characters that may be typed beyond what is right: nothing typed is cut silently, the check says it."""


@dataclass(frozen=True, slots=True)
class Notation:
    """``left_to_right``: typed so in every language. ``local_digits``: shown in the language's digits.

    ``show`` turns a stored value into what stands in the field, still with ASCII digits.
    """

    left_to_right: bool = False
    local_digits: bool = True
    show: Callable[[str], str] = str
    length_max: int = 200


def notation(type_name: str) -> Notation:
    """How values of this field type are written."""
    kind = find_type(type_name)
    return Notation() if kind is None else _of_type(kind)


def as_shown(how: Notation, value: str) -> str:
    """A stored value as it stands in a field."""
    shown = how.show(value)
    if not how.local_digits:
        return shown
    return texts.digits(shown.replace(",", texts.THOUSANDS) if is_persian() else shown)


def _of_type(kind: FieldType) -> Notation:
    latin = kind.ltr and not kind.digits_only and kind.name != "jalali_date"
    return Notation(
        left_to_right=kind.ltr,
        local_digits=not latin,
        show=kind.show,
        length_max=kind.length_max + ROOM_FOR_MISTAKES,
    )


SLIP = Notation(left_to_right=True, length_max=64)
"""Reference and terminal of a card payment."""
DAY = Notation(left_to_right=True, show=lambda value: value.replace("-", "/"), length_max=50)
"""A Jalali day."""

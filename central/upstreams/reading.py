"""Reading and writing what contracts are made of: JSON members, Jalali days and hours, flat fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from app.domain.application import State
from app.domain.business_day import TEHRAN, business_day, parse_day
from app.domain.tariff import Words
from app.domain.text import normalise
from central.upstreams.contract import NotReadable, note

VALUE_CHARACTERS_MAX = 200

Reasons = Mapping[str, tuple[str, str]]
"""A system's reasons by its own code: the Persian and the English sentence."""


def json_object(raw: bytes) -> dict[str, Any]:
    """The JSON object in ``raw``. Raises :class:`NotReadable`."""
    try:
        found = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise NotReadable(f"not JSON: {error}") from error
    if not isinstance(found, dict):
        raise NotReadable("not a JSON object")
    return found


def folded(values: Any) -> Any:
    """JSON values with every key and text in the form in which Daftar stores Persian."""
    if isinstance(values, str):
        return normalise(values)
    if isinstance(values, Mapping):
        return {normalise(str(key)): folded(value) for key, value in values.items()}
    if isinstance(values, list):
        return [folded(value) for value in values]
    return values


def group(values: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """A required member that is an object. Raises :class:`NotReadable`."""
    found = values.get(name)
    if not isinstance(found, Mapping):
        raise NotReadable(f"{name!r} is not there or no group")
    return found


def text(values: Mapping[str, Any], name: str) -> str:
    """A required member that is a text of 1 to 200 characters. Raises :class:`NotReadable`."""
    found = values.get(name)
    if not isinstance(found, str) or not 0 < len(found) <= VALUE_CHARACTERS_MAX:
        raise NotReadable(f"{name!r} is not there or no text of 1 to {VALUE_CHARACTERS_MAX} characters")
    return found


def optional(values: Mapping[str, Any], name: str) -> str:
    """A member that is a text, ``""`` when it is not there. Raises :class:`NotReadable`."""
    return text(values, name) if values.get(name) not in (None, "") else ""


def number(values: Mapping[str, Any], name: str) -> int:
    """A required member that is a whole number of at least 0. Raises :class:`NotReadable`."""
    found = values.get(name)
    if not isinstance(found, int) or isinstance(found, bool) or found < 0:
        raise NotReadable(f"{name!r} is not there or no whole number")
    return found


def day(written: str) -> str:
    """A Jalali day as ``1405-09-04``, whichever digits and separators it has. Raises :class:`NotReadable`."""
    try:
        return parse_day(normalise(written))
    except ValueError as error:
        raise NotReadable(str(error)) from error


def jalali(at: datetime, separator: str = "/") -> str:
    """The Jalali day of an instant in Tehran."""
    return business_day(at).replace("-", separator)


def clock(at: datetime) -> str:
    """The wall-clock time of an instant in Tehran, ``HH:MM:SS``."""
    return at.astimezone(TEHRAN).strftime("%H:%M:%S")


def stamp(at: datetime) -> str:
    """Jalali day and time as 14 digits."""
    return jalali(at, "") + clock(at).replace(":", "")


def check_stamp(written: str) -> None:
    """Raises :class:`NotReadable` unless ``written`` is a :func:`stamp` of a day that exists."""
    if len(written) != 14 or not (written.isascii() and written.isdigit()):
        raise NotReadable(f"no Jalali day and time: {written[:20]!r}")
    day(written[:8])


def flat(fields: Mapping[str, Any], before: str = "") -> dict[str, str]:
    """Fields without groups or rows: ``{"rows": [{"a": "1"}]}`` becomes ``{"rows.1.a": "1"}``."""
    found: dict[str, str] = {}
    for name, value in fields.items():
        place = f"{before}{name}"
        if isinstance(value, Mapping):
            found |= flat(value, f"{place}.")
        elif isinstance(value, Sequence) and not isinstance(value, str):
            for row, each in enumerate(value, start=1):
                found |= flat({str(row): each}, f"{place}.")
        else:
            found[place] = str(value)
    return found


def state_of(states: Mapping[Any, State], word: Any) -> State:
    """What a system's own word or number for a state means. Raises :class:`NotReadable`."""
    if word not in states:
        raise NotReadable(f"unknown state {word!r}")
    return states[word]


def decided_note(
    decision: State,
    sentences: Mapping[State, tuple[str, str]],
    reasons: Reasons,
    why: Callable[[], str],
    *,
    trial: bool,
) -> Words:
    """What is told of a decision: its sentence, or the reason by the code that ``why`` reads.

    Raises what ``why`` raises, when there is no sentence.
    """
    if decision in sentences:
        return note(*sentences[decision], trial=trial)
    return reason_note(reasons, why(), trial=trial)


def reason_note(reasons: Reasons, code: str, *, trial: bool) -> Words:
    """The sentence of a reason; a code that is not in the list is named."""
    fa, en = reasons.get(code, (f"علت با کد {code}", f"reason code {code}"))
    return note(fa, en, trial=trial)

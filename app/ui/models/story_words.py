"""A story's lines and state for the eye: the chip of a state, who did something, a sentence's digits."""

from __future__ import annotations

import re

from app.domain.application import State
from app.domain.life_words import STATES
from app.domain.tariff import Words
from app.office.story import Side, StoryLine, Who
from app.ui import texts
from app.ui.models.queue_item import Told
from app.ui.roles import role_names
from app.ui.systems import system_name
from app.ui.texts import FIRST_STRONG_ISOLATE, POP_ISOLATE, digits, isolate, translate
from app.ui.theme import Tone

_CODES = re.compile(f"({FIRST_STRONG_ISOLATE}[^{POP_ISOLATE}]*{POP_ISOLATE})")
_TONES = {
    State.CAPTURED_UNPAID: (Tone.WAIT, "○"),
    State.ACCEPTED: (Tone.WAIT, "●"),
    State.SENT: (Tone.INFO, "↑"),
    State.RECORDED: (Tone.OK, "✓"),
    State.FORWARDED: (Tone.WAIT, "◔"),
    State.NEEDS_CORRECTION: (Tone.BAD, "!"),
    State.CORRECTED: (Tone.WAIT, "◔"),
    State.REJECTED: (Tone.BAD, "✕"),
    State.ISSUED: (Tone.OK, "✓"),
    State.POSTED: (Tone.OK, "✓"),
    State.DELIVERED: (Tone.OK, "✓"),
    State.VOIDED: (Tone.NEUTRAL, ""),
    State.REFUNDED: (Tone.NEUTRAL, ""),
}


def state_chip(state: State) -> Told:
    """A state as a chip's word, meaning and mark."""
    tone, mark = _TONES.get(state, (Tone.NEUTRAL, ""))
    return Told(texts.words(STATES[state]), tone, mark, "")


def sentence(words: Words) -> str:
    """A sentence in the window's language and digits; codes inside it stay as they are on paper."""
    parts = _CODES.split(texts.words(words))
    return "".join(part if part.startswith(FIRST_STRONG_ISOLATE) else digits(part) for part in parts)


def who(person: Who) -> str:
    """Who did something, for a person."""
    match person.side:
        case Side.STAFF:
            roles = role_names(person.roles)
            name = isolate(person.name) if person.name else digits(person.code)
            return f"{name} · {roles}" if roles else name
        case Side.SYSTEM:
            return system_name(person.code) if person.code else translate("story", "a national system")
        case Side.OPERATOR:
            return translate("story", "{name} at the centre").format(name=isolate(person.code))
        case Side.CENTRE:
            return system_name("centre")
        case Side.DEVICE:
            return translate("story", "this counter's program")


def happened(line: StoryLine) -> str:
    """What happened, with what its maker said to it."""
    told = sentence(line.says)
    if note := sentence(line.note):
        told = translate("story", "{what} “{note}”").format(what=told, note=isolate(note))
    if not line.fits:
        told = translate("story", "{what} (it cannot follow, and changed nothing)").format(what=told)
    return told


def when(line: StoryLine) -> str:
    """Jalali day and Tehran's time; a dash where nobody notes it."""
    if not line.day:
        return "—"
    return translate("story", "{day}, {time}").format(day=texts.day(line.day), time=digits(line.time))


def where(line: StoryLine) -> str:
    """The counter that an entry was written at; a dash for the centre's words."""
    return digits(line.counter) if line.counter else "—"

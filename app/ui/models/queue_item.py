"""One application in the queue, in words: which state it is in, why, and what will happen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.application import State
from app.ui.models.situation import Link, Situation
from app.ui.systems import system_name
from app.ui.texts import code, since, translate
from app.ui.theme import Tone


class Way(StrEnum):
    """How far an entry is on its way to the centre, as the store knows it."""

    PENDING = "pending"
    SENDING = "sending"
    UNKNOWN = "unknown"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class QueueItem:
    """What the queue shows of one application; ``note`` is the centre's own word in both languages."""

    seq: int
    application: str
    receipt: str
    service: str
    applicant: str
    at: datetime
    amount_rials: int
    paid: bool
    state: str
    way: Way
    tracking: str
    note_fa: str
    note_en: str
    upstream: str
    needs_you: bool


@dataclass(frozen=True, slots=True)
class Told:
    """The chip's word, meaning and mark, and the sentence beside it."""

    word: str
    tone: Tone
    mark: str
    why: str


def tell(item: QueueItem, situation: Situation, now: datetime, note: str) -> Told:
    """The state of an item in words; ``note`` is the centre's word in the window's language."""
    if item.needs_you:
        return _needs_you(item, note)
    if not item.paid:
        return Told(
            translate("queue_item", "Not paid"),
            Tone.WAIT,
            "○",
            translate("queue_item", "Captured without payment; press Enter to take it"),
        )
    if item.way is Way.UNKNOWN:
        return Told(
            translate("queue_item", "Being checked"),
            Tone.INFO,
            "?",
            translate("queue_item", "Cut off while sending; the centre is asked whether it arrived"),
        )
    if item.way is Way.SENDING:
        return Told(
            translate("queue_item", "Being sent"),
            Tone.INFO,
            "↑",
            translate("queue_item", "On its way to the centre"),
        )
    if item.way is Way.PENDING:
        return Told(translate("queue_item", "Saved here"), Tone.WAIT, "●", _why_pending(situation))
    return _at_the_centre(item, situation, now, note)


def _needs_you(item: QueueItem, note: str) -> Told:
    word = translate("queue_item", "Needs you")
    if item.state == State.REJECTED:
        why = translate("queue_item", "Refused") + (f": {note}" if note else "")
    elif note:
        why = translate("queue_item", "Centre: {note}").format(note=note)
    else:
        why = translate("queue_item", "The centre asks for a correction")
    return Told(word, Tone.BAD, "!", why)


def _why_pending(situation: Situation) -> str:
    if situation.link == Link.NO_NETWORK:
        return translate("queue_item", "No network; it is sent when the network is back")
    if situation.link == Link.CENTRE_DOWN:
        return translate("queue_item", "The centre does not answer; it is sent when it is back")
    if situation.link == Link.NOT_AUTHORISED:
        return translate("queue_item", "The centre does not admit this counter; it is kept until it does")
    if situation.forked_at_seq is not None:
        return translate("queue_item", "Sending has stopped; it is kept here")
    return translate("queue_item", "It is sent in a moment")


def _at_the_centre(item: QueueItem, situation: Situation, now: datetime, note: str) -> Told:
    tracking = translate("queue_item", "Tracking number {n}").format(n=code(item.tracking))
    if item.state == State.ISSUED:
        return Told(translate("queue_item", "Issued"), Tone.OK, "✓", note or tracking)
    if item.state == State.DELIVERED:
        return Told(translate("queue_item", "Delivered"), Tone.OK, "✓", note or tracking)
    if item.state == State.VOIDED:
        return Told(translate("queue_item", "Voided"), Tone.NEUTRAL, "", note)
    if item.state == State.FORWARDED:
        return _forwarded(item, situation, now, note)
    if item.tracking:
        return Told(translate("queue_item", "Recorded"), Tone.OK, "✓", tracking)
    return Told(
        translate("queue_item", "Arrived"),
        Tone.OK,
        "✓",
        translate("queue_item", "The centre has it; its tracking number follows"),
    )


def _forwarded(item: QueueItem, situation: Situation, now: datetime, note: str) -> Told:
    system = system_name(item.upstream)
    down = next((one for one in situation.down if one.name == item.upstream), None)
    if down is None:
        why = note or translate("queue_item", "With the {system}; the answer comes by itself")
    elif down.since is None:
        why = translate("queue_item", "The {system} is down; the answer comes by itself")
    else:
        why = translate("queue_item", "The {system} is down since {time}; the answer comes by itself")
    if down is not None or not note:
        time = since(down.since, now) if down is not None and down.since is not None else ""
        why = why.format(system=system, time=time)
    return Told(translate("queue_item", "Waits for {system}").format(system=system), Tone.WAIT, "◔", why)

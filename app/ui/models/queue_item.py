"""One application of the queue in words: which state it is in, why, and what will happen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.application import State
from app.domain.sync_status import QueueState, Why
from app.local_db.projections import voids
from app.local_db.queries.queue_row import QueueRow
from app.ui.language import is_persian
from app.ui.systems import short_system_name, system_name
from app.ui.texts import code, digits, isolate, rials, since, translate
from app.ui.theme import Tone


@dataclass(frozen=True, slots=True)
class Told:
    """The chip's word, meaning and mark, and the sentence beside it."""

    word: str
    tone: Tone
    mark: str
    why: str


def is_unpaid(row: QueueRow) -> bool:
    """Whether the fee is still to be taken."""
    return row.paid_rials < row.amount_rials and row.stands not in (
        State.VOIDED,
        State.REFUNDED,
        State.REJECTED,
    )


def tell(row: QueueRow, now: datetime) -> Told:
    """The state of an application in words."""
    if row.state is not QueueState.NEEDS_YOU and row.stands in (State.VOIDED, State.REFUNDED):
        return _withdrawn(row)
    if row.state is not QueueState.NEEDS_YOU and is_unpaid(row):
        return Told(
            translate("queue_item", "Not paid"),
            Tone.WAIT,
            "○",
            translate("queue_item", "No payment yet; Enter takes it"),
        )
    word, tone, mark = _chip(row)
    return Told(word, tone, mark, _why(row, now))


def _chip(row: QueueRow) -> tuple[str, Tone, str]:
    match row.state:
        case QueueState.STORED:
            return translate("queue_item", "Saved here"), Tone.WAIT, "●"
        case QueueState.SENDING:
            return translate("queue_item", "Being sent"), Tone.INFO, "↑"
        case QueueState.UNKNOWN:
            return translate("queue_item", "Being checked"), Tone.INFO, "?"
        case QueueState.SENT:
            return translate("queue_item", "Arrived"), Tone.OK, "✓"
        case QueueState.RECORDED:
            return translate("queue_item", "Recorded"), Tone.OK, "✓"
        case QueueState.WAITING_UPSTREAM:
            waits = translate("queue_item", "Waits for {system}")
            return waits.format(system=short_system_name(row.upstream)), Tone.WAIT, "◔"
        case QueueState.NEEDS_YOU:
            return translate("queue_item", "Needs you"), Tone.BAD, "!"
        case QueueState.DECIDED:
            return _decided(row)


def _withdrawn(row: QueueRow) -> Told:
    """A voided application: whether the centre agrees yet, and what becomes of its money."""
    if row.stands == State.REFUNDED:
        why = translate("queue_item", "The money was given back: {amount}").format(
            amount=rials(row.refunded_rials)
        )
        return Told(translate("queue_item", "Refunded"), Tone.NEUTRAL, "", why)
    word = translate("queue_item", "Voided")
    if row.void_word != voids.RECORDED:
        why = translate("queue_item", "Voided here; the centre says whether that was in time")
        return Told(word, Tone.WAIT, "○", why)
    if row.paid_rials:
        why = translate("queue_item", "To be given back: {amount}").format(amount=rials(row.paid_rials))
        return Told(word, Tone.WAIT, "○", why)
    return Told(word, Tone.NEUTRAL, "", row.void_reason)


def _decided(row: QueueRow) -> tuple[str, Tone, str]:
    if row.decision == State.DELIVERED:
        return translate("queue_item", "Delivered"), Tone.OK, "✓"
    if row.stands == State.POSTED:
        return translate("queue_item", "With the post"), Tone.OK, "✓"
    return translate("queue_item", "Issued"), Tone.OK, "✓"


def _why(row: QueueRow, now: datetime) -> str:
    if row.why is Why.DONE:
        return _outcome(row)
    plain = _reason(row, now)
    if row.why in (Why.CORRECT_IT, Why.REJECTED, Why.FINDING) and (note := _note(row)):
        return f"{plain}: {note}"
    return plain


def _outcome(row: QueueRow) -> str:
    """What is left to say of an application that is through."""
    if row.stands == State.POSTED:
        return translate("queue_item", "Post barcode {code}").format(code=code(row.barcode))
    return _note(row) or (_tracking(row) if row.tracking else "")


def _note(row: QueueRow) -> str:
    return digits((row.note_fa or row.note_en) if is_persian() else (row.note_en or row.note_fa))


def _tracking(row: QueueRow) -> str:
    return translate("queue_item", "Tracking number {n}").format(n=isolate(digits(row.tracking)))


def _reason(row: QueueRow, now: datetime) -> str:
    """Why it waits; "" where there is nothing to wait for."""
    match row.why:
        case Why.NO_NETWORK:
            return translate("queue_item", "No network; sent when the network is back")
        case Why.CENTRE_DOWN:
            return translate("queue_item", "The centre is away; sent when it is back")
        case Why.NOT_AUTHORISED:
            return translate("queue_item", "The centre does not admit this counter; it is kept until it does")
        case Why.REFUSED:
            return translate("queue_item", "The centre refuses it; it is kept here, and support must look")
        case Why.FORK:
            return translate("queue_item", "Sending has stopped; it is kept here")
        case Why.NEXT:
            return translate("queue_item", "It is sent in a moment")
        case Why.ON_ITS_WAY:
            return translate("queue_item", "On its way to the centre")
        case Why.ASKED:
            return translate("queue_item", "Cut off while sending; the centre is asked whether it arrived")
        case Why.CENTRE_READS:
            return translate("queue_item", "The centre has it; its tracking number follows")
        case Why.HAS_TRACKING:
            return _tracking(row)
        case Why.UPSTREAM_WORKS | Why.UPSTREAM_DOWN | Why.CORRECTED:
            return _with_the_system(row, now)
        case Why.CORRECT_IT:
            return translate("queue_item", "The centre asks for a correction")
        case Why.REJECTED:
            return translate("queue_item", "It was refused")
        case Why.FINDING:
            return translate("queue_item", "The centre found something to settle")
        case Why.DONE:
            return ""


def _with_the_system(row: QueueRow, now: datetime) -> str:
    system = system_name(row.upstream)
    if row.why is Why.UPSTREAM_DOWN:
        down = translate("queue_item", "{system} is down since {time}; the answer comes by itself")
        return down.format(system=system, time=since(row.since, now) if row.since else "")
    if row.why is Why.CORRECTED:
        handed = translate(
            "queue_item", "Corrected; {system} is handed it once more and the answer comes by itself"
        )
        return handed.format(system=system)
    return translate("queue_item", "{system} has it; the answer comes by itself").format(system=system)

"""One application of the queue in words: which state it is in, why, and what will happen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.application import State
from app.domain.sync_status import QueueState, Why
from app.local_db.projections import voids
from app.local_db.queries.queue import QueueRow
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
    if row.state is QueueState.DECIDED:
        return _decided(row)
    return {
        QueueState.STORED: (translate("queue_item", "Saved here"), Tone.WAIT, "●"),
        QueueState.SENDING: (translate("queue_item", "Being sent"), Tone.INFO, "↑"),
        QueueState.UNKNOWN: (translate("queue_item", "Being checked"), Tone.INFO, "?"),
        QueueState.SENT: (translate("queue_item", "Arrived"), Tone.OK, "✓"),
        QueueState.RECORDED: (translate("queue_item", "Recorded"), Tone.OK, "✓"),
        QueueState.WAITING_UPSTREAM: (
            translate("queue_item", "Waits for {system}").format(system=short_system_name(row.upstream)),
            Tone.WAIT,
            "◔",
        ),
        QueueState.NEEDS_YOU: (translate("queue_item", "Needs you"), Tone.BAD, "!"),
    }[row.state]


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
    note = digits((row.note_fa or row.note_en) if is_persian() else (row.note_en or row.note_fa))
    tracking = translate("queue_item", "Tracking number {n}").format(n=isolate(digits(row.tracking)))
    system = system_name(row.upstream)
    start = since(row.since, now) if row.since else ""
    plain = {
        Why.NO_NETWORK: translate("queue_item", "No network; sent when the network is back"),
        Why.CENTRE_DOWN: translate("queue_item", "The centre is away; sent when it is back"),
        Why.NOT_AUTHORISED: translate(
            "queue_item", "The centre does not admit this counter; it is kept until it does"
        ),
        Why.REFUSED: translate("queue_item", "The centre refuses it; it is kept here, and support must look"),
        Why.FORK: translate("queue_item", "Sending has stopped; it is kept here"),
        Why.NEXT: translate("queue_item", "It is sent in a moment"),
        Why.ON_ITS_WAY: translate("queue_item", "On its way to the centre"),
        Why.ASKED: translate("queue_item", "Cut off while sending; the centre is asked whether it arrived"),
        Why.CENTRE_READS: translate("queue_item", "The centre has it; its tracking number follows"),
        Why.HAS_TRACKING: tracking,
        Why.UPSTREAM_WORKS: translate("queue_item", "{system} has it; the answer comes by itself").format(
            system=system
        ),
        Why.UPSTREAM_DOWN: translate(
            "queue_item", "{system} is down since {time}; the answer comes by itself"
        ).format(system=system, time=start),
        Why.CORRECTED: translate(
            "queue_item", "Corrected; {system} is handed it once more and the answer comes by itself"
        ).format(system=system),
        Why.CORRECT_IT: translate("queue_item", "The centre asks for a correction"),
        Why.REJECTED: translate("queue_item", "It was refused"),
        Why.FINDING: translate("queue_item", "The centre found something to settle"),
        Why.DONE: tracking if row.tracking else "",
    }[row.why]
    if row.stands == State.POSTED and row.why is Why.DONE:
        return translate("queue_item", "Post barcode {code}").format(code=code(row.barcode))
    if row.why in (Why.CORRECT_IT, Why.REJECTED, Why.FINDING) and note:
        return f"{plain}: {note}"
    return note if row.why is Why.DONE and note else plain

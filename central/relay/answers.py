"""What an upstream system answered, and whether it may be believed.

An answer is read strictly and judged against what is known of the application. Only an answer that is
well formed, about that very application and a possible next step is applied; anything else becomes a
finding for a person and changes nothing.
"""

from __future__ import annotations

import re
from enum import StrEnum

import msgspec

from app.domain.application import State
from app.domain.life import decisions_after
from central.upstreams.answer import Answer, Unreadable

ANSWER_BYTES_MAX = 64 * 1024
REFERENCE_CHARACTERS_MAX = 100
NOTE_CHARACTERS_MAX = 4_000
BARCODE = re.compile(r"[0-9A-Z]{4,40}")
"""No rule for the post's numbers is published: letters and digits of a sensible length."""

NEXT_STEPS: dict[State | None, frozenset[State]] = {None: decisions_after(State.RECORDED)} | {
    word: decisions_after(word) - {word}
    for word in (
        State.FORWARDED,
        State.NEEDS_CORRECTION,
        State.ISSUED,
        State.REJECTED,
        State.DELIVERED,
    )
}
"""The decisions that may follow a decision (None: nothing decided yet), by :mod:`app.domain.life`."""

AWAITING_MORE = frozenset({State.FORWARDED, State.NEEDS_CORRECTION})
"""Decisions after which the upstream owes another word, so it is asked again."""


class Fault(StrEnum):
    """Why an answer is not applied."""

    MALFORMED = "malformed"
    OTHER_APPLICATION = "other-application"
    CONTRADICTION = "contradiction"
    LATE = "late"


class BadAnswer(ValueError):
    """The answer cannot be believed; ``fault`` says which way."""

    def __init__(self, fault: Fault, detail: str) -> None:
        super().__init__(detail)
        self.fault = fault


class Verdict(StrEnum):
    """What to do with an answer that can be believed."""

    APPLY = "apply"
    REPEATED = "repeated"


GIVEN_TO_POST = frozenset({State.ISSUED, State.DELIVERED})
"""Decisions with which a postal item may come."""

_decoder = msgspec.json.Decoder(Answer)
_not_read = msgspec.json.Decoder(Unreadable)


def read_answer(raw: bytes, application: str) -> Answer:
    """Read one answer that was given for ``application``. Raises :class:`BadAnswer`."""
    if len(raw) > ANSWER_BYTES_MAX:
        raise BadAnswer(Fault.MALFORMED, f"an answer of {len(raw)} bytes")
    try:
        answer = _decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadAnswer(Fault.MALFORMED, _why(raw, error)) from error
    if answer.application != application:
        raise BadAnswer(Fault.OTHER_APPLICATION, f"it speaks of {answer.application[:64]!r}")
    if not 0 < len(answer.reference) <= REFERENCE_CHARACTERS_MAX:
        raise BadAnswer(Fault.MALFORMED, f"a reference has 1 to {REFERENCE_CHARACTERS_MAX} characters")
    if max(len(answer.note.fa), len(answer.note.en)) > NOTE_CHARACTERS_MAX:
        raise BadAnswer(Fault.MALFORMED, f"a note has at most {NOTE_CHARACTERS_MAX} characters")
    if answer.decision not in NEXT_STEPS[None] | {State.DELIVERED}:
        raise BadAnswer(Fault.MALFORMED, f"{answer.decision.value!r} is no decision of an upstream")
    if answer.post is not None:
        if answer.decision not in GIVEN_TO_POST:
            raise BadAnswer(Fault.MALFORMED, f"a postal item with {answer.decision.value!r}")
        if not BARCODE.fullmatch(answer.post.barcode):
            raise BadAnswer(Fault.MALFORMED, "a barcode has 4 to 40 digits and capitals")
    return answer


def _why(raw: bytes, error: Exception) -> str:
    """The adapter's own words where it says that it could not read an answer."""
    try:
        return _not_read.decode(raw).unreadable
    except (msgspec.DecodeError, UnicodeDecodeError):
        return str(error)


def judge(
    decided: State | None,
    reference: str | None,
    answer: Answer,
    seen: frozenset[State],
    barcode: str | None = None,
) -> Verdict:
    """Whether ``answer`` is news or was heard before.

    ``decided``, ``reference`` and ``barcode`` are the latest word of that upstream, ``seen`` every decision
    heard so far. Raises :class:`BadAnswer` with :attr:`Fault.LATE` when a later word was applied already,
    and with :attr:`Fault.CONTRADICTION` when it cannot follow at all.
    """
    if reference is not None and answer.reference != reference:
        raise BadAnswer(Fault.CONTRADICTION, f"reference {answer.reference!r} after {reference!r}")
    if barcode is not None and answer.post is not None and answer.post.barcode != barcode:
        raise BadAnswer(Fault.CONTRADICTION, f"postal item {answer.post.barcode!r} after {barcode!r}")
    if answer.decision == decided:
        given_to_post_since = decided is State.ISSUED and barcode is None and answer.post is not None
        return Verdict.APPLY if given_to_post_since else Verdict.REPEATED
    if answer.decision in NEXT_STEPS[decided]:
        return Verdict.APPLY
    was = decided.value if decided is not None else "nothing"
    if decided is not None and (answer.decision in seen or answer.decision is State.FORWARDED):
        raise BadAnswer(Fault.LATE, f"{answer.decision.value!r} after {was!r}")
    raise BadAnswer(Fault.CONTRADICTION, f"{answer.decision.value!r} after {was!r}")

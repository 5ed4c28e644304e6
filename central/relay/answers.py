"""What an upstream system answered, and whether it may be believed.

An answer is read strictly and judged against what is known of the application. Only an answer that is
well formed, about that very application and a possible next step is applied; anything else becomes a
finding for a person and changes nothing.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from app.domain.application import State
from app.domain.tariff import Words

ANSWER_BYTES_MAX = 64 * 1024
REFERENCE_CHARACTERS_MAX = 100
NOTE_CHARACTERS_MAX = 4_000

NEXT_STEPS: dict[State | None, frozenset[State]] = {
    None: frozenset({State.FORWARDED, State.NEEDS_CORRECTION, State.REJECTED, State.ISSUED}),
    State.FORWARDED: frozenset({State.NEEDS_CORRECTION, State.REJECTED, State.ISSUED}),
    State.NEEDS_CORRECTION: frozenset({State.REJECTED, State.ISSUED}),
    State.ISSUED: frozenset({State.DELIVERED}),
    State.REJECTED: frozenset(),
    State.DELIVERED: frozenset(),
}
"""The decisions that may follow a decision (None: nothing decided yet)."""

AWAITING_MORE = frozenset({State.FORWARDED, State.NEEDS_CORRECTION})
"""Decisions after which the upstream owes another word, so it is asked again."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One word of an upstream system about one application."""

    application: str
    decision: State
    reference: str
    note: Words


class Fault(StrEnum):
    """Why an answer is not applied."""

    MALFORMED = "malformed"
    OTHER_APPLICATION = "other-application"
    CONTRADICTION = "contradiction"


class BadAnswer(ValueError):
    """The answer cannot be believed; ``fault`` says which way."""

    def __init__(self, fault: Fault, detail: str) -> None:
        super().__init__(detail)
        self.fault = fault


class Verdict(StrEnum):
    """What to do with an answer that can be believed."""

    APPLY = "apply"
    REPEATED = "repeated"


_decoder = msgspec.json.Decoder(Answer)


def read_answer(raw: bytes, application: str) -> Answer:
    """Read one answer that was given for ``application``. Raises :class:`BadAnswer`."""
    if len(raw) > ANSWER_BYTES_MAX:
        raise BadAnswer(Fault.MALFORMED, f"an answer of {len(raw)} bytes")
    try:
        answer = _decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadAnswer(Fault.MALFORMED, str(error)) from error
    if answer.application != application:
        raise BadAnswer(Fault.OTHER_APPLICATION, f"it speaks of {answer.application[:64]!r}")
    if not 0 < len(answer.reference) <= REFERENCE_CHARACTERS_MAX:
        raise BadAnswer(Fault.MALFORMED, f"a reference has 1 to {REFERENCE_CHARACTERS_MAX} characters")
    if max(len(answer.note.fa), len(answer.note.en)) > NOTE_CHARACTERS_MAX:
        raise BadAnswer(Fault.MALFORMED, f"a note has at most {NOTE_CHARACTERS_MAX} characters")
    if answer.decision not in NEXT_STEPS[None] | {State.DELIVERED}:
        raise BadAnswer(Fault.MALFORMED, f"{answer.decision.value!r} is no decision of an upstream")
    return answer


def judge(decided: State | None, reference: str | None, answer: Answer, seen: frozenset[State]) -> Verdict:
    """Whether ``answer`` is news or was heard before.

    ``decided`` and ``reference`` are the latest word of that upstream, ``seen`` every decision heard so
    far. Raises :class:`BadAnswer` with :attr:`Fault.CONTRADICTION` when it cannot follow.
    """
    if reference is not None and answer.reference != reference:
        raise BadAnswer(Fault.CONTRADICTION, f"reference {answer.reference!r} after {reference!r}")
    if answer.decision == decided:
        return Verdict.REPEATED
    if answer.decision in NEXT_STEPS[decided]:
        return Verdict.APPLY
    if answer.decision in seen:
        return Verdict.REPEATED  # an older word that came late
    was = decided.value if decided is not None else "nothing"
    raise BadAnswer(Fault.CONTRADICTION, f"{answer.decision.value!r} after {was!r}")

"""The civil registry (docs/upstreams/civil-registry.md): is this person who the papers say; answered at once.

It answers for each thing that was given whether it agrees. An application is issued when everything does;
what does not agree is named, and nothing of the register itself is told.
"""

from __future__ import annotations

from typing import Any

import msgspec

from app.domain.application import State
from app.domain.identity import REGISTRY, SERIALS
from app.domain.text import normalise
from central.upstreams.adapter import Habits, Submission
from central.upstreams.answer import Answer
from central.upstreams.contract import (
    Busy,
    NotReadable,
    Order,
    Question,
    Reading,
    Refusal,
    Said,
    Unknown,
    person,
)
from central.upstreams.reading import (
    Reasons,
    check_stamp,
    decided_note,
    group,
    json_object,
    number,
    optional,
    reason_note,
    stamp,
    state_of,
    text,
)
from central.upstreams.simulated import Profile

AGREES, DIFFERS, TO_BE_SEEN, WAITING = 1, 2, 3, 0
RESULTS = {
    AGREES: State.ISSUED,
    DIFFERS: State.REJECTED,
    TO_BE_SEEN: State.NEEDS_CORRECTION,
    WAITING: State.FORWARDED,
}
SENTENCES = {
    State.FORWARDED: ("در صف استعلام است", "Waiting to be looked up"),
    State.ISSUED: ("هویت با ثبت احوال جور است", "The identity agrees with the register"),
}
THINGS = {
    "nin": ("کد ملی", "national code"),
    "birth": ("تاریخ تولد", "date of birth"),
    "given": ("نام", "given name"),
    "family": ("نام خانوادگی", "family name"),
    "serial": ("سریال کارت ملی", "card serial"),
    "alive": ("در قید حیات بودن", "being alive"),
}
TO_BE_SEEN_PART = "card"
"""The part of ``app.domain.identity.PARTS`` that stands for a card which has to be seen."""
REASONS: Reasons = {
    "C3": ("کارت باید دیده شود", "the card has to be seen"),
    "E4": ("این درخواست پذیرفته نمی‌شود", "this request is not taken"),
    "E5": ("درخواست خوانا نیست", "the request cannot be read"),
}
BUSY, REFUSED, NOT_FOUND = "E01", "E04", "E07"
_REFUSALS = {"barred": "E4", "form": "E5"}
_NUMBERS = {state: code for code, state in RESULTS.items()}


class CivilRegistry:
    """The contract."""

    name = REGISTRY

    def hand_over(self, submission: Submission) -> bytes:
        """What is to be compared; days of birth as a Jalali number, 0 when it was not asked."""
        who = person(submission)
        birth = who["birth_date"].replace("-", "")
        serials = (submission.fields.get(name) for name in SERIALS)
        return msgspec.json.encode(
            {
                "reqId": submission.application,
                "purpose": submission.service,
                "office": submission.office,
                "slip": submission.receipt,
                "askedAt": stamp(submission.accepted_at),
                "person": {
                    "nin": who["national_code"],
                    "birth": int(birth) if birth.isascii() and birth.isdigit() else 0,
                    "given": who["given"].replace("ی", "ي").replace("ک", "ك"),
                    "family": who["family"].replace("ی", "ي").replace("ک", "ك"),
                    "serial": next((serial for serial in serials if isinstance(serial, str)), ""),
                },
            }
        )

    def question(self, asked: Question) -> bytes:
        """The same call without a person."""
        return msgspec.json.encode({"reqId": asked.application})

    def read(self, raw: bytes) -> Reading:
        """A result for all and one for each thing, or an error."""
        said = json_object(raw)
        match optional(said, "err"):
            case "":
                pass
            case "E01":
                return Busy(number(said, "retry"))
            case "E04":
                why = reason_note(REASONS, text(said, "why"), trial=False)
                return Refusal(optional(said, "reqId"), why)
            case "E07":
                return Unknown(text(said, "reqId"))
            case word:
                raise NotReadable(f"unknown error {word!r}")
        result, trial = number(said, "result"), said.get("sandbox") is True
        decision = state_of(RESULTS, result)
        check_stamp(text(said, "at"))
        sentences = dict(SENTENCES)
        differs: tuple[str, ...] = ()
        if decision is State.REJECTED:
            differs = _differing(group(said, "match"))
            sentences[State.REJECTED] = _differing_words(differs)
        elif decision is State.NEEDS_CORRECTION:
            differs = (TO_BE_SEEN_PART,)
        told = decided_note(decision, sentences, REASONS, lambda: text(said, "why"), trial=trial)
        return Answer(
            application=text(said, "reqId"),
            decision=decision,
            reference=text(said, "no"),
            note=told,
            differs=differs,
        )

    def understand(self, raw: bytes) -> Order | Question:
        """The system's side."""
        asked = json_object(raw)
        if "person" not in asked:
            return Question(application=text(asked, "reqId"))
        who = group(asked, "person")
        check_stamp(text(asked, "askedAt"))
        number(who, "birth")
        return Order(
            application=text(asked, "reqId"),
            service=text(asked, "purpose"),
            office=text(asked, "office"),
            receipt=optional(asked, "slip"),
            national_code=normalise(optional(who, "nin")),
        )

    def say(self, said: Said) -> bytes:
        """A result."""
        answer: dict[str, Any] = {
            "reqId": said.application,
            "no": said.reference,
            "result": _NUMBERS[said.decision],
            "at": stamp(said.at),
            "sandbox": True,
        }
        reason = said.detail.get("reason")
        if said.decision is State.REJECTED:
            answer["match"] = {thing: int(thing != reason) for thing in THINGS}
        elif said.decision is State.ISSUED:
            answer["match"] = dict.fromkeys(THINGS, 1)
        elif reason is not None:
            answer["why"] = reason
        return msgspec.json.encode(answer)

    def busy(self, retry_after_s: int) -> bytes:
        """``E01``."""
        return msgspec.json.encode({"err": BUSY, "retry": retry_after_s})

    def refuse(self, application: str, reason: str) -> bytes:
        """``E04``."""
        return msgspec.json.encode({"reqId": application, "err": REFUSED, "why": _REFUSALS[reason]})

    def unknown(self, question: Question) -> bytes:
        """``E07``."""
        return msgspec.json.encode({"reqId": question.application, "err": NOT_FOUND})


def _differing(match: Any) -> tuple[str, ...]:
    """Which things do not agree. Raises :class:`NotReadable` when all of them do."""
    found = tuple(thing for thing in THINGS if match.get(thing) == 0)
    if not found:
        raise NotReadable("the identity differs and everything agrees")
    return found


def _differing_words(things: tuple[str, ...]) -> tuple[str, str]:
    fa, en = "، ".join(THINGS[one][0] for one in things), ", ".join(THINGS[one][1] for one in things)
    return f"با ثبت احوال جور نیست: {fa}", f"Does not agree with the register: {en}"


NOT_AS_GIVEN = {"99990": "birth", "99991": "given", "99992": "alive", "99993": "C3"}
"""Beginnings of invented national codes whose owners are not, in the simulated register, who they say."""


def _of_person(order: Order) -> str | None:
    """The same answer for the same person, whoever asks and however often."""
    return NOT_AS_GIVEN.get(order.national_code[:5])


PROFILE = Profile(
    contract=CivilRegistry(),
    habits=Habits(calls_per_s=500, timeout_s=5.0, backoff_first_s=0.25, backoff_max_s=10.0),
    answer_s=0.01,
    decides_s=(0.0, 0.0),
    reference=lambda dice: f"CR{dice.randrange(10**10):010d}",
    rejects=("birth", "given", "alive"),
    corrects=("C3",),
    share_rejected=0.0,
    share_needs_correction=0.0,
    of_person=_of_person,
)

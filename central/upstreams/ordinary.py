"""A system without a file of its own: the plainest contract, so that a new service can be tried at once."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from app.domain.application import State
from app.domain.entry import instant
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
    note,
    person,
)
from central.upstreams.reading import flat, json_object, number, optional, text
from central.upstreams.simulated import Profile

_WORDS = {
    State.FORWARDED: ("دریافت شد و در دست بررسی است", "Received, being looked at"),
    State.NEEDS_CORRECTION: ("چیزی باید اصلاح شود", "Something has to be corrected"),
    State.REJECTED: ("شرایط لازم احراز نشد", "The conditions are not met"),
    State.ISSUED: ("درخواست انجام شد", "Done"),
    State.DELIVERED: ("تحویل شد", "Delivered"),
}


@dataclass(frozen=True, slots=True)
class Ordinary:
    """The contract of a system of any ``name``: states by Daftar's own words."""

    name: str

    def hand_over(self, submission: Submission) -> bytes:
        """Everything under plain names."""
        return msgspec.json.encode(
            {
                "application": submission.application,
                "service": submission.service,
                "office": submission.office,
                "receipt": submission.receipt,
                "accepted_at": instant(submission.accepted_at),
                "person": person(submission)["national_code"],
                "fields": flat(submission.fields),
            }
        )

    def question(self, asked: Question) -> bytes:
        """Its id alone."""
        return msgspec.json.encode({"application": asked.application})

    def read(self, raw: bytes) -> Reading:
        """A state or an error."""
        said = json_object(raw)
        match optional(said, "error"):
            case "":
                pass
            case "busy":
                return Busy(number(said, "retry_after_s"))
            case "refused":
                return Refusal(optional(said, "application"), note("پذیرفته نشد", "Not taken", trial=False))
            case "unknown":
                return Unknown(text(said, "application"))
            case word:
                raise NotReadable(f"unknown error {word!r}")
        try:
            decision = State(text(said, "state"))
            fa, en = _WORDS[decision]
        except (ValueError, KeyError) as error:
            raise NotReadable(f"unknown state: {error}") from error
        return Answer(
            application=text(said, "application"),
            decision=decision,
            reference=text(said, "reference"),
            note=note(fa, en, trial=said.get("sample") is True),
        )

    def understand(self, raw: bytes) -> Order | Question:
        """The system's side."""
        asked = json_object(raw)
        if "service" not in asked:
            return Question(application=text(asked, "application"))
        return Order(
            application=text(asked, "application"),
            service=text(asked, "service"),
            office=text(asked, "office"),
            receipt=text(asked, "receipt"),
            national_code=optional(asked, "person"),
        )

    def say(self, said: Said) -> bytes:
        """A state."""
        answer = {"application": said.application, "reference": said.reference, "state": said.decision.value}
        return msgspec.json.encode(answer | {"sample": True})

    def busy(self, retry_after_s: int) -> bytes:
        """``busy``."""
        return msgspec.json.encode({"error": "busy", "retry_after_s": retry_after_s})

    def refuse(self, application: str, reason: str) -> bytes:
        """``refused``."""
        return msgspec.json.encode({"application": application, "error": "refused", "reason": reason})

    def unknown(self, question: Question) -> bytes:
        """``unknown``."""
        return msgspec.json.encode({"application": question.application, "error": "unknown"})


def ordinary(name: str) -> Profile:
    """The profile of a system by that name."""
    return Profile(
        contract=Ordinary(name),
        habits=Habits(ask_again_s=1.0),
        answer_s=0.02,
        decides_s=(1.0, 3.0),
        reference=lambda dice: f"{name[:2].upper()}-{dice.randrange(10**9):09d}",
        rejects=("-",),
        corrects=("-",),
    )

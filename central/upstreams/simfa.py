"""Technical inspection, SIMFA (docs/upstreams/simfa.md): bookings at a centre, answered at once.

Instants are milliseconds since 1970; the day asked for is Jalali.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime
from typing import Any

import msgspec

from app.domain.application import State
from app.domain.business_day import business_day, local_time
from app.domain.text import to_persian_digits
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
    decided_note,
    flat,
    group,
    json_object,
    number,
    optional,
    reason_note,
    state_of,
    text,
)
from central.upstreams.simulated import Profile

RESULTS = {
    "WAIT": State.FORWARDED,
    "FULL": State.NEEDS_CORRECTION,
    "BARRED": State.REJECTED,
    "BOOKED": State.ISSUED,
}
REASONS: Reasons = {
    "DayFull": ("آن روز جا ندارد؛ روز دیگری بگویید", "that day is full; name another"),
    "VehicleBlocked": ("خودرو توقیف است", "the vehicle is seized"),
    "NotTaken": ("این درخواست پذیرفته نمی‌شود", "this request is not taken"),
    "BadForm": ("درخواست خوانا نیست", "the request cannot be read"),
}
MILLISECONDS = 1_000
LATEST_MS = 7_258_118_400_000
"""The year 2200: nothing is booked later, and what says so is garbled."""

_REFUSALS = {"barred": "NotTaken", "form": "BadForm"}
_WORDS = {state: word for word, state in RESULTS.items()}


class Simfa:
    """The contract."""

    name = "simfa"

    def hand_over(self, submission: Submission) -> bytes:
        """A booking."""
        fields = flat(submission.fields)
        vehicle = {"Plate": fields.pop("plate", ""), "Vin": fields.pop("vin", "")}
        booking = {
            "Id": submission.application,
            "Service": submission.service,
            "Office": submission.office,
            "Slip": submission.receipt,
            "AtMs": int(submission.accepted_at.timestamp() * MILLISECONDS),
            "Owner": person(submission)["national_code"],
            "Vehicle": vehicle,
            "Wishes": fields,
        }
        return msgspec.json.encode({"Booking": booking})

    def question(self, asked: Question) -> bytes:
        """A look at a booking."""
        return msgspec.json.encode({"Look": {"Id": asked.application}})

    def read(self, raw: bytes) -> Reading:
        """A booking's result, or a fault."""
        said = json_object(raw)
        if "Fault" in said:
            return self._read_fault(group(said, "Fault"))
        said = dict(group(said, "Booking"))
        word, trial = text(said, "Result"), said.get("Sandbox") is True
        decision = state_of(RESULTS, word)
        sentences = {State.FORWARDED: ("در صف نوبت است", "Waiting for a place")}
        if decision is State.ISSUED:
            sentences[State.ISSUED] = _place(said)
        told = decided_note(decision, sentences, REASONS, lambda: text(said, "Why"), trial=trial)
        return Answer(application=text(said, "Id"), decision=decision, reference=text(said, "No"), note=told)

    def _read_fault(self, fault: Any) -> Reading:
        match text(fault, "Kind"):
            case "Busy":
                return Busy(number(fault, "AgainInMs") / MILLISECONDS)
            case "Refused":
                why = reason_note(REASONS, text(fault, "Why"), trial=False)
                return Refusal(optional(fault, "Id"), why)
            case "NoSuchBooking":
                return Unknown(text(fault, "Id"))
            case kind:
                raise NotReadable(f"unknown fault {kind!r}")

    def understand(self, raw: bytes) -> Order | Question:
        """The system's side of both."""
        asked = json_object(raw)
        if "Look" in asked:
            return Question(application=text(group(asked, "Look"), "Id"))
        booking = group(asked, "Booking")
        number(booking, "AtMs")
        return Order(
            application=text(booking, "Id"),
            service=text(booking, "Service"),
            office=text(booking, "Office"),
            receipt=text(booking, "Slip"),
            national_code=optional(booking, "Owner"),
        )

    def say(self, said: Said) -> bytes:
        """A booking's result."""
        booking: dict[str, Any] = {
            "Id": said.application,
            "No": said.reference,
            "Result": _WORDS[said.decision],
            "AtMs": int(said.at.timestamp() * MILLISECONDS),
            "Sandbox": True,
        }
        if said.decision is State.ISSUED:
            days = int(said.detail.get("in_days", 1))
            booking["Centre"] = said.detail.get("centre", "")
            booking["SlotMs"] = (int(said.at.timestamp()) + days * 86_400) * MILLISECONDS
        if "reason" in said.detail:
            booking["Why"] = said.detail["reason"]
        return msgspec.json.encode({"Booking": booking})

    def busy(self, retry_after_s: int) -> bytes:
        """``Busy``."""
        return msgspec.json.encode({"Fault": {"Kind": "Busy", "AgainInMs": retry_after_s * MILLISECONDS}})

    def refuse(self, application: str, reason: str) -> bytes:
        """``Refused``."""
        fault = {"Kind": "Refused", "Id": application, "Why": _REFUSALS[reason]}
        return msgspec.json.encode({"Fault": fault})

    def unknown(self, question: Question) -> bytes:
        """``NoSuchBooking``."""
        return msgspec.json.encode({"Fault": {"Kind": "NoSuchBooking", "Id": question.application}})


def _place(said: dict[str, Any]) -> tuple[str, str]:
    """When and where the vehicle is expected."""
    slot_ms, centre = number(said, "SlotMs"), text(said, "Centre")
    if slot_ms > LATEST_MS:
        raise NotReadable(f"no instant: {slot_ms}")
    slot = datetime.fromtimestamp(slot_ms / MILLISECONDS, UTC)
    when = f"{business_day(slot).replace('-', '/')} {local_time(slot)}"
    return (
        to_persian_digits(f"نوبت معاینه: {when}، مرکز {centre}"),
        f"Inspection booked: {when}, centre {centre}",
    )


def _result(dice: random.Random, service: str) -> dict[str, Any]:  # noqa: ARG001 - every booking ends alike
    return {"centre": f"{dice.randrange(1, 400):03d}", "in_days": dice.randrange(1, 15)}


PROFILE = Profile(
    contract=Simfa(),
    habits=Habits(calls_per_s=200),
    answer_s=0.02,
    decides_s=(0.0, 0.0),
    reference=lambda dice: f"B{dice.randrange(10**9):09d}",
    result=_result,
    rejects=("VehicleBlocked",),
    corrects=("DayFull",),
)

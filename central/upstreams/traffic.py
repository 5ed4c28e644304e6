"""The traffic police (docs/upstreams/traffic.md): short members, numbers for words, sums in rials.

One system for violations, release, address and licences. What is asked of its registers is answered in the
same call; what has to be made or looked at comes later.
"""

from __future__ import annotations

import random
from typing import Any

import msgspec

from app.domain.application import State
from app.domain.money import grouped
from app.domain.text import to_persian_digits
from central.upstreams.adapter import Habits, Submission
from central.upstreams.answer import Answer, PostItem
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
    flat,
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

KINDS = {
    "licence.issue": 110,
    "licence.replacement": 120,
    "licence.duplicate": 130,
    "licence.international": 140,
    "vehicle.release": 210,
    "vehicle.address": 220,
    "vehicle.plate": 230,
    "vehicle.card": 240,
    "vehicle.title": 250,
    "violation.statement": 310,
    "violation.objection": 320,
}
OTHER_KIND = 900
"""The kind of a service that has no number yet; its code stands beside it."""

STATEMENT = "statement"
"""Part of the code of services that are answered with a sum of violations."""

STATES = {
    10: State.FORWARDED,
    30: State.NEEDS_CORRECTION,
    40: State.REJECTED,
    50: State.ISSUED,
    60: State.DELIVERED,
}
SENTENCES = {
    State.FORWARDED: ("دریافت شد و در دست بررسی است", "Received, being looked at"),
    State.ISSUED: ("درخواست انجام شد", "Done"),
    State.DELIVERED: ("مرسوله تحویل شد", "The postal item was delivered"),
}
REASONS: Reasons = {
    "301": ("عکس خوانا نیست", "the photograph is not clear"),
    "302": ("برگ معاینه‌ی پزشک نیست", "the doctor’s form is missing"),
    "401": ("پلاک با این کد ملی جور نیست", "the plate is not this person’s"),
    "402": ("خودرو خلافی پرداخت‌نشده دارد", "the vehicle has unpaid violations"),
    "499": ("این درخواست پذیرفته نمی‌شود", "this request is not taken"),
    "400": ("درخواست خوانا نیست", "the request cannot be read"),
}
OK, BUSY, INVALID, NOT_FOUND = 0, 9, 4, 7
REFERENCE_DIGITS = 12
_REFUSALS = {"barred": 499, "form": 400}
_NUMBERS = {state: code for code, state in STATES.items()}


class Traffic:
    """The contract."""

    name = "traffic"

    def hand_over(self, submission: Submission) -> bytes:
        """Operation 1."""
        who = person(submission)
        return msgspec.json.encode(
            {
                "op": 1,
                "rid": submission.application,
                "svc": KINDS.get(submission.service, OTHER_KIND),
                "svx": submission.service if submission.service not in KINDS else "",
                "unit": submission.office,
                "doc": submission.receipt,
                "ts": stamp(submission.accepted_at),
                "who": {"nid": who["national_code"], "fn": who["given"], "ln": who["family"]},
                "x": flat(submission.fields),
            }
        )

    def question(self, asked: Question) -> bytes:
        """Operation 2."""
        return msgspec.json.encode({"op": 2, "rid": asked.application})

    def read(self, raw: bytes) -> Reading:
        """A result code, and with 0 a state."""
        said = json_object(raw)
        match number(said, "rc"):
            case 0:
                return self._read_state(said)
            case 9:
                return Busy(number(said, "wait"))
            case 4:
                why = reason_note(REASONS, str(number(said, "rsn")), trial=False)
                return Refusal(optional(said, "rid"), why)
            case 7:
                return Unknown(text(said, "rid"))
            case code:
                raise NotReadable(f"unknown result code {code}")

    def _read_state(self, said: dict[str, Any]) -> Answer:
        code, trial = number(said, "st"), said.get("tst") == 1
        decision = state_of(STATES, code)
        check_stamp(text(said, "ts"))
        sentences = dict(SENTENCES)
        if decision is State.ISSUED and "viol" in said:
            sentences[State.ISSUED] = _violations(group(said, "viol"))
        barcode = optional(said, "trk")
        return Answer(
            application=text(said, "rid"),
            decision=decision,
            # A number here, so leading zeros are put back: references are texts everywhere else.
            reference=f"{number(said, 'ref'):0{REFERENCE_DIGITS}d}",
            note=decided_note(decision, sentences, REASONS, lambda: str(number(said, "rsn")), trial=trial),
            post=PostItem(barcode=barcode) if barcode else None,
        )

    def understand(self, raw: bytes) -> Order | Question:
        """The system's side of both operations."""
        asked = json_object(raw)
        if number(asked, "op") == 2:
            return Question(application=text(asked, "rid"))
        check_stamp(text(asked, "ts"))
        kind = number(asked, "svc")
        services = {code: service for service, code in KINDS.items()}
        return Order(
            application=text(asked, "rid"),
            service=services[kind] if kind in services else text(asked, "svx"),
            office=text(asked, "unit"),
            receipt=text(asked, "doc"),
            national_code=optional(group(asked, "who"), "nid"),
        )

    def say(self, said: Said) -> bytes:
        """Result code 0 with a state."""
        answer: dict[str, Any] = {
            "rid": said.application,
            "rc": OK,
            "ref": int(said.reference),
            "st": _NUMBERS[said.decision],
            "ts": stamp(said.at),
            "tst": 1,
        }
        if "sum" in said.detail:
            answer["viol"] = {"n": said.detail["rows"], "sum": str(said.detail["sum"])}
        if "reason" in said.detail:
            answer["rsn"] = int(said.detail["reason"])
        if said.barcode is not None:
            answer["trk"] = said.barcode
        return msgspec.json.encode(answer)

    def busy(self, retry_after_s: int) -> bytes:
        """Result code 9."""
        return msgspec.json.encode({"rc": BUSY, "wait": retry_after_s})

    def refuse(self, application: str, reason: str) -> bytes:
        """Result code 4."""
        return msgspec.json.encode({"rid": application, "rc": INVALID, "rsn": _REFUSALS[reason]})

    def unknown(self, question: Question) -> bytes:
        """Result code 7."""
        return msgspec.json.encode({"rid": question.application, "rc": NOT_FOUND})


def _violations(found: Any) -> tuple[str, str]:
    """What the clerk tells the citizen: how many violations, and their sum."""
    rows, amount = number(found, "n"), text(found, "sum")
    if not (amount.isascii() and amount.isdigit()):
        raise NotReadable(f"no sum in rials: {amount[:20]!r}")
    if rows == 0:
        return "خلافی ثبت نشده است", "No violation is recorded"
    total = int(amount)
    return (
        to_persian_digits(f"{rows} فقره خلافی، جمعاً {grouped(total, '٬')} ریال"),
        f"{rows} violation{'s' if rows > 1 else ''}, {grouped(total)} rials in all",
    )


def _result(dice: random.Random, service: str) -> dict[str, Any]:
    if STATEMENT not in service:
        return {}
    rows = dice.randrange(0, 6)
    return {"rows": rows, "sum": sum(dice.randrange(40, 600) * 5_000 for _ in range(rows))}


PROFILE = Profile(
    contract=Traffic(),
    habits=Habits(calls_per_s=800, reports_delivery=True),
    answer_s=0.01,
    decides_s=(2.0, 5.0),
    at_once=("violation.statement", "vehicle.address", "traffic."),
    reference=lambda dice: f"{dice.randrange(10**REFERENCE_DIGITS):0{REFERENCE_DIGITS}d}",
    result=_result,
    rejects=("401", "402"),
    corrects=("301", "302"),
    by_post=("licence.", "vehicle.plate", "vehicle.card", "vehicle.title"),
    delivers_s=(120.0, 300.0),
    share_rejected=0.0,
    share_needs_correction=0.0,
)

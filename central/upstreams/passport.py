"""The passport and migration police (docs/upstreams/passport.md): JSON, English words, the post's barcode."""

from __future__ import annotations

import random
from typing import Any

import msgspec

from app.domain.application import State
from app.domain.business_day import TEHRAN
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

PARTNER = "DAFTAR"
KINDS = {
    "passport.issue": "ISSUE",
    "passport.renewal": "RENEW",
    "passport.lost": "LOSS",
    "passport.pilgrim": "PILGRIM",
    "conscription.exit": "EXIT",
}
STATUSES = {
    "RECEIVED": State.FORWARDED,
    "INCOMPLETE": State.NEEDS_CORRECTION,
    "REFUSED": State.REJECTED,
    "ISSUED": State.ISSUED,
    "DELIVERED": State.DELIVERED,
}
REASONS: Reasons = {
    "PHOTO": ("عکس زیست‌سنجی پذیرفته نشد", "the biometric photograph is not good enough"),
    "CONSENT": ("رضایت‌نامه‌ی محضری لازم است", "a notarised consent is needed"),
    "BANNED": ("متقاضی ممنوع‌الخروج است", "the applicant may not leave the country"),
    "barred": ("این درخواست پذیرفته نمی‌شود", "this request is not taken"),
    "form": ("درخواست خوانا نیست", "the request cannot be read"),
}
_WORDS = {state: word for word, state in STATUSES.items()}


class Passport:
    """The contract."""

    name = "passport"

    def hand_over(self, submission: Submission) -> bytes:
        """One request with its header."""
        who = person(submission)
        request = {
            "type": KINDS.get(submission.service, f"OTHER:{submission.service}"),
            "receipt": submission.receipt,
            "acceptedAt": submission.accepted_at.astimezone(TEHRAN).isoformat(timespec="seconds"),
            "applicant": {"nin": who["national_code"], "given": who["given"], "family": who["family"]},
            "details": flat(submission.fields),
        }
        header = {"partner": PARTNER, "office": submission.office, "messageId": submission.application}
        return msgspec.json.encode({"header": header, "request": request})

    def question(self, asked: Question) -> bytes:
        """An inquiry under the same message id."""
        return msgspec.json.encode(
            {"header": {"partner": PARTNER}, "inquiry": {"messageId": asked.application}}
        )

    def read(self, raw: bytes) -> Reading:
        """A status, or an error with its code."""
        said = json_object(raw)
        if "error" in said:
            return self._read_error(group(said, "error"))
        word, trial = text(said, "status"), said.get("environment") == "TEST"
        decision = state_of(STATUSES, word)
        post = PostItem(barcode=text(group(said, "parcel"), "barcode")) if "parcel" in said else None
        passport = optional(said, "passportNumber")
        sentences = {
            State.FORWARDED: ("دریافت شد و در دست بررسی است", "Received, being looked at"),
            State.ISSUED: (f"گذرنامه {passport} صادر شد", f"Passport {passport} is issued"),
            State.DELIVERED: (f"گذرنامه {passport} تحویل شد", f"Passport {passport} was delivered"),
        }
        return Answer(
            application=text(said, "messageId"),
            decision=decision,
            reference=text(said, "fileNumber"),
            note=decided_note(decision, sentences, REASONS, lambda: text(said, "reason"), trial=trial),
            post=post,
        )

    def _read_error(self, error: Any) -> Reading:
        match text(error, "code"):
            case "BUSY":
                return Busy(number(error, "retryAfter"))
            case "INVALID":
                why = reason_note(REASONS, text(error, "reason"), trial=False)
                return Refusal(optional(error, "messageId"), why)
            case "NOT_FOUND":
                return Unknown(text(error, "messageId"))
            case code:
                raise NotReadable(f"unknown error {code!r}")

    def understand(self, raw: bytes) -> Order | Question:
        """The system's side of both requests."""
        asked = json_object(raw)
        if "inquiry" in asked:
            return Question(application=text(group(asked, "inquiry"), "messageId"))
        header, request = group(asked, "header"), group(asked, "request")
        kind = text(request, "type")
        services = {word: service for service, word in KINDS.items()}
        return Order(
            application=text(header, "messageId"),
            service=services.get(kind, kind.removeprefix("OTHER:")),
            office=text(header, "office"),
            receipt=text(request, "receipt"),
            national_code=optional(group(request, "applicant"), "nin"),
        )

    def say(self, said: Said) -> bytes:
        """A status."""
        answer: dict[str, Any] = {
            "messageId": said.application,
            "fileNumber": said.reference,
            "status": _WORDS[said.decision],
            "statusAt": said.at.astimezone(TEHRAN).isoformat(timespec="seconds"),
            **said.detail,
            "environment": "TEST",
        }
        if said.barcode is not None:
            answer["parcel"] = {"carrier": "post", "barcode": said.barcode}
        return msgspec.json.encode(answer)

    def busy(self, retry_after_s: int) -> bytes:
        """``BUSY``."""
        return msgspec.json.encode({"error": {"code": "BUSY", "retryAfter": retry_after_s}})

    def refuse(self, application: str, reason: str) -> bytes:
        """``INVALID``."""
        error = {"code": "INVALID", "messageId": application, "reason": reason}
        return msgspec.json.encode({"error": error})

    def unknown(self, question: Question) -> bytes:
        """``NOT_FOUND``."""
        return msgspec.json.encode({"error": {"code": "NOT_FOUND", "messageId": question.application}})


def _result(dice: random.Random, service: str) -> dict[str, Any]:  # noqa: ARG001 - every service ends alike
    return {"passportNumber": f"X{dice.randrange(10**8):08d}"}


PROFILE = Profile(
    contract=Passport(),
    habits=Habits(ask_again_s=1.5, calls_per_s=400, reports_delivery=True),
    answer_s=0.03,
    decides_s=(1.5, 4.0),
    reference=lambda dice: f"PG-{dice.randrange(10**9):09d}",
    result=_result,
    rejects=("BANNED",),
    corrects=("PHOTO", "CONSENT"),
    by_post=("passport.",),
    delivers_s=(90.0, 240.0),
)

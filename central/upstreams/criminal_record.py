"""The judiciary's criminal records (docs/upstreams/criminal-record.md): Persian words, in their order.

Keys and texts are Persian with Arabic ي and ك here and Persian ones there, days are Jalali with Persian
digits; everything is folded before it is read.
"""

from __future__ import annotations

import random
from typing import Any

import msgspec

from app.domain.application import State
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
    note,
    person,
)
from central.upstreams.reading import (
    Reasons,
    clock,
    day,
    flat,
    folded,
    group,
    jalali,
    json_object,
    optional,
    state_of,
    text,
)
from central.upstreams.simulated import Profile

CERTIFICATE = "صدور گواهي عدم سوء پيشينه"
STATUSES = {
    "در دست بررسی": State.FORWARDED,
    "نقص مدارک": State.NEEDS_CORRECTION,
    "عدم تأیید": State.REJECTED,
    "صادر شد": State.ISSUED,
}
"""As they read once they are folded."""

_SAYS = {
    State.FORWARDED: "در دست بررسي",
    State.NEEDS_CORRECTION: "نقص مدارك",
    State.REJECTED: "عدم تأييد",
    State.ISSUED: "صادر شد",
}
_ENGLISH = {
    State.FORWARDED: "Received, being looked at",
    State.NEEDS_CORRECTION: "Papers are missing or not clear",
    State.REJECTED: "Not approved",
    State.ISSUED: "The clearance certificate is issued",
}
REASONS: Reasons = {
    "fingerprint": ("اثر انگشت خوانا نيست", "the fingerprint is not clear"),
    "purpose": ("نامه‌ي دستگاه متقاضي پيوست نيست", "the letter of the body that asks is missing"),
    "record": ("صدور گواهي ممكن نيست", "a certificate cannot be issued"),
    "barred": ("اين درخواست پذيرفته نمي‌شود", "this request is not taken"),
    "form": ("درخواست خوانا نيست", "the request cannot be read"),
}


class CriminalRecord:
    """The contract."""

    name = "criminal-record"

    def hand_over(self, submission: Submission) -> bytes:
        """One request under Persian keys."""
        who = person(submission)
        is_certificate = submission.service == "clearance.certificate"
        return msgspec.json.encode(
            {
                "نوع": CERTIFICATE if is_certificate else submission.service,
                "شناسه درخواست": submission.application,
                "كد دفتر": submission.office,
                "شماره رسيد": submission.receipt,
                "تاريخ": jalali(submission.accepted_at),
                "ساعت": clock(submission.accepted_at),
                "متقاضي": {
                    "كد ملي": who["national_code"],
                    "نام": who["given"],
                    "نام خانوادگي": who["family"],
                },
                "اطلاعات": flat(submission.fields),
            }
        )

    def question(self, asked: Question) -> bytes:
        """The same kind of request, named an inquiry."""
        return msgspec.json.encode({"نوع": "استعلام", "شناسه درخواست": asked.application})

    def read(self, raw: bytes) -> Reading:
        """A status in words, or an error in words."""
        said = folded(json_object(raw))
        if "خطا" in said:
            return self._read_error(said)
        word, trial = text(said, "وضعیت"), said.get("آزمایشی") == "بله"
        decision = state_of(STATUSES, word)
        day(text(said, "تاریخ وضعیت"))
        number, why = optional(said, "شماره گواهی"), optional(said, "توضیح")
        fa, en = {State.FORWARDED: "دریافت شد و در دست بررسی است"}.get(decision, word), _ENGLISH[decision]
        if decision is State.ISSUED:
            fa = f"گواهی عدم سوء پیشینه به شماره‌ی {number} صادر شد"
            en = f"Clearance certificate {number} is issued"
        elif why:
            known = {folded(fa): en for fa, en in REASONS.values()}
            fa, en = f"{fa}: {why}", f"{en}: {known.get(why, 'its own words are in Persian')}"
        return Answer(
            application=text(said, "شناسه درخواست"),
            decision=decision,
            reference=text(said, "شماره پرونده"),
            note=note(fa, en, trial=trial),
        )

    def _read_error(self, said: Any) -> Reading:
        match text(said, "خطا"):
            case "سامانه مشغول است":
                wait = text(said, "ثانیه انتظار")
                if not wait.isdigit():
                    raise NotReadable(f"no number of seconds: {wait!r}")
                return Busy(int(wait))
            case "درخواست پذیرفته نشد":
                why = text(said, "علت")
                english = {folded(fa): en for fa, en in REASONS.values()}.get(why, "its reason is in Persian")
                return Refusal(optional(said, "شناسه درخواست"), note(why, english, trial=False))
            case "درخواست یافت نشد":
                return Unknown(text(said, "شناسه درخواست"))
            case word:
                raise NotReadable(f"unknown error {word!r}")

    def understand(self, raw: bytes) -> Order | Question:
        """The system's side of both requests."""
        asked = folded(json_object(raw))
        application, kind = text(asked, "شناسه درخواست"), text(asked, "نوع")
        if kind == "استعلام":
            return Question(application=application)
        day(text(asked, "تاریخ"))
        return Order(
            application=application,
            service="clearance.certificate" if kind == folded(CERTIFICATE) else kind,
            office=text(asked, "کد دفتر"),
            receipt=text(asked, "شماره رسید"),
            national_code=optional(group(asked, "متقاضی"), "کد ملی"),
        )

    def say(self, said: Said) -> bytes:
        """A status in words."""
        answer = {
            "شناسه درخواست": said.application,
            "شماره پرونده": said.reference,
            "وضعيت": _SAYS[said.decision],
            "تاريخ وضعيت": to_persian_digits(jalali(said.at)),
            "آزمايشي": "بله",
        }
        if "number" in said.detail:
            answer["شماره گواهي"] = to_persian_digits(str(said.detail["number"]))
        if "reason" in said.detail:
            answer["توضيح"] = REASONS[said.detail["reason"]][0]
        return msgspec.json.encode(answer)

    def busy(self, retry_after_s: int) -> bytes:
        """It is busy, and for how long."""
        wait = to_persian_digits(str(retry_after_s))
        return msgspec.json.encode({"خطا": "سامانه مشغول است", "ثانيه انتظار": wait})

    def refuse(self, application: str, reason: str) -> bytes:
        """It does not take it, and why."""
        error = {"خطا": "درخواست پذيرفته نشد", "شناسه درخواست": application, "علت": REASONS[reason][0]}
        return msgspec.json.encode(error)

    def unknown(self, question: Question) -> bytes:
        """It is not found."""
        return msgspec.json.encode({"خطا": "درخواست يافت نشد", "شناسه درخواست": question.application})


def _result(dice: random.Random, service: str) -> dict[str, Any]:  # noqa: ARG001 - it gives one service only
    return {"number": f"{dice.randrange(10**8):08d}"}


PROFILE = Profile(
    contract=CriminalRecord(),
    habits=Habits(ordered=True, ask_again_s=1.0, calls_per_s=150),
    answer_s=0.02,
    decides_s=(1.0, 3.0),
    reference=lambda dice: to_persian_digits(f"1405-{dice.randrange(10**9):09d}"),
    result=_result,
    rejects=("record",),
    corrects=("fingerprint", "purpose"),
    share_needs_correction=0.05,
)

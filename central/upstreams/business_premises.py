"""The business-premises police (docs/upstreams/business-premises.md): lines of Persian text in Windows-1256.

That code page has no Persian ی, so everything that it says comes with Arabic ي and is folded.
"""

from __future__ import annotations

from typing import Any

from app.domain.application import State
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
    note,
    person,
)
from central.upstreams.reading import Reasons, clock, day, flat, jalali, optional, state_of, text
from central.upstreams.simulated import Profile

CODE_PAGE = "cp1256"
REGISTER, FOLLOW = "ثبت", "پیگیری"
STATUSES = {
    "در دست بررسی": State.FORWARDED,
    "نیاز به اصلاح": State.NEEDS_CORRECTION,
    "مخالفت": State.REJECTED,
    "موافقت": State.ISSUED,
}
_ENGLISH = {
    State.FORWARDED: "Received, being looked at",
    State.NEEDS_CORRECTION: "Something has to be corrected",
    State.REJECTED: "Refused",
    State.ISSUED: "No objection to the business permit",
}
_SAYS = {state: words for words, state in STATUSES.items()}
REASONS: Reasons = {
    "address": ("نشانی محل با کد پستی جور نیست", "the address does not belong to the postal code"),
    "lease": ("اجاره‌نامه خوانا نیست", "the lease is not clear"),
    "premises": ("محل برای این رسته مناسب نیست", "the premises do not suit this trade"),
    "barred": ("این درخواست پذیرفته نمی‌شود", "this request is not taken"),
    "form": ("درخواست خوانا نیست", "the request cannot be read"),
}
_REASONS_IN_ENGLISH = {normalise(fa): en for fa, en in REASONS.values()}


class BusinessPremises:
    """The contract."""

    name = "business-premises"

    def hand_over(self, submission: Submission) -> bytes:
        """``کار: ثبت`` and a line for each thing."""
        who = person(submission)
        lines = {
            "کار": REGISTER,
            "خدمت": submission.service,
            "شناسه": submission.application,
            "دفتر": submission.office,
            "رسید": submission.receipt,
            "تاریخ": jalali(submission.accepted_at),
            "ساعت": clock(submission.accepted_at),
            "کد ملی": who["national_code"],
            "نام": who["given"],
            "نام خانوادگی": who["family"],
        }
        return _lines(lines | flat(submission.fields, "پرونده."))

    def question(self, asked: Question) -> bytes:
        """``کار: پیگیری``."""
        return _lines({"کار": FOLLOW, "شناسه": asked.application})

    def read(self, raw: bytes) -> Reading:
        """A result in words."""
        said = _read_lines(raw)
        match text(said, "نتیجه"):
            case "دریافت شد":
                pass
            case "مشغول":
                wait = optional(said, "ثانیه")
                return Busy(float(wait) if wait.isdigit() else None)
            case "نامعتبر":
                why = text(said, "توضیح")
                english = _REASONS_IN_ENGLISH.get(why, "its reason is in Persian")
                return Refusal(optional(said, "شناسه"), note(why, english, trial="آزمایشی" in said))
            case "یافت نشد":
                return Unknown(text(said, "شناسه"))
            case word:
                raise NotReadable(f"unknown result {word!r}")
        status, why = text(said, "وضعیت"), optional(said, "توضیح")
        decision = state_of(STATUSES, status)
        day(text(said, "تاریخ"))
        fa, en = status, _ENGLISH[decision]
        if why:
            fa, en = f"{fa}: {why}", f"{en}: {_REASONS_IN_ENGLISH.get(why, 'its own words are in Persian')}"
        return Answer(
            application=text(said, "شناسه"),
            decision=decision,
            reference=text(said, "پرونده"),
            note=note(fa, en, trial="آزمایشی" in said),
        )

    def understand(self, raw: bytes) -> Order | Question:
        """The system's side of both."""
        asked = _read_lines(raw)
        work = text(asked, "کار")
        if work == FOLLOW:
            return Question(application=text(asked, "شناسه"))
        if work != REGISTER:
            raise NotReadable(f"unknown work {work!r}")
        day(text(asked, "تاریخ"))
        return Order(
            application=text(asked, "شناسه"),
            service=text(asked, "خدمت"),
            office=text(asked, "دفتر"),
            receipt=text(asked, "رسید"),
            national_code=optional(asked, "کد ملی"),
        )

    def say(self, said: Said) -> bytes:
        """``نتیجه: دریافت شد`` with a status."""
        lines = {
            "نتیجه": "دریافت شد",
            "شناسه": said.application,
            "پرونده": said.reference,
            "وضعیت": _SAYS[said.decision],
            "تاریخ": jalali(said.at),
            "آزمایشی": "بله",
        }
        if "reason" in said.detail:
            lines["توضیح"] = REASONS[said.detail["reason"]][0]
        return _lines(lines)

    def busy(self, retry_after_s: int) -> bytes:
        """``نتیجه: مشغول``."""
        return _lines({"نتیجه": "مشغول", "ثانیه": str(retry_after_s)})

    def refuse(self, application: str, reason: str) -> bytes:
        """``نتیجه: نامعتبر``."""
        return _lines({"نتیجه": "نامعتبر", "شناسه": application, "توضیح": REASONS[reason][0]})

    def unknown(self, question: Question) -> bytes:
        """``نتیجه: یافت نشد``."""
        return _lines({"نتیجه": "یافت نشد", "شناسه": question.application})


def _lines(values: dict[str, str]) -> bytes:
    """Lines of the code page; a letter that it does not have becomes a question mark."""
    written = "".join(f"{name}: {' '.join(value.split())}\r\n" for name, value in values.items())
    return written.replace("ی", "ي").encode(CODE_PAGE, errors="replace")


def _read_lines(raw: bytes) -> dict[str, Any]:
    try:
        lines = raw.decode(CODE_PAGE).split("\r\n")
    except UnicodeDecodeError as error:
        raise NotReadable(f"not in {CODE_PAGE}: {error}") from error
    if lines.pop() != "":
        raise NotReadable("the last line has no end: the answer is cut")
    found: dict[str, Any] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon:
            raise NotReadable(f"no line of a name and a value: {line[:40]!r}")
        found[normalise(name)] = normalise(value)
    return found


PROFILE = Profile(
    contract=BusinessPremises(),
    habits=Habits(ask_again_s=2.0, calls_per_s=80),
    answer_s=0.05,
    decides_s=(2.0, 7.0),
    reference=lambda dice: f"{dice.randrange(10**6):06d}/{dice.randrange(10**6):06d}",
    rejects=("premises",),
    corrects=("address", "lease"),
    share_needs_correction=0.06,
)

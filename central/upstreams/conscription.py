"""The conscription organisation, Sakha (docs/upstreams/conscription.md): a tracking code, then polling.

JSON-RPC. What is registered gets a tracking code at once; from then on it answers to that code only and no
longer names the application, so the adapter knows by the code whether an answer is ours.
"""

from __future__ import annotations

from typing import Any

import msgspec

from app.domain.application import State
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
    note,
    person,
)
from central.upstreams.reading import (
    Reasons,
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

REGISTER, FOLLOW = "sabt", "peygiri"
STAGES = {
    "ثبت شد": State.FORWARDED,
    "در کمیسیون": State.FORWARDED,
    "نقص پرونده": State.NEEDS_CORRECTION,
    "رد شد": State.REJECTED,
    "موافقت شد": State.ISSUED,
}
"""As they read once they are folded."""

_SAYS = {
    State.FORWARDED: "در كميسيون",
    State.NEEDS_CORRECTION: "نقص پرونده",
    State.REJECTED: "رد شد",
    State.ISSUED: "موافقت شد",
}
_AT_ONCE = _SAYS | {State.FORWARDED: "ثبت شد"}
REASONS: Reasons = {
    "11": ("معاینه‌ی پزشک ثبت نشده است", "the doctor’s examination is not recorded"),
    "12": ("مدرک تحصیلی خوانا نیست", "the degree is not clear"),
    "21": ("شرایط معافیت احراز نشد", "the conditions of the exemption are not met"),
    "22": ("غیبت دارد", "there is an absence on record"),
    "barred": ("این درخواست پذیرفته نمی‌شود", "this request is not taken"),
    "form": ("درخواست خوانا نیست", "the request cannot be read"),
}
BUSY, INVALID, NOT_FOUND = -32001, -32010, -32020


class Conscription:
    """The contract."""

    name = "conscription"

    def hand_over(self, submission: Submission) -> bytes:
        """``sabt``: registers it; the call's id is the application's."""
        who = person(submission)
        params = {
            "khedmat": submission.service.removeprefix("conscription."),
            "daftar": submission.office,
            "resid": submission.receipt,
            "tarikh": jalali(submission.accepted_at),
            "kodmelli": who["national_code"],
            "nam": who["given"],
            "khanevadegi": who["family"],
            "parvande": flat(submission.fields),
        }
        call = {"jsonrpc": "2.0", "id": submission.application, "method": REGISTER, "params": params}
        return msgspec.json.encode(call)

    def question(self, asked: Question) -> bytes:
        """``peygiri``: by the tracking code."""
        code = asked.reference or "-"
        call = {"jsonrpc": "2.0", "id": code, "method": FOLLOW, "params": {"rahgiri": code}}
        return msgspec.json.encode(call)

    def read(self, raw: bytes) -> Reading:
        """A result or an error. Under the tracking code it names no application."""
        said = folded(json_object(raw))
        about = optional(said, "id")
        if "error" in said:
            return self._read_error(about, group(said, "error"))
        result = group(said, "result")
        code, stage, trial = text(result, "rahgiri"), text(result, "marhale"), result.get("azmayeshi") is True
        decision, barcode = state_of(STAGES, stage), optional(result, "marsule")
        day(text(result, "tarikh"))
        match decision:
            case State.FORWARDED:
                told = note(
                    f"با کد رهگیری {code} در دست بررسی است", f"Being looked at, tracking {code}", trial=trial
                )
            case State.ISSUED:
                told = note("با درخواست موافقت شد", "The request is granted", trial=trial)
            case _:
                reason = text(result, "ellat")
                fa, en = REASONS.get(reason, (f"علت با کد {reason}", f"reason code {reason}"))
                told = note(f"{stage}: {fa}", en, trial=trial)
        return Answer(
            application="" if about == code else about,
            decision=decision,
            reference=code,
            note=told,
            post=PostItem(barcode=barcode) if barcode else None,
        )

    def _read_error(self, about: str, error: Any) -> Reading:
        match error.get("code"):
            case -32001:
                wait = group(error, "data").get("pas_az")
                return Busy(float(wait) if isinstance(wait, int) else None)
            case -32010:
                fa, en = REASONS.get(
                    text(error, "message"), (text(error, "message"), "its reason has no text")
                )
                return Refusal(about, note(fa, en, trial=False))
            case -32020:
                return Unknown(reference="" if about == "-" else about)
            case code:
                raise NotReadable(f"unknown error {code!r}")

    def understand(self, raw: bytes) -> Order | Question:
        """The system's side of both methods."""
        asked = json_object(raw)
        method, params = text(asked, "method"), group(asked, "params")
        if method == FOLLOW:
            return Question(reference=text(params, "rahgiri"))
        if method != REGISTER:
            raise NotReadable(f"unknown method {method!r}")
        day(text(params, "tarikh"))
        kind = text(params, "khedmat")
        return Order(
            application=text(asked, "id"),
            service=kind if "." in kind else f"conscription.{kind}",
            office=text(params, "daftar"),
            receipt=text(params, "resid"),
            national_code=optional(params, "kodmelli"),
        )

    def say(self, said: Said) -> bytes:
        """A result under the id of the call: the application's for ``sabt``, else the tracking code."""
        result: dict[str, Any] = {
            "rahgiri": said.reference,
            "marhale": _SAYS[said.decision] if said.by_reference else _AT_ONCE[said.decision],
            "tarikh": to_persian_digits(jalali(said.at)),
            "azmayeshi": True,
        }
        if "reason" in said.detail:
            result["ellat"] = said.detail["reason"]
        if said.barcode is not None:
            result["marsule"] = said.barcode
        about = said.reference if said.by_reference else said.application
        return msgspec.json.encode({"jsonrpc": "2.0", "id": about, "result": result})

    def busy(self, retry_after_s: int) -> bytes:
        """Error -32001."""
        error = {"code": BUSY, "message": "مشغول", "data": {"pas_az": retry_after_s}}
        return msgspec.json.encode({"jsonrpc": "2.0", "id": None, "error": error})

    def refuse(self, application: str, reason: str) -> bytes:
        """Error -32010."""
        error = {"code": INVALID, "message": reason}
        return msgspec.json.encode({"jsonrpc": "2.0", "id": application, "error": error})

    def unknown(self, question: Question) -> bytes:
        """Error -32020."""
        error = {"code": NOT_FOUND, "message": "كد رهگيري يافت نشد"}
        return msgspec.json.encode({"jsonrpc": "2.0", "id": question.reference, "error": error})


PROFILE = Profile(
    contract=Conscription(),
    habits=Habits(ask_again_s=2.0, calls_per_s=100),
    answer_s=0.04,
    decides_s=(2.0, 6.0),
    reference=lambda dice: f"1405{dice.randrange(10**12):012d}",
    rejects=("21", "22"),
    corrects=("11", "12"),
    by_post=(
        "conscription.callup",
        "conscription.guardianship",
        "conscription.medical",
        "conscription.special",
        "conscription.card",
        "conscription.smartcard",
        "conscription.duplicate",
    ),
    share_needs_correction=0.06,
)

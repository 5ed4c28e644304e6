"""Fuel cards, NIOPDC (docs/upstreams/fuel.md): lines of fixed places with codes and a checksum.

After the manner of card switches: no words at all, numbers for everything, a CRC at the end. Texts within
a place are percent-encoded.
"""

from __future__ import annotations

import zlib
from urllib.parse import quote, unquote, urlencode

from app.domain.application import State
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
from central.upstreams.reading import Reasons, check_stamp, decided_note, flat, reason_note, stamp, state_of
from central.upstreams.simulated import Profile

VERSION = "NF1"
ORDER, ORDER_ANSWER, QUESTION, QUESTION_ANSWER = "0200", "0210", "0800", "0810"
KINDS = {"fuel.issue": "01", "fuel.duplicate": "02"}
OTHER_KIND = "99"
OK, INVALID, NOT_FOUND, BUSY = "00", "12", "25", "91"
STATES = {
    "10": State.FORWARDED,
    "20": State.NEEDS_CORRECTION,
    "30": State.REJECTED,
    "40": State.ISSUED,
}
SENTENCES = {
    State.FORWARDED: ("درخواست ثبت شد", "The request is registered"),
    State.ISSUED: ("کارت سوخت صادر شد", "The fuel card is issued"),
}
REASONS: Reasons = {
    "00": ("", ""),
    "51": ("شماره‌ی شاسی با پلاک جور نیست", "the chassis number does not belong to the plate"),
    "52": ("بیمه‌ی شخص ثالث اعتبار ندارد", "the third-party insurance is not valid"),
    "61": ("پلاک از نوع قدیم است", "the plate is of the old kind"),
    "62": ("کارت سوخت مسدود است", "the fuel card is blocked"),
    "71": ("این درخواست پذیرفته نمی‌شود", "this request is not taken"),
    "72": ("درخواست خوانا نیست", "the request cannot be read"),
}
_REFUSALS = {"barred": "71", "form": "72"}
_NUMBERS = {state: code for code, state in STATES.items()}
_ORDER_PLACES, _ANSWER_PLACES = 7, 8


class Fuel:
    """The contract."""

    name = "fuel"

    def hand_over(self, submission: Submission) -> bytes:
        """Message 0200."""
        facts = flat(submission.fields)
        kind = KINDS.get(submission.service, OTHER_KIND)
        if kind == OTHER_KIND:
            facts = {"service": submission.service} | facts
        return _line(
            ORDER,
            submission.application,
            submission.office,
            submission.receipt,
            stamp(submission.accepted_at),
            kind,
            person(submission)["national_code"],
            facts=urlencode(facts),
        )

    def question(self, asked: Question) -> bytes:
        """Message 0800."""
        return _line(QUESTION, asked.application)

    def read(self, raw: bytes) -> Reading:
        """Message 0210 or 0810."""
        kind, *places = _places(raw)
        if kind not in (ORDER_ANSWER, QUESTION_ANSWER) or len(places) != _ANSWER_PLACES:
            raise NotReadable(f"no answer: message {kind[:10]!r} with {len(places)} places")
        application, reference, code, state, reason, barcode, at, mark = places
        if code == BUSY:
            if not reason.isdigit():
                raise NotReadable("no number of seconds")
            return Busy(int(reason))
        if code == INVALID:
            return Refusal(application, reason_note(REASONS, reason, trial=mark == "T"))
        if code == NOT_FOUND:
            return Unknown(application)
        if code != OK:
            raise NotReadable(f"unknown result {code[:10]!r}")
        decision = state_of(STATES, state[:10])
        check_stamp(at)
        return Answer(
            application=application,
            decision=decision,
            reference=reference,
            note=decided_note(decision, SENTENCES, REASONS, lambda: reason, trial=mark == "T"),
            post=PostItem(barcode=barcode) if barcode else None,
        )

    def understand(self, raw: bytes) -> Order | Question:
        """The system's side of both messages."""
        kind, *places = _places(raw)
        if kind == QUESTION and len(places) == 1:
            return Question(application=places[0])
        if kind != ORDER or len(places) != _ORDER_PLACES:
            raise NotReadable(f"no request: message {kind[:10]!r} with {len(places)} places")
        application, office, receipt, at, service, national_code, facts = places
        check_stamp(at)
        services = {code: name for name, code in KINDS.items()}
        return Order(
            application=application,
            service=services.get(service) or _named(facts),
            office=office,
            receipt=receipt,
            national_code=national_code,
        )

    def say(self, said: Said) -> bytes:
        """Message 0210."""
        reason = str(said.detail.get("reason", "00"))
        barcode, state = said.barcode or "", _NUMBERS[said.decision]
        return _line(
            ORDER_ANSWER, said.application, said.reference, OK, state, reason, barcode, stamp(said.at), "T"
        )

    def busy(self, retry_after_s: int) -> bytes:
        """Result 91; the seconds stand in the reason's place."""
        return _line(ORDER_ANSWER, "", "", BUSY, "", str(retry_after_s), "", "", "T")

    def refuse(self, application: str, reason: str) -> bytes:
        """Result 12."""
        return _line(ORDER_ANSWER, application, "", INVALID, "", _REFUSALS[reason], "", "", "T")

    def unknown(self, question: Question) -> bytes:
        """Result 25."""
        return _line(QUESTION_ANSWER, question.application, "", NOT_FOUND, "", "", "", "", "T")


def _line(*places: str, facts: str | None = None) -> bytes:
    written = [quote(place, safe="") for place in places] + ([] if facts is None else [facts])
    body = "|".join([VERSION, *written])
    return f"{body}|{zlib.crc32(body.encode()):08X}".encode()


def _places(raw: bytes) -> list[str]:
    """The places between version and checksum, decoded. Raises :class:`NotReadable`."""
    try:
        line = raw.decode("ascii")
    except UnicodeDecodeError as error:
        raise NotReadable("a line has ASCII letters only") from error
    body, _, checksum = line.rpartition("|")
    version, *places = body.split("|")
    if version != VERSION or len(places) < 2:
        raise NotReadable(f"no line of version {VERSION}: {line[:40]!r}")
    if checksum != f"{zlib.crc32(body.encode()):08X}":
        raise NotReadable("the checksum does not fit: the line is cut or changed")
    return [*map(unquote, places[:-1]), places[-1] if places[0] == ORDER else unquote(places[-1])]


def _named(facts: str) -> str:
    first = facts.split("&", 1)[0]
    if not first.startswith("service="):
        raise NotReadable("a request of kind 99 names its service")
    return unquote(first.removeprefix("service="))


PROFILE = Profile(
    contract=Fuel(),
    habits=Habits(ask_again_s=2.0, calls_per_s=60, timeout_s=15.0, backoff_first_s=1.0, backoff_max_s=60.0),
    answer_s=0.06,
    decides_s=(3.0, 8.0),
    reference=lambda dice: f"{dice.randrange(10**10):010d}",
    rejects=("61", "62"),
    corrects=("51", "52"),
    by_post=("fuel.",),
    mishaps=(("busy", 0.03), ("answer-lost", 0.03), ("repeated", 0.05)),
)

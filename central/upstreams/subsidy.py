"""The cash-subsidy system (docs/upstreams/subsidy.md): many households in one message, a letter for each.

A message is lines of JSON: a head with its number and how many rows follow, then the rows. The number
follows from the rows, so the same rows are the same message.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import msgspec

from app.domain.application import State
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
    day,
    decided_note,
    flat,
    group,
    jalali,
    json_object,
    number,
    optional,
    reason_note,
    state_of,
    text,
)
from central.upstreams.simulated import Profile

STATES = {
    "W": State.FORWARDED,
    "I": State.NEEDS_CORRECTION,
    "N": State.REJECTED,
    "Y": State.ISSUED,
}
SENTENCES = {
    State.FORWARDED: ("در صف بررسی است", "Waiting to be looked at"),
    State.ISSUED: ("اطلاعات خانوار ثبت شد", "The household is registered"),
}
REASONS: Reasons = {
    "H1": ("شماره‌ی شبا به نام سرپرست نیست", "the account is not the head of household’s"),
    "H2": ("اطلاعات اعضای خانوار کامل نیست", "the members of the household are not complete"),
    "D4": ("خانوار مشمول نیست", "the household is not entitled"),
    "X9": ("این درخواست پذیرفته نمی‌شود", "this request is not taken"),
    "X0": ("درخواست خوانا نیست", "the request cannot be read"),
}
BATCH_DIGITS = 16
_REFUSALS = {"barred": "X9", "form": "X0"}
_LETTERS = {state: letter for letter, state in STATES.items()}


class Subsidy:
    """The contract; its texts are rows, and the methods of ``BatchContract`` put them together."""

    name = "subsidy"

    def hand_over(self, submission: Submission) -> bytes:
        """A row of the kind ``REG``."""
        who = person(submission)
        return msgspec.json.encode(
            {
                "act": "REG",
                "key": submission.application,
                "svc": submission.service,
                "office": submission.office,
                "slip": submission.receipt,
                "on": jalali(submission.accepted_at, "-"),
                "head": {"code": who["national_code"], "name": f"{who['given']} {who['family']}".strip()},
                "data": flat(submission.fields),
            }
        )

    def question(self, asked: Question) -> bytes:
        """A row of the kind ``ASK``."""
        return msgspec.json.encode({"act": "ASK", "key": asked.application})

    def read(self, raw: bytes) -> Reading:
        """A row of an answer, or what the whole message got."""
        said = json_object(raw)
        match optional(said, "error"):
            case "":
                pass
            case "BUSY":
                return Busy(number(said, "after"))
            case "INVALID":
                return Refusal(optional(said, "key"), reason_note(REASONS, text(said, "why"), trial=False))
            case "UNKNOWN":
                return Unknown(text(said, "key"))
            case word:
                raise NotReadable(f"unknown error {word!r}")
        letter, trial = text(said, "state"), said.get("test") is True
        decision = state_of(STATES, letter)
        day(text(said, "on"))
        told = decided_note(decision, SENTENCES, REASONS, lambda: text(said, "why"), trial=trial)
        return Answer(
            application=text(said, "key"), decision=decision, reference=text(said, "case"), note=told
        )

    def understand(self, raw: bytes) -> Order | Question:
        """The system's side of a row."""
        row = json_object(raw)
        if text(row, "act") == "ASK":
            return Question(application=text(row, "key"))
        day(text(row, "on"))
        return Order(
            application=text(row, "key"),
            service=text(row, "svc"),
            office=text(row, "office"),
            receipt=text(row, "slip"),
            national_code=optional(group(row, "head"), "code"),
        )

    def say(self, said: Said) -> bytes:
        """A row of an answer."""
        row: dict[str, Any] = {
            "key": said.application,
            "case": said.reference,
            "state": _LETTERS[said.decision],
            "on": jalali(said.at, "-"),
            "test": True,
        }
        if "reason" in said.detail:
            row["why"] = said.detail["reason"]
        return msgspec.json.encode(row)

    def busy(self, retry_after_s: int) -> bytes:
        """What the whole message gets."""
        return msgspec.json.encode({"error": "BUSY", "after": retry_after_s})

    def refuse(self, application: str, reason: str) -> bytes:
        """A row that is not taken."""
        return msgspec.json.encode({"key": application, "error": "INVALID", "why": _REFUSALS[reason]})

    def unknown(self, question: Question) -> bytes:
        """A row that is not known."""
        return msgspec.json.encode({"key": question.application, "error": "UNKNOWN"})

    def join(self, rows: Sequence[bytes]) -> bytes:
        """A head and the rows."""
        batch = hashlib.sha256(b"\n".join(rows)).hexdigest()[:BATCH_DIGITS]
        return b"\n".join([msgspec.json.encode({"batch": batch, "count": len(rows)}), *rows, b""])

    def split(self, raw: bytes) -> list[bytes]:
        """The rows. Raises :class:`NotReadable` when there are not as many as the head says."""
        head, *rows = raw.split(b"\n")
        if number(json_object(head), "count") != len(rows) - 1 or rows[-1]:
            raise NotReadable("there are not as many rows as the head says")
        return rows[:-1]

    def join_answers(self, raw: bytes, answers: Sequence[bytes]) -> bytes:
        """The head of the request, and the rows that there is an answer to."""
        batch = text(json_object(raw.split(b"\n", 1)[0]), "batch")
        return b"\n".join([msgspec.json.encode({"batch": batch, "count": len(answers)}), *answers, b""])

    def split_answers(self, raw: bytes) -> dict[str, list[bytes]]:
        """The rows by their key; a head with an error counts for all, and so does a row without a key."""
        head, *rows = raw.split(b"\n")
        found: dict[str, list[bytes]] = {}
        if "error" in json_object(head):
            return {"": [head]}
        if number(json_object(head), "count") != len(rows) - 1:
            raise NotReadable("there are not as many rows as the head says")
        for row in rows[:-1]:
            try:
                key = optional(json_object(row), "key")
            except NotReadable:
                key = ""
            found.setdefault(key, []).append(row)
        return found


PROFILE = Profile(
    contract=Subsidy(),
    habits=Habits(ask_again_s=2.0, calls_per_s=200),
    answer_s=0.05,
    decides_s=(2.0, 6.0),
    reference=lambda dice: f"S{dice.randrange(10**10):010d}",
    rejects=("D4",),
    corrects=("H1", "H2"),
)

"""A wire contract: how one national system is spoken to, and how it speaks.

A contract knows both sides, so that the adapter and the simulator can be held against the same page of
``docs/upstreams/``. It is pure: texts in, texts out. None of the real systems has published its interface;
every contract here is invented and its page says so. Replacing one by the true one is a new contract and a
``Wire`` that reaches the system; the relay stays as it is.

::

    relay ── Submission ──▶ adapter ── hand_over ──▶ wire ──▶ system: understand
    relay ◀── Answer ────── adapter ◀── read ─────── wire ◀── system: say, busy, refuse, unknown
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from app.domain.application import State
from app.domain.tariff import Words
from central.upstreams.adapter import Submission
from central.upstreams.answer import Answer


class NotReadable(ValueError):
    """A text that does not keep to the contract; the message says in what."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a system takes down when an application is handed over to it."""

    application: str
    service: str
    office: str
    receipt: str
    national_code: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question about what was handed over; a system looks at the application's id or at its own number.

    The adapter gives both, what a system understands of it may hold one only.
    """

    application: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a system has to say of one application, before it says it in its own words.

    ``detail`` holds its own facts; ``reason`` in it names why it refuses or asks for a correction.
    ``by_reference``: it was asked by its own number.
    """

    application: str
    reference: str
    decision: State
    at: datetime
    detail: Mapping[str, Any] = field(default_factory=dict)
    barcode: str | None = None
    by_reference: bool = False


@dataclass(frozen=True, slots=True)
class Busy:
    """The system asks to be left alone for a while. Nothing was taken down."""

    retry_after_s: float | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """The system does not take what it was handed; about which application, and why."""

    application: str
    note: Words


@dataclass(frozen=True, slots=True)
class Unknown:
    """The system does not know what it is asked about; ``application`` as it was asked, or its number."""

    application: str = ""
    reference: str = ""


Reading = Answer | Busy | Refusal | Unknown


class Contract(Protocol):
    """How one system is spoken to."""

    @property
    def name(self) -> str:
        """The upstream's name."""

    def hand_over(self, submission: Submission) -> bytes:
        """The text that hands an application over."""

    def question(self, asked: Question) -> bytes:
        """The text that asks what became of it."""

    def read(self, raw: bytes) -> Reading:
        """What an answer says. Raises :class:`NotReadable`."""

    def understand(self, raw: bytes) -> Order | Question:
        """What a request asks for: the system's side. Raises :class:`NotReadable`."""

    def say(self, said: Said) -> bytes:
        """An answer in the system's own words: the system's side."""

    def busy(self, retry_after_s: int) -> bytes:
        """The answer of a system that wants to be left alone."""

    def refuse(self, application: str, reason: str) -> bytes:
        """The answer to what it does not take."""

    def unknown(self, question: Question) -> bytes:
        """The answer to a question about what it does not know."""


class BatchContract(Contract, Protocol):
    """A contract of a system that takes many requests in one message; the others' texts are its rows."""

    def join(self, rows: Sequence[bytes]) -> bytes:
        """Rows of a request as one message."""

    def split(self, raw: bytes) -> list[bytes]:
        """The rows of a request: the system's side. Raises :class:`NotReadable`."""

    def join_answers(self, raw: bytes, answers: Sequence[bytes]) -> bytes:
        """Answer rows as one message, in reply to the request ``raw``: the system's side."""

    def split_answers(self, raw: bytes) -> dict[str, list[bytes]]:
        """The rows of an answer by the application that each names. Raises :class:`NotReadable`.

        Under ``""`` what counts for the whole message.
        """


class Wire(Protocol):
    """What carries texts to a system and back. A true system has one over its own network."""

    async def call(self, request: bytes) -> Sequence[bytes]:
        """Send a request; what came back, more than once when the network repeats itself.

        Raises ``UpstreamUnavailable`` when nothing came.
        """


TRIAL = Words(" (نمونه)", " (sample)")
"""Put behind what a system says while it calls itself a trial, as every simulated one does."""


def note(fa: str, en: str, *, trial: bool) -> Words:
    """A sentence for clerk and citizen in both languages, marked when it is of a trial."""
    mark = TRIAL if trial else Words("", "")
    english = en[:1].upper() + en[1:]
    return Words(f"{fa.rstrip('. ')}{mark.fa}.", f"{english.rstrip('. ')}{mark.en}.")


def text_of(values: Mapping[str, Any], *path: str) -> str:
    """The text at a path of nested groups, ``""`` where there is none."""
    found: Any = values
    for name in path:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found if isinstance(found, str) else ""


def person(submission: Submission) -> dict[str, str]:
    """The applicant's number and names, ``""`` where one is missing."""
    return {
        "national_code": text_of(submission.applicant, "national_code"),
        "given": text_of(submission.applicant, "name", "given"),
        "family": text_of(submission.applicant, "name", "family"),
        "birth_date": text_of(submission.applicant, "birth_date"),
    }

"""The adapter of every system that is spoken to by a contract: an ``Upstream`` made of contract and wire."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from app.domain.application import State
from app.domain.tariff import Words
from central.upstreams.adapter import (
    Habits,
    NeverHeardOf,
    Submission,
    SubmissionRefused,
    UpstreamUnavailable,
)
from central.upstreams.answer import Answer, unreadable
from central.upstreams.contract import Busy, Contract, NotReadable, Question, Reading, Refusal, Unknown, Wire

SHOWN_CHARACTERS_MAX = 80


@dataclass(frozen=True, slots=True)
class _Asked:
    application: str
    reference: str | None = None
    handing_over: bool = False


class AdaptedSystem:
    """Turns applications into a system's own texts and its answers into the relay's. An ``Upstream``."""

    def __init__(self, contract: Contract, habits: Habits, wire: Wire) -> None:
        self._contract, self._habits, self._wire = contract, habits, wire

    @property
    def name(self) -> str:
        """Its name, as service definitions use it."""
        return self._contract.name

    @property
    def habits(self) -> Habits:
        """How it wants to be treated."""
        return self._habits

    async def submit(self, submission: Submission) -> Sequence[bytes]:
        """Hand an application over. Raises ``UpstreamUnavailable`` or ``SubmissionRefused``."""
        came = await self._wire.call(self._contract.hand_over(submission))
        return self._answers(came, _Asked(submission.application, handing_over=True))

    async def ask(self, application: str, reference: str | None) -> Sequence[bytes]:
        """Ask what became of it. Raises ``UpstreamUnavailable`` or ``NeverHeardOf``."""
        came = await self._wire.call(self._contract.question(Question(application, reference or "")))
        return self._answers(came, _Asked(application, reference))

    def _answers(self, came: Sequence[bytes], asked: _Asked) -> list[bytes]:
        readings = [self._read(raw) for raw in came]
        if not readings:
            raise UpstreamUnavailable(f"{self.name} answered nothing")
        first = readings[0]
        if isinstance(first, Busy):
            raise UpstreamUnavailable(f"{self.name} is busy", first.retry_after_s)
        if asked.handing_over and isinstance(first, Refusal):
            if all(isinstance(r, Refusal) and r.application in ("", asked.application) for r in readings):
                raise SubmissionRefused(first.note)
        elif not asked.handing_over and all(_is_ours(r, asked) for r in readings):
            raise NeverHeardOf(asked.application)
        return [_text(reading, asked) for reading in readings if not isinstance(reading, Busy)]

    def _read(self, raw: bytes) -> Reading | NotReadable:
        try:
            return self._contract.read(raw)
        except NotReadable as error:
            return error
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
            # Whatever a system sends, reading it must not look like a system that is away.
            shown = raw[:SHOWN_CHARACTERS_MAX].decode("utf-8", "replace")
            return NotReadable(f"{type(error).__name__} at {shown!r}")


def _is_ours(reading: Reading | NotReadable, asked: _Asked) -> bool:
    """Whether a reading says that what was asked about is not known."""
    if not isinstance(reading, Unknown):
        return False
    if reading.application:
        return reading.application == asked.application
    return reading.reference == (asked.reference or "")


def _text(reading: Reading | NotReadable, asked: _Asked) -> bytes:
    match reading:
        case Answer():
            return msgspec.json.encode(_named(reading, asked))
        case Refusal() if reading.application not in ("", asked.application):
            return _about(reading.application, reading.note)
        case Refusal():
            return unreadable(f"it refuses what it took before ({reading.note.en})")
        case Unknown():
            return unreadable("it does not know what it was given, or speaks of something else")
        case NotReadable():
            return unreadable(str(reading))
        case _:
            return unreadable("it is busy and answers all the same")


def _named(answer: Answer, asked: _Asked) -> Answer:
    """An answer under its application's id; some systems answer questions by their own number only."""
    if answer.application:
        return answer
    is_ours = asked.reference is not None and answer.reference == asked.reference
    named = asked.application if is_ours else f"number {answer.reference}"
    return msgspec.structs.replace(answer, application=named)


def _about(application: str, said: Words) -> bytes:
    return msgspec.json.encode(
        Answer(application=application, decision=State.REJECTED, reference="-", note=said)
    )

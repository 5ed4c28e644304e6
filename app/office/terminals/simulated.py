"""The adapter of the simulated PC-POS terminal (``daftar terminal simulate``): lines of JSON over TCP.

It is the pattern for a real protocol: what is sent, what each answer means, and that whatever cannot be read
is no answer.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import msgspec

from app.domain.entry import parse_instant
from app.domain.identifiers import slip
from app.domain.money import is_amount
from app.office.terminals.base import (
    Cancel,
    NoAnswer,
    NotTaken,
    Outcome,
    Step,
    Taken,
    Tell,
    Why,
    say_nothing,
)
from app.office.terminals.line import Line, LineLost
from app.office.terminals.wording import WHY, Answer, Ask, Question, Say

CARD_SHOWN_MAX = 24
_STEPS = {"card": Step.CARD, "pin": Step.PIN, "bank": Step.BANK}


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the terminal is waited for, in seconds."""

    connect_s: float = 3.0
    answer_s: float = 180.0
    """From the question to the last word: a card is looked for, a PIN typed, a bank asked."""
    cancel_s: float = 15.0
    """From a cancellation to the last word."""
    inquiry_s: float = 10.0


class SimulatedTerminal:
    """See :class:`app.office.terminals.base.Terminal`."""

    def __init__(self, host: str, port: int, patience: Patience | None = None) -> None:
        self._host, self._port = host, port
        self._patience = patience or Patience()

    @property
    def title(self) -> str:
        """Adapter and address."""
        return f"simulated {self._host}:{self._port}"

    def check(self) -> NotTaken | str:
        """Its terminal number, or why it could not take money now."""
        answer = self._ask(Question(ask=Ask.STATUS))
        if answer is None or answer.say not in (Say.READY, Say.DECLINED):
            return NotTaken(Why.UNREACHABLE)
        return answer.terminal if answer.say is Say.READY else _refusal(answer)

    def take(
        self, charge: str, amount_rials: int, cancel: Cancel | None = None, tell: Tell = say_nothing
    ) -> Outcome:
        """Take exactly this amount; see the interface."""
        tell(Step.CONNECTING)
        line = Line.connect(self._host, self._port, self._patience.connect_s)
        if line is None:
            return NotTaken(Why.UNREACHABLE)
        with line:
            try:
                line.send(_written(Question(ask=Ask.SALE, charge=charge, amount_rials=amount_rials)))
                return self._hear(line, charge, cancel, tell)
            except LineLost:
                return NoAnswer()

    def inquire(self, charge: str) -> Outcome:
        """What became of a charge."""
        answer = self._ask(Question(ask=Ask.INQUIRE, charge=charge))
        if answer is None or answer.charge != charge:
            return NoAnswer()
        return _outcome(answer)

    def _hear(self, line: Line, charge: str, cancel: Cancel | None, tell: Tell) -> Outcome:
        """Wait for the last word; what the terminal waits for is told on the way."""
        end_s, cancelled = time.monotonic() + self._patience.answer_s, False
        while time.monotonic() < end_s:
            if cancel is not None and cancel.is_set() and not cancelled:
                cancelled = True
                end_s = time.monotonic() + self._patience.cancel_s
                line.send(_written(Question(ask=Ask.CANCEL, charge=charge)))
            came = line.receive(end_s)
            if came is None:
                continue
            answer = _read(came)
            if answer is None or answer.charge != charge:
                return NoAnswer()
            if answer.say is Say.WAITING:
                tell(_STEPS.get(answer.for_, Step.BANK))
                continue
            return _outcome(answer)
        return NoAnswer(still_going_on=True)

    def _ask(self, question: Question) -> Answer | None:
        """One question with one answer; None without."""
        line = Line.connect(self._host, self._port, self._patience.connect_s)
        if line is None:
            return None
        with line:
            end_s = time.monotonic() + self._patience.inquiry_s
            try:
                line.send(_written(question))
                while time.monotonic() < end_s:
                    came = line.receive(end_s)
                    if came is not None:
                        return _read(came)
            except LineLost:
                return None
        return None


def _written(question: Question) -> bytes:
    return msgspec.json.encode(question)


def _read(line: bytes) -> Answer | None:
    try:
        return msgspec.json.decode(line, type=Answer)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _refusal(answer: Answer) -> NotTaken:
    return NotTaken(WHY.get(answer.code, Why.OTHER), answer.code[:CARD_SHOWN_MAX])


def _outcome(answer: Answer) -> Outcome:
    """What a last word means. An approval that cannot be a slip is no answer: somebody has to look."""
    if answer.say is Say.DECLINED:
        return _refusal(answer)
    if answer.say is Say.UNKNOWN:
        return NotTaken(Why.NEVER_ASKED)
    if answer.say is Say.GOING_ON:
        return NoAnswer(still_going_on=True)
    if answer.say is not Say.APPROVED:
        return NoAnswer()
    if slip.check(answer.rrn) or slip.check_terminal(answer.terminal) or not is_amount(answer.amount_rials):
        return NoAnswer()
    try:
        at = parse_instant(answer.at)
    except ValueError:
        return NoAnswer()
    return Taken(answer.amount_rials, answer.rrn, answer.terminal, at, _masked(answer.card))


def _masked(card: str) -> str:
    """The last four digits and stars, however much a terminal tells."""
    last = "".join(letter for letter in card[-4:] if letter.isascii() and letter.isdigit())
    return f"**** {last}" if len(last) == len("0000") else ""

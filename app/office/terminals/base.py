"""What a card terminal is to the rest of Daftar, and what it may answer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Cancel(threading.Event):
    """Set from another thread: the person does not want to wait any longer."""


class Step(StrEnum):
    """What the terminal waits for."""

    CONNECTING = "connecting"
    CARD = "card"
    PIN = "pin"
    BANK = "bank"
    INQUIRY = "inquiry"
    """No answer came: it is being asked what became of the charge."""


class Why(StrEnum):
    """Why no money was taken. Each has its words in :mod:`app.office.terminals.errors`."""

    UNREACHABLE = "unreachable"
    BUSY = "busy"
    PAPER_OUT = "paper-out"
    AMOUNT = "amount"
    NO_CARD = "no-card"
    CANCELLED = "cancelled"
    PIN_WRONG = "pin-wrong"
    FUNDS_SHORT = "funds-short"
    LIMIT = "limit"
    CARD_EXPIRED = "card-expired"
    CARD_REFUSED = "card-refused"
    BANK_AWAY = "bank-away"
    NEVER_ASKED = "never-asked"
    """The terminal does not know the charge: the question did not reach it."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Taken:
    """The money was taken. ``amount_rials`` is what the terminal says that it took; ``card`` is masked."""

    amount_rials: int
    rrn: str
    terminal: str
    at: datetime
    card: str = ""


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Certainly no money was taken. ``code`` is the terminal's own, for support."""

    why: Why
    code: str = ""


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """Nobody knows: the link was lost, the answer cannot be read, or the charge is still going on."""

    still_going_on: bool = False


Outcome = Taken | NotTaken | NoAnswer
Tell = Callable[[Step], None]


def say_nothing(step: Step) -> None:
    """For callers that show no progress."""
    del step


class Terminal(Protocol):
    """One card terminal. Every call blocks, has an end, and may come from any thread.

    The contract, which ``tests/office/test_terminal_contract.py`` asks of every adapter:

    * :class:`NotTaken` is said only when it is certain. As soon as a byte of the question may have left,
      everything but a readable answer is :class:`NoAnswer`.
    * A charge is known to the terminal by its id. Asked for again under the same id it is not taken again.
    * Nothing is raised for what a terminal or a line may do.
    """

    @property
    def title(self) -> str:
        """What support calls it: adapter and address."""

    def check(self) -> NotTaken | str:
        """Whether it could take money now: its terminal number, or why not. Takes nothing."""

    def take(
        self, charge: str, amount_rials: int, cancel: Cancel | None = None, tell: Tell = say_nothing
    ) -> Outcome:
        """Take exactly this amount. ``cancel`` asks it to stop; the answer may still be :class:`Taken`."""

    def inquire(self, charge: str) -> Outcome:
        """What became of a charge: ``NotTaken(NEVER_ASKED)`` when it never heard of it."""

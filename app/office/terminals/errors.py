"""Why a terminal took no money, and the one case in which nobody knows, in words."""

from __future__ import annotations

from app.domain.errors import TryLater
from app.office.terminals.base import NotTaken, Why


class MoneyNotTaken(TryLater):
    """Base of everything for which no money was taken; by itself, what no other one covers."""

    what = "The terminal did not take the money (code {code})."
    safe = "No money was taken."
    todo = "Try again, or take it in another way."


class TerminalUnreachable(MoneyNotTaken):
    """It was not there to be asked."""

    what = "The card terminal does not answer."
    todo = "Look at its switch and its cable; or key the amount in there and type its reference here."


class TerminalBusy(MoneyNotTaken):
    """It is in the middle of something else."""

    what = "The card terminal is busy with another payment."
    todo = "Let it finish, and take this one then."


class TerminalPaperOut(MoneyNotTaken):
    """It does not begin without paper."""

    what = "The card terminal has no paper."
    todo = "Put a roll in, and try again."


class TerminalRefusedAmount(MoneyNotTaken):
    """It takes no such amount."""

    what = "The card terminal does not take this amount at once."
    todo = "Take it in parts, or in another way."


class NoCardCame(MoneyNotTaken):
    """It waited and nobody put a card in."""

    what = "No card was put into the terminal in time."


class ChargeCancelled(MoneyNotTaken):
    """By Esc here or by the red key there."""

    what = "The payment was cancelled."
    todo = ""


class PinWrong(MoneyNotTaken):
    """Wrong PIN."""

    what = "The PIN was wrong."
    todo = "The citizen can try again; a bank locks a card after the third wrong PIN."


class FundsShort(MoneyNotTaken):
    """Not enough money."""

    what = "There is not enough money in the account of this card."
    todo = "Another card, a part in cash, or later."


class OverLimit(MoneyNotTaken):
    """Over the day's limit of the card."""

    what = "This is more than the bank allows for this card today."
    todo = "Another card, a part in cash, or later."


class CardExpired(MoneyNotTaken):
    """The card is no longer valid."""

    what = "This card has expired."
    todo = "Another card, or cash."


class CardRefused(MoneyNotTaken):
    """The bank does not accept the card."""

    what = "The bank does not accept this card."
    todo = "Another card, or cash."


class BankAway(MoneyNotTaken):
    """The terminal has no line to the bank."""

    what = "The card's bank does not answer the terminal."
    todo = "Try again in a moment, take another card, or cash."


class NeverAsked(MoneyNotTaken):
    """The question did not reach the terminal."""

    what = "The terminal knows nothing of this payment."
    todo = "Take it again."


class OutcomeUnknown(TryLater):
    """The link broke after the question had gone: the money may or may not have been taken."""

    what = "The terminal was asked for {amount} rials and it is not known whether it took them."
    safe = "It is kept, and the terminal is asked again; nothing is taken twice meanwhile."
    todo = "Look at the terminal. If it says that it took the money, wait until Daftar hears of it too."


class OtherAmountTaken(TryLater):
    """The terminal answered that it took something else than it was asked for."""

    what = "The terminal was asked for {amount} rials and says that it took {charged}."
    safe = "It is kept as it was taken, and is not accepted for this amount."
    todo = "Use it as a part of the fee, or give it back at the terminal and say so here."


class NoTerminal(TryLater):
    """None was chosen for this counter."""

    what = "No card terminal is set up at this counter."
    safe = "Nothing was taken."
    todo = "Type the reference on the slip, or set one up: `daftar terminal set`."


_KINDS: dict[Why, type[MoneyNotTaken]] = {
    Why.UNREACHABLE: TerminalUnreachable,
    Why.BUSY: TerminalBusy,
    Why.PAPER_OUT: TerminalPaperOut,
    Why.AMOUNT: TerminalRefusedAmount,
    Why.NO_CARD: NoCardCame,
    Why.CANCELLED: ChargeCancelled,
    Why.PIN_WRONG: PinWrong,
    Why.FUNDS_SHORT: FundsShort,
    Why.LIMIT: OverLimit,
    Why.CARD_EXPIRED: CardExpired,
    Why.CARD_REFUSED: CardRefused,
    Why.BANK_AWAY: BankAway,
    Why.NEVER_ASKED: NeverAsked,
    Why.OTHER: MoneyNotTaken,
}


def in_words(outcome: NotTaken) -> MoneyNotTaken:
    """The error that tells a person why nothing was taken."""
    return _KINDS[outcome.why](code=outcome.code)

"""The simulated terminal's lines, both ways: JSON, one object a line (docs/card-terminals.md)."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from app.office.terminals.base import Why


class Ask(StrEnum):
    """What the PC says."""

    SALE = "sale"
    CANCEL = "cancel"
    INQUIRE = "inquire"
    STATUS = "status"
    BEHAVE = "behave"
    """For rehearsals only: how the next sales end."""


class Say(StrEnum):
    """What the terminal says."""

    READY = "ready"
    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"
    GOING_ON = "going-on"
    UNKNOWN = "unknown"
    DONE = "done"


class Question(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A line of the PC."""

    ask: Ask
    charge: str = ""
    amount_rials: int = 0
    as_: list[str] = msgspec.field(default_factory=list, name="as")


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A line of the terminal. ``at`` is RFC 3339 with its zone; ``code`` as in ISO 8583, field 39."""

    say: Say
    charge: str = ""
    amount_rials: int = 0
    rrn: str = ""
    terminal: str = ""
    card: str = ""
    at: str = ""
    code: str = ""
    for_: str = msgspec.field(default="", name="for")


WHY: dict[str, Why] = {
    "13": Why.AMOUNT,
    "33": Why.CARD_EXPIRED,
    "54": Why.CARD_EXPIRED,
    "51": Why.FUNDS_SHORT,
    "55": Why.PIN_WRONG,
    "57": Why.CARD_REFUSED,
    "62": Why.CARD_REFUSED,
    "61": Why.LIMIT,
    "65": Why.LIMIT,
    "84": Why.BANK_AWAY,
    "91": Why.BANK_AWAY,
    "busy": Why.BUSY,
    "paper": Why.PAPER_OUT,
    "no-card": Why.NO_CARD,
    "cancelled": Why.CANCELLED,
}
"""What the terminal's codes mean; any other is :attr:`Why.OTHER`."""

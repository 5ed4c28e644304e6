"""Take money by the card terminal, so that no charge is ever lost or used twice.

The charge is on disk before the terminal is asked, and its outcome as soon as the terminal tells it. Killed
in between, or without an answer, it stays *asked*: at the next start, and before the next charge, the
terminal is asked what became of it. Money that was taken and is in no application is offered until it is used
for one (``accept`` and ``pay`` mark it in the transaction that journals the payment) or a person says that it
was given back at the terminal.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection

from app.domain.entry import instant
from app.domain.errors import DaftarError
from app.domain.money import is_amount
from app.domain.problems import Problem
from app.local_db import charges
from app.local_db.charges import Charge, ChargeState
from app.local_db.queries import slips
from app.office.counter import Counter
from app.office.sign_in import Session
from app.office.terminals import (
    Cancel,
    NoAnswer,
    NotTaken,
    Outcome,
    Step,
    Taken,
    Terminal,
    Why,
    open_terminal,
)
from app.office.terminals.base import Tell, say_nothing
from app.office.terminals.errors import NoTerminal, OtherAmountTaken, OutcomeUnknown, in_words
from app.office.terminals.setting import as_text, of_text, read_setting

INQUIRIES = 4
INQUIRY_PAUSE_S = 1.0

_under_way: set[str] = set()
_under_way_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class OpenCharges:
    """``unknown``: nobody knows whether they were taken. ``loose``: taken, and in no application."""

    unknown: tuple[Charge, ...] = ()
    loose: tuple[Charge, ...] = ()


class StillUnknown(OutcomeUnknown):
    """An earlier charge has to be cleared up before the terminal is asked for money again."""

    safe = "It is kept. Nothing new was taken, so that nobody pays twice."
    todo = "Turn the terminal on and ask it again, or look at its own list and say what became of it."


class NotOpen(DaftarError):
    """The charge was settled meanwhile."""

    what = "This card payment is settled already."
    safe = "Nothing was changed."
    todo = ""


def take_by_terminal(
    counter: Counter,
    session: Session,
    amount_rials: int,
    about: str = "",
    *,
    cancel: Cancel | None = None,
    tell: Tell = say_nothing,
    terminal: Terminal | None = None,
) -> Charge:
    """Ask this counter's terminal for an amount; the charge, taken and durable when returned.

    ``about`` is the service or receipt that it is for; ``terminal`` stands in for the one that is set. Raises
    ``MoneyNotTaken`` (certainly nothing was taken), ``OutcomeUnknown``, ``OtherAmountTaken``,
    :class:`StillUnknown`, ``NoTerminal``, ``NotEntitled`` and what ``Store.write`` raises.
    """
    from app.office.accept import require_entitled

    require_entitled(counter, session)
    if not is_amount(amount_rials):
        raise in_words(NotTaken(Why.AMOUNT))
    setting = read_setting(counter.store.place)
    chosen = terminal or (open_terminal(setting) if setting is not None else None)
    if chosen is None:
        raise NoTerminal
    left = inquire_all(counter).unknown
    if left:
        raise StillUnknown(amount=left[0].amount_rials)
    charge = Charge(
        charge=counter.new_id(),
        state=ChargeState.ASKED,
        asked_at=instant(counter.now()),
        staff=session.staff,
        about=about,
        asked_of="" if setting is None else as_text(setting),
        amount_rials=amount_rials,
    )
    with _held(charge.charge):
        with counter.write() as conn:
            charges.keep(conn, charge)
        outcome = chosen.take(charge.charge, amount_rials, cancel, tell)
        if isinstance(outcome, NoAnswer):
            tell(Step.INQUIRY)
            outcome = _inquire_until_known(chosen, charge.charge)
        _write(counter, charge, outcome)
    return _as_asked(counter, charge, outcome)


def inquire_all(counter: Counter) -> OpenCharges:
    """Ask what became of every charge of unknown outcome that is not under way; what is open then.

    A terminal that cannot be reached leaves them as they are. Raises what ``Store.write`` raises.
    """
    for charge in open_charges(counter).unknown:
        setting = of_text(charge.asked_of)
        terminal = open_terminal(setting) if setting is not None else None
        if terminal is None:
            continue
        outcome = terminal.inquire(charge.charge)
        if not isinstance(outcome, NoAnswer):
            _write(counter, charge, outcome)
    return open_charges(counter)


def open_charges(counter: Counter) -> OpenCharges:
    """What has to be looked after; a bounded read. What is under way in this process is left out."""
    with counter.store.read() as conn:
        found = charges.all_open(conn)
    with _under_way_lock:
        busy = frozenset(_under_way)
    return OpenCharges(
        tuple(one for one in found if one.state == ChargeState.ASKED and one.charge not in busy),
        tuple(one for one in found if one.state == ChargeState.TAKEN),
    )


def find_taken(counter: Counter, charge: str) -> Charge | None:
    """A charge that was taken and is in no application yet; None for any other."""
    with counter.store.read() as conn:
        found = charges.find(conn, charge)
    return found if found is not None and found.state == ChargeState.TAKEN else None


def say_given_back(counter: Counter, session: Session, charge: str) -> None:
    """A person gave the money of a loose charge back at the terminal. Raises :class:`NotOpen`."""
    at = instant(counter.now())
    with counter.write() as conn:
        if not charges.given_back(conn, charge, at=at, by=session.staff):
            raise NotOpen


def say_not_taken(counter: Counter, session: Session, charge: str) -> None:
    """A person looked at the terminal: it did not take this charge. Raises :class:`NotOpen`."""
    at = instant(counter.now())
    with counter.write() as conn:
        if not charges.not_taken(conn, charge, why="person", code="", at=at, by=session.staff):
            raise NotOpen


def use_charges(conn: Connection, payments: list[dict[str, object]], receipt: str, at: str, by: str) -> None:
    """Mark the charges behind card payments as used, in the transaction that journals these.

    Raises ``Refused`` for one that paid before, was given back, or is of another amount.
    """
    from app.office.accept import Refused

    for position, payment in enumerate(payments):
        found = charges.find_by_slip(conn, str(payment["rrn"]), str(payment["terminal"]))
        if found is None:
            continue
        if found.state == ChargeState.USED:
            raise Refused([Problem(f"payments.{position}.rrn", "payment-twice", {"receipt": found.receipt})])
        if found.state == ChargeState.GIVEN_BACK:
            raise Refused([Problem(f"payments.{position}.rrn", "payment-given-back")])
        if found.charged_rials != payment["amount_rials"]:
            told = {"charged": str(found.charged_rials)}
            raise Refused([Problem(f"payments.{position}.rrn", "payment-charge-amount", told)])
        charges.use(conn, found.charge, receipt=receipt, at=at, by=by)


@contextmanager
def _held(charge: str) -> Iterator[None]:
    """While it is under way nobody else inquires about it."""
    with _under_way_lock:
        _under_way.add(charge)
    try:
        yield
    finally:
        with _under_way_lock:
            _under_way.discard(charge)


def _inquire_until_known(terminal: Terminal, charge: str) -> Outcome:
    """Ask a few times. "Never heard of it" counts only twice running: the question may be on its way yet."""
    before: Outcome = NoAnswer()
    for _ in range(INQUIRIES):
        time.sleep(INQUIRY_PAUSE_S)
        outcome = terminal.inquire(charge)
        if isinstance(outcome, Taken):
            return outcome
        if isinstance(outcome, NotTaken) and (outcome.why is not Why.NEVER_ASKED or outcome == before):
            return outcome
        before = outcome
    return NoAnswer()


def _write(counter: Counter, charge: Charge, outcome: Outcome) -> None:
    """Keep what the terminal said."""
    if isinstance(outcome, NoAnswer):
        return
    with counter.write() as conn:
        if isinstance(outcome, NotTaken):
            at = instant(counter.now())
            charges.not_taken(conn, charge.charge, why=outcome.why, code=outcome.code, at=at)
            return
        charges.taken(
            conn,
            charge.charge,
            charged_rials=outcome.amount_rials,
            rrn=outcome.rrn,
            terminal=outcome.terminal,
            card=outcome.card,
            taken_at=instant(outcome.at),
        )
        paid_for = slips.find_receipt(conn, outcome.terminal, outcome.rrn)
        if paid_for is not None:  # its slip was typed by hand meanwhile
            charges.use(conn, charge.charge, receipt=paid_for, at=instant(counter.now()), by=charge.staff)


def _as_asked(counter: Counter, charge: Charge, outcome: Outcome) -> Charge:
    """The charge as it was taken, or the error that says what else became of it."""
    if isinstance(outcome, NoAnswer):
        raise OutcomeUnknown(amount=charge.amount_rials)
    if isinstance(outcome, NotTaken):
        raise in_words(outcome)
    if outcome.amount_rials != charge.amount_rials:
        raise OtherAmountTaken(amount=charge.amount_rials, charged=outcome.amount_rials)
    found = find_taken(counter, charge.charge)
    if found is None:
        raise NotOpen
    return found

"""Take the payment of an application that was captured unpaid."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from app.domain import receipt
from app.domain.application import Method, Payment, State
from app.domain.entry import Kind, instant
from app.domain.errors import DaftarError
from app.domain.payments import check_payments, rest_rials
from app.domain.problems import Problem
from app.local_db import journal
from app.local_db.queries import applications
from app.office.accept import Refused, payments_data, refuse_errors, require_entitled, require_unused_slips
from app.office.charge import inquire_all, take_by_terminal, use_charges
from app.office.counter import Counter
from app.office.sign_in import Session


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment taken, durable when returned; ``hash`` is the journal's at ``seq``, in hex."""

    application: str
    receipt: str
    seq: int
    hash: str
    total_rials: int


class NoSuchReceipt(DaftarError):
    """No application here has this number."""

    what = "No receipt {receipt} is known at this counter."
    safe = "Nothing was changed."
    todo = "Check the number; its last digit is a check digit."


class NothingToPay(DaftarError):
    """The application is not waiting for a payment."""

    what = "Receipt {receipt} is not waiting for a payment."
    safe = "Nothing was changed."
    todo = ""


class IsVoided(DaftarError):
    """The application was taken back, so nothing is due for it."""

    what = "Receipt {receipt} is voided; nothing is to be paid for it."
    safe = "Nothing was changed."
    todo = "Take the application anew if the citizen still wants it."


def take_payment(counter: Counter, session: Session, receipt_number: str, payments: list[Payment]) -> Paid:
    """Take the whole fee of a captured application; one entry, durable.

    The fee is that of the day it was captured. Raises :class:`NoSuchReceipt`, :class:`NothingToPay`,
    :class:`IsVoided`, ``Refused`` (what is wrong with the payments), ``NotEntitled`` and what
    ``Store.write`` raises.
    """
    require_entitled(counter, session)
    at = counter.now()
    with counter.write() as conn:
        whole = get_application(conn, receipt_number)
        total_rials = whole.row.amount_rials
        _require_unpaid(whole.row)
        service = counter.catalogue().find_service(whole.row.service)
        methods = service.methods if service is not None else tuple(Method)
        refuse_errors(
            check_payments(payments, total_rials, methods) if payments else [Problem("payments", "required")]
        )
        day, _ = counter.day(at)
        taken = payments_data(counter, payments)
        require_unused_slips(conn, taken, day)
        use_charges(conn, taken, whole.row.receipt, instant(at), session.staff)
        data = {
            "application": whole.row.application,
            "receipt": whole.row.receipt,
            "day": day,
            "payments": taken,
            "total_rials": total_rials,
        }
        appended = journal.append(conn, kind=Kind.PAYMENT_TAKEN, staff=session.staff, data=data, at=at)
    return Paid(
        application=whole.row.application,
        receipt=whole.row.receipt,
        seq=appended.head.seq,
        hash=appended.head.hex(),
        total_rials=total_rials,
    )


def take_rest_by_terminal(
    counter: Counter, session: Session, receipt_number: str, cash_rials: int
) -> Payment:
    """Take what cash leaves of a captured application's fee by this counter's card terminal.

    A charge for this very receipt and amount that is in no application (the program died after it) is used
    instead of a new one. Raises :class:`NoSuchReceipt`, :class:`NothingToPay`, :class:`IsVoided` and what
    ``take_by_terminal`` raises.
    """
    with counter.store.read() as conn:
        row = get_application(conn, receipt_number).row
    _require_unpaid(row)
    left = rest_rials(row.amount_rials, (row.paid_rials, cash_rials))
    if cash_rials < 0 or left <= 0:
        raise Refused([Problem("payments.0.amount_rials", "payment-amount")])
    found = inquire_all(counter).loose
    charge = next((one for one in found if (one.about, one.charged_rials) == (row.receipt, left)), None)
    if charge is None:
        charge = take_by_terminal(counter, session, left, row.receipt)
    return Payment(method=Method.CARD, amount_rials=left, rrn=charge.rrn, terminal=charge.terminal)


def _require_unpaid(row: applications.ApplicationRow) -> None:
    if row.state == State.VOIDED:
        raise IsVoided(receipt=row.receipt)
    if row.paid_rials >= row.amount_rials:
        raise NothingToPay(receipt=row.receipt)


def get_application(conn: Connection, receipt_number: str) -> applications.ApplicationWhole:
    """The application behind a receipt number, typed with or without hyphens.

    Raises :class:`NoSuchReceipt`.
    """
    try:
        number = str(receipt.parse(receipt_number))
    except ValueError as error:
        raise NoSuchReceipt(receipt=receipt_number) from error
    row = applications.find_by_receipt(conn, number)
    whole = applications.full(conn, row.application) if row is not None else None
    if whole is None:
        raise NoSuchReceipt(receipt=number)
    return whole

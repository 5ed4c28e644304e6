"""Take the payment of an application that was captured unpaid."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from app.domain import receipt
from app.domain.application import Method, Payment, State
from app.domain.entry import Kind
from app.domain.errors import DaftarError
from app.domain.payments import check_payments
from app.domain.problems import Problem
from app.local_db import journal
from app.local_db.queries import applications
from app.office.accept import payments_data, refuse_errors, require_entitled, require_unused_slips
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
        if whole.row.state == State.VOIDED:
            raise IsVoided(receipt=whole.row.receipt)
        if whole.row.paid_rials >= total_rials:
            raise NothingToPay(receipt=whole.row.receipt)
        service = counter.catalogue().find_service(whole.row.service)
        methods = service.methods if service is not None else tuple(Method)
        refuse_errors(
            check_payments(payments, total_rials, methods) if payments else [Problem("payments", "required")]
        )
        day, _ = counter.day(at)
        taken = payments_data(counter, payments)
        require_unused_slips(conn, taken, day)
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

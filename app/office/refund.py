"""Give back the money of a voided application: all of it, each payment in the way it was taken.

Only once the centre has recorded the void: until then a national system may have been handed the
application, and then it goes on and its fee is due.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.application import State
from app.domain.entry import Kind
from app.domain.errors import DaftarError, TryLater
from app.local_db import journal
from app.local_db.projections import voids
from app.local_db.queries.applications import ApplicationRow
from app.local_db.queries.money import PaymentRow, payments_of
from app.office.accept import require_entitled
from app.office.counter import Counter
from app.office.pay import get_application
from app.office.sign_in import Session


@dataclass(frozen=True, slots=True)
class Refunded:
    """A refund, durable when returned; ``payments`` are those that were given back, each whole."""

    application: str
    receipt: str
    seq: int
    hash: str
    total_rials: int
    payments: tuple[PaymentRow, ...]


class NotVoided(DaftarError):
    """The application stands."""

    what = "Receipt {receipt} is not voided, so its money cannot be given back."
    safe = "Nothing was changed."
    todo = "A manager must void it first."


class VoidNotConfirmed(TryLater):
    """The centre has not said yet whether the void came in time."""

    what = "The centre has not yet confirmed that receipt {receipt} is voided."
    safe = "The void is kept here and the money is noted; no money was given back."
    todo = "Give the money back when the queue shows that the centre has recorded the void."


class NothingToRefund(DaftarError):
    """Nothing is left that could be given back."""

    what = "Nothing is left to be given back for receipt {receipt}: of {paid} rials paid, {refunded} were."
    safe = "Nothing was changed."
    todo = ""


def refund(counter: Counter, session: Session, receipt_number: str) -> Refunded:
    """Give back all that was paid for a voided application; one entry, durable.

    Raises ``NoSuchReceipt``, :class:`NotVoided`, :class:`VoidNotConfirmed`, :class:`NothingToRefund`,
    ``NotEntitled`` and what ``Store.write`` raises.
    """
    require_entitled(counter, session)
    at = counter.now()
    with counter.write() as conn:
        row = get_application(conn, receipt_number).row
        require_refundable(row)
        taken = payments_of(conn, row)
        day, _ = counter.day(at)
        data = {
            "application": row.application,
            "receipt": row.receipt,
            "day": day,
            "refunds": [
                {
                    "refund": counter.new_id(),
                    "payment": each.payment,
                    "method": each.method,
                    "amount_rials": each.amount_rials,
                    "rrn": each.rrn,
                    "terminal": each.terminal,
                }
                for each in taken
            ],
            "total_rials": sum(each.amount_rials for each in taken),
        }
        appended = journal.append(conn, kind=Kind.PAYMENT_REFUNDED, staff=session.staff, data=data, at=at)
    return Refunded(
        application=row.application,
        receipt=row.receipt,
        seq=appended.head.seq,
        hash=appended.head.hex(),
        total_rials=row.paid_rials,
        payments=tuple(taken),
    )


def require_refundable(row: ApplicationRow) -> None:
    """Raise :class:`NotVoided`, :class:`NothingToRefund` or :class:`VoidNotConfirmed`."""
    if row.state not in (State.VOIDED, State.REFUNDED):
        raise NotVoided(receipt=row.receipt)
    if row.refunded_rials > 0 or row.paid_rials == 0:
        raise NothingToRefund(receipt=row.receipt, paid=row.paid_rials, refunded=row.refunded_rials)
    if row.void_word != voids.RECORDED:
        raise VoidNotConfirmed(receipt=row.receipt)

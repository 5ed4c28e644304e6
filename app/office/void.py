"""Void an application: a manager takes it back before a national system was handed it.

Its number stays used and its money stays in the books until it is given back (:mod:`app.office.refund`).
Whether it was in time the centre decides: it may have handed the application on while this counter was off
line. Until its word comes the application counts as voided here; if it was too late, it goes on.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.application import State
from app.domain.entry import Kind
from app.domain.errors import DaftarError
from app.domain.text import has_unprintable
from app.local_db import journal
from app.local_db.projections import voids
from app.local_db.queries.applications import ApplicationRow
from app.office.counter import Counter
from app.office.pay import get_application
from app.office.sign_in import Session

REASON_CHARACTERS_MAX = 500


@dataclass(frozen=True, slots=True)
class Voided:
    """A void, durable when returned; ``paid_rials`` is what may be given back once the centre agrees."""

    application: str
    receipt: str
    seq: int
    hash: str
    paid_rials: int


class ManagerNeeded(DaftarError):
    """Only a manager may do this."""

    what = "{staff} may not void an application: only a manager may."
    safe = "Nothing was changed."
    todo = "A manager must sign in."


class ReasonNeeded(DaftarError):
    """A void says why."""

    what = "A void needs a reason of 1 to {max} characters."
    safe = "Nothing was changed."
    todo = "Write in a few words why the application is taken back."


class VoidedBefore(DaftarError):
    """It is voided already."""

    what = "Receipt {receipt} was voided before."
    safe = "Nothing was changed."
    todo = ""


class VoidTooLate(DaftarError):
    """The system behind the service has it."""

    what = "Receipt {receipt} cannot be voided any more: {system} has the application."
    safe = "Nothing was changed; the application goes on."
    todo = "Wait for its decision."


def void(counter: Counter, session: Session, receipt_number: str, reason: str) -> Voided:
    """Void an application; one entry, durable.

    Raises :class:`ManagerNeeded`, :class:`ReasonNeeded`, ``NoSuchReceipt``, :class:`VoidedBefore`,
    :class:`VoidTooLate` and what ``Store.write`` raises.
    """
    require_manager(counter, session)
    reason = " ".join(reason.split())
    if not reason or len(reason) > REASON_CHARACTERS_MAX or has_unprintable(reason):
        raise ReasonNeeded(max=REASON_CHARACTERS_MAX)
    at = counter.now()
    with counter.write() as conn:
        row = get_application(conn, receipt_number).row
        require_voidable(row)
        day, _ = counter.day(at)
        data = {"application": row.application, "receipt": row.receipt, "day": day, "reason": reason}
        appended = journal.append(conn, kind=Kind.APPLICATION_VOIDED, staff=session.staff, data=data, at=at)
    return Voided(
        application=row.application,
        receipt=row.receipt,
        seq=appended.head.seq,
        hash=appended.head.hex(),
        paid_rials=row.paid_rials,
    )


def require_manager(counter: Counter, session: Session) -> None:
    """Raise :class:`ManagerNeeded` unless this person manages the office now."""
    row = counter.find_staff(session.staff)
    if not session.is_manager or (row is not None and not row.active):
        raise ManagerNeeded(staff=session.staff)


def require_voidable(row: ApplicationRow) -> None:
    """Raise :class:`VoidedBefore` or :class:`VoidTooLate` where a void is out of the question."""
    if row.state in (State.VOIDED, State.REFUNDED):
        raise VoidedBefore(receipt=row.receipt)
    if may_void(row):
        return
    raise VoidTooLate(receipt=row.receipt, system=row.upstream or "-")


def may_void(row: ApplicationRow) -> bool:
    """Whether no word of a system, and none of the centre, says that it was handed on."""
    early = (State.CAPTURED_UNPAID, State.ACCEPTED, State.RECORDED)
    return row.state in early and row.void_word != voids.REFUSED

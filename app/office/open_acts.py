"""What a person may do with an application as it stands now, for the window to offer."""

from __future__ import annotations

from enum import StrEnum

from app.domain.application import State
from app.local_db.projections import voids
from app.local_db.queries.applications import ApplicationRow
from app.office.counter import Counter
from app.office.pay import get_application
from app.office.sign_in import Session
from app.office.void import may_void


class Act(StrEnum):
    """Something that is done with an application after it was accepted."""

    PAY = "pay"
    CORRECT = "correct"
    VOID = "void"
    REFUND = "refund"


def open_acts(counter: Counter, session: Session | None, receipt_number: str) -> frozenset[Act]:
    """What ``session`` may do with it now. The act itself checks again. Raises ``NoSuchReceipt``."""
    with counter.store.read() as conn:
        row = get_application(conn, receipt_number).row
    if session is None:
        return frozenset()
    found = set()
    if session.may_accept:
        found |= acts_of_clerk(row)
    if session.is_manager and may_void(row):
        found.add(Act.VOID)
    return frozenset(found)


def acts_of_clerk(row: ApplicationRow) -> set[Act]:
    """What the application waits for at the counter."""
    match row.state:
        case State.CAPTURED_UNPAID:
            return {Act.PAY}
        case State.NEEDS_CORRECTION:
            return {Act.CORRECT}
        case State.VOIDED if row.void_word == voids.RECORDED and row.paid_rials > 0:
            return {Act.REFUND}
    return set()

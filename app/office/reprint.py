"""Print a receipt again: journalled, and numbered so that the paper says which copy it is."""

from __future__ import annotations

from sqlalchemy import Connection

from app.domain.entry import Kind
from app.local_db import journal
from app.office.accept import require_entitled
from app.office.counter import Counter
from app.office.pay import get_application
from app.office.sign_in import Session

# No read table counts copies: they are few, and stand after the entry that made the receipt.
_COPIES = "SELECT count(*) FROM journal WHERE seq > ? AND kind = ? AND instr(bytes, ?) > 0"


def reprint(counter: Counter, session: Session, receipt_number: str) -> int:
    """Journal that a receipt is printed again; the copy's number, from 1.

    Raises ``NoSuchReceipt``, ``NotEntitled`` and what ``Store.write`` raises.
    """
    require_entitled(counter, session)
    with counter.write() as conn:
        row = get_application(conn, receipt_number).row
        copy = _copies(conn, row.seq, row.receipt) + 1
        data = {"receipt": row.receipt, "copy": copy}
        journal.append(conn, kind=Kind.RECEIPT_REPRINTED, staff=session.staff, data=data, at=counter.now())
    return copy


def _copies(conn: Connection, after_seq: int, number: str) -> int:
    found = conn.exec_driver_sql(_COPIES, (after_seq, Kind.RECEIPT_REPRINTED, f'"{number}"'.encode()))
    return int(found.scalar_one())

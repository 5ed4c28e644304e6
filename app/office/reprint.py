"""Print a receipt again: journalled, and numbered so that the paper says which copy it is."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from app.domain.entry import Kind, instant
from app.local_db import journal
from app.office.accept import require_entitled
from app.office.counter import Counter
from app.office.pay import get_application
from app.office.sign_in import Session

# No read table counts copies: they are few, and stand after the entry that made the receipt.
_COPIES = "SELECT count(*) FROM journal WHERE seq > ? AND kind = ? AND instr(bytes, ?) > 0"


@dataclass(frozen=True, slots=True)
class Copy:
    """Which copy of a receipt it is, from 1, and when it was asked for (RFC 3339 UTC)."""

    number: int
    at: str


def reprint(counter: Counter, session: Session, receipt_number: str) -> Copy:
    """Journal that a receipt is printed again, before any paper comes out.

    Raises ``NoSuchReceipt``, ``NotEntitled`` and what ``Store.write`` raises.
    """
    require_entitled(counter, session)
    with counter.write() as conn:
        row = get_application(conn, receipt_number).row
        number, now = _copies(conn, row.seq, row.receipt) + 1, counter.now()
        data = {"receipt": row.receipt, "copy": number}
        journal.append(conn, kind=Kind.RECEIPT_REPRINTED, staff=session.staff, data=data, at=now)
    return Copy(number, instant(now))


def _copies(conn: Connection, after_seq: int, number: str) -> int:
    found = conn.exec_driver_sql(_COPIES, (after_seq, Kind.RECEIPT_REPRINTED, f'"{number}"'.encode()))
    return int(found.scalar_one())

"""Money that was taken, one row a payment, with the slip that proves a card payment."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from app.domain.entry import Entry
from app.local_db.write_context import run

_INSERT = """
INSERT OR IGNORE INTO payments
    (application, payment, receipt, seq, later, method, amount_rials, rrn, terminal, day, at, staff)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_PAID = """
UPDATE applications
SET paid_rials = (
    SELECT sum(p.amount_rials) FROM payments AS p WHERE p.application = applications.application)
WHERE application = ?
"""


def taken(conn: Connection, entry: Entry) -> None:
    """``payment.taken``: the payments, and what the application has now been paid."""
    data = entry.data
    insert(conn, entry, data, data["payments"], later=True)
    run(conn, _PAID, (data["application"],))


def insert(
    conn: Connection, entry: Entry, data: dict[str, Any], payments: list[dict[str, Any]], *, later: bool
) -> None:
    """One row for each payment; one that is there already stays. ``later``: not taken with the receipt."""
    for payment in payments:
        run(
            conn,
            _INSERT,
            (
                data["application"],
                payment["payment"],
                data["receipt"],
                entry.seq,
                1 if later else 0,
                payment["method"],
                payment["amount_rials"],
                payment.get("rrn") or "",
                payment.get("terminal") or "",
                data["day"],
                entry.at,
                entry.staff,
            ),
        )


def total_rials(payments: list[dict[str, Any]]) -> int:
    """The sum of payments."""
    return sum(payment["amount_rials"] for payment in payments)

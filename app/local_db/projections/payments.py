"""Money that was taken, one row a payment, with the slip that proves a card payment."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from app.domain.entry import Entry

_INSERT = """
INSERT OR IGNORE INTO payments
    (payment, application, receipt, seq, method, amount_rials, rrn, terminal, day, at, staff)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
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
    insert(conn, entry, data["application"], data["receipt"], data["day"], data["payments"])
    conn.exec_driver_sql(_PAID, (data["application"],))


def insert(
    conn: Connection, entry: Entry, application: str, receipt: str, day: str, payments: list[dict[str, Any]]
) -> None:
    """One row for each payment; one that is there already stays as it is."""
    rows = [
        (
            payment["payment"],
            application,
            receipt,
            entry.seq,
            payment["method"],
            payment["amount_rials"],
            payment.get("rrn") or "",
            payment.get("terminal") or "",
            day,
            entry.at,
            entry.staff,
        )
        for payment in payments
    ]
    for row in rows:
        conn.exec_driver_sql(_INSERT, row)


def total_rials(payments: list[dict[str, Any]]) -> int:
    """The sum of payments."""
    return sum(payment["amount_rials"] for payment in payments)

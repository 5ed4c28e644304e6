"""Money that was taken, one row a payment, with the slip that proves a card payment."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from app.domain.entry import Entry
from app.local_db.write_context import run

PLACES = 64
"""Payments that one entry may hold. The first payment of entry 7 has ``place`` 7 * 64, so that payments lie
in the order of the journal and those of an entry are found without an index of their own."""

_INSERT = """
INSERT OR IGNORE INTO payments
    (place, application, payment, receipt, seq, later, method, amount_rials, rrn, terminal, day, at, staff)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_PAID = f"""
UPDATE applications
SET paid_rials = (
    SELECT coalesce(sum(p.amount_rials), 0) FROM payments AS p
    WHERE p.place BETWEEN applications.seq * {PLACES} AND applications.seq * {PLACES} + {PLACES - 1}) + (
    SELECT coalesce(sum(p.amount_rials), 0) FROM payments AS p
    WHERE p.application = applications.application AND p.later = 1)
WHERE application = ?
"""  # noqa: S608 - the number is our own


def taken(conn: Connection, entry: Entry) -> None:
    """``payment.taken``: the payments, and what the application has now been paid."""
    data = entry.data
    insert(conn, entry, data, data["payments"], later=True)
    run(conn, _PAID, (data["application"],))


def insert(
    conn: Connection, entry: Entry, data: dict[str, Any], payments: list[dict[str, Any]], *, later: bool
) -> None:
    """One row for each payment; one that is there already stays. ``later``: not taken with the receipt.

    Raises ``ValueError`` for more than :data:`PLACES` payments.
    """
    if len(payments) > PLACES:
        raise ValueError(f"an entry with {len(payments)} payments")
    for place, payment in enumerate(payments, entry.seq * PLACES):
        run(
            conn,
            _INSERT,
            (
                place,
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

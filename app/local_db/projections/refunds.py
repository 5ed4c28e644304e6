"""Money that was given back, one row for each payment that it returns."""

from __future__ import annotations

from sqlalchemy import Connection

from app.domain.entry import Entry
from app.local_db.projections.payments import PLACES
from app.local_db.write_context import run

_INSERT = """
INSERT OR IGNORE INTO refunds
    (place, application, refund, payment, receipt, seq, method, amount_rials, rrn, terminal, day, at, staff)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_REFUNDED = """
UPDATE applications SET refunded_rials = (
    SELECT coalesce(sum(r.amount_rials), 0) FROM refunds AS r WHERE r.application = applications.application)
WHERE application = ?
"""


def refunded(conn: Connection, entry: Entry) -> None:
    """``payment.refunded``: the rows, and what the application has now been given back.

    A refund that is there already stays. Raises ``ValueError`` for more than ``PLACES`` refunds.
    """
    data = entry.data
    refunds = data["refunds"]
    if len(refunds) > PLACES:
        raise ValueError(f"an entry with {len(refunds)} refunds")
    for place, refund in enumerate(refunds, entry.seq * PLACES):
        run(
            conn,
            _INSERT,
            (
                place,
                data["application"],
                refund["refund"],
                refund["payment"],
                data["receipt"],
                entry.seq,
                refund["method"],
                refund["amount_rials"],
                refund.get("rrn") or "",
                refund.get("terminal") or "",
                data["day"],
                entry.at,
                entry.staff,
            ),
        )
    run(conn, _REFUNDED, (data["application"],))

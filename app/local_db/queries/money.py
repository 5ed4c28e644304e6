"""The money of one application: each payment by its id, and what was given back of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, literal_column, select

from app.local_db.projections.payments import PLACES
from app.local_db.queries.applications import ApplicationRow
from app.local_db.schema import payments


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One payment as it was taken; ``rrn`` and ``terminal`` of its slip, "" for cash."""

    payment: str
    method: str
    amount_rials: int
    rrn: str
    terminal: str


def payments_of(conn: Connection, row: ApplicationRow) -> list[PaymentRow]:
    """Every payment of an application, in the order in which they were taken."""
    p = payments.c
    found = conn.execute(
        select(p.payment, p.method, p.amount_rials, p.rrn, p.terminal)
        .where(
            p.place.between(row.seq * PLACES, row.seq * PLACES + PLACES - 1)
            | ((p.application == row.application) & (p.later == literal_column("1")))
        )
        .order_by(p.place)
    )
    return [PaymentRow(*each) for each in found]

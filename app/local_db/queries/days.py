"""A business day at this counter: receipts given, money taken, by method, service and payee."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import CompoundSelect, Connection, func, literal_column, select, union_all

from app.local_db.projections.payments import PLACES
from app.local_db.queries.applications import ApplicationRow, application_columns, row_of
from app.local_db.schema import applications, payments, refunds, sync_state

DAY_ROWS_MAX = 5_000
UNKNOWN_APPLICATION = "unknown"
"""Under which a payment counts whose application this store does not hold (it was accepted elsewhere)."""


_FEE_OF = "SELECT service, payees, amount_rials FROM applications WHERE application = ?"


@dataclass(frozen=True, slots=True)
class Sums:
    """An amount of money and how it divides; each breakdown sums to ``total_rials``."""

    total_rials: int
    by_payment: dict[str, int]
    by_service: dict[str, int]
    by_payee: dict[str, int]


@dataclass(frozen=True, slots=True)
class DaySummary:
    """``receipts`` numbers given on the day; ``total_rials`` money taken on it, which each breakdown sums to.

    An application captured unpaid counts as a receipt on its day, and as money on the day it is paid. What
    was given back on the day is in ``refunded`` and not taken off the other sums: it may have been taken on
    another day. ``waiting`` receipts of the day that the centre has not confirmed.
    """

    day: str
    receipts: int
    total_rials: int
    by_payment: dict[str, int]
    by_service: dict[str, int]
    by_payee: dict[str, int]
    refunded: Sums
    waiting: int
    closed: bool

    @property
    def kept_rials(self) -> int:
        """What the day brought in: taken, less what was given back."""
        return self.total_rials - self.refunded.total_rials


def day_summary(conn: Connection, day: str) -> DaySummary:
    """The sums of one Jalali day."""
    acknowledged = select(sync_state.c.acknowledged_seq).scalar_subquery()
    receipts, waiting = conn.execute(
        select(func.count(), func.count().filter(applications.c.seq > acknowledged)).where(
            applications.c.day == day
        )
    ).one()
    taken = _sums(conn, conn.execute(_taken_on(day)))
    r = refunds.c
    given_back = select(r.application, r.method, r.amount_rials).where(r.day == day).order_by(r.place)
    return DaySummary(
        day=day,
        receipts=receipts,
        total_rials=taken.total_rials,
        by_payment=taken.by_payment,
        by_service=taken.by_service,
        by_payee=taken.by_payee,
        refunded=_sums(conn, conn.execute(given_back)),
        waiting=waiting,
        closed=False,
    )


def day_rows(
    conn: Connection, day: str, *, limit: int = DAY_ROWS_MAX, offset: int = 0
) -> list[ApplicationRow]:
    """The applications of one Jalali day, in order."""
    found = (
        application_columns()
        .where(applications.c.day == day)
        .order_by(applications.c.seq)
        .limit(min(limit, DAY_ROWS_MAX))
        .offset(offset)
    )
    return [row_of(row) for row in conn.execute(found)]


def _taken_on(day: str) -> CompoundSelect[Any]:
    """Payments taken on a day: with the receipts of that day, and later for those of any day."""
    p, a = payments.c, applications.c
    columns = (p.application, p.method, p.amount_rials)
    with_receipt = (
        select(*columns)
        .join_from(applications, payments, p.place.between(a.seq * PLACES, a.seq * PLACES + PLACES - 1))
        .where(a.day == day)
    )
    return union_all(
        with_receipt.where(p.later == 0), select(*columns).where(p.day == day, p.later == literal_column("1"))
    )


def _sums(conn: Connection, moved: Iterable[Any]) -> Sums:
    """The sums of money that was moved, given as (application, method, rials)."""
    by_payment: dict[str, int] = {}
    each: dict[str, int] = {}
    for application, method, amount_rials in moved:
        by_payment[method] = by_payment.get(method, 0) + amount_rials
        each[application] = each.get(application, 0) + amount_rials
    by_service, by_payee = _split(conn, each)
    return Sums(
        total_rials=sum(by_payment.values()),
        by_payment=dict(sorted(by_payment.items())),
        by_service=dict(sorted(by_service.items())),
        by_payee=dict(sorted(by_payee.items())),
    )


def _split(conn: Connection, paid: dict[str, int]) -> tuple[dict[str, int], dict[str, int]]:
    """Divide what was paid by service and by payee. A payment is for the whole fee of its application."""
    by_service: dict[str, int] = {}
    by_payee: dict[str, int] = {}
    for application, paid_rials in paid.items():
        row = conn.exec_driver_sql(_FEE_OF, (application,)).fetchone()
        service, payees, amount_rials = row or (UNKNOWN_APPLICATION, "{}", None)
        by_service[service] = by_service.get(service, 0) + paid_rials
        shares: dict[str, int] = (
            msgspec.json.decode(payees) if paid_rials == amount_rials else {UNKNOWN_APPLICATION: paid_rials}
        )
        for payee, rials in shares.items():
            by_payee[payee] = by_payee.get(payee, 0) + rials
    return by_service, by_payee

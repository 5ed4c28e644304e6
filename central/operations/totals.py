"""The sums of an office's business day, over all its counters: what its own day's sheet must agree with."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from central.database import Connection, Database
from central.operations.held import check_office

UNKNOWN = "unknown"
"""Under which money counts whose application is not held, or that is not its whole fee."""

SQL_RECEIPTS = "SELECT count(*) FROM applications WHERE office = %(office)s AND day = %(day)s"
_BY_METHOD = """
SELECT method, sum(amount_rials)::bigint FROM {table}
WHERE office = %(office)s AND day = %(day)s GROUP BY method
"""
_BY_APPLICATION = """
SELECT p.moved, a.service, a.total_rials, r.lines
FROM (
    SELECT application, sum(amount_rials)::bigint AS moved FROM {table}
    WHERE office = %(office)s AND day = %(day)s GROUP BY application
) AS p
LEFT JOIN applications a USING (application)
LEFT JOIN receipts r ON r.application = p.application AND r.receipt = a.receipt
"""
SQL_PAYMENTS = _BY_METHOD.format(table="payments"), _BY_APPLICATION.format(table="payments")
SQL_REFUNDS = _BY_METHOD.format(table="refunds"), _BY_APPLICATION.format(table="refunds")


@dataclass(frozen=True, slots=True)
class Sums:
    """An amount of money and how it divides; each breakdown sums to ``total_rials``."""

    total_rials: int
    by_payment: dict[str, int]
    by_service: dict[str, int]
    by_payee: dict[str, int]


@dataclass(frozen=True, slots=True)
class Totals:
    """``receipts`` numbers given on the day; ``total_rials`` money taken on it, which each breakdown
    sums to. An application captured unpaid is a receipt of its day and money of the day it is paid.
    ``refunded`` was given back on the day, and is not taken off the other sums."""

    date: str
    receipts: int
    total_rials: int
    by_payment: dict[str, int]
    by_service: dict[str, int]
    by_payee: dict[str, int]
    refunded: Sums


async def totals(database: Database, office: str, day: str) -> Totals:
    """The sums of one Jalali day ``YYYY-MM-DD``. Raises :class:`~central.operations.held.NotHeld`."""
    values = {"office": office, "day": day}
    async with database.transaction() as conn:
        # One snapshot for all questions, so that they agree with each other.
        await conn.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        await check_office(conn, office)
        ((receipts,),) = await (await conn.execute(SQL_RECEIPTS, values)).fetchall()
        taken = await _sums(conn, SQL_PAYMENTS, values)
        refunded = await _sums(conn, SQL_REFUNDS, values)
    return Totals(
        date=day,
        receipts=int(receipts),
        total_rials=taken.total_rials,
        by_payment=taken.by_payment,
        by_service=taken.by_service,
        by_payee=taken.by_payee,
        refunded=refunded,
    )


async def _sums(conn: Connection, queries: tuple[str, str], values: dict[str, Any]) -> Sums:
    by_service: dict[str, int] = defaultdict(int)
    by_payee: dict[str, int] = defaultdict(int)
    by_payment: dict[str, int] = dict(await (await conn.execute(queries[0], values)).fetchall())
    for moved, service, fee, lines in await (await conn.execute(queries[1], values)).fetchall():
        by_service[service or UNKNOWN] += moved
        if moved == fee == sum(line["amount_rials"] for line in lines or ()):
            for line in lines or ():
                by_payee[line["payee"]] += line["amount_rials"]
        else:
            by_payee[UNKNOWN] += moved
    return Sums(
        total_rials=sum(by_payment.values()),
        by_payment=dict(sorted(by_payment.items())),
        by_service=dict(sorted(by_service.items())),
        by_payee=dict(sorted(by_payee.items())),
    )

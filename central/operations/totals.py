"""The sums of an office's business day, over all its counters: what its own day's sheet must agree with."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from central.database import Database
from central.operations.held import check_office

UNKNOWN = "unknown"
"""Under which money counts whose application is not held, or that is not its whole fee."""

SQL_RECEIPTS = "SELECT count(*) FROM applications WHERE office = %(office)s AND day = %(day)s"
SQL_BY_METHOD = """
SELECT method, sum(amount_rials)::bigint FROM payments
WHERE office = %(office)s AND day = %(day)s GROUP BY method
"""
SQL_PAID = """
SELECT p.application, p.paid, a.service, a.total_rials, r.lines
FROM (
    SELECT application, sum(amount_rials)::bigint AS paid FROM payments
    WHERE office = %(office)s AND day = %(day)s GROUP BY application
) AS p
LEFT JOIN applications a USING (application)
LEFT JOIN receipts r ON r.application = p.application AND r.receipt = a.receipt
"""


@dataclass(frozen=True, slots=True)
class Totals:
    """``receipts`` numbers given on the day; ``total_rials`` money taken on it, which each breakdown
    sums to. An application captured unpaid is a receipt of its day and money of the day it is paid."""

    date: str
    receipts: int
    total_rials: int
    by_payment: dict[str, int]
    by_service: dict[str, int]
    by_payee: dict[str, int]


async def totals(database: Database, office: str, day: str) -> Totals:
    """The sums of one Jalali day ``YYYY-MM-DD``. Raises :class:`~central.operations.held.NotHeld`."""
    values = {"office": office, "day": day}
    by_service: dict[str, int] = defaultdict(int)
    by_payee: dict[str, int] = defaultdict(int)
    async with database.transaction() as conn:
        # One snapshot for all three questions, so that they agree with each other.
        await conn.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        await check_office(conn, office)
        ((receipts,),) = await (await conn.execute(SQL_RECEIPTS, values)).fetchall()
        by_payment = dict(await (await conn.execute(SQL_BY_METHOD, values)).fetchall())
        for _, paid, service, fee, lines in await (await conn.execute(SQL_PAID, values)).fetchall():
            by_service[service or UNKNOWN] += paid
            if paid == fee == sum(line["amount_rials"] for line in lines or ()):
                for line in lines or ():
                    by_payee[line["payee"]] += line["amount_rials"]
            else:
                by_payee[UNKNOWN] += paid
    return Totals(
        date=day,
        receipts=int(receipts),
        total_rials=sum(by_payment.values()),
        by_payment=dict(sorted(by_payment.items())),
        by_service=dict(sorted(by_service.items())),
        by_payee=dict(sorted(by_payee.items())),
    )

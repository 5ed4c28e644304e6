"""Loading what the centre holds of everything that a batch names: applications, numbers, money, persons.

Applications of the same person at other offices are guarded by an advisory lock per person and service,
taken in order, so that of two that arrive at the same moment one sees the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from central.database import Connection
from central.projector.examining import Item
from central.projector.reading import Accepted, Taken

PERSON_LOCK = 412
"""First key of the advisory locks by person and service."""

SQL_HELD = """
SELECT application, device, seq, receipt, total_rials, paid_rials, state
FROM applications WHERE application = ANY(%(applications)s)
"""
SQL_NUMBERS = "SELECT receipt, application, device, seq FROM receipts WHERE receipt = ANY(%(receipts)s)"
SQL_PAYMENTS = "SELECT payment, device, seq FROM payments WHERE payment = ANY(%(payments)s)"
SQL_SLIPS = """
SELECT p.rrn, p.terminal, p.day, p.receipt FROM payments p
WHERE p.rrn = ANY(%(rrns)s) AND p.rrn <> ''
"""
SQL_LOCK_PERSONS = """
SELECT pg_advisory_xact_lock(%(class)s, k.key)
FROM (SELECT DISTINCT hashtext(name) AS key FROM unnest(%(names)s::text[]) AS name ORDER BY 1) AS k
"""
SQL_SAME_PERSON = """
SELECT w.application, a.receipt
FROM unnest(%(applications)s::uuid[], %(persons)s::text[], %(services)s::text[], %(devices)s::uuid[],
            %(earliest)s::timestamptz[], %(latest)s::timestamptz[])
     AS w (application, person, service, device, earliest, latest)
CROSS JOIN LATERAL (
    SELECT a.receipt FROM applications a
    WHERE a.person = w.person AND a.service = w.service AND a.device <> w.device
      AND a.accepted_at BETWEEN w.earliest AND w.latest
      AND a.application <> w.application AND a.state NOT IN ('rejected', 'voided')
    ORDER BY a.accepted_at DESC LIMIT 1
) AS a
"""


@dataclass(slots=True)
class Application:
    """An application that is held, or will be once this batch commits."""

    application: str
    device: str
    seq: int
    receipt: str
    total_rials: int
    paid_rials: int
    state: str


@dataclass(slots=True)
class Held:
    """What the centre holds of everything that a batch names; grows with the batch."""

    applications: dict[str, Application]
    numbers: dict[str, tuple[str, str, int]]
    payments: dict[str, tuple[str, int]]
    slips: dict[tuple[str, str, str], str]
    elsewhere: dict[str, str]
    """Application → receipt of another one of the same person for the same service."""
    batch_persons: dict[tuple[str, str], list[tuple[str, datetime, str]]] = field(default_factory=dict)


async def load_held(conn: Connection, items: Sequence[Item]) -> Held:
    """What is held of everything that ``items`` name. The office's feed counter must be locked."""
    accepted = [(i, i.read.data) for i in items if i.read is not None and isinstance(i.read.data, Accepted)]
    taken = [i.read.data for i in items if i.read is not None and isinstance(i.read.data, Taken)]
    if not accepted and not taken:
        return Held({}, {}, {}, {}, {})
    payments = [p for _, data in accepted for p in data.payments] + [p for d in taken for p in d.payments]
    applications = list({d.application for _, d in accepted} | {d.application for d in taken})
    held = await _fetch(conn, SQL_HELD, {"applications": applications})
    numbers = await _fetch(conn, SQL_NUMBERS, {"receipts": [d.receipt for _, d in accepted]})
    paid = await _fetch(conn, SQL_PAYMENTS, {"payments": [p.payment for p in payments]})
    rrns = list({p.rrn for p in payments if p.rrn})
    slips = await _fetch(conn, SQL_SLIPS, {"rrns": rrns}) if rrns else []
    return Held(
        applications={row[0]: Application(*row) for row in held},
        numbers={row[0]: (row[1], row[2], row[3]) for row in numbers},
        payments={row[0]: (row[1], row[2]) for row in paid},
        slips={(row[0], row[1], row[2]): row[3] for row in slips},
        elsewhere=await _load_elsewhere(conn, accepted),
    )


async def _load_elsewhere(conn: Connection, accepted: Sequence[tuple[Item, Accepted]]) -> dict[str, str]:
    guarded = [(i, d) for i, d in accepted if i.duplicate_days and d.person]
    if not guarded:
        return {}
    names = [f"{d.person}/{d.service}" for _, d in guarded]
    await conn.execute(SQL_LOCK_PERSONS, {"class": PERSON_LOCK, "names": names})
    wanted = {
        "applications": [d.application for _, d in guarded],
        "persons": [d.person for _, d in guarded],
        "services": [d.service for _, d in guarded],
        "devices": [i.place.device for i, _ in guarded],
        "earliest": [_shift(i, -1) for i, _ in guarded],
        "latest": [_shift(i, 1) for i, _ in guarded],
    }
    return {row[0]: row[1] for row in await _fetch(conn, SQL_SAME_PERSON, wanted)}


def _shift(item: Item, direction: int) -> datetime:
    return item.said.at + direction * timedelta(days=item.duplicate_days)


async def _fetch(conn: Connection, query: str, values: dict[str, Any]) -> list[Any]:
    return await (await conn.execute(query, values)).fetchall()

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
from central.projector.contents import Accepted, Act, Corrected, Refunded, Taken, Voided
from central.projector.examining import Item

PERSON_LOCK = 412
"""First key of the advisory locks by person and service."""

SQL_HELD = """
SELECT application, device, seq, receipt, total_rials, paid_rials, state, office, service, day,
    tariff_version, upstream, person, refunded_rials
FROM applications WHERE application = ANY(%(applications)s)
"""
SQL_NUMBERS = "SELECT receipt, application, device, seq FROM receipts WHERE receipt = ANY(%(receipts)s)"
SQL_PAYMENTS = "SELECT payment, device, seq FROM payments WHERE payment = ANY(%(payments)s)"
SQL_SLIPS = """
SELECT p.rrn, p.day, p.terminal, p.office, p.receipt FROM payments p
WHERE p.rrn = ANY(%(rrns)s) AND p.rrn <> '' ORDER BY p.at
"""
SQL_REFUNDS = "SELECT refund, device, seq FROM refunds WHERE refund = ANY(%(refunds)s)"
SQL_VOIDS = "SELECT application, device, seq FROM voids WHERE application = ANY(%(applications)s)"
SQL_CORRECTIONS = """
SELECT application, version, device, seq FROM corrections WHERE application = ANY(%(applications)s)
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
      AND a.application <> w.application AND a.state NOT IN ('rejected', 'voided', 'refunded')
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
    office: str
    service: str = ""
    day: str = ""
    tariff_version: int = 0
    upstream: str | None = None
    person: str = ""
    refunded_rials: int = 0


@dataclass(slots=True)
class Held:
    """What the centre holds of everything that a batch of ``office`` names; grows with the batch."""

    office: str
    applications: dict[str, Application] = field(default_factory=dict)
    numbers: dict[str, tuple[str, str, int]] = field(default_factory=dict)
    payments: dict[str, tuple[str, int]] = field(default_factory=dict)
    slips: dict[tuple[str, str], list[tuple[str, str, str]]] = field(default_factory=dict)
    """(RRN, day) → (terminal, office, receipt) of each payment by such a slip."""
    refunds: dict[str, tuple[str, int]] = field(default_factory=dict)
    voids: set[tuple[str, str, int]] = field(default_factory=set)
    corrections: dict[tuple[str, int], tuple[str, int]] = field(default_factory=dict)
    """(application, version) → the entry that it came in."""
    elsewhere: dict[str, str] = field(default_factory=dict)
    """Application → receipt of another one of the same person for the same service."""
    batch_persons: dict[tuple[str, str], list[tuple[str, datetime, str]]] = field(default_factory=dict)

    def use_slip(self, rrn: str, terminal: str, day: str, receipt: str) -> str | None:
        """Note that a slip paid for ``receipt``; the other receipt that it paid for before, if any.

        A terminal that was not typed is any of the office's own, as at the counters.
        """
        used = self.slips.setdefault((rrn, day), [])
        other = next(
            (
                there
                for named, office, there in used
                if there != receipt and (named == terminal if named and terminal else office == self.office)
            ),
            None,
        )
        used.append((terminal, self.office, receipt))
        return other


async def load_held(conn: Connection, office: str, items: Sequence[Item]) -> Held:
    """What is held of everything that ``items`` name. The office's feed counter must be locked."""
    said = [(i, i.read.data) for i in items if i.read is not None and isinstance(i.read.data, Act)]
    held = Held(office)
    if not said:
        return held
    accepted = [(i, data) for i, data in said if isinstance(data, Accepted)]
    payments = [p for _, d in said if isinstance(d, Accepted | Taken) for p in d.payments]
    refunds = [r.refund for _, d in said if isinstance(d, Refunded) for r in d.refunds]
    applications = {"applications": list({data.application for _, data in said})}
    for row in await _fetch(conn, SQL_HELD, applications):
        held.applications[row[0]] = Application(*row)
    for receipt, *place in await _fetch(conn, SQL_NUMBERS, {"receipts": [d.receipt for _, d in accepted]}):
        held.numbers[receipt] = (place[0], place[1], place[2])
    for payment, device, seq in await _fetch(conn, SQL_PAYMENTS, {"payments": [p.payment for p in payments]}):
        held.payments[payment] = (device, seq)
    rrns = list({p.rrn for p in payments if p.rrn})
    for rrn, day, *use in await _fetch(conn, SQL_SLIPS, {"rrns": rrns}) if rrns else []:
        held.slips.setdefault((rrn, day), []).append((use[0], use[1], use[2]))
    for refund, device, seq in await _fetch(conn, SQL_REFUNDS, {"refunds": refunds}) if refunds else []:
        held.refunds[refund] = (device, seq)
    if any(isinstance(data, Voided) for _, data in said):
        held.voids = {(row[0], row[1], row[2]) for row in await _fetch(conn, SQL_VOIDS, applications)}
    if any(isinstance(data, Corrected) for _, data in said):
        for application, version, *place in await _fetch(conn, SQL_CORRECTIONS, applications):
            held.corrections[application, version] = (place[0], place[1])
    held.elsewhere = await _load_elsewhere(conn, accepted)
    return held


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

"""Comparing what entries say with what the centre holds already, and so finding out what to write.

Runs under the lock of the office's feed counter: no other batch of the office is at work. Applications
of the same person at other offices are guarded by an advisory lock per person and service, taken in
order, so that of two that arrive at the same moment one sees the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from app.domain.application import State
from app.domain.feed import FeedKind
from app.domain.tariff import Words
from central.database import Connection
from central.feed import Decision
from central.findings import Finding, FindingType, finding
from central.projector import checks
from central.projector.examining import Item
from central.projector.reading import Accepted, Taken, TakenPayment
from central.projector.tracking import tracking_number

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
class NewApplication(Application):
    """An application of this batch, with the entry that made it."""

    item: Item
    data: Accepted
    tracking: str


@dataclass(frozen=True, slots=True)
class NewPayment:
    """Money of this batch."""

    application: str
    receipt: str
    item: Item
    day: str
    payment: TakenPayment


@dataclass(slots=True)
class Changes:
    """What a batch writes, in the order of its entries."""

    applications: list[NewApplication] = field(default_factory=list)
    payments: list[NewPayment] = field(default_factory=list)
    paid: list[Application] = field(default_factory=list)
    """Applications held before this batch that money was taken for."""
    findings: list[Finding] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)


@dataclass(slots=True)
class _Held:
    """What the centre holds of everything that a batch names; grows with the batch."""

    applications: dict[str, Application]
    numbers: dict[str, tuple[str, str, int]]
    payments: dict[str, tuple[str, int]]
    slips: dict[tuple[str, str, str], str]
    elsewhere: dict[str, str]
    """Application → receipt of another one of the same person for the same service."""
    batch_persons: dict[tuple[str, str], list[tuple[str, datetime, str]]] = field(default_factory=dict)


async def compare(conn: Connection, items: Sequence[Item]) -> Changes:
    """What to write for ``items`` of one office. That office's feed counter must be locked."""
    held = await _load(conn, items)
    changes = Changes()
    for item in items:
        data = item.read.data if item.read is not None else None
        if isinstance(data, Accepted):
            if not _accept(item, data, held, changes):
                continue
        elif isinstance(data, Taken):
            _take(item, data, held, changes)
        changes.findings += item.findings
        changes.decisions += [Decision(FeedKind.FINDING_RAISED, f.feed_data()) for f in item.findings]
    return changes


def _accept(item: Item, data: Accepted, held: _Held, changes: Changes) -> bool:
    """Take an accepted application up; False when this very entry is held already."""
    here = (item.place.device, item.place.seq)
    known = held.applications.get(data.application)
    if known is not None:
        if (known.device, known.seq) == here:
            return False
        where = _at(known.device, known.seq)
        item.findings.append(
            finding(FindingType.NUMBER_USED_TWICE, item.place, about="id", receipt=data.receipt, where=where)
        )
        return True
    used = held.numbers.setdefault(data.receipt, (data.application, *here))
    if used[0] != data.application:
        item.findings.append(
            finding(
                FindingType.NUMBER_USED_TWICE, item.place, receipt=data.receipt, where=_at(used[1], used[2])
            )
        )
    other = _same_person(item, data, held)
    if other is not None:
        item.findings.append(
            finding(FindingType.DUPLICATE_APPLICATION, item.place, days=item.duplicate_days, receipt=other)
        )
    paid = data.state is State.ACCEPTED
    new = NewApplication(
        application=data.application,
        device=item.place.device,
        seq=item.place.seq,
        receipt=data.receipt,
        total_rials=data.fee.total_rials,
        paid_rials=0,
        state=State.RECORDED if paid else State.CAPTURED_UNPAID,
        item=item,
        data=data,
        tracking=tracking_number(item.place.hash),
    )
    held.applications[data.application] = new
    changes.applications.append(new)
    _pay(item, new, data.day, data.payments, held, changes)
    told = {"application": data.application, "receipt": data.receipt, "tracking": new.tracking}
    changes.decisions.append(Decision(FeedKind.RECEIPT_RECORDED, told))
    return True


def _take(item: Item, data: Taken, held: _Held, changes: Changes) -> None:
    """Take money up that was paid after the application was captured."""
    here = (item.place.device, item.place.seq)
    if data.payments and all(held.payments.get(p.payment) == here for p in data.payments):
        item.findings.clear()  # this very entry is held already
        return
    known = held.applications.get(data.application)
    item.findings += checks.check_taken(
        data,
        item.place,
        due=None if known is None else known.total_rials,
        paid_before=0 if known is None else known.paid_rials,
    )
    if known is None:
        # The money is kept in the books all the same: it was taken, whatever it was for.
        known = Application(data.application, *here, data.receipt, 0, 0, "")
    elif known.receipt != data.receipt:
        why = Words(
            f"برای رسید {data.receipt} ثبت شده", f"taken for receipt {data.receipt}, it has {known.receipt}"
        )
        item.findings.append(
            finding(
                FindingType.PAYMENTS_DIFFER,
                item.place,
                about="receipt",
                paid=data.total_rials,
                due=known.total_rials,
                why=why,
            )
        )
    _pay(item, known, data.day, data.payments, held, changes)
    if known.state == State.CAPTURED_UNPAID and known.paid_rials >= known.total_rials:
        known.state = State.RECORDED
    if not isinstance(known, NewApplication) and known.state and known not in changes.paid:
        changes.paid.append(known)


def _pay(
    item: Item,
    application: Application,
    day: str,
    payments: Sequence[TakenPayment],
    held: _Held,
    changes: Changes,
) -> None:
    here = (item.place.device, item.place.seq)
    for payment in payments:
        if held.payments.setdefault(payment.payment, here) != here:
            why = Words("شناسه‌ی پرداخت تکراری است", f"payment {payment.payment} was recorded before")
            item.findings.append(
                finding(
                    FindingType.PAYMENTS_DIFFER,
                    item.place,
                    about=payment.payment,
                    paid=payment.amount_rials,
                    due=application.total_rials,
                    why=why,
                )
            )
            continue
        if payment.rrn:
            slip = (payment.rrn, payment.terminal, day)
            other = held.slips.setdefault(slip, application.receipt)
            if other != application.receipt:
                item.findings.append(
                    finding(
                        FindingType.SLIP_USED_TWICE,
                        item.place,
                        about=payment.rrn,
                        rrn=payment.rrn,
                        receipt=other,
                    )
                )
        application.paid_rials += payment.amount_rials
        changes.payments.append(NewPayment(application.application, application.receipt, item, day, payment))


def _same_person(item: Item, data: Accepted, held: _Held) -> str | None:
    """The receipt of another counter's application for the same person and service, if any."""
    if not item.duplicate_days or not data.person:
        return None
    at, window = item.said.at, timedelta(days=item.duplicate_days)
    seen = held.batch_persons.setdefault((data.person, data.service), [])
    found = held.elsewhere.get(data.application) or next(
        (r for device, when, r in seen if device != item.place.device and abs(when - at) <= window), None
    )
    seen.append((item.place.device, at, data.receipt))
    return found


async def _load(conn: Connection, items: Sequence[Item]) -> _Held:
    accepted = [(i, i.read.data) for i in items if i.read is not None and isinstance(i.read.data, Accepted)]
    taken = [i.read.data for i in items if i.read is not None and isinstance(i.read.data, Taken)]
    if not accepted and not taken:
        return _Held({}, {}, {}, {}, {})
    payments = [p for _, data in accepted for p in data.payments] + [p for d in taken for p in d.payments]
    applications = list({d.application for _, d in accepted} | {d.application for d in taken})
    held = await _fetch(conn, SQL_HELD, {"applications": applications})
    numbers = await _fetch(conn, SQL_NUMBERS, {"receipts": [d.receipt for _, d in accepted]})
    paid = await _fetch(conn, SQL_PAYMENTS, {"payments": [p.payment for p in payments]})
    rrns = list({p.rrn for p in payments if p.rrn})
    slips = await _fetch(conn, SQL_SLIPS, {"rrns": rrns}) if rrns else []
    return _Held(
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


def _at(device: str, seq: int) -> Words:
    return Words(f"دستگاه {device}، ثبت {seq}", f"device {device}, entry {seq}")

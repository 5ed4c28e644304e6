"""Writing a batch's rows: one ``COPY`` a table, updates for what was held before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from app.domain.application import State
from app.domain.identity import REGISTRY
from central.database import Connection
from central.projector.changes import Changes, NewApplication, NewCorrection, NewRefund, NewVoid
from central.resubmission import hand_over_again

SQL_APPLICATIONS = """
COPY applications (application, office, device, seq, request, service, receipt, person, staff, day,
    accepted_at, catalogue_version, tariff_version, total_rials, paid_rials, state, offline, tracking,
    upstream, refunded_rials) FROM STDIN
"""
SQL_RECEIPTS = """
COPY receipts (receipt, office, device, seq, application, service, day, at, tariff_version, lines,
    total_rials, paid_rials) FROM STDIN
"""
SQL_PAYMENTS = """
COPY payments (payment, application, receipt, office, device, seq, day, at, method, amount_rials, rrn,
    terminal) FROM STDIN
"""
SQL_JOBS = """
COPY relay_jobs (application, office, purpose, upstream, held_device, held_seq, waits_for, not_before)
    FROM STDIN
"""
SQL_FINDINGS = """
INSERT INTO findings (finding, type, office, device, seq, application, receipt, note)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s::json) ON CONFLICT DO NOTHING
"""
SQL_PAID = """
UPDATE applications SET paid_rials = %(paid)s,
    state = CASE WHEN state = 'captured-unpaid' THEN %(state)s ELSE state END
WHERE application = %(application)s
"""
"""Any other state may be the relay's newest word."""
SQL_RECEIPT_PAID = """
UPDATE receipts SET paid_rials = %(paid)s WHERE receipt = %(receipt)s AND application = %(application)s
"""
SQL_START_RELAY = """
UPDATE relay_jobs SET waits_for = array_remove(waits_for, 'payment'),
    not_before = CASE WHEN waits_for = '{payment}' THEN now() ELSE 'infinity' END
WHERE application = %(application)s AND 'payment' = ANY(waits_for) AND %(state)s <> 'captured-unpaid'
"""
SQL_VOIDS = """
COPY voids (application, office, device, seq, staff, day, at, reason, recorded) FROM STDIN
"""
SQL_VOIDED = "UPDATE applications SET state = 'voided' WHERE application = %(application)s"
SQL_WITHDRAW_JOB = """
UPDATE relay_jobs SET state = 'done', done_at = now(), last_error = 'voided'
WHERE application = %(application)s AND purpose = 'application'
"""
SQL_REFUNDS = """
COPY refunds (refund, payment, application, receipt, office, device, seq, day, at, staff, method,
    amount_rials, rrn, terminal) FROM STDIN
"""
SQL_REFUNDED = """
UPDATE applications SET refunded_rials = %(refunded)s,
    state = CASE WHEN state = 'voided' THEN 'refunded' ELSE state END
WHERE application = %(application)s
"""
SQL_CORRECTIONS = """
COPY corrections (application, version, office, device, seq, staff, day, at, catalogue_version,
    held_device, held_seq) FROM STDIN
"""
SQL_PERSON = "UPDATE applications SET person = %(person)s WHERE application = %(application)s"
NOT_YET = "infinity"
"""``relay_jobs.not_before`` of an application that waits for its money, or for the civil registry."""


async def write(conn: Connection, office: str, changes: Changes) -> None:
    """Write everything but the feed items. Runs inside the batch's transaction."""
    new = changes.applications
    if new:
        await _copy(conn, SQL_APPLICATIONS, (_application(office, one) for one in new))
        await _copy(conn, SQL_RECEIPTS, (_receipt(office, one) for one in new))
        live = [one for one in new if one.state not in (State.VOIDED, State.REFUNDED)]
        jobs = [job for one in live for job in _jobs(office, one)]
        await _copy(conn, SQL_JOBS, jobs)
    await _copy(conn, SQL_PAYMENTS, _payments(office, changes))
    await _write_acts(conn, office, changes)
    async with conn.cursor() as cursor:
        for query in (SQL_PAID, SQL_RECEIPT_PAID, SQL_START_RELAY):
            values = [
                {"application": a.application, "receipt": a.receipt, "paid": a.paid_rials, "state": a.state}
                for a in changes.paid
            ]
            if values:
                await cursor.executemany(query, values)
        rows = [
            (
                f.id,
                f.type.value,
                office,
                f.place.device,
                f.place.seq,
                f.place.application,
                f.place.receipt,
                msgspec.json.encode(f.note).decode(),
            )
            for f in changes.findings
        ]
        if rows:
            await cursor.executemany(SQL_FINDINGS, rows)


async def _write_acts(conn: Connection, office: str, changes: Changes) -> None:
    """Voids, refunds and corrections, and what they change of what is held."""
    await _copy(conn, SQL_VOIDS, (_void(office, one) for one in changes.voids))
    await _copy(conn, SQL_REFUNDS, (_refund(office, one) for one in changes.refunds))
    await _copy(conn, SQL_CORRECTIONS, (_correction(office, one) for one in changes.corrections))
    updates = [
        (query, {"application": one.application, "refunded": one.refunded_rials})
        for queries, applications in (
            ((SQL_VOIDED, SQL_WITHDRAW_JOB), changes.voided),
            ((SQL_REFUNDED,), changes.refunded),
        )
        for one in applications
        for query in queries
    ]
    corrected = [one.data for one in changes.corrections]
    updates += [(SQL_PERSON, {"application": d.application, "person": d.person}) for d in corrected]
    for query, values in updates:
        await conn.execute(query, values)
    if corrected:
        await hand_over_again(conn, [data.application for data in corrected])


def _void(office: str, one: NewVoid) -> Sequence[Any]:
    place, read = one.item.place, one.item.said
    return (
        one.application,
        office,
        place.device,
        place.seq,
        read.entry.staff,
        one.data.day,
        read.at,
        one.data.reason,
        one.recorded,
    )


def _refund(office: str, one: NewRefund) -> Sequence[Any]:
    place, read = one.item.place, one.item.said
    return (
        one.refund.refund,
        one.refund.payment,
        one.data.application,
        one.data.receipt,
        office,
        place.device,
        place.seq,
        one.data.day,
        read.at,
        read.entry.staff,
        one.refund.method,
        one.refund.amount_rials,
        one.refund.rrn,
        one.refund.terminal,
    )


def _correction(office: str, one: NewCorrection) -> Sequence[Any]:
    place, read = one.item.place, one.item.said
    return (
        one.data.application,
        one.data.version,
        office,
        place.device,
        place.seq,
        read.entry.staff,
        one.data.day,
        read.at,
        one.data.catalogue,
        *one.item.held,
    )


async def _copy(conn: Connection, statement: str, rows: Iterable[Sequence[Any]]) -> None:
    rows = list(rows)
    if not rows:
        return
    async with conn.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            await copy.write_row(row)


def _application(office: str, new: NewApplication) -> Sequence[Any]:
    data, read = new.data, new.item.said
    return (
        new.application,
        office,
        new.device,
        new.seq,
        data.request,
        data.service,
        data.receipt,
        data.person,
        read.entry.staff,
        data.day,
        read.at,
        data.catalogue,
        data.fee.tariff_version,
        data.fee.total_rials,
        new.paid_rials,
        str(new.state),
        data.offline,
        new.tracking,
        new.item.upstream,
        new.refunded_rials,
    )


def _receipt(office: str, new: NewApplication) -> Sequence[Any]:
    data, read = new.data, new.item.said
    return (
        data.receipt,
        office,
        new.device,
        new.seq,
        new.application,
        data.service,
        data.day,
        read.at,
        data.fee.tariff_version,
        msgspec.json.encode(data.fee.lines).decode(),
        data.fee.total_rials,
        new.paid_rials,
    )


def _jobs(office: str, new: NewApplication) -> Iterable[Sequence[Any]]:
    """What the relay has to do for an application: hand it over, once the registry knows who asks."""
    item = new.item
    unpaid = ["payment"] if new.state == "captured-unpaid" else []
    before = [*unpaid, "identity"] if item.asks_identity else unpaid
    if item.asks_identity:
        yield _job(office, new, "identity", REGISTRY, unpaid)
    if item.upstream is not None:
        yield _job(office, new, "application", item.upstream, before)


def _job(
    office: str, new: NewApplication, purpose: str, upstream: str, waits_for: list[str]
) -> Sequence[Any]:
    when = NOT_YET if waits_for else "now"
    return (new.application, office, purpose, upstream, *new.item.held, waits_for, when)


def _payments(office: str, changes: Changes) -> Iterable[Sequence[Any]]:
    for one in changes.payments:
        place, read = one.item.place, one.item.said
        yield (
            one.payment.payment,
            one.application,
            one.receipt,
            office,
            place.device,
            place.seq,
            one.day,
            read.at,
            one.payment.method,
            one.payment.amount_rials,
            one.payment.rrn,
            one.payment.terminal,
        )

"""Comparing what entries say with what the centre holds already, and so finding out what to write.

Runs under the lock of the office's feed counter: no other batch of the office is at work. What is held is
loaded by ``central.projector.loading``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from app.domain.application import State
from app.domain.feed import FeedKind
from app.domain.tariff import Words
from central.database import Connection
from central.feed import Decision
from central.findings import FindingType, finding
from central.projector import changing, checks, scans
from central.projector.changes import Changes, NewApplication, NewLoss, NewPayment
from central.projector.contents import (
    Accepted,
    Corrected,
    DocumentAdded,
    DocumentLost,
    Refunded,
    Taken,
    TakenPayment,
    Voided,
)
from central.projector.examining import Item
from central.projector.knowledge import Publications
from central.projector.loading import Application, Held, load_held
from central.projector.locking import Jobs
from central.projector.tracking import tracking_number


async def compare(
    conn: Connection, office: str, items: Sequence[Item], jobs: Jobs, published: Publications
) -> Changes:
    """What to write for ``items`` of one office. That office's feed counter must be locked.

    ``jobs`` are the relay's jobs that were locked for them before.
    """
    held = await load_held(conn, office, items)
    changes = Changes()
    for item in items:
        data = item.read.data if item.read is not None else None
        if isinstance(data, Accepted):
            if not _accept(item, data, held, changes):
                continue
            changes.scans += scans.of_application(item, data)
        elif isinstance(data, DocumentAdded):
            scans.add(item, data, held, changes)
        elif isinstance(data, DocumentLost):
            changes.losses.append(NewLoss(item, data))
        elif isinstance(data, Taken):
            _take(item, data, held, changes)
        elif isinstance(data, Voided):
            changing.void(item, data, held, changes, jobs)
        elif isinstance(data, Refunded):
            changing.refund(item, data, held, changes)
        elif isinstance(data, Corrected):
            changing.correct(item, data, held, changes, jobs, published)
        changes.findings += item.findings
        changes.decisions += [Decision(FeedKind.FINDING_RAISED, f.feed_data()) for f in item.findings]
    return changes


def _accept(item: Item, data: Accepted, held: Held, changes: Changes) -> bool:
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
        office=held.office,
        service=data.service,
        day=data.day,
        tariff_version=data.fee.tariff_version,
        upstream=item.upstream,
        person=data.person,
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


def _take(item: Item, data: Taken, held: Held, changes: Changes) -> None:
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
        is_voided=known is not None and known.state in (State.VOIDED, State.REFUNDED),
    )
    if known is None:
        # The money is kept in the books all the same: it was taken, whatever it was for.
        known = Application(data.application, *here, data.receipt, 0, 0, "", held.office)
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
    held: Held,
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
            other = held.use_slip(payment.rrn, payment.terminal, day, application.receipt)
            if other is not None:
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


def _same_person(item: Item, data: Accepted, held: Held) -> str | None:
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


def _at(device: str, seq: int) -> Words:
    return Words(f"دستگاه {device}، ثبت {seq}", f"device {device}, entry {seq}")

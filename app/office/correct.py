"""Correct an application that its national system wants corrected: new values, checked as at acceptance.

The application keeps its number and its fee. Each correction is another version of its values; the centre
hands the newest one over, and the system's earlier words do not count for it. What would change the fee is
no correction: that application is voided or refused, and taken anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from app.domain import rules
from app.domain.application import State
from app.domain.catalogue import Catalogue, Service
from app.domain.entry import APPLICATION_BYTES_MAX, EntryTooLarge, Kind
from app.domain.errors import DaftarError
from app.domain.fee import Fee, FeeTooLarge, NoTariff, answers_of, fee
from app.domain.problems import Problem
from app.local_db import journal
from app.local_db.queries.applications import ApplicationRow, ApplicationWhole
from app.office.accept import Refused, refuse_errors, require_entitled, why_not_entitled
from app.office.counter import Counter
from app.office.pay import get_application
from app.office.prices import NoTariffYet
from app.office.sign_in import Session
from app.office.vehicle import look_for


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction, durable when returned; ``version`` counts from 2, as accepted it was 1."""

    application: str
    receipt: str
    seq: int
    hash: str
    version: int


class NotAskedFor(DaftarError):
    """No system wants this application corrected."""

    what = "Receipt {receipt} cannot be corrected: no correction was asked for."
    safe = "Nothing was changed."
    todo = "A mistake that nobody asked about yet is mended by voiding the application and taking it anew."


class FeeWouldChange(DaftarError):
    """By the corrected values another fee would be due."""

    what = "With these values the fee would be {due} rials, and {fee} rials were due for receipt {receipt}."
    safe = "Nothing was changed; the application waits for its correction."
    todo = "Correct only what leaves the fee as it is, or take a new application for the rest."


def correct(
    counter: Counter,
    session: Session,
    receipt_number: str,
    applicant: dict[str, Any],
    fields: dict[str, Any],
) -> Corrected:
    """Put new values in the place of an application's; one entry, durable.

    Raises ``NoSuchReceipt``, :class:`NotAskedFor`, ``Refused`` (what is wrong with the values),
    :class:`FeeWouldChange`, ``NotEntitled``, ``NoTariffYet`` and what ``Store.write`` raises.
    """
    require_entitled(counter, session)
    at = counter.now()
    day, _ = counter.day(at)
    with counter.write() as conn:
        whole = get_application(conn, receipt_number)
        row = whole.row
        if row.state != State.NEEDS_CORRECTION:
            raise NotAskedFor(receipt=row.receipt)
        catalogue = counter.catalogue()
        service = _service(counter, session, catalogue, row, day)
        checked = rules.check_values(service, applicant, fields, day)
        refuse_errors([*checked.problems, *look_for(counter, service, checked.fields).problems])
        _require_same_fee(counter, whole, checked)
        data = {
            "application": row.application,
            "receipt": row.receipt,
            "service": row.service,
            "version": row.version + 1,
            "catalogue": catalogue.version,
            "day": day,
            "applicant": checked.applicant,
            "fields": checked.fields,
        }
        try:
            appended = journal.append(
                conn, kind=Kind.APPLICATION_CORRECTED, staff=session.staff, data=data, at=at
            )
        except EntryTooLarge:
            raise Refused([Problem("", "too-large")]) from None
        if len(appended.line) > APPLICATION_BYTES_MAX:
            raise Refused([Problem("", "too-large")])
    return Corrected(
        application=row.application,
        receipt=row.receipt,
        seq=appended.head.seq,
        hash=appended.head.hex(),
        version=row.version + 1,
    )


def _service(
    counter: Counter, session: Session, catalogue: Catalogue, row: ApplicationRow, day: str
) -> Service:
    """The service's definition, for a person who may take it; one that is switched off is still corrected."""
    service = catalogue.find_service(row.service)
    if service is None:
        raise Refused([Problem("service", "unknown-service")])
    unfit = why_not_entitled(counter, session.staff, service, day)
    if unfit is not None:
        raise Refused([Problem("service", "staff-not-entitled", message=unfit)])
    return service


def _require_same_fee(counter: Counter, whole: ApplicationWhole, checked: rules.Checked) -> None:
    """By the tariff and day of the receipt the fee must come to the same lines."""
    row = whole.row
    tariff = next((t for t in counter.prices().tariffs if t.version == row.tariff_version), None)
    if tariff is None:
        raise NoTariffYet(service=row.service)
    try:
        due = fee(tariff, row.service, answers_of(checked.applicant, checked.fields), row.day)
    except NoTariff as error:
        raise NoTariffYet(service=row.service) from error
    except FeeTooLarge:
        raise Refused([Problem("fields", "fee-too-large")]) from None
    if due != msgspec.convert(whole.fee, Fee):
        raise FeeWouldChange(receipt=row.receipt, due=due.total_rials, fee=row.amount_rials)

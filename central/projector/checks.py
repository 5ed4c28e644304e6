"""The checks that need nothing but the entry itself and what is published: pure functions.

Checks that look at other applications (a number, a person or a card slip that was seen before) are in
``central.projector.comparing``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from app.domain import receipt as receipts
from app.domain import rules
from app.domain.application import AttachedDocument, State
from app.domain.catalogue import Service
from app.domain.documents import check_documents
from app.domain.entry import instant
from app.domain.fee import FeeLine, FeeTooLarge, NoTariff, answers_of
from app.domain.problems import Severity
from app.domain.tariff import Words
from central.findings import Finding, FindingType, Place, finding
from central.projector.contents import Accepted, Corrected, Taken
from central.projector.knowledge import Publications, Staff
from central.projector.reading import Read

CLOCK_TOLERANCE = timedelta(minutes=2)
"""How far ``at`` may lie before its predecessor, or after its arrival, without a finding."""

PATHS_SHOWN_MAX = 8


@dataclass(frozen=True, slots=True)
class Counter:
    """The counter whose journal an entry is from; ``number`` is None where it is not known any more."""

    office: str
    number: int | None


def check_clock(read: Read, place: Place, before: datetime | None, arrived: datetime) -> Iterator[Finding]:
    """``at`` against the entry before it (None: unknown) and against the latest instant of its arrival."""
    if before is not None and read.at < before - CLOCK_TOLERANCE:
        yield finding(
            FindingType.CLOCK_INCONSISTENT,
            place,
            at=read.entry.at,
            other=Words(f"ثبت پیشین ({instant(before)})", f"the entry before it ({instant(before)})"),
        )
    elif read.at > arrived + CLOCK_TOLERANCE:
        yield finding(
            FindingType.CLOCK_INCONSISTENT,
            place,
            at=read.entry.at,
            other=Words(f"زمان رسیدن ({instant(arrived)})", f"its arrival ({instant(arrived)})"),
        )


def check_staff(read: Read, place: Place, staff: Staff) -> Iterator[Finding]:
    """Whether the staff member might take applications and money at that time."""
    why = staff.why_not_entitled(read.entry.staff, read.at)
    if why is not None:
        yield finding(FindingType.STAFF_NOT_ENTITLED, place, staff=read.entry.staff or "-", why=why)


def check_manager(read: Read, place: Place, staff: Staff) -> Iterator[Finding]:
    """Whether the staff member managed the office at that time."""
    why = staff.why_not_manager(read.entry.staff, read.at)
    if why is not None:
        yield finding(FindingType.STAFF_NOT_ENTITLED, place, staff=read.entry.staff or "-", why=why)


def check_family(
    read: Read, data: Accepted | Corrected, place: Place, staff: Staff, service: Service | None
) -> Iterator[Finding]:
    """Whether the staff member was vetted and trained for this family of services on that day."""
    family = None if service is None else service.family
    why = staff.why_not_family(read.entry.staff, data.service, read.at, family)
    if why is not None:
        why = Words(why.fa.rstrip("."), why.en.rstrip("."))
        yield finding(FindingType.STAFF_NOT_ENTITLED, place, about="family", staff=read.entry.staff, why=why)


def check_number(data: Accepted, place: Place, counter: Counter) -> Iterator[Finding]:
    """Whether the receipt number is well formed and one of this counter."""
    try:
        number = receipts.parse(data.receipt)
        wrong = (
            None
            if number.office == counter.office and counter.number in (number.counter, None)
            else Words(
                f"از دفتر {number.office} باجه‌ی {number.counter} است",
                f"it is one of office {number.office}, counter {number.counter}",
            )
        )
    except ValueError as error:
        wrong = Words("رقم‌های آن درست نیست", str(error))
    if wrong is not None:
        yield finding(FindingType.NUMBER_INVALID, place, receipt=data.receipt, why=wrong)


def service_for(
    read: Read, data: Accepted | Corrected, published: Publications
) -> tuple[Service | None, int]:
    """The definition that the entry was made by, else the one in force; and its catalogue's version."""
    service = published.find_service(data.catalogue, data.service)
    if service is not None or data.catalogue in published.catalogues:
        return service, data.catalogue
    due = published.catalogue_in_force(read.at)
    return (None, data.catalogue) if due is None else (published.find_service(due, data.service), due)


def check_catalogue(
    read: Read, data: Accepted | Corrected, place: Place, published: Publications
) -> Iterator[Finding]:
    """The catalogue version that was used, whether it has the service, and the service's own rules."""
    due = published.catalogue_in_force(read.at)
    if due is not None and (data.catalogue < due or data.catalogue not in published.catalogues):
        yield finding(FindingType.CATALOGUE_OUT_OF_DATE, place, used=data.catalogue, due=due)
    service, version = service_for(read, data, published)
    if service is None:
        yield finding(FindingType.UNKNOWN_SERVICE, place, service=data.service, used=version)
        return
    problems = rules.check_values(service, data.applicant, data.fields, data.day).problems
    if isinstance(data, Accepted) and service.documents:
        scans = [AttachedDocument(**msgspec.structs.asdict(scan)) for scan in data.documents]
        problems += check_documents(service, answers_of(data.applicant, data.fields), scans)
    wrong = [f"{p.path} ({p.code})" for p in problems if p.severity is Severity.ERROR]
    if wrong:
        yield finding(FindingType.FIELDS_INVALID, place, paths=", ".join(wrong[:PATHS_SHOWN_MAX]))


def check_fee(read: Read, data: Accepted, place: Place, published: Publications) -> Iterator[Finding]:
    """The fee against the tariff it names and the one in force at that time."""
    due = published.tariff_in_force(read.at)
    if due is None:
        return
    named = published.tariffs.get(data.fee.tariff_version)
    if named is None or not published.tariff_acceptable(named.version, read.at):
        yield finding(FindingType.TARIFF_OUT_OF_DATE, place, used=data.fee.tariff_version, due=due.version)
        by = due
    else:
        by = named
    try:
        expected = published.fee(by, data.service, data.day, data.applicant, data.fields)
    except NoTariff:
        return  # the service is not priced: that it is unknown is found by check_catalogue
    except FeeTooLarge:
        too_large = Words("بیش از هر مبلغ ممکن", "more than any amount that can be")
        yield finding(FindingType.AMOUNT_DIFFERS, place, claimed=data.fee.total_rials, due=too_large)
        return
    same_lines = list(map(_worth, data.fee.lines)) == list(map(_worth, expected.lines))
    same_unit = data.fee.currency == expected.currency
    if not same_lines or not same_unit or data.fee.total_rials != expected.total_rials:
        yield finding(
            FindingType.AMOUNT_DIFFERS, place, claimed=data.fee.total_rials, due=expected.total_rials
        )


def _worth(line: FeeLine) -> tuple[str, str, int, int, int]:
    return line.item, line.payee, line.amount_rials, line.quantity, line.unit_rials


def check_payments(data: Accepted, place: Place) -> Iterator[Finding]:
    """Whether the money taken with an application is its fee, or none at all when captured unpaid."""
    due = data.fee.total_rials
    if data.state is State.CAPTURED_UNPAID:
        if data.payments:
            yield finding(
                FindingType.PAYMENTS_DIFFER,
                place,
                paid=data.paid_rials,
                due=due,
                why=Words("پذیرش بی‌پرداخت", "captured unpaid"),
            )
    elif data.paid_rials != due:
        yield finding(
            FindingType.PAYMENTS_DIFFER,
            place,
            paid=data.paid_rials,
            due=due,
            why=Words("همراه درخواست", "with the application"),
        )


def check_methods(data: Accepted, place: Place, service: Service) -> Iterator[Finding]:
    """Whether the money was taken in a way that the service allows."""
    others = sorted({p.method for p in data.payments} - set(service.methods))
    if others:
        yield finding(
            FindingType.PAYMENTS_DIFFER,
            place,
            about="method",
            paid=data.paid_rials,
            due=data.fee.total_rials,
            why=Words(f"روش پرداخت {', '.join(others)}", f"paid by {', '.join(others)}"),
        )


def check_taken(
    data: Taken, place: Place, *, due: int | None, paid_before: int, is_voided: bool = False
) -> Iterator[Finding]:
    """A later payment against the application it is for; ``due`` is None when the centre has none."""
    paid = sum(payment.amount_rials for payment in data.payments)
    if due is None:
        why = Words("چنین درخواستی در مرکز نیست", "no such application is held")
    elif is_voided:
        why = Words("درخواست باطل شده است", "the application is voided")
    elif paid_before:
        why = Words(f"پیش‌تر {paid_before} ریال پرداخت شده", f"{paid_before} rials were paid before")
    elif paid != due:
        why = Words("پرداخت بعدی", "taken later")
    elif paid != data.total_rials:
        why = Words(f"در ثبت {data.total_rials} ریال آمده", f"the entry says {data.total_rials} rials")
    else:
        return
    yield finding(FindingType.PAYMENTS_DIFFER, place, paid=paid, due=due if due is not None else "?", why=why)

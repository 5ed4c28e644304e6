"""Everything that a printed receipt shows, as values; the window lays it out in either language.

The QR holds the receipt's content signed by this device, behind the centre's public address for it, so
that anyone with a phone sees what was to be paid and to whom, and a doctored paper does not verify.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import msgspec

from app.domain.application import Payment, State
from app.domain.business_day import local_time
from app.domain.catalogue import Service
from app.domain.entry import parse_instant
from app.domain.fee import Fee
from app.domain.receipt import ReceiptClaims
from app.domain.signatures import RECEIPT_TYP
from app.domain.tariff import Words
from app.domain.text import to_persian_digits
from app.local_db.queries.applications import ApplicationRow, ApplicationWhole
from app.office.counter import Counter
from app.office.pay import get_application
from app.office.reprint import Copy

COMPLAINTS_TELEPHONE = "197"
"""The police's line for complaints, also about offices."""


class Standing(StrEnum):
    """Whether the centre has the application yet."""

    PROVISIONAL = "provisional"
    RECORDED = "recorded"


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """A receipt. Amounts are whole rials; ``at`` RFC 3339 UTC, ``day`` Jalali, ``time`` Tehran's ``HH:MM``.

    ``tariff_invented`` marks amounts that no authority has issued, ``tariff_found`` amounts that were read
    on pages of third parties. ``copy`` is 0 on the original; ``copied_at`` is when the copy was asked for.
    ``refunded_rials`` was given back after a void.
    ``identity_later``: the civil registry has still to confirm who the applicant is.
    ``next`` is what the citizen is told, ``then`` what happens after the counter and how long it takes;
    ``tracking`` the centre's number, "" until it came.
    """

    number: str
    standing: Standing
    state: str
    office: str
    office_name: str
    counter: int
    staff: str
    staff_name: str
    at: str
    day: str
    time: str
    service: str
    service_name: Words
    applicant_name: str
    national_code: str
    lines: Fee
    payments: tuple[Payment, ...]
    total_rials: int
    paid_rials: int
    tariff_version: int
    tariff_year: int
    tariff_invented: bool
    tariff_found: bool
    tracking: str
    offline: bool
    next: Words
    then: Words
    qr_text: str
    identity_later: bool = False
    copy: int = 0
    copied_at: str = ""
    refunded_rials: int = 0
    complaints: str = COMPLAINTS_TELEPHONE

    @property
    def is_void(self) -> bool:
        """Whether the application was taken back."""
        return self.state in (State.VOIDED, State.REFUNDED)

    @property
    def unpaid_rials(self) -> int:
        """What is still to be paid."""
        return 0 if self.is_void else self.total_rials - self.paid_rials


def view_receipt(counter: Counter, receipt_number: str, *, copy: Copy | None = None) -> ReceiptView:
    """The receipt of this number as it stands now. Raises ``NoSuchReceipt``.

    ``copy`` is what :func:`app.office.reprint.reprint` gave; None is the original.
    """
    with counter.store.read() as conn:
        whole = get_application(conn, receipt_number)
    row, fee = whole.row, msgspec.convert(whole.fee, Fee)
    service = counter.catalogue().find_service(row.service)
    person = counter.find_staff(row.staff)
    tariff = next((t for t in counter.prices().tariffs if t.version == row.tariff_version), None)
    return ReceiptView(
        number=row.receipt,
        standing=Standing.RECORDED if row.tracking else Standing.PROVISIONAL,
        state=row.state,
        office=counter.identity.office,
        office_name=counter.identity.office_name,
        counter=counter.identity.counter,
        staff=row.staff,
        staff_name=person.name if person is not None else "",
        at=row.at,
        day=row.day,
        time=local_time(parse_instant(row.at)),
        service=row.service,
        service_name=service.name if service is not None else Words(row.service, row.service),
        applicant_name=f"{row.given} {row.family}".strip(),
        national_code=row.national_code,
        lines=fee,
        payments=tuple(whole.payments),
        total_rials=row.amount_rials,
        paid_rials=row.paid_rials,
        tariff_version=row.tariff_version,
        tariff_year=tariff.year if tariff is not None else 0,
        tariff_invented=tariff is not None and tariff.invented,
        tariff_found=tariff is not None and tariff.found,
        tracking=row.tracking,
        offline=row.offline,
        next=_what_next(service, row),
        then=Words("", "") if service is None else what_then(service),
        qr_text=qr_text(counter, whole),
        identity_later=whole.identity is not None and whole.identity.later and not whole.registry,
        copy=copy.number if copy is not None else 0,
        copied_at=copy.at if copy is not None else "",
        refunded_rials=row.refunded_rials,
    )


def qr_text(counter: Counter, whole: ApplicationWhole) -> str:
    """``<centre>/v1/receipts/<number>?t=<JWS>``: the citizen's page, and the proof that it checks.

    So a phone's browser tells a receipt that the device signed from a forged one before its entry arrived.
    """
    row, fee = whole.row, msgspec.convert(whole.fee, Fee)
    claims = ReceiptClaims(
        n=row.receipt,
        s=row.service,
        at=row.at,
        v=row.tariff_version,
        l=[(line.item, line.payee, line.amount_rials) for line in fee.lines],
        t=row.amount_rials,
        p=row.paid_rials,
    )
    signed = counter.signer.jws(msgspec.json.encode(claims), RECEIPT_TYP)
    return f"{counter.identity.centre_url.rstrip('/')}/v1/receipts/{row.receipt}?t={signed}"


def _what_next(service: Service | None, row: ApplicationRow) -> Words:
    if service is None:
        return Words("", "")
    return service.citizen_offline if row.offline and not row.tracking else service.citizen


def what_then(service: Service) -> Words:
    """What happens after the counter and how long it takes, as the definition says it."""
    step = service.next_step or Words("", "")
    days = Words("", "") if service.days is None else _how_long(*service.days)
    return Words(f"{step.fa} {days.fa}".strip(), f"{step.en} {days.en}".strip())


def _how_long(least: int, most: int) -> Words:
    if most == 0:
        return Words("همان روز آماده می‌شود.", "It is ready on the same day.")
    if least == most:
        return Words(f"تا {to_persian_digits(str(most))} روز زمان می‌برد.", f"It takes up to {_days(most)}.")
    if least == 0:
        return Words(
            f"از همان روز تا {to_persian_digits(str(most))} روز زمان می‌برد.",
            f"It takes from the same day up to {_days(most)}.",
        )
    return Words(
        f"{to_persian_digits(str(least))} تا {to_persian_digits(str(most))} روز زمان می‌برد.",
        f"It takes {least} to {_days(most)}.",
    )


def _days(count: int) -> str:
    return f"{count} day" if count == 1 else f"{count} days"

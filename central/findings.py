"""Findings: what is wrong with an entry that the centre holds, in words, for a person to settle.

The centre never refuses a well-formed entry because of its content (docs/protocol.md); it keeps it and
says what it sees. A finding's id follows from the entry and the type, so that seeing the same thing
again, after a crash or a restore, raises nothing twice.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from enum import StrEnum

from app.domain.tariff import Words

_NAMESPACE = uuid.UUID("d1f6d9a4-6f0e-5c1b-9a57-3f1b0c0b7a11")
PARAMETER_CHARACTERS_MAX = 300
"""Longest piece of an entry's own text that a note repeats."""


class FindingType(StrEnum):
    """The stable names of what can be found."""

    AMOUNT_DIFFERS = "amount-differs"
    TARIFF_OUT_OF_DATE = "tariff-out-of-date"
    CATALOGUE_OUT_OF_DATE = "catalogue-out-of-date"
    UNKNOWN_SERVICE = "unknown-service"
    NUMBER_USED_TWICE = "number-used-twice"
    NUMBER_INVALID = "number-invalid"
    DUPLICATE_APPLICATION = "duplicate-application"
    STAFF_NOT_ENTITLED = "staff-not-entitled"
    CLOCK_INCONSISTENT = "clock-inconsistent"
    ENTRY_UNREADABLE = "entry-unreadable"
    UNKNOWN_KIND = "unknown-kind"
    FIELDS_INVALID = "fields-invalid"
    PAYMENTS_DIFFER = "payments-differ"
    SLIP_USED_TWICE = "slip-used-twice"
    VOID_REFUSED = "void-refused"
    REFUND_DIFFERS = "refund-differs"
    CORRECTION_LATE = "correction-late"
    ORIGIN_UNPROVEN = "origin-unproven"
    DOCUMENT_LOST = "document-lost"
    DOCUMENT_OVERDUE = "document-overdue"
    UPSTREAM_ANSWER_REFUSED = "upstream-answer-refused"
    UPSTREAM_REJECTED = "upstream-rejected"
    DELIVERY_UNKNOWN = "delivery-unknown"
    INSPECTION_DIFFERS = "inspection-differs"
    IDENTITY_UNPROVEN = "identity-unproven"
    IDENTITY_DIFFERS = "identity-differs"


_NOTES: dict[FindingType, Words] = {
    FindingType.AMOUNT_DIFFERS: Words(
        "کارمزد ثبت‌شده {claimed} ریال است و طبق تعرفه‌ی لازم‌الاجرا در آن زمان {due} ریال.",
        "The entry says {claimed} rials; by the tariff in force at that time it is {due} rials.",
    ),
    FindingType.TARIFF_OUT_OF_DATE: Words(
        "با تعرفه‌ی {used} حساب شده است؛ تعرفه‌ی لازم‌الاجرا در آن زمان {due} بود.",
        "Priced by tariff {used}; tariff {due} was in force at that time.",
    ),
    FindingType.CATALOGUE_OUT_OF_DATE: Words(
        "با فهرست خدمات {used} پذیرفته شده است؛ در آن زمان فهرست {due} منتشر شده بود.",
        "Accepted by catalogue {used}; catalogue {due} was published by then.",
    ),
    FindingType.UNKNOWN_SERVICE: Words(
        "خدمت «{service}» در فهرست خدمات {used} نیست.",
        "There is no service {service!r} in catalogue {used}.",
    ),
    FindingType.NUMBER_USED_TWICE: Words(
        "شماره‌ی رسید {receipt} پیش از این هم به کار رفته است ({where}).",
        "Receipt number {receipt} was used before ({where}).",
    ),
    FindingType.NUMBER_INVALID: Words(
        "شماره‌ی رسید {receipt} شماره‌ی این باجه نیست: {why}.",
        "Receipt number {receipt} is not one of this counter: {why}.",
    ),
    FindingType.DUPLICATE_APPLICATION: Words(
        "همین شخص همین خدمت را در {days} روز گذشته با رسید {receipt} درخواست کرده است.",
        "The same person asked for the same service within {days} days, receipt {receipt}.",
    ),
    FindingType.STAFF_NOT_ENTITLED: Words(
        "کاربر {staff} در آن زمان اجازه‌ی این کار را نداشت: {why}.",
        "Staff member {staff} was not entitled to this at that time: {why}.",
    ),
    FindingType.CLOCK_INCONSISTENT: Words(
        "ساعت ثبت ({at}) با {other} جور نیست.",
        "The time recorded ({at}) does not agree with {other}.",
    ),
    FindingType.ENTRY_UNREADABLE: Words(
        "این ثبت خوانده نمی‌شود: {why}. بی‌کم‌وکاست نگه داشته شده است.",
        "This entry cannot be read: {why}. It is kept as it came.",
    ),
    FindingType.UNKNOWN_KIND: Words(
        "نوع «{kind}» برای مرکز شناخته نیست. این ثبت نگه داشته شده است.",
        "The centre does not know the kind {kind!r}. The entry is kept.",
    ),
    FindingType.FIELDS_INVALID: Words(
        "این موردها با قاعده‌های خدمت جور نیست: {paths}.",
        "These do not keep to the rules of the service: {paths}.",
    ),
    FindingType.PAYMENTS_DIFFER: Words(
        "پرداخت‌ها {paid} ریال است و کارمزد {due} ریال ({why}).",
        "Payments come to {paid} rials, the fee to {due} rials ({why}).",
    ),
    FindingType.SLIP_USED_TWICE: Words(
        "فیش کارت‌خوان {rrn} پیش از این برای رسید {receipt} به کار رفته است.",
        "Card slip {rrn} was used before, for receipt {receipt}.",
    ),
    FindingType.VOID_REFUSED: Words(
        "ابطال رسید {receipt} انجام نشد و درخواست دنبال می‌شود: {why}.",
        "Receipt {receipt} was not voided and the application goes on: {why}.",
    ),
    FindingType.REFUND_DIFFERS: Words(
        "{refunded} ریال پس داده شده است و {due} ریال باید پس داده می‌شد ({why}).",
        "{refunded} rials were given back, and {due} rials were due back ({why}).",
    ),
    FindingType.CORRECTION_LATE: Words(
        "اصلاح رسید {receipt} به سامانه سپرده نشد: {why}.",
        "The correction of receipt {receipt} was not handed over: {why}.",
    ),
    FindingType.ORIGIN_UNPROVEN: Words(
        "این ثبت از دستگاه {origin} آورده شده و زنجیره‌ی آن ثابت نیست: {why}.",
        "This entry was carried over from device {origin} and its chain is not proven: {why}.",
    ),
    FindingType.DOCUMENT_LOST: Words(
        "اسکن مدرک «{paper}» پیش از رسیدن به مرکز در دفتر از دست رفت ({why})؛ باید دوباره اسکن شود.",
        "The scan of {paper!r} was lost at the office before it came here ({why}); it has to be made again.",
    ),
    FindingType.DOCUMENT_OVERDUE: Words(
        "اسکن مدرک «{paper}» تا {hours} ساعت پس از رسیدن ثبتش به مرکز نرسیده است.",
        "The scan of {paper!r} has not come within {hours} hours after its entry.",
    ),
    FindingType.UPSTREAM_ANSWER_REFUSED: Words(
        "پاسخ سامانه‌ی {upstream} پذیرفته نشد و اعمال نشده است: {why}.",
        "An answer of {upstream} was not believed and not applied: {why}.",
    ),
    FindingType.DELIVERY_UNKNOWN: Words(
        "سامانه‌ی {upstream} پس از {days} روز هنوز نگفته است که مرسوله‌ی {barcode} رسیده باشد؛ از پست بپرسید.",
        "After {days} days {upstream} has not said that postal item {barcode} was delivered; ask the post.",
    ),
    FindingType.UPSTREAM_REJECTED: Words(
        "سامانه‌ی {upstream} این درخواست را نپذیرفت: {why}.",
        "{upstream} did not take this application: {why}.",
    ),
    FindingType.INSPECTION_DIFFERS: Words(
        "معاینه‌ی فنی این خودرو در آن زمان معتبر نبود ({due})؛ دفتر آن را چنین دید: {seen}.",
        "The vehicle's technical inspection was not valid at that time ({due}); the office saw: {seen}.",
    ),
    FindingType.IDENTITY_UNPROVEN: Words(
        "بررسی هویت متقاضی ثابت نیست: {why}.",
        "The check of the applicant's identity is not proven: {why}.",
    ),
    FindingType.IDENTITY_DIFFERS: Words(
        "ثبت احوال هویت متقاضی را تأیید نکرد ({parts}). درخواست به سامانه‌ی خدمت فرستاده نشده است.",
        "The civil registry did not confirm the applicant ({parts}). The application was not sent on.",
    ),
}


@dataclass(frozen=True, slots=True)
class Place:
    """The entry a finding is about: whose journal, which seq, its chained hash, and what it made."""

    device: str
    seq: int
    hash: bytes
    application: str | None = None
    receipt: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. ``id`` is a UUID that follows from the place and the type."""

    id: str
    type: FindingType
    place: Place
    note: Words

    def feed_data(self) -> dict[str, object]:
        """The data of its ``finding.raised`` feed item."""
        return {
            "finding": self.id,
            "type": self.type.value,
            "application": self.place.application,
            "receipt": self.place.receipt,
            "device": self.place.device,
            "seq": self.place.seq,
            "note": {"fa": self.note.fa, "en": self.note.en},
        }


def finding(kind: FindingType, place: Place, /, *, about: str = "", **params: object) -> Finding:
    """A finding of ``kind`` at ``place``; ``about`` tells apart several of one kind at one place.

    A parameter that is :class:`Words` is put into each language's note in that language.
    """
    template = _NOTES[kind]
    return Finding(
        id=str(uuid.uuid5(_NAMESPACE, f"{kind.value}:{place.device}:{place.seq}:{place.hash.hex()}:{about}")),
        type=kind,
        place=place,
        note=Words(
            template.fa.format(**_texts(params, "fa")),
            template.en.format(**_texts(params, "en")),
        ),
    )


def _texts(params: dict[str, object], language: str) -> dict[str, str]:
    return {
        name: (value.in_language(language) if isinstance(value, Words) else str(value)).replace("\0", "")[
            :PARAMETER_CHARACTERS_MAX
        ]
        for name, value in params.items()
    }

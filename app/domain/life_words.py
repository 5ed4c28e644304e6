"""The life of an application in words for people: its states, what happened, what the citizen is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.application import State
from app.domain.entry import Kind
from app.domain.feed import FeedKind
from app.domain.life import HEAD_CONFIRMED, PAID, UNPAID, Event
from app.domain.money import grouped
from app.domain.tariff import Words

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
THOUSANDS = "٬"

STATES: Mapping[State, Words] = {
    State.DRAFTED: Words("در حال نوشتن", "being typed"),
    State.CAPTURED_UNPAID: Words("ثبت‌شده، پرداخت‌نشده", "captured, not paid"),
    State.ACCEPTED: Words("پذیرفته‌شده در دفتر", "accepted at the office"),
    State.SENT: Words("فرستاده‌شده به مرکز", "sent to the centre"),
    State.RECORDED: Words("ثبت‌شده در مرکز", "recorded at the centre"),
    State.FORWARDED: Words("در دست بررسی سامانه", "with its system"),
    State.NEEDS_CORRECTION: Words("نیازمند اصلاح", "needs correction"),
    State.CORRECTED: Words("اصلاح‌شده، در راه سامانه", "corrected, on its way to its system"),
    State.REJECTED: Words("رد شده", "refused"),
    State.ISSUED: Words("انجام‌شده", "issued"),
    State.POSTED: Words("سپرده‌شده به پست", "handed to the post"),
    State.DELIVERED: Words("تحویل‌شده", "delivered"),
    State.VOIDED: Words("باطل‌شده", "voided"),
    State.REFUNDED: Words("باطل‌شده، پول پس داده شده", "voided, money given back"),
}
"""Each state by its name."""

_DECIDED = FeedKind.APPLICATION_DECIDED
_HAPPENED: Mapping[tuple[str, str], Words] = {
    (Kind.APPLICATION_ACCEPTED, PAID): Words(
        "درخواست پذیرفته و رسید داده شد.", "The application was accepted and its receipt given."
    ),
    (Kind.APPLICATION_ACCEPTED, UNPAID): Words(
        "درخواست بدون پرداخت گرفته شد و گواه دریافت داده شد.",
        "The application was taken without payment and an acknowledgement given.",
    ),
    (Kind.PAYMENT_TAKEN, ""): Words("{amount} ریال پرداخت شد.", "{amount} rials were paid."),
    (HEAD_CONFIRMED, ""): Words("به دست مرکز رسید.", "It reached the centre."),
    (FeedKind.RECEIPT_RECORDED, ""): Words(
        "مرکز آن را ثبت کرد؛ شمارهٔ رهگیری {tracking}.", "The centre recorded it; tracking number {tracking}."
    ),
    (_DECIDED, State.FORWARDED): Words(
        "سامانه درخواست را گرفت و بررسی می‌کند.", "The system has the application and examines it."
    ),
    (_DECIDED, State.NEEDS_CORRECTION): Words(
        "سامانه می‌خواهد که درخواست اصلاح شود.", "The system wants the application corrected."
    ),
    (Kind.APPLICATION_CORRECTED, ""): Words(
        "درخواست اصلاح شد و دوباره به سامانه می‌رود.",
        "The application was corrected and goes to the system again.",
    ),
    (_DECIDED, State.REJECTED): Words("سامانه درخواست را رد کرد.", "The system refused the application."),
    (_DECIDED, State.ISSUED): Words("سامانه درخواست را انجام داد.", "The system issued what was asked for."),
    (_DECIDED, State.POSTED): Words(
        "سامانه درخواست را انجام داد و نتیجه با بارکد {barcode} به پست سپرده شد.",
        "The system issued what was asked for; it was handed to the post with barcode {barcode}.",
    ),
    (_DECIDED, State.DELIVERED): Words("نتیجه به متقاضی رسید.", "The result was delivered to the applicant."),
    (Kind.APPLICATION_VOIDED, ""): Words(
        "درخواست باطل شد و در انتظار تأیید مرکز است.",
        "The application was voided and waits for the centre to confirm it.",
    ),
    (FeedKind.VOID_RECORDED, ""): Words(
        "مرکز ابطال را ثبت کرد؛ به هیچ سامانه‌ای سپرده نمی‌شود.",
        "The centre recorded the void; no system will be handed the application.",
    ),
    (FeedKind.VOID_REFUSED, ""): Words(
        "ابطال دیر رسید و درخواست دنبال می‌شود.", "The void came too late and the application goes on."
    ),
    (Kind.PAYMENT_REFUNDED, ""): Words("{amount} ریال پس داده شد.", "{amount} rials were given back."),
    (Kind.RECEIPT_REPRINTED, ""): Words(
        "رسید دوباره چاپ شد (نسخهٔ {copy}).", "The receipt was printed again (copy {copy})."
    ),
    (Kind.DOCUMENT_ADDED, ""): Words("اسکن یک مدرک افزوده شد.", "A scan of a document was added."),
    (Kind.DOCUMENT_LOST, ""): Words(
        "اسکن یک مدرک پیش از ارسال از دست رفت و باید دوباره گرفته شود.",
        "A scan was lost before it was sent and has to be made again.",
    ),
    (FeedKind.IDENTITY_CHECKED, ""): Words(
        "ثبت احوال هویت متقاضی را بررسی کرد.", "The civil registry checked who the applicant is."
    ),
    (FeedKind.FINDING_RAISED, ""): Words("مرکز ایرادی دید.", "The centre found something wrong."),
    (FeedKind.FINDING_WITHDRAWN, ""): Words(
        "مرکز ایراد را پس گرفت.", "The centre withdrew what it had found."
    ),
}
_NEW = Words("چیزی که این نسخه نمی‌شناسد: {kind}.", "Something that this version does not know: {kind}.")

_TELL: Mapping[State, Words] = {
    State.CAPTURED_UNPAID: Words(
        "کارمزد پرداخت نشده است؛ تا پرداخت نشود درخواست به سامانه نمی‌رود.",
        "The fee is not paid; until it is, the application goes to no system.",
    ),
    State.FORWARDED: Words(
        "درخواست شما نزد سامانه است و هنوز تصمیمی گرفته نشده است.",
        "Your application is with its system and is not decided yet.",
    ),
    State.NEEDS_CORRECTION: Words(
        "چیزی در درخواست شما باید اصلاح شود؛ برای اصلاح به همین دفتر بیایید.",
        "Something in your application has to be corrected; come to this office for it.",
    ),
    State.CORRECTED: Words(
        "درخواست اصلاح‌شدهٔ شما در راه سامانه است.", "Your corrected application is on its way to its system."
    ),
    State.REJECTED: Words("سامانه درخواست شما را رد کرد.", "The system refused your application."),
    State.ISSUED: Words("درخواست شما انجام شد.", "What you asked for is issued."),
    State.POSTED: Words(
        "نتیجه به پست سپرده شده است؛ با بارکد {barcode} از پست پی‌گیری کنید.",
        "The result is with the post; follow it there by barcode {barcode}.",
    ),
    State.DELIVERED: Words("نتیجه تحویل شده است.", "The result was delivered."),
    State.VOIDED: Words("درخواست باطل شده است.", "The application is voided."),
    State.REFUNDED: Words(
        "درخواست باطل شده و پول آن پس داده شده است.", "The application is voided and its money given back."
    ),
}


def happened(event: Event, data: Mapping[str, Any]) -> Words:
    """What an entry or feed item of these ``data`` says, as a sentence. Whatever the data are."""
    template = _HAPPENED.get((event.kind, event.word)) or _HAPPENED.get((event.kind, ""), _NEW)
    rials = data.get("total_rials")
    return _filled(
        template,
        {
            "amount": grouped(rials) if isinstance(rials, int) else "-",
            "copy": str(data.get("copy") or "-"),
        },
        {
            "tracking": str(data.get("tracking") or "-"),
            "barcode": event.barcode or "-",
            "kind": " ".join(part for part in (event.kind, event.word) if part),
        },
    )


def tell_citizen(state: State, barcode: str, service: Words) -> Words:
    """What the citizen is told about an application in ``state``.

    ``service`` is the service's own sentence, which counts until the system behind it has spoken.
    """
    template = _TELL.get(state)
    if template is None:
        return service
    return _filled(template, {}, {"barcode": barcode})


def _filled(template: Words, numbers: Mapping[str, str], codes: Mapping[str, str]) -> Words:
    """Both sentences; ``codes`` are set apart from the Persian one, to be read as they are on paper."""
    persian = {name: value.replace(",", THOUSANDS) for name, value in numbers.items()}
    persian |= {name: f"{FIRST_STRONG_ISOLATE}{value}{POP_ISOLATE}" for name, value in codes.items()}
    return Words(template.fa.format(**persian), template.en.format(**numbers, **codes))

"""What stands where on a receipt. :func:`paint` puts it onto any painter scaled to the sheet's units."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.office.receipt_view import ReceiptView, Standing
from app.ui import texts
from app.ui.language import is_persian
from app.ui.money_words import line_name, money, unit_name, with_unit
from app.ui.receipt.qr import paint_qr
from app.ui.receipt.sheet import A5_HEIGHT, BLACK, GREY, MARGIN, Ink, Sheet, Side
from app.ui.receipt.words import masked, method, payee
from app.ui.texts import translate

BODY = Ink(9.0)
STRONG = Ink(9.0, bold=True)
SMALL = Ink(8.0, colour=GREY)
TOTAL = Ink(10.5, bold=True)
TITLE = Ink(14.0, bold=True)
NUMBER = Ink(17.0, bold=True)
QR_SIDE = 39 * 720 / 25.4
"""39 mm: a QR of some 80 modules stays readable at half a millimetre each."""


def paint(painter: QPainter, view: ReceiptView) -> None:
    """Paint the receipt in the window's language."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    sheet = Sheet(painter, right_to_left=is_persian())
    _head(sheet, view)
    _number(sheet, view)
    _facts(sheet, view)
    _fee(sheet, view)
    _payments(sheet, view)
    _foot(sheet, view)


def _head(sheet: Sheet, view: ReceiptView) -> None:
    office = translate("receipt", "Office {office} · {name} · counter {counter}").format(
        office=texts.digits(view.office),
        name=texts.isolate(view.office_name),
        counter=texts.digits(view.counter),
    )
    title = (
        translate("receipt", "Receipt of application")
        if view.paid_rials >= view.total_rials
        else translate("receipt", "Acknowledgement of application")
    )
    height = sheet.text(title, TITLE, share=0.66)
    if view.copy:
        mark = translate("receipt", "COPY {n}").format(n=texts.digits(view.copy))
        sheet.framed(mark, STRONG, start=0.76, share=0.24)
    sheet.top += height + 10
    sheet.line(office, SMALL, gap=5)
    sheet.rule(strong=True, gap=6)


def _number(sheet: Sheet, view: ReceiptView) -> None:
    when = translate("receipt", "{day}, {time}").format(
        day=texts.day(view.day), time=texts.isolate(texts.digits(view.time))
    )
    sheet.text(translate("receipt", "Number"), SMALL, share=0.5)
    sheet.text(translate("receipt", "Day and time"), SMALL, side=Side.END, start=0.6, share=0.4)
    sheet.top += sheet.height_of(SMALL)
    height = sheet.text(view.number, NUMBER, share=0.66, left_to_right=True)
    sheet.top += (height - sheet.height_of(BODY)) * 0.6
    sheet.text(when, STRONG, side=Side.END, start=0.66, share=0.34)
    sheet.top += height - (height - sheet.height_of(BODY)) * 0.6
    sheet.skip(1)
    sheet.line(_standing(view), BODY, gap=5)
    sheet.rule(gap=5)


def _standing(view: ReceiptView) -> str:
    if view.standing is Standing.RECORDED:
        return translate("receipt", "Recorded by the centre. Tracking number: {tracking}").format(
            tracking=texts.code(view.tracking)
        )
    return translate("receipt", "Provisional: kept at this office, on its way to the centre.")


def _facts(sheet: Sheet, view: ReceiptView) -> None:
    code = texts.isolate(texts.digits(masked(view.national_code)))
    person = f"{texts.isolate(view.staff_name)} ({texts.isolate(texts.digits(view.staff))})"
    for name, value in (
        (translate("receipt", "Service"), texts.words(view.service_name)),
        (translate("receipt", "Applicant"), f"{texts.isolate(view.applicant_name)} · {code}"),
        (translate("receipt", "Taken by"), person),
    ):
        sheet.row(((name, SMALL, Side.START, 0.22), (value, STRONG, Side.START, 0.78)), gap=2)
    sheet.skip(3)


def _fee(sheet: Sheet, view: ReceiptView) -> None:
    unit = view.lines.in_unit
    head = (translate("receipt", "Fee"), translate("receipt", "goes to"), unit_name(unit))
    sheet.row(
        (
            (head[0], SMALL, Side.START, 0.5),
            (head[1], SMALL, Side.START, 0.25),
            (head[2], SMALL, Side.END, 0.25),
        ),
        gap=1,
    )
    sheet.rule(gap=3)
    for one in view.lines.lines:
        sheet.row(
            (
                (line_name(one, unit), BODY, Side.START, 0.5),
                (payee(one.payee), BODY, Side.START, 0.25),
                (money(one.amount_rials, unit), BODY, Side.END, 0.25),
            ),
            gap=1.5,
        )
    sheet.skip(1)
    sheet.rule(gap=3)
    sheet.row(
        (
            (translate("receipt", "Total ({unit})").format(unit=unit_name(unit)), TOTAL, Side.START, 0.6),
            (money(view.total_rials, unit), TOTAL, Side.END, 0.4),
        ),
        gap=1,
    )
    sheet.line(_tariff(view), SMALL, gap=5)


def _tariff(view: ReceiptView) -> str:
    words = translate("receipt", "Tariff of {year}, version {version}; the same at every office.").format(
        year=texts.digits(view.tariff_year), version=texts.digits(view.tariff_version)
    )
    if view.tariff_invented:
        words += " " + translate("receipt", "SAMPLE: these amounts are invented.")
    if view.tariff_found:
        words += " " + translate("receipt", "NOT OFFICIAL: amounts read on pages of third parties.")
    return words


def _payments(sheet: Sheet, view: ReceiptView) -> None:
    unit = view.lines.in_unit
    for one in view.payments:
        words = translate("receipt", "Paid by {method}").format(method=method(one.method))
        if one.rrn:
            words += " · " + translate("receipt", "reference {rrn}").format(
                rrn=texts.code(texts.digits(one.rrn))
            )
        if one.terminal:
            words += " · " + translate("receipt", "terminal {terminal}").format(
                terminal=texts.code(texts.digits(one.terminal))
            )
        amount = money(one.amount_rials, unit)
        sheet.row(((words, BODY, Side.START, 0.75), (amount, BODY, Side.END, 0.25)))
    if view.is_void:
        words = translate("receipt", "VOID. The application was taken back, and nothing follows from it.")
        if view.refunded_rials:
            words += " " + translate("receipt", "Given back: {amount}.").format(
                amount=with_unit(view.refunded_rials, unit)
            )
        sheet.top += sheet.framed(words, STRONG)
    if view.unpaid_rials > 0:
        words = translate(
            "receipt",
            "NOT PAID. {amount} still to be paid. This paper says that the application was taken;"
            " it is no proof of payment.",
        ).format(amount=with_unit(view.unpaid_rials, unit))
        sheet.top += sheet.framed(words, STRONG)
    sheet.skip(5)


def _foot(sheet: Sheet, view: ReceiptView) -> None:
    sheet.rule(gap=6)
    top = sheet.top
    notes = []
    if not view.is_void:
        notes.append(translate("receipt", "What happens next: {next}").format(next=texts.words(view.next)))
        notes += [texts.words(view.then)] if texts.words(view.then) else []
    if view.offline:
        notes.append(
            translate(
                "receipt",
                "Taken while the centre or the service's system could not be reached; this receipt is valid.",
            )
        )
    if view.identity_later and not view.is_void:
        notes.append(
            translate("receipt", "The applicant's identity will be checked once there is a connection.")
        )
    notes.append(
        translate("receipt", "Complaints: telephone {number}").format(
            number=texts.isolate(texts.digits(view.complaints))
        )
    )
    for words in notes:
        sheet.top += sheet.text(words, BODY, share=0.6) + 35
    left, width = sheet.box(0.64, 0.36)
    side = min(QR_SIDE, A5_HEIGHT - MARGIN - top - sheet.height_of(SMALL), width)
    at = left if sheet.right_to_left else left + width - side
    paint_qr(sheet.painter, QRectF(at, top, side, side), view.qr_text, BLACK)
    sheet.top = top + side + 15
    sheet.text(
        translate("receipt", "Check with a phone"), Ink(7.0, colour=GREY), side=Side.END, start=0.6, share=0.4
    )

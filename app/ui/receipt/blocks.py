"""The parts of a receipt from its title to its payments, each put onto a sheet below the one before.

What stands in columns on a page stands below one another on a narrow roll.
"""

from __future__ import annotations

from app.domain.application import Payment
from app.office.receipt_view import ReceiptView, Standing
from app.ui import texts
from app.ui.money_words import line_name, money, unit_name, with_unit
from app.ui.receipt.papers import Part
from app.ui.receipt.sheet import GREY, Ink, Sheet, Side
from app.ui.receipt.words import masked, method, payee
from app.ui.texts import translate

BODY = Ink(9.0)
STRONG = Ink(9.0, bold=True)
SMALL = Ink(8.0, colour=GREY)
TOTAL = Ink(10.5, bold=True)
TITLE = Ink(14.0, bold=True)
NUMBER = Ink(17.0, bold=True)
NUMBER_NARROW = Ink(15.0, bold=True)
NEW_LINE = "\u2028"


def head(sheet: Sheet, view: ReceiptView, part: Part) -> None:
    """What the paper is, which copy, and whose office gave it."""
    title = (
        translate("receipt", "Receipt of application")
        if view.paid_rials >= view.total_rials
        else translate("receipt", "Acknowledgement of application")
    )
    office = translate("receipt", "Office {office} · {name} · counter {counter}").format(
        office=texts.digits(view.office),
        name=texts.isolate(view.office_name),
        counter=texts.digits(view.counter),
    )
    if sheet.page.is_narrow:
        sheet.line(title, TITLE, side=Side.CENTRE, gap=2)
        if view.copy:
            sheet.top += sheet.framed(_copy_mark(view), STRONG) + 40
        sheet.line(office, SMALL, side=Side.CENTRE, gap=4)
    else:
        height = sheet.text(title, TITLE, share=0.66)
        if view.copy:
            height = max(height, sheet.framed(_copy_mark(view), STRONG, start=0.66, share=0.34))
        sheet.top += height + 25
        share = 0.75 if part is not Part.ONLY else 1.0
        sheet.row(
            ((office, SMALL, Side.START, share), (_part_name(part), STRONG, Side.END, 1 - share)), gap=5
        )
    sheet.rule(strong=True, gap=6)


def _copy_mark(view: ReceiptView) -> str:
    mark = translate("receipt", "COPY {n}").format(n=texts.digits(view.copy))
    if not view.copied_at:
        return mark
    return f"{mark}{NEW_LINE}{texts.day_and_clock(view.copied_at)}"


def _part_name(part: Part) -> str:
    names = {
        Part.APPLICANT: translate("receipt", "Applicant's part"),
        Part.OFFICE: translate("receipt", "Office's part"),
    }
    return names.get(part, "")


def number(sheet: Sheet, view: ReceiptView) -> None:
    """The number and its moment, and how far the application has come."""
    when = translate("receipt", "{day}, {time}").format(
        day=texts.day(view.day), time=texts.isolate(texts.digits(view.time))
    )
    number_words, when_words = translate("receipt", "Number"), translate("receipt", "Day and time")
    if sheet.page.is_narrow:
        sheet.line(number_words, SMALL, gap=0)
        sheet.top += sheet.text(view.number, NUMBER_NARROW, left_to_right=True) + 20
        sheet.row(((when_words, SMALL, Side.START, 0.4), (when, STRONG, Side.END, 0.6)), gap=2)
    else:
        sheet.text(number_words, SMALL, share=0.5)
        sheet.text(when_words, SMALL, side=Side.END, start=0.6, share=0.4)
        sheet.top += sheet.height_of(SMALL)
        height = sheet.text(view.number, NUMBER, share=0.66, left_to_right=True)
        lower = (height - sheet.height_of(BODY)) * 0.6
        sheet.top += lower
        sheet.text(when, STRONG, side=Side.END, start=0.66, share=0.34)
        sheet.top += height - lower
        sheet.skip(1)
    sheet.line(_standing(view), BODY, gap=5)
    sheet.rule(gap=5)


def _standing(view: ReceiptView) -> str:
    if view.standing is Standing.RECORDED:
        return translate("receipt", "Recorded by the centre. Tracking number: {tracking}").format(
            tracking=texts.code(view.tracking)
        )
    return translate("receipt", "Provisional: kept at this office, on its way to the centre.")


def facts(sheet: Sheet, view: ReceiptView) -> None:
    """Which service, for whom, taken by whom."""
    code = texts.isolate(texts.digits(masked(view.national_code)))
    person = f"{texts.isolate(view.staff_name)} ({texts.isolate(texts.digits(view.staff))})"
    named = 0.26 if sheet.page.is_narrow else 0.22
    for name, value in (
        (translate("receipt", "Service"), texts.words(view.service_name)),
        (translate("receipt", "Applicant"), f"{texts.isolate(view.applicant_name)} · {code}"),
        (translate("receipt", "Taken by"), person),
    ):
        sheet.row(((name, SMALL, Side.START, named), (value, STRONG, Side.START, 1 - named)), gap=2)
    sheet.skip(3)


def fee(sheet: Sheet, view: ReceiptView) -> None:
    """The lines of the fee with their payees, the total, and the tariff that they are from."""
    unit = view.lines.in_unit
    narrow = sheet.page.is_narrow
    named, paid_to, amount = (0.64, 0.0, 0.36) if narrow else (0.5, 0.25, 0.25)
    sheet.row(
        (
            (translate("receipt", "Fee"), SMALL, Side.START, named),
            ("" if narrow else translate("receipt", "goes to"), SMALL, Side.START, paid_to),
            (unit_name(unit), SMALL, Side.END, amount),
        ),
        gap=1,
    )
    sheet.rule(gap=3)
    for one in view.lines.lines:
        sheet.row(
            (
                (line_name(one, unit), BODY, Side.START, named),
                ("" if narrow else payee(one.payee), BODY, Side.START, paid_to),
                (money(one.amount_rials, unit), BODY, Side.END, amount),
            ),
            gap=0 if narrow else 1.5,
        )
        if narrow:
            goes_to = translate("receipt", "goes to {payee}").format(payee=payee(one.payee))
            sheet.line(goes_to, SMALL, gap=1.5)
    sheet.skip(1)
    sheet.rule(gap=3)
    sheet.row(
        (
            (translate("receipt", "Total ({unit})").format(unit=unit_name(unit)), TOTAL, Side.START, 0.5),
            (money(view.total_rials, unit), TOTAL, Side.END, 0.5),
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


def payments(sheet: Sheet, view: ReceiptView) -> None:
    """Each payment; that it is void, or still to be paid, in a frame."""
    unit = view.lines.in_unit
    amount = 0.36 if sheet.page.is_narrow else 0.25
    for one in view.payments:
        sheet.row(
            (
                (_payment(one), BODY, Side.START, 1 - amount),
                (money(one.amount_rials, unit), BODY, Side.END, amount),
            )
        )
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


def _payment(one: Payment) -> str:
    words = translate("receipt", "Paid by {method}").format(method=method(one.method))
    if one.rrn:
        words += " · " + translate("receipt", "reference {rrn}").format(rrn=texts.code(texts.digits(one.rrn)))
    if one.terminal:
        words += " · " + translate("receipt", "terminal {terminal}").format(
            terminal=texts.code(texts.digits(one.terminal))
        )
    return words

"""The foot of a receipt: what happens next, where to complain, its QR, and the office's part's signature."""

from __future__ import annotations

import math
from functools import partial

from PySide6.QtCore import QRectF

from app.office.receipt_view import ReceiptView
from app.ui import texts
from app.ui.receipt.blocks import BODY, SMALL
from app.ui.receipt.papers import A5, ROLL_DOTS, UNITS_PER_DOT, Part, mm
from app.ui.receipt.qr import modules, paint_qr
from app.ui.receipt.sheet import BLACK, GREY, Ink, Sheet, Side
from app.ui.texts import translate

CAPTION = Ink(7.0, colour=GREY)
QR_MM = 39.0
"""Of some 80 modules, each stays readable at half a millimetre."""
MODULE_MM_MIN = 0.31
QUIET_MODULES = 4
"""What must stay white round a QR (ISO/IEC 18004)."""
DOTS_A_MODULE_MAX = 4
SIGNATURE_MM = 14.0
NOTES_SHARE = 0.6


def foot(sheet: Sheet, view: ReceiptView, part: Part) -> None:
    """Beside each other on a page, below one another on a roll."""
    sheet.rule(gap=6)
    if sheet.page.is_narrow:
        for words in _notes(view):
            sheet.line(words, BODY, gap=3.5)
        qr_in_dots(sheet, view.qr_text)
        sheet.line(translate("receipt", "Check with a phone"), CAPTION, side=Side.CENTRE, gap=2)
        return
    top = sheet.top
    for words in _notes(view):
        sheet.top += sheet.text(words, BODY, share=NOTES_SHARE) + 35
    below = sheet.top
    sheet.top = top + _qr_beside(sheet, view.qr_text, top) + 15
    caption = translate("receipt", "Check with a phone")
    sheet.top += sheet.text(caption, CAPTION, side=Side.END, start=NOTES_SHARE, share=1 - NOTES_SHARE)
    sheet.top = max(sheet.top, below)
    if part is Part.OFFICE:
        _signature(sheet)


def _notes(view: ReceiptView) -> list[str]:
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
    return notes


def _qr_beside(sheet: Sheet, text: str, top: float) -> float:
    """At the end of the page's line; its side. It is of one size however close the words are set."""
    zoom = sheet.page.width / A5.width
    left, width = sheet.box(NOTES_SHARE, 1 - NOTES_SHARE)
    side = min(zoom * mm(max(QR_MM, len(modules(text)) * MODULE_MM_MIN)), width)
    at = left if sheet.right_to_left else left + width - side
    sheet.place(partial(paint_qr, box=QRectF(at, top, side, side), text=text, colour=BLACK))
    return side


def qr_in_dots(sheet: Sheet, text: str) -> None:
    """In the middle of the roll, each module of as many whole dots, with its quiet zone; and move on."""
    count = len(modules(text)) + 2 * QUIET_MODULES
    dots = max(1, min(DOTS_A_MODULE_MAX, ROLL_DOTS // count))
    quiet = QUIET_MODULES * dots * UNITS_PER_DOT
    side = len(modules(text)) * dots * UNITS_PER_DOT
    left = sheet.left + (ROLL_DOTS - count * dots) // 2 * UNITS_PER_DOT + quiet
    top = math.ceil(sheet.top / UNITS_PER_DOT) * UNITS_PER_DOT + quiet
    sheet.place(partial(paint_qr, box=QRectF(left, top, side, side), text=text, colour=BLACK))
    sheet.top = top + side + quiet


def _signature(sheet: Sheet) -> None:
    """Where the applicant signs the part that stays at the office."""
    sheet.skip(4)
    words = translate("receipt", "Received by the applicant; name, day and signature:")
    sheet.line(words, SMALL, gap=0)
    sheet.top += mm(SIGNATURE_MM)
    sheet.rule(gap=0)

"""The test page: letters, digits, edges and a QR, so that a look tells whether a printer is set up right."""

from __future__ import annotations

import math
from functools import partial

from PySide6.QtCore import QRectF

from app.ui import texts
from app.ui.language import is_persian
from app.ui.receipt.address import Address
from app.ui.receipt.blocks import BODY, SMALL, STRONG, TITLE
from app.ui.receipt.foot import qr_in_dots
from app.ui.receipt.papers import A4, A5, ROLL, UNITS_PER_DOT, Drawing, Paper
from app.ui.receipt.printing import print_drawing
from app.ui.receipt.qr import paint_qr
from app.ui.receipt.sheet import BLACK, Sheet, Side
from app.ui.receipt.trouble import PrinterTrouble, TrialNotPrinted
from app.ui.texts import translate

QR_TEXT = "Daftar test page 0123456789"
LETTERS = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی · لا · می‌شود · ۀ"
LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz"
FIGURES = "۰۱۲۳۴۵۶۷۸۹ · 0123456789 · ۱٬۲۳۴٬۵۶۷"
QR_SHARE = 0.2


def trial_drawing(printer: str, paper: Paper, at: str) -> Drawing:
    """The test page for this printer's words; ``at`` is an instant (RFC 3339 UTC)."""
    page = {Paper.A5: A5, Paper.A4: A4, Paper.ROLL80: ROLL}[paper]
    sheet = Sheet(page, right_to_left=is_persian())
    _lay_out(sheet, printer, paper, at)
    height = page.height or math.ceil((sheet.top + page.margin) / UNITS_PER_DOT) * UNITS_PER_DOT
    return Drawing("daftar-test-page", paper, page.width, height, sheet.paint)


def print_trial(address: Address, printer: str, paper: Paper, at: str) -> None:
    """Print it. Raises :class:`TrialNotPrinted`."""
    try:
        print_drawing(trial_drawing(printer, paper, at), address)
    except PrinterTrouble as trouble:
        raise TrialNotPrinted(printer=printer, reason=trouble.cause.value) from trouble


def paper_words(paper: Paper) -> str:
    """A paper's name for a person."""
    names = {
        Paper.A5: translate("printing", "{size} paper").format(size=texts.code("A5")),
        Paper.A4: translate("printing", "{size} paper: applicant's and office's part").format(
            size=texts.code("A4")
        ),
        Paper.ROLL80: translate("printing", "80 mm roll"),
    }
    return names[paper]


def _lay_out(sheet: Sheet, printer: str, paper: Paper, at: str) -> None:
    sheet.rule(strong=True, gap=4)
    sheet.line(translate("printing", "Daftar: test page"), TITLE, side=Side.CENTRE)
    sheet.line(texts.isolate(printer), STRONG, side=Side.CENTRE)
    sheet.line(f"{paper_words(paper)} · {texts.day_and_clock(at)}", SMALL, side=Side.CENTRE, gap=5)
    for sample in (LETTERS, LATIN, FIGURES):
        sheet.line(sample, BODY, gap=4)
    said = translate(
        "printing",
        "Both lines at the edges are whole, the letters join, and a telephone reads the code: all is well.",
    )
    sheet.line(said, BODY, gap=5)
    if sheet.page.is_narrow:
        qr_in_dots(sheet, QR_TEXT)
    else:
        side = sheet.width * QR_SHARE
        left = sheet.left + (sheet.width - side) / 2
        box = QRectF(left, sheet.top, side, side)
        sheet.place(partial(paint_qr, box=box, text=QR_TEXT, colour=BLACK))
        sheet.top += side + 120
    sheet.rule(strong=True, gap=0)

"""A receipt as a drawing for one of the papers: the same blocks everywhere, in columns where they fit."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter, QPen

from app.office.receipt_view import ReceiptView
from app.ui.language import is_persian
from app.ui.receipt import blocks, foot
from app.ui.receipt.papers import A4, A5, ROLL, UNITS_PER_DOT, Drawing, Page, Paper, Part
from app.ui.receipt.sheet import HAIR, Sheet

SCALES = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64, 0.58)
"""A receipt longer than its page is set smaller and closer until it fits; its QR keeps its size."""
REFLOW = 1.15
"""How much better than its height tells a page may fit, since smaller words break into fewer lines."""
DASH = [6.0, 4.0]


def receipt_drawing(view: ReceiptView, paper: Paper = Paper.A5) -> Drawing:
    """The receipt in the window's language."""
    name = f"{view.number}-copy-{view.copy}" if view.copy else view.number
    if paper is Paper.ROLL80:
        sheet = _laid_out(view, ROLL, Part.ONLY)
        height = math.ceil((sheet.top + ROLL.margin) / UNITS_PER_DOT) * UNITS_PER_DOT
        return Drawing(name, paper, ROLL.width, height, sheet.paint)
    if paper is Paper.A4:
        halves = [(part, _fitting(view, part)) for part in (Part.APPLICANT, Part.OFFICE)]
        return Drawing(name, paper, A4.width, A4.height, partial(_paint_halves, halves))
    return Drawing(name, paper, A5.width, A5.height, _fitting(view, Part.ONLY))


def _paint_halves(halves: list[tuple[Part, Callable[[QPainter], None]]], painter: QPainter) -> None:
    """The applicant's half at the side where reading starts, the office's at the other."""
    middle = A4.width / 2
    for part, paint in halves:
        painter.save()
        at_right = (part is Part.APPLICANT) == is_persian()
        painter.translate(middle if at_right else 0.0, 0.0)
        paint(painter)
        painter.restore()
    pen = QPen(QColor(HAIR), 5.0)
    pen.setDashPattern(DASH)
    painter.setPen(pen)
    painter.drawLine(QPointF(middle, 0), QPointF(middle, A4.height))


def _fitting(view: ReceiptView, part: Part) -> Callable[[QPainter], None]:
    """Painting on an A5 page, as large as everything fits."""
    largest = SCALES[0]
    for scale in SCALES:
        if scale > largest:
            continue
        page = A5.zoomed(scale)
        sheet = _laid_out(view, page, part)
        fits = page.height / (sheet.top + page.margin)
        if fits >= 1 or scale == SCALES[-1]:
            return partial(_paint_scaled, sheet, scale)
        largest = max(SCALES[-1], scale * fits * REFLOW)
    raise AssertionError("the last scale is taken whether it fits or not")


def _paint_scaled(sheet: Sheet, scale: float, painter: QPainter) -> None:
    painter.save()
    painter.scale(scale, scale)
    sheet.paint(painter)
    painter.restore()


def _laid_out(view: ReceiptView, page: Page, part: Part) -> Sheet:
    """Everything from the top down."""
    sheet = Sheet(page, right_to_left=is_persian())
    blocks.head(sheet, view, part)
    blocks.number(sheet, view)
    blocks.facts(sheet, view)
    blocks.fee(sheet, view)
    blocks.payments(sheet, view)
    foot.foot(sheet, view, part)
    return sheet

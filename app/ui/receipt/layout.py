"""A receipt as a drawing for one of the papers: the same blocks everywhere, in columns where they fit."""

from __future__ import annotations

import math
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
DASH = [6.0, 4.0]


def receipt_drawing(view: ReceiptView, paper: Paper = Paper.A5) -> Drawing:
    """The receipt in the window's language."""
    name = f"{view.number}-copy-{view.copy}" if view.copy else view.number
    if paper is Paper.ROLL80:
        height = math.ceil(_height(view, ROLL, Part.ONLY) / UNITS_PER_DOT) * UNITS_PER_DOT
        return Drawing(name, paper, ROLL.width, height, partial(_paint, view=view, page=ROLL, part=Part.ONLY))
    if paper is Paper.A4:
        return Drawing(name, paper, A4.width, A4.height, partial(_paint_both_parts, view=view))
    return Drawing(name, paper, A5.width, A5.height, partial(_paint_fitting, view=view, part=Part.ONLY))


def _paint_both_parts(painter: QPainter, view: ReceiptView) -> None:
    """The applicant's half at the side where reading starts, the office's at the other."""
    middle = A4.width / 2
    for part in (Part.APPLICANT, Part.OFFICE):
        painter.save()
        at_right = (part is Part.APPLICANT) == is_persian()
        painter.translate(middle if at_right else 0.0, 0.0)
        _paint_fitting(painter, view, part)
        painter.restore()
    pen = QPen(QColor(HAIR), 5.0)
    pen.setDashPattern(DASH)
    painter.setPen(pen)
    painter.drawLine(QPointF(middle, 0), QPointF(middle, A4.height))


def _paint_fitting(painter: QPainter, view: ReceiptView, part: Part) -> None:
    """On an A5 page, as large as everything on it fits."""
    for scale in SCALES:
        page = A5.zoomed(scale)
        if scale == SCALES[-1] or _height(view, page, part) <= page.height:
            painter.save()
            painter.scale(scale, scale)
            _paint(painter, view, page, part)
            painter.restore()
            return


def _height(view: ReceiptView, page: Page, part: Part) -> float:
    return _blocks(Sheet(None, page, right_to_left=is_persian()), view, part)


def _paint(painter: QPainter, view: ReceiptView, page: Page, part: Part) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _blocks(Sheet(painter, page, right_to_left=is_persian()), view, part)


def _blocks(sheet: Sheet, view: ReceiptView, part: Part) -> float:
    """Everything from the top down; the height that it takes with both margins."""
    blocks.head(sheet, view, part)
    blocks.number(sheet, view)
    blocks.facts(sheet, view)
    blocks.fee(sheet, view)
    blocks.payments(sheet, view)
    foot.foot(sheet, view, part)
    return sheet.top + sheet.page.margin

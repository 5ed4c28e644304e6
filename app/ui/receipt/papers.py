"""The papers that a receipt comes on, and a drawing made for one of them.

Lengths are tenths of a point (1/720 inch), the same on PDF, printer and preview.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

UNITS_PER_INCH = 720
UNITS_PER_POINT = 10
ROLL_DOTS = 576
"""Dots across the writing of an 80 mm roll: 72 mm at 8 to the millimetre (203 dpi)."""
ROLL_DPI = 8 * 25.4
UNITS_PER_DOT = UNITS_PER_INCH / ROLL_DPI


def mm(length: float) -> float:
    """Millimetres in the drawing's units."""
    return length * UNITS_PER_INCH / 25.4


class Paper(StrEnum):
    """What a counter prints on."""

    A5 = "a5"
    A4 = "a4"
    """Lying: the applicant's A5 at the side where reading starts, the office's part behind a line to cut."""
    ROLL80 = "roll80"


class Part(StrEnum):
    """Whose paper it is, where one sheet has two."""

    ONLY = "only"
    APPLICANT = "applicant"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Page:
    """One page's size and edge. ``height`` 0 is as long as what is on it.

    ``is_narrow``: one column. ``is_mono``: black is all there is, as on a thermal printer.
    """

    width: float
    height: float
    margin: float
    is_narrow: bool = False
    is_mono: bool = False

    def zoomed(self, scale: float) -> Page:
        """The same page for a painter that is scaled: the smaller the scale, the more room on it."""
        return replace(self, width=self.width / scale, height=self.height / scale, margin=self.margin / scale)


A5 = Page(mm(148), mm(210), mm(10))
A4 = Page(mm(297), mm(210), mm(10))
ROLL = Page(mm(80), 0, mm(4), is_narrow=True, is_mono=True)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What comes out: ``paint`` draws it onto a painter scaled to the units. ``name`` is the document's."""

    name: str
    paper: Paper
    width: float
    height: float
    paint: Callable[[QPainter], None]

    def page_layout(self) -> QPageLayout:
        """Size and orientation for a printer or a PDF, without margins of its own."""
        none = QMarginsF(0, 0, 0, 0)
        if self.paper is Paper.A5:
            return QPageLayout(QPageSize(QPageSize.PageSizeId.A5), QPageLayout.Orientation.Portrait, none)
        if self.paper is Paper.A4:
            return QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape, none)
        size = QSizeF(self.width / UNITS_PER_POINT, self.height / UNITS_PER_POINT)
        page = QPageSize(size, QPageSize.Unit.Point, self.name, QPageSize.SizeMatchPolicy.ExactMatch)
        return QPageLayout(page, QPageLayout.Orientation.Portrait, none)

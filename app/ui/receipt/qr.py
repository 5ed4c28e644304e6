"""The squares of a receipt's QR, and their painting.

Choosing the best of the eight masks takes a fifth of a second in Python: whoever draws a receipt does so off
the UI thread.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

import segno
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

KEPT = 16
"""Receipts whose squares are kept: the preview is painted afresh for every size."""


@lru_cache(maxsize=KEPT)
def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The rows of dark squares. Error correction is low: the text is long and the paper clean."""
    matrix = segno.make_qr(text, error="l", boost_error=False).matrix
    return tuple(tuple(bool(module) for module in row) for row in matrix)


@lru_cache(maxsize=KEPT)
def _squares(text: str) -> tuple[QRectF, ...]:
    """Neighbouring dark squares of a row as one rectangle each, a module being one unit."""
    return tuple(
        QRectF(start, y, length, 1) for y, row in enumerate(modules(text)) for start, length in _runs(row)
    )


def paint_qr(painter: QPainter, box: QRectF, text: str, colour: str) -> None:
    """Paint the QR into a square box."""
    unit = box.width() / len(modules(text))
    painter.save()
    painter.translate(box.topLeft())
    painter.scale(unit, unit)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.drawRects(list(_squares(text)))
    painter.restore()


def _runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Where dark modules begin, and how many follow each other."""
    runs, at = [], 0
    for dark, same in groupby(row):
        length = len(list(same))
        if dark:
            runs.append((at, length))
        at += length
    return runs

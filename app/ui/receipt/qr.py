"""The squares of a receipt's QR, and their painting.

Choosing the best of the eight masks takes a fifth of a second in Python: whoever shows a receipt asks for
:func:`modules` off the UI thread first; painting then finds them made.
"""

from __future__ import annotations

from functools import lru_cache

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


def paint_qr(painter: QPainter, box: QRectF, text: str, colour: str) -> None:
    """Paint the QR into a square box."""
    rows = modules(text)
    unit = box.width() / len(rows)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for y, row in enumerate(rows):
        for start, length in _runs(row):
            painter.drawRect(QRectF(box.x() + start * unit, box.y() + y * unit, length * unit, unit))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Neighbouring dark squares as one rectangle each: (start, length)."""
    runs: list[tuple[int, int]] = []
    for x, dark in enumerate(row):
        if not dark:
            continue
        if runs and sum(runs[-1]) == x:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((x, 1))
    return runs

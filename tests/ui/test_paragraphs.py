"""Proves that wrapped text stands at the reading edge of the window, whatever letters it begins with."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from app.ui.widgets.labels import label

WIDTH = 400


def inked_columns(text: str) -> list[int]:
    """The columns of a painted paragraph in which there is ink."""
    made = label(text, wraps=True)
    made.resize(WIDTH, made.heightForWidth(WIDTH))
    image = made.grab().toImage()
    made.deleteLater()
    ground = QColor(image.pixel(0, 0)) if image.width() else QColor()
    rows, columns = range(image.height()), range(image.width())
    return [x for x in columns if any(QColor(image.pixel(x, y)) != ground for y in rows)]


@pytest.mark.parametrize("text", ["IR99 ABC", "گذرنامه", "۱۲۳ A4", "ABC " * 40])
def test_a_paragraph_ends_flush_at_the_right_in_a_persian_window(persian: QApplication, text: str) -> None:
    assert max(inked_columns(text)) >= WIDTH - 6


def test_a_short_paragraph_takes_no_more_than_its_room(persian: QApplication) -> None:
    assert min(inked_columns("IR99 ABC")) > WIDTH / 2

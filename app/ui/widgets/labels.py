"""Labels by what they are: title, heading, secondary text, a hairline."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QStyle, QWidget

from app.ui.stylesheet import set_look


def label(text: str = "", look: str = "", *, wraps: bool = False, parent: QWidget | None = None) -> QLabel:
    """A plain-text label (never rich text: what is shown may come from outside) with a look of the theme."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wraps)
    if look:
        set_look(made, look)
    return made


def rule(parent: QWidget | None = None) -> QFrame:
    """A horizontal hairline."""
    made = QFrame(parent)
    set_look(made, "rule")
    return made


class ElidedLabel(QLabel):
    """One line that shortens itself, at the end that is the end in its language, before it clips others.

    The whole text is its tooltip while it is shortened.
    """

    def __init__(self, text: str = "", look: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        if look:
            set_look(self, look)

    def minimumSizeHint(self) -> QSize:
        """A few letters and the ellipsis are enough."""
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the text, or as much of it as there is room for."""
        room = self.contentsRect()
        text = self.text()
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        self.setToolTip("" if shown == text else text)
        align = QStyle.visualAlignment(self.layoutDirection(), self.alignment())
        QPainter(self).drawText(room, align, shown)

"""A chip: a word and a mark on a tinted ground. Colour never speaks alone."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.fonts import secondary_font
from app.ui.theme import Tone, ground, ink

PADDING_X = 8
PADDING_Y = 3
RADIUS = 4


def chip_text(word: str, tone: Tone, mark: str | None = None) -> str:
    """The word with its mark before it."""
    shown = tone.mark if mark is None else mark
    return f"{shown} {word}" if shown else word


def chip_font() -> QFont:
    """The font of every chip."""
    font = secondary_font()
    font.setWeight(QFont.Weight.Medium)
    return font


@lru_cache(maxsize=512)
def chip_size(text: str) -> QSize:
    """The room that a chip with this text takes; a list asks for the same few again and again."""
    metrics = QFontMetricsF(chip_font())
    return QSize(
        round(metrics.horizontalAdvance(text)) + 2 * PADDING_X + 2, round(metrics.height()) + 2 * PADDING_Y
    )


@lru_cache(maxsize=512)
def fitted(text: str, width: float) -> str:
    """As much of the text as a chip of this width holds."""
    if chip_size(text).width() <= width:
        return text
    metrics = QFontMetricsF(chip_font())
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, width - 2 * PADDING_X - 2))


@lru_cache(maxsize=256)
def chip_ground(size: QSize, colour: str, ratio: float) -> QPixmap:
    """The tinted ground of a chip as a picture, for lists that paint the same few again and again.

    ``ratio`` is how many dots of the screen a pixel of ``size`` has.
    """
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    _paint_ground(painter, QRectF(0, 0, size.width(), size.height()), QColor(colour))
    painter.end()
    return picture


def paint_chip(painter: QPainter, box: QRectF, text: str, tone: Tone) -> None:
    """Paint a chip into ``box``: for the widget here and for cells of tables."""
    painter.save()
    _paint_ground(painter, box, ground(tone))
    painter.setPen(ink(tone))
    painter.setFont(chip_font())
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def _paint_ground(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(box, RADIUS, RADIUS)


class Chip(QWidget):
    """A chip as a widget of its own."""

    def __init__(
        self,
        word: str = "",
        tone: Tone = Tone.NEUTRAL,
        mark: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._text = ""
        self._tone = tone
        self.show_word(word, tone, mark)

    def show_word(self, word: str, tone: Tone, mark: str | None = None) -> None:
        """Change word, meaning and mark."""
        self._text = chip_text(word, tone, mark)
        self._tone = tone
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """What stands on it, mark and word."""
        return self._text

    def tone(self) -> Tone:
        """Its meaning."""
        return self._tone

    def sizeHint(self) -> QSize:
        """As large as its text."""
        return chip_size(self._text)

    def minimumSizeHint(self) -> QSize:
        """Never clipped."""
        return self.sizeHint()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint it."""
        if self._text:
            paint_chip(QPainter(self), QRectF(self.rect()), self._text, self._tone)

    def changeEvent(self, event: QEvent) -> None:
        """Follow palette and font."""
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
            self.update()
        super().changeEvent(event)

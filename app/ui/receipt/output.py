"""Where a drawing goes: a PDF file, one of this PC's printers, an image for the preview or a thermal head."""

from __future__ import annotations

import contextlib
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter

from app.domain.errors import DaftarError
from app.ui.receipt.papers import ROLL, ROLL_DOTS, UNITS_PER_DOT, UNITS_PER_INCH, Drawing
from app.ui.receipt.text_layer import with_letters
from app.ui.receipt.trouble import Cause, PrinterTrouble

PDF_DPI = 1200
DARK_BELOW = 160
"""Of 256 greys: what a thermal head burns. A little above the middle, so that thin strokes of letters stay
whole; there is no dithering, which would fray them.
"""
_BURNT = bytes(0 if grey < DARK_BELOW else 255 for grey in range(256))


class NotWritten(DaftarError):
    """The PDF could not be written."""

    what = "The receipt could not be written to {file}: {reason}."
    safe = "The application is saved; only its paper is missing."
    todo = "Choose another folder, or print it."


def save_pdf(drawing: Drawing, folder: Path) -> Path:
    """Write the PDF into ``folder``, whole or not at all; its path. Raises :class:`NotWritten`."""
    path = folder / f"{drawing.name}.pdf"
    unfinished = path.with_suffix(".unfinished")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(pdf_bytes(drawing))
        unfinished.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            unfinished.unlink()
        raise NotWritten(file=path, reason=error.strerror or error) from error
    return path


def pdf_bytes(drawing: Drawing) -> bytes:
    """A PDF of one page, its font embedded, its text readable."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageLayout(drawing.page_layout())
    writer.setResolution(PDF_DPI)
    writer.setTitle(drawing.name)
    writer.setCreator("Daftar")
    painter = QPainter(writer)
    painter.scale(PDF_DPI / UNITS_PER_INCH, PDF_DPI / UNITS_PER_INCH)
    drawing.paint(painter)
    painter.end()
    return with_letters(bytes(buffer.data().data()))


def print_page(drawing: Drawing, printer: QPrinter) -> None:
    """Print through the operating system. Raises :class:`PrinterTrouble`."""
    printer.setPageLayout(drawing.page_layout())
    printer.setFullPage(True)
    printer.setDocName(drawing.name)
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterTrouble(Cause.NOT_TAKEN)
    scale = printer.resolution() / UNITS_PER_INCH
    painter.scale(scale, scale)
    drawing.paint(painter)
    if not painter.end() or printer.printerState() in (
        QPrinter.PrinterState.Error,
        QPrinter.PrinterState.Aborted,
    ):
        raise PrinterTrouble(Cause.NOT_TAKEN)


def picture(drawing: Drawing, width_px: int) -> QImage:
    """The whole page as an image of this width in device pixels."""
    scale = width_px / drawing.width
    image = QImage(QSize(width_px, round(drawing.height * scale)), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.scale(scale, scale)
    drawing.paint(painter)
    painter.end()
    return image


def dots(drawing: Drawing) -> QImage:
    """What a thermal head of 576 dots at 203 dpi burns of a drawing for the roll: greys 0 and 255 only.

    The paper's edges, which the head does not reach, are left out.
    """
    image = QImage(QSize(ROLL_DOTS, round(drawing.height / UNITS_PER_DOT)), QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.scale(1 / UNITS_PER_DOT, 1 / UNITS_PER_DOT)
    painter.translate(-ROLL.margin, 0)
    drawing.paint(painter)
    painter.end()
    burnt = bytes(image.constBits()).translate(_BURNT)
    return QImage(
        burnt, image.width(), image.height(), image.bytesPerLine(), QImage.Format.Format_Grayscale8
    ).copy()

"""Where a receipt goes: a PDF file, a printer, an image for the preview. One painting for all."""

from __future__ import annotations

import contextlib
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSize, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from app.domain.errors import DaftarError
from app.office.receipt_view import ReceiptView
from app.ui.receipt.layout import paint
from app.ui.receipt.sheet import A5_HEIGHT, A5_WIDTH, UNITS_PER_INCH
from app.ui.receipt.text_layer import with_letters

PDF_DPI = 1200


class NotWritten(DaftarError):
    """The PDF could not be written."""

    what = "The receipt could not be written to {file}: {reason}."
    safe = "The application is saved; only its paper is missing."
    todo = "Choose another folder, or print it."


class NotPrinted(DaftarError):
    """The printer took nothing."""

    what = "The printer {printer} did not take the receipt."
    safe = "The application is saved; only its paper is missing."
    todo = "See to the printer and print again, or save it as PDF."


def file_name(view: ReceiptView) -> str:
    """The name of its PDF: the number, and which copy it is."""
    return f"{view.number}-copy-{view.copy}.pdf" if view.copy else f"{view.number}.pdf"


def save_pdf(view: ReceiptView, folder: Path) -> Path:
    """Write the PDF into ``folder``, whole or not at all; its path. Raises :class:`NotWritten`."""
    path = folder / file_name(view)
    unfinished = path.with_suffix(".unfinished")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(pdf_bytes(view))
        unfinished.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            unfinished.unlink()
        raise NotWritten(file=path, reason=error.strerror or error) from error
    return path


def pdf_bytes(view: ReceiptView) -> bytes:
    """The receipt as a PDF of one A5 page, its font embedded, its text readable."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageLayout(_page())
    writer.setResolution(PDF_DPI)
    writer.setTitle(view.number)
    writer.setCreator("Daftar")
    painter = QPainter(writer)
    painter.scale(PDF_DPI / UNITS_PER_INCH, PDF_DPI / UNITS_PER_INCH)
    paint(painter, view)
    painter.end()
    return with_letters(bytes(buffer.data().data()))


def default_printer() -> str:
    """The name of the printer that receipts go to, or empty when there is none."""
    found = QPrinterInfo.defaultPrinter()
    return "" if found.isNull() else found.printerName()


def print_out(view: ReceiptView, printer_name: str) -> None:
    """Print on A5. Raises :class:`NotPrinted`."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(printer_name)
    printer.setPageLayout(_page())
    printer.setFullPage(True)
    printer.setDocName(view.number)
    painter = QPainter()
    if not painter.begin(printer):
        raise NotPrinted(printer=printer_name)
    painter.scale(printer.resolution() / UNITS_PER_INCH, printer.resolution() / UNITS_PER_INCH)
    paint(painter, view)
    if not painter.end():
        raise NotPrinted(printer=printer_name)


def picture(view: ReceiptView, width_px: int) -> QImage:
    """The whole page as an image of this width in device pixels."""
    scale = width_px / A5_WIDTH
    image = QImage(QSize(width_px, round(A5_HEIGHT * scale)), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.scale(scale, scale)
    paint(painter, view)
    painter.end()
    return image


def _page() -> QPageLayout:
    return QPageLayout(
        QPageSize(QPageSize.PageSizeId.A5), QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)
    )

"""Print a drawing on a printer. Belongs off the UI thread, for printers take their time."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from app.ui.receipt.address import Address, Way
from app.ui.receipt.output import dots, print_page
from app.ui.receipt.papers import Drawing
from app.ui.receipt.receipt_printer import print_dots
from app.ui.receipt.trouble import Cause, PrinterTrouble


@dataclass(frozen=True, slots=True)
class SystemPrinter:
    """A printer of this PC's system."""

    name: str
    words: str
    is_default: bool


def system_printers() -> list[SystemPrinter]:
    """Every printer of this PC's system, the default one first. May wait for a print server."""
    default = QPrinterInfo.defaultPrinterName()
    found = [
        SystemPrinter(one.printerName(), one.description() or one.printerName(), one.printerName() == default)
        for one in QPrinterInfo.availablePrinters()
    ]
    return sorted(found, key=lambda one: (not one.is_default, one.name))


def default_name() -> str:
    """The name of the printer that this PC prints on, or empty when it has none."""
    return QPrinterInfo.defaultPrinterName()


def goes_to_pdf(address: Address) -> bool:
    """Whether nothing but a PDF can come of it: that is wanted, or this PC has no printer."""
    return address.way is Way.PDF or (address.way is Way.DEFAULT and not default_name())


def print_drawing(drawing: Drawing, address: Address) -> None:
    """Print it. Raises :class:`PrinterTrouble`."""
    if address.is_receipt_printer:
        print_dots(address, dots(drawing))
        return
    info = QPrinterInfo.printerInfo(address.place) if address.place else QPrinterInfo.defaultPrinter()
    if info.isNull():
        raise PrinterTrouble(Cause.UNKNOWN)
    print_page(drawing, QPrinter(info, QPrinter.PrinterMode.HighResolution))

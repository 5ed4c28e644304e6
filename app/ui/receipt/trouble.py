"""What can go wrong between this PC and a printer, and how a person is told of it."""

from __future__ import annotations

from enum import Enum

from app.domain.errors import DaftarError


class Cause(Enum):
    """Why a paper did not come out, or not all of it. The values are the reasons in the sentences."""

    SILENT = "it does not answer"
    UNKNOWN = "this PC knows no printer of this name"
    NO_PAPER = "it has no paper"
    NOT_READY = "its cover is open, or it reports a fault"
    BROKEN = "the line to it broke"
    STALLED = "it stopped taking data"
    NOT_TAKEN = "this PC's printing did not take it"
    NO_USB = "this PC has no USB library for it (libusb)"


class PrinterTrouble(Exception):
    """A printer did not do its work. ``begun``: a part of the paper may have come out."""

    def __init__(self, cause: Cause, *, begun: bool = False) -> None:
        super().__init__(cause.value)
        self.cause, self.begun = cause, begun


class NotPrinted(DaftarError):
    """No receipt came out."""

    what = "The receipt did not come out of {printer}: {reason}."
    safe = "The application is saved; its receipt number is {receipt}."
    todo = "See to the printer, then press F9 to print it again, or save it as PDF."


class PrintedInPart(NotPrinted):
    """Some of the receipt may have come out, so the next paper is a copy."""

    what = "{printer} may have printed only a part of the receipt: {reason}."
    todo = "Throw away what came out. F9 prints it again, as a copy; or save it as PDF."


class TrialNotPrinted(DaftarError):
    """No test page came out."""

    what = "The test page did not come out of {printer}: {reason}."
    safe = "Nothing was changed; receipts can always be saved as PDF."
    todo = "See that it is switched on, that its cable and its paper are in, and that its address is right."


def not_printed(trouble: PrinterTrouble, printer: str, receipt: str) -> NotPrinted:
    """The error for a receipt's person."""
    kind = PrintedInPart if trouble.begun else NotPrinted
    return kind(printer=printer, reason=trouble.cause.value, receipt=receipt)

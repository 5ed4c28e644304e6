"""What ``daftar doctor`` looks at of the counter's printer: one that does not answer is told of."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.cli.diagnosis import Diagnosis, Health

if TYPE_CHECKING:
    from app.local_db.place import Place

ADVICE = "See that it is switched on and has paper. Meanwhile receipts can be saved as PDF: docs/receipts.md."


def look_at_printer(place: Place) -> Iterator[Diagnosis]:
    """Which printer is chosen; a receipt printer is asked how it stands, and prints nothing."""
    if importlib.util.find_spec("PySide6") is None:
        return
    from PySide6.QtCore import QSettings

    from app.ui.receipt.choice import chosen
    from app.ui.receipt.receipt_printer import require_ready
    from app.ui.receipt.trouble import PrinterTrouble

    choice = chosen(QSettings(str(place.directory / "window.ini"), QSettings.Format.IniFormat))
    note = f"receipts go to {choice.printer} on {choice.printed_on}"
    if choice.printer.is_receipt_printer:
        try:
            require_ready(choice.printer)
        except PrinterTrouble as trouble:
            yield Diagnosis("printer", Health.WARN, f"{note}: {trouble.cause.value}", ADVICE)
            return
    yield Diagnosis("printer", Health.OK, note)

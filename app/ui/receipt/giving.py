"""Giving a paper to the citizen: the copy journalled first where it is one, then printed or written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from app.domain.errors import DaftarError
from app.office.counter import Counter
from app.office.receipt_view import ReceiptView, view_receipt
from app.office.reprint import reprint
from app.office.sign_in import Session
from app.ui import operations, texts
from app.ui.receipt.address import Address, Way
from app.ui.receipt.choice import Choice, chosen
from app.ui.receipt.layout import receipt_drawing
from app.ui.receipt.output import save_pdf
from app.ui.receipt.printing import default_name, goes_to_pdf, print_drawing
from app.ui.receipt.qr import modules
from app.ui.receipt.trouble import PrinterTrouble, not_printed
from app.ui.texts import explained, translate
from app.ui.theme import Tone
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.notice import Notice
from app.ui.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Given:
    """Paper that was given: which receipt it was, and the printer or the file that took it."""

    view: ReceiptView
    printer: str
    file: Path | None


def pdf_folder() -> Path:
    """Where PDFs of receipts go: ``Daftar`` among the person's documents."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents or Path.home()) / "Daftar"


def give(view: ReceiptView, choice: Choice, folder: Path) -> Given:
    """Print, or write the PDF where that is chosen or there is no printer. Off the UI thread.

    Raises :class:`app.ui.receipt.trouble.NotPrinted` and :class:`app.ui.receipt.output.NotWritten`.
    """
    drawing = receipt_drawing(view, choice.printed_on)
    if goes_to_pdf(choice.printer):
        return Given(view, "", save_pdf(drawing, folder))
    name = printer_words(choice.printer)
    try:
        print_drawing(drawing, choice.printer)
    except PrinterTrouble as trouble:
        raise not_printed(trouble, name, view.number) from trouble
    return Given(view, name, None)


def give_copy(counter: Counter, session: Session, receipt: str, choice: Choice, folder: Path) -> Given:
    """Journal a copy, then give it. Raises what ``reprint`` and :func:`give` raise."""
    copy = reprint(counter, session, receipt)
    view = view_receipt(counter, receipt, copy=copy)
    modules(view.qr_text)  # made here, so that the preview finds it
    return give(view, choice, folder)


def printer_words(address: Address) -> str:
    """A printer as a person knows it."""
    if address.way is Way.DEFAULT:
        return default_name()
    return address.place if address.way is Way.SYSTEM else str(address)


def given_words(given: Given) -> str:
    """What became of it, as a sentence."""
    which = (
        translate("receipt", "Copy {n}").format(n=texts.digits(given.view.copy))
        if given.view.copy
        else translate("receipt", "The receipt")
    )
    if given.file is None:
        return translate("receipt", "{which} went to the printer {printer}").format(
            which=which, printer=texts.isolate(given.printer)
        )
    # The name alone: a long path would break in the middle, and read backwards in Persian.
    return translate("receipt", "{which} is saved as {file}").format(
        which=which, file=texts.isolate(given.file.name)
    )


class PrintAgain(KeyButton):
    """F9 on a page: a copy of the receipt that ``which`` names (empty: none).

    ``notice`` tells what became of it until the page is left; the page gives it its place. ``folder`` is
    where PDFs go.
    """

    def __init__(
        self,
        workplace: Workplace,
        which: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(translate("receipt", "Print a copy"), "F9", shortcut=True, parent=parent)
        self._workplace, self._which = workplace, which
        self.notice = Notice()
        self._offered, self._busy = True, False
        self.folder = pdf_folder()
        self.clicked.connect(self.give_copy)

    def offer(self, *, offered: bool) -> None:
        """Whether there is a receipt to print."""
        self._offered = offered
        self.setEnabled(offered and not self._busy)

    def give_copy(self) -> None:
        """Journal it and print it; the button rests meanwhile."""
        receipt, session = self._which(), self._workplace.session
        if not receipt or session is None or self._busy:
            return
        self._rest(busy=True)
        counter, choice, folder = self._workplace.counter, chosen(self._workplace.settings), self.folder
        operations.run(
            self,
            lambda: give_copy(counter, session, receipt, choice, folder),
            self._on_given,
            self._on_not_given,
            prints=True,
        )

    def hideEvent(self, event: QHideEvent) -> None:
        """What was told is over when the page is left."""
        self.notice.say("")
        super().hideEvent(event)

    def _rest(self, *, busy: bool) -> None:
        self._busy = busy
        self.setEnabled(self._offered and not busy)

    def _on_given(self, given: Given) -> None:
        self._rest(busy=False)
        number = texts.code(given.view.number)
        self.notice.say(
            translate("receipt", "{receipt}: {words}").format(receipt=number, words=given_words(given)),
            Tone.OK,
        )
        self.notice.setToolTip(str(given.file or ""))

    def _on_not_given(self, error: DaftarError) -> None:
        self._rest(busy=False)
        self.notice.say(explained(error).in_one(), Tone.BAD)

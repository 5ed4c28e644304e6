"""After an application was saved: its number, large; its paper; print it, and on to the next citizen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.errors import DaftarError
from app.office.receipt_view import ReceiptView, view_receipt
from app.office.reprint import reprint
from app.ui import operations, texts
from app.ui.language import is_persian
from app.ui.money_words import with_unit
from app.ui.receipt.output import default_printer, print_out, save_pdf
from app.ui.receipt.paper_view import PaperView
from app.ui.texts import explained, translate
from app.ui.theme import GAP, Tone
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.card import Card
from app.ui.widgets.chip import Chip
from app.ui.widgets.labels import label
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


class ReceiptPanel(QWidget):
    """``next_asked`` when the person goes on. The first paper is the original, each later one a copy.

    ``folder`` is where PDFs go.
    """

    next_asked = Signal()
    given = Signal(object)

    def __init__(self, workplace: Workplace, next_words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._view: ReceiptView | None = None
        self._was_given = False
        self._busy = False
        self.folder = pdf_folder()
        self.paper = PaperView()
        self.chip = Chip()
        self.number = label("", "figure")
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.number.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        edge = Qt.AlignmentFlag.AlignRight if is_persian() else Qt.AlignmentFlag.AlignLeft
        self.number.setAlignment(edge | Qt.AlignmentFlag.AlignAbsolute)
        self.sum = label("", "strong", wraps=True)
        self.told = label("", wraps=True)
        self.notice = Notice()
        self.print_button = KeyButton(translate("receipt", "Print"), "F9", shortcut=True)
        self.pdf_button = KeyButton(translate("receipt", "Save as PDF"), "Ctrl+S", shortcut=True)
        self.next_button = KeyButton(next_words, "Enter", primary=True)
        self.print_button.clicked.connect(self.give_paper)
        self.pdf_button.clicked.connect(self.save)
        self.next_button.clicked.connect(self.next_asked)
        self._lay_out()

    def show_receipt(self, view: ReceiptView, *, given_before: bool = False) -> None:
        """Show a receipt. ``given_before``: its original is out already, so the next paper is a copy."""
        self._view, self._was_given = view, given_before
        unit = view.lines.in_unit
        self.number.setText(texts.code(view.number))
        self.number.setAccessibleName(
            translate("receipt", "Receipt number {number}").format(number=view.number)
        )
        if view.unpaid_rials > 0:
            self.chip.show_word(translate("receipt", "Saved, unpaid"), Tone.WAIT)
            money = translate("receipt", "Still to be paid: {amount}").format(
                amount=with_unit(view.unpaid_rials, unit)
            )
        else:
            self.chip.show_word(translate("receipt", "Saved"), Tone.OK)
            money = translate("receipt", "Paid: {amount}").format(amount=with_unit(view.paid_rials, unit))
        self.sum.setText(money)
        self.told.setText(texts.words(view.next))
        self.notice.say("")
        self.print_button.set_words(
            translate("receipt", "Print") if default_printer() else translate("receipt", "Receipt as PDF")
        )
        self.pdf_button.setVisible(bool(default_printer()))
        self.paper.show_view(view)
        self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_over(self, other: ReceiptPanel) -> None:
        """Show what stood on the panel of the window's other language."""
        self.folder = other.folder
        if other._view is not None:
            self.show_receipt(other._view, given_before=other._was_given)

    def view(self) -> ReceiptView | None:
        """The receipt that is shown."""
        return self._view

    def give_paper(self) -> None:
        """Print; without a printer, write the PDF."""
        self._give(default_printer())

    def save(self) -> None:
        """Write the PDF."""
        self._give("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button under the focus, or goes on."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        focused = self.focusWidget()
        button = focused if isinstance(focused, QPushButton) else self.next_button
        button.click()

    def _give(self, printer: str) -> None:
        if self._view is None or self._busy:
            return
        self._busy = True
        view, was_given, folder = self._view, self._was_given, self.folder
        counter, session = self._workplace.counter, self._workplace.signed_in()

        def work() -> Given:
            out = view
            if was_given:
                out = view_receipt(counter, view.number, copy=reprint(counter, session, view.number))
            if printer:
                print_out(out, printer)
                return Given(out, printer, None)
            return Given(out, "", save_pdf(out, folder))

        operations.run(self, work, self._on_given, self._on_not_given)

    def _on_given(self, given: Given) -> None:
        self._busy = False
        if self._view is None or given.view.number != self._view.number:
            return
        self._was_given = True
        if given.view.copy:
            self.paper.show_view(given.view)
        which = (
            translate("receipt", "Copy {n}").format(n=texts.digits(given.view.copy))
            if given.view.copy
            else translate("receipt", "The receipt")
        )
        if given.file is not None:
            # The name alone: a long path would break in the middle, and read backwards in Persian.
            words = translate("receipt", "{which} is saved as {file}").format(
                which=which, file=texts.isolate(given.file.name)
            )
            self.notice.setToolTip(str(given.file))
        else:
            words = translate("receipt", "{which} went to the printer {printer}").format(
                which=which, printer=texts.isolate(given.printer)
            )
        self.notice.say(words, Tone.OK)
        self.given.emit(given)

    def _on_not_given(self, error: DaftarError) -> None:
        self._busy = False
        self.notice.say(explained(error).in_one(), Tone.BAD)

    def _lay_out(self) -> None:
        paper = Card()
        paper.body.addWidget(self.paper, 1)
        said = Card(translate("receipt", "Receipt"))
        said.add_beside_title(self.chip)
        said.body.addWidget(self.number)
        said.body.addWidget(self.sum)
        said.body.addSpacing(GAP)
        said.body.addWidget(label(translate("receipt", "Tell the citizen"), "secondary"))
        said.body.addWidget(self.told)
        column = QVBoxLayout()
        column.setSpacing(3 * GAP)
        column.addWidget(said)
        column.addWidget(self.notice)
        column.addStretch(1)
        column.addWidget(self.pdf_button)
        column.addWidget(self.print_button)
        column.addWidget(self.next_button)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3 * GAP)
        row.addLayout(column, 4)
        row.addWidget(paper, 7)

"""Which printer and paper this counter uses: chosen, kept at once, and tried with a test page."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QWidget

from app.domain.entry import instant
from app.domain.errors import DaftarError
from app.ui import operations, texts
from app.ui.receipt.address import Address, BadAddress, Way, typed_address
from app.ui.receipt.choice import Choice, choose, chosen
from app.ui.receipt.giving import printer_words
from app.ui.receipt.papers import Paper
from app.ui.receipt.printing import SystemPrinter, goes_to_pdf, system_printers
from app.ui.receipt.trial import paper_words, print_trial
from app.ui.texts import explained, translate
from app.ui.theme import GAP, Tone
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.card import Card
from app.ui.widgets.entry_field import EntryField
from app.ui.widgets.labels import label
from app.ui.widgets.notice import Notice
from app.ui.workplace import Workplace

RECEIPT_PRINTER = "receipt-printer"
"""The entry of the list whose address is typed."""
ADDRESS_MAX = 120


class CalmBox(QComboBox):
    """A list that turning the wheel does not change."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the page."""
        event.ignore()


class PrintingCard(Card):
    """``changed(Choice)`` when another was made and kept; ``left`` when the person is done."""

    changed = Signal(object)
    left = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(translate("printing", "Printing at this counter"), parent=parent)
        self._workplace = workplace
        self._showing = False
        self.printer = CalmBox()
        self.printer.setAccessibleName(translate("printing", "Printer"))
        self.address = EntryField(latin=True)
        self.address.set_caption(translate("printing", "Address of the receipt printer"))
        self.address.line.setMaxLength(ADDRESS_MAX)
        self.address.set_note(
            translate(
                "printing", "In the network {host}, on USB {usb}, on a line {port} or a device {file}"
            ).format(
                host=texts.code("192.0.2.10"),
                usb=texts.code("usb:04b8:0e15"),
                port=texts.code("COM3"),
                file=texts.code("/dev/usb/lp0"),
            )
        )
        self.paper = CalmBox()
        self.paper.setAccessibleName(translate("printing", "Paper"))
        for paper in Paper:
            self.paper.addItem(paper_words(paper), paper.value)
        self.by_itself = QCheckBox(translate("printing", "Print by itself after accepting"))
        self.notice = Notice()
        self.try_button = KeyButton(translate("printing", "Print a test page"))
        self.done_button = KeyButton(translate("printing", "Done"), "Esc")
        self._lay_out()
        self.printer.currentIndexChanged.connect(self._on_printer)
        self.paper.currentIndexChanged.connect(self._keep)
        self.by_itself.toggled.connect(self._keep)
        self.address.line.editingFinished.connect(self._keep)
        self.address.edited.connect(lambda _: self.notice.say(""))
        self.try_button.clicked.connect(self._try)
        self.done_button.clicked.connect(self.left)

    def come_up(self) -> None:
        """Show what is chosen, and ask the system which printers there are."""
        self.notice.say("")
        self._show(chosen(self._workplace.settings), None)
        operations.run(self, system_printers, self._on_printers)
        self.printer.setFocus()

    def choice(self) -> Choice:
        """What is chosen on it. Raises :class:`BadAddress`."""
        data = str(self.printer.currentData())
        address = typed_address(texts.to_ascii(self.address.text()) if data == RECEIPT_PRINTER else data)
        return Choice(address, Paper(self.paper.currentData()), self.by_itself.isChecked())

    def _on_printers(self, found: list[SystemPrinter]) -> None:
        self._show(chosen(self._workplace.settings), found)

    def _show(self, choice: Choice, found: list[SystemPrinter] | None) -> None:
        """``found`` is None until the system has told of its printers."""
        self._showing = True
        self.printer.clear()
        default = next((one.words for one in found or () if one.is_default), "")
        words = (
            translate("printing", "This PC's printer")
            if default or found is None
            else translate("printing", "This PC's printer (there is none: a PDF)")
        )
        self.printer.addItem(
            f"{words}: {texts.isolate(default)}" if default else words, str(Address(Way.DEFAULT))
        )
        for one in found or ():
            self.printer.addItem(texts.isolate(one.words), str(Address(Way.SYSTEM, one.name)))
        if choice.printer.way is Way.SYSTEM and self.printer.findData(str(choice.printer)) < 0:
            self.printer.addItem(texts.isolate(choice.printer.place), str(choice.printer))
        self.printer.addItem(translate("printing", "A receipt printer (ESC/POS)"), RECEIPT_PRINTER)
        self.printer.addItem(translate("printing", "A PDF file"), str(Address(Way.PDF)))
        typed = choice.printer.is_receipt_printer
        self.printer.setCurrentIndex(self.printer.findData(RECEIPT_PRINTER if typed else str(choice.printer)))
        if typed:
            self.address.line.setText(str(choice.printer))
        self.paper.setCurrentIndex(self.paper.findData(choice.printed_on.value))
        self.by_itself.setChecked(choice.by_itself)
        self._showing = False
        self._follow_printer()

    def _on_printer(self, _: int) -> None:
        if self._showing:
            return
        self.notice.say("")
        self._follow_printer()
        if self.printer.currentData() == RECEIPT_PRINTER and not self.address.text().strip():
            self.address.setFocus()
            return
        self._keep()

    def _follow_printer(self) -> None:
        """A receipt printer has an address, and no paper but its roll."""
        typed = self.printer.currentData() == RECEIPT_PRINTER
        self.address.setVisible(typed)
        self.paper.setEnabled(not typed)
        if typed:
            self._showing, before = True, self._showing
            self.paper.setCurrentIndex(self.paper.findData(Paper.ROLL80.value))
            self._showing = before

    def _keep(self) -> None:
        settings = self._workplace.settings
        if self._showing or settings is None:
            return
        try:
            choice = self.choice()
        except BadAddress as error:
            self.address.show_error(explained(error).in_one())
            return
        self.address.clear_error()
        if choice.printer.is_receipt_printer:
            self.address.line.setText(str(choice.printer))  # as it was understood
        if choice != chosen(settings):
            choose(settings, choice)
            self.changed.emit(choice)

    def _try(self) -> None:
        try:
            choice = self.choice()
        except BadAddress as error:
            self.address.show_error(explained(error).in_one())
            return
        self._keep()
        at = instant(self._workplace.counter.now())
        self.try_button.setEnabled(False)
        self.notice.say("")

        def work() -> str:
            if goes_to_pdf(choice.printer):
                return ""
            name = printer_words(choice.printer)
            print_trial(choice.printer, name, choice.printed_on, at)
            return name

        operations.run(self, work, self._on_tried, self._on_not_tried, prints=True)

    def _on_tried(self, printer: str) -> None:
        self.try_button.setEnabled(True)
        if printer:
            words = translate("printing", "The test page went to {printer}.").format(
                printer=texts.isolate(printer)
            )
            self.notice.say(words, Tone.OK)
        else:
            self.notice.say(
                translate("printing", "There is no printer to try: receipts become PDF files."), Tone.WAIT
            )

    def _on_not_tried(self, error: DaftarError) -> None:
        self.try_button.setEnabled(True)
        self.notice.say(explained(error).in_one(), Tone.BAD)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(4 * GAP)
        grid.setVerticalSpacing(3 * GAP)
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(translate("printing", "Printer"), "secondary"), 0, 0)
        grid.addWidget(self.printer, 0, 1)
        grid.addWidget(self.address, 1, 1)
        grid.addWidget(label(translate("printing", "Paper"), "secondary"), 2, 0)
        grid.addWidget(self.paper, 2, 1)
        grid.addWidget(self.by_itself, 3, 1)
        self.body.addLayout(grid)
        self.body.addWidget(self.notice)
        self.body.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.done_button)
        buttons.addStretch(1)
        buttons.addWidget(self.try_button)
        self.body.addLayout(buttons)

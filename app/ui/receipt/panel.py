"""After an application was saved: its number, large; its paper; print it, and on to the next citizen."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.domain.errors import DaftarError
from app.office.receipt_view import ReceiptView
from app.ui import operations, texts
from app.ui.after_paint import after_paint
from app.ui.language import is_persian
from app.ui.money_words import with_unit
from app.ui.receipt.address import Address, Way
from app.ui.receipt.choice import Choice, chosen
from app.ui.receipt.giving import Given, give, give_copy, given_words, pdf_folder, printer_words
from app.ui.receipt.paper_view import PaperView
from app.ui.receipt.printing import goes_to_pdf
from app.ui.receipt.printing_card import PrintingCard
from app.ui.receipt.trial import paper_words
from app.ui.receipt.trouble import PrintedInPart
from app.ui.texts import explained, translate
from app.ui.theme import GAP, Tone
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.card import Card
from app.ui.widgets.chip import Chip
from app.ui.widgets.labels import label
from app.ui.widgets.notice import Notice
from app.ui.workplace import Workplace


class ReceiptPanel(QWidget):
    """``next_asked`` when the person goes on. The first paper is the original, each later one a copy.

    ``folder`` is where PDFs go. ``late(sentence)`` when a paper did not come out and its receipt is no
    longer the one that is shown.
    """

    next_asked = Signal()
    given = Signal(object)
    late = Signal(str)

    def __init__(self, workplace: Workplace, next_words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._view: ReceiptView | None = None
        self._was_given = False
        self._was_seen = True
        self._under_way: set[str] = set()
        self._destinations: dict[Choice, tuple[str, bool]] = {}
        self.folder = pdf_folder()
        self.beside = QStackedWidget(self)
        self.paper = PaperView(self)
        self._printing: PrintingCard | None = None
        self.chip = Chip(parent=self)
        self.number = label("", "figure", parent=self)
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.number.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        edge = Qt.AlignmentFlag.AlignRight if is_persian() else Qt.AlignmentFlag.AlignLeft
        self.number.setAlignment(edge | Qt.AlignmentFlag.AlignAbsolute)
        self.sum = label("", "strong", wraps=True, parent=self)
        self.told = label("", wraps=True, parent=self)
        self.notice = Notice(self)
        self.where = label("", "secondary", wraps=True, parent=self)
        self.print_button = KeyButton(translate("receipt", "Print"), "F9", shortcut=True, parent=self)
        self.pdf_button = KeyButton(translate("receipt", "Save as PDF"), "Ctrl+S", shortcut=True, parent=self)
        self.choose_button = KeyButton(
            translate("receipt", "Printer and paper"), "Ctrl+P", shortcut=True, parent=self
        )
        self.next_button = KeyButton(next_words, "Enter", primary=True, parent=self)
        self.print_button.clicked.connect(self.give_paper)
        self.pdf_button.clicked.connect(self.save)
        self.choose_button.clicked.connect(self._choose)
        self.next_button.clicked.connect(self.next_asked)
        self._lay_out()

    def show_receipt(self, view: ReceiptView, *, given_before: bool = False) -> None:
        """Show a receipt, and print it where the counter does so by itself.

        ``given_before``: its original is out already, so the next paper is a copy. The number is painted
        first: its paper is drawn, and printed, in the turn after that.
        """
        self._put_up(view, given_before=given_before)
        by_itself = self._choice().by_itself and not given_before
        after_paint(self, lambda: self._go_on_with(view, prints=by_itself))

    def _go_on_with(self, view: ReceiptView, *, prints: bool) -> None:
        if view is not self._view:
            return
        self._follow_choice()
        if prints:
            self.give_paper()

    def _put_up(self, view: ReceiptView, *, given_before: bool) -> None:
        self._view, self._was_given = view, given_before
        unit = view.lines.in_unit
        self.number.setText(texts.code(view.number))
        self.number.setAccessibleName(
            translate("receipt", "Receipt number {number}").format(number=texts.code(view.number))
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
        self.beside.setCurrentIndex(0)
        self.paper.clear()
        self._was_seen = self.isVisible()
        if self._was_seen:  # else another page is up, and has the keyboard
            self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def come_up(self) -> bool:
        """Take the keyboard with a receipt that came while another page was up; False when it was seen."""
        if self._was_seen:
            return False
        self._was_seen = True
        self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def take_over(self, other: ReceiptPanel) -> None:
        """Show what stood on the panel of the window's other language; what it is printing counts as out."""
        self.folder = other.folder
        view = other._view
        if view is not None:
            self._put_up(view, given_before=other._was_given or view.number in other._under_way)
            self._follow_choice()

    @property
    def printing(self) -> PrintingCard:
        """The choice of printer and paper; made when it is first wanted."""
        if self._printing is None:
            self._printing = PrintingCard(self._workplace, self.beside)
            self._printing.changed.connect(lambda _: self._follow_choice())
            self._printing.left.connect(self.close_choice)
            self.beside.addWidget(self._printing)
        return self._printing

    def _is_choosing(self) -> bool:
        return self._printing is not None and self.beside.currentWidget() is self._printing

    def view(self) -> ReceiptView | None:
        """The receipt that is shown."""
        return self._view

    def give_paper(self) -> None:
        """Print; without a printer, write the PDF."""
        self._give(self._choice())

    def save(self) -> None:
        """Write the PDF."""
        self._give(replace(self._choice(), printer=Address(Way.PDF)))

    def close_choice(self) -> bool:
        """Back from the choice of printer to the paper; False when it was not open."""
        if not self._is_choosing():
            return False
        self.beside.setCurrentIndex(0)
        self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def event(self, event: QEvent) -> bool:
        """While a printer is chosen, Esc is the panel's and not the window's."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self._is_choosing()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button under the focus, or goes on; Esc closes the choice of printer."""
        choosing = self._is_choosing()
        focused = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape and self.close_choice():
            return
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif isinstance(focused, QPushButton):
            focused.click()
        elif not choosing:
            self.next_button.click()

    def _choice(self) -> Choice:
        return chosen(self._workplace.settings)

    def _choose(self) -> None:
        if not self.close_choice():
            self.beside.setCurrentWidget(self.printing)
            self.printing.come_up()

    def _follow_choice(self) -> None:
        """Say where the paper goes, and show it as it will be."""
        choice = self._choice()
        if self._view is not None:
            self.paper.show_view(self._view, choice.printed_on)
        name, to_pdf = self._destinations.get(choice, ("", choice.printer.way is Way.PDF))
        self._say_where(choice, name, to_pdf=to_pdf)
        operations.run(self, lambda: _destination(choice), self._on_destination)

    def _on_destination(self, told: tuple[Choice, str, bool]) -> None:
        choice, name, to_pdf = told
        self._destinations[choice] = (name, to_pdf)
        if choice == self._choice():
            self._say_where(choice, name, to_pdf=to_pdf)

    def _say_where(self, choice: Choice, name: str, *, to_pdf: bool) -> None:
        self.print_button.set_words(
            translate("receipt", "Receipt as PDF") if to_pdf else translate("receipt", "Print")
        )
        self.pdf_button.setVisible(not to_pdf)
        printer = translate("receipt", "a PDF file") if to_pdf else texts.isolate(name)
        self.where.setText(
            translate("receipt", "{printer} · {paper}").format(
                printer=printer, paper=paper_words(choice.printed_on)
            )
            if printer
            else ""
        )

    def _give(self, choice: Choice) -> None:
        view = self._view
        if view is None or view.number in self._under_way:
            return
        self._under_way.add(view.number)
        was_given, folder = self._was_given, self.folder
        counter, session = self._workplace.counter, self._workplace.signed_in()
        number = view.number

        def work() -> Given:
            if was_given:
                return give_copy(counter, session, number, choice, folder)
            return give(view, choice, folder)

        operations.run(
            self, work, self._on_given, lambda error: self._on_not_given(number, error), prints=True
        )

    def _on_given(self, given: Given) -> None:
        self._under_way.discard(given.view.number)
        if self._view is None or given.view.number != self._view.number:
            return
        self._was_given = True
        if given.view.copy:
            self.paper.show_view(given.view, self._choice().printed_on)
        self.notice.setToolTip(str(given.file or ""))
        self.notice.say(given_words(given), Tone.OK)
        self.given.emit(given)

    def _on_not_given(self, number: str, error: DaftarError) -> None:
        self._under_way.discard(number)
        words = explained(error).in_one()
        if self._view is None or number != self._view.number or not self.isVisible():
            self.late.emit(words)
            return
        if isinstance(error, PrintedInPart):
            self._was_given = True
        self.notice.say(words, Tone.BAD)

    def _lay_out(self) -> None:
        paper = Card(parent=self.beside)
        paper.body.addWidget(self.paper, 1)
        said = Card(translate("receipt", "Receipt"), parent=self)
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
        column.addWidget(self.where)
        for button in (self.choose_button, self.pdf_button, self.print_button, self.next_button):
            column.addWidget(button)
        self.beside.addWidget(paper)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3 * GAP)
        row.addLayout(column, 4)
        row.addWidget(self.beside, 7)


def _destination(choice: Choice) -> tuple[Choice, str, bool]:
    """Printer's words, and whether it is a PDF instead. Asks this PC's system, which may take its time."""
    to_pdf = goes_to_pdf(choice.printer)
    return choice, "" if to_pdf else printer_words(choice.printer), to_pdf

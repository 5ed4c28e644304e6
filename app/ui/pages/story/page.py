"""Where one application stands and everything that happened to it: what, who, when, at which counter."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.errors import DaftarError
from app.office.open_acts import Act, open_acts
from app.office.story import Story, story
from app.ui import texts
from app.ui.models.story_model import Column, StoryModel
from app.ui.models.story_words import state_chip
from app.ui.pages.page import Page
from app.ui.pages.story.acts import ActPanel
from app.ui.pages.story.cards import StoryCards
from app.ui.reader import Reader
from app.ui.receipt.giving import PrintAgain
from app.ui.stylesheet import set_look
from app.ui.texts import explained, translate
from app.ui.theme import GAP, ROW_HEIGHT, Tone
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.card import Card
from app.ui.widgets.chip import Chip
from app.ui.widgets.chip_cell import ChipDelegate
from app.ui.widgets.notice import Notice
from app.ui.widgets.scrolling import Scrolling
from app.ui.widgets.table import Table
from app.ui.workplace import Workplace

CELL_PADDING = 20
"""What the style sheet keeps free at both sides of a cell together; Qt does not count it when it wraps."""


class StoryPage(Page):
    """Shows the receipt that :meth:`show_argument` names, and follows it while it is seen.

    ``payment_requested(receipt)`` when its payment is to be taken, ``correction_requested(receipt)`` when
    its values are to be corrected.
    """

    payment_requested = Signal(str)
    correction_requested = Signal(str)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._receipt = self._asked = self._said = ""
        self.reader = Reader(self, self._prepare, self._on_read, self._on_unread)
        self.chip = Chip()
        self.pay = KeyButton(translate("story", "Take payment"), "Ctrl+Enter", primary=True)
        self.correct = KeyButton(translate("story", "Correct"), "Ctrl+Enter", primary=True)
        self.refund = KeyButton(translate("story", "Give money back"), "Ctrl+Enter", primary=True)
        self.void = KeyButton(translate("story", "Void"), "F8", shortcut=True)
        self._offered = {
            Act.PAY: self.pay,
            Act.CORRECT: self.correct,
            Act.REFUND: self.refund,
            Act.VOID: self.void,
        }
        self._found: Story | None = None
        self.acts = ActPanel(workplace)
        self.back = KeyButton(translate("story", "Back"), "Esc")
        self.notice = Notice()
        self.print_again = PrintAgain(workplace, lambda: self._receipt)
        self.model = StoryModel(self)
        self.table = Table()
        self.cards = StoryCards(workplace)
        self._lay_out()
        self.pay.clicked.connect(lambda: self.payment_requested.emit(self._receipt))
        self.correct.clicked.connect(lambda: self.correction_requested.emit(self._receipt))
        self.void.clicked.connect(lambda: self.acts.ask_void(self._receipt))
        self.refund.clicked.connect(self._ask_refund)
        self.acts.done.connect(self._on_done)
        self.cards.papers.added.connect(self.read)
        self.acts.left.connect(self.table.setFocus)
        self.back.clicked.connect(self.left)
        workplace.bridge.changed.connect(self._on_heard)

    def show_argument(self, argument: str) -> None:
        """Show the application behind a receipt number."""
        if argument != self._receipt:
            self.model.replace(())
            self.cards.hide()
            self.chip.hide()
            self._offer(frozenset())
            self.acts.close_up()
        self._receipt = argument
        self.notice.say("")
        self.set_title(translate("story", "Application {receipt}").format(receipt=texts.code(argument)))
        self.read()

    def came_up(self) -> None:
        """The list has the focus; what is shown is read afresh."""
        if not self.acts.is_open():
            self.table.setFocus()
        self.read()

    def would_lose(self) -> str:
        """The reason of a void that was typed."""
        return self.acts.would_lose()

    def great_button(self) -> QAbstractButton | None:
        """What the application waits for: its payment, its correction, or its money to go back."""
        if self.acts.is_open():
            return None
        return next((one for one in (self.pay, self.correct, self.refund) if one.isVisible()), None)

    def go_back(self) -> bool:
        """Esc first leaves what was being asked."""
        if not self.acts.is_open():
            return False
        self.acts.close_up()
        return True

    def take_over(self, before: Page) -> None:
        """Show the same application, and go on with what was being asked."""
        if not isinstance(before, StoryPage) or not before._receipt:
            return
        self.show_argument(before._receipt)
        self._found = before._found
        self.acts.take_over(before.acts)

    def read(self) -> None:
        """Read the story."""
        self.reader.read()

    def _prepare(self) -> Callable[[], tuple[Story, frozenset[Act]]] | None:
        counter, receipt = self._workplace.counter, self._receipt
        self._asked, session = receipt, self._workplace.session

        def look() -> tuple[Story, frozenset[Act]]:
            return story(counter, receipt), open_acts(counter, session, receipt)

        return look if receipt else None

    def _on_heard(self, _: object) -> None:
        if self.isVisible():
            self.reader.read_soon()

    def _offer(self, acts: frozenset[Act]) -> None:
        for act, button in self._offered.items():
            button.setVisible(act in acts)

    def _ask_refund(self) -> None:
        if self._found is not None:
            self.acts.ask_refund(self._found.receipt)

    def _on_done(self, sentence: str) -> None:
        self._said = sentence
        self.read()

    def _on_read(self, answer: tuple[Story, frozenset[Act]]) -> None:
        found, acts = answer
        if self._asked != self._receipt:  # another one was opened meanwhile
            self.read()
            return
        self.notice.say(self._said, Tone.OK)
        self._said, self._found = "", found
        told = state_chip(found.state)
        self.chip.show_word(told.word, told.tone, told.mark)
        self.chip.show()
        self._offer(acts)
        if self.model.replace(found.lines):
            self._fit()
            self.table.go_to_row(self.model.rowCount() - 1)
        self.cards.show_story(found, self._workplace.counter.prices().tariffs)
        self.cards.show()

    def _on_unread(self, error: DaftarError) -> None:
        self.notice.say(explained(error).in_one(), Tone.BAD)

    def _fit(self) -> None:
        self.table.fit_columns(Column.WHAT)
        self.table.resizeRowsToContents()

    def _lay_out(self) -> None:
        self.heading.insertWidget(1, self.chip)
        for button in (self.back, self.print_again, self.void, self.refund, self.correct, self.pay):
            self.heading.addWidget(button)
        self._offer(frozenset())
        self.table.setModel(self.model)
        self.table.setSortingEnabled(False)
        self.table.setWordWrap(True)
        self.table.setItemDelegateForColumn(Column.STATE, ChipDelegate(self.table))
        self.table.setItemDelegateForColumn(Column.WHAT, SentenceDelegate(self.table))
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.horizontalHeader().sectionResized.connect(lambda *_: self.table.resizeRowsToContents())
        self.table.setAccessibleName(translate("story", "What happened to the application"))
        history = Card(translate("story", "Story"))
        history.body.addWidget(self.table, 1)
        beside = Scrolling(_column_of(self.cards))
        beside.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # so that arrows scroll what does not fit
        set_look(beside, "reader")
        beside.setAccessibleName(translate("story", "The application"))
        row = QHBoxLayout()
        row.setSpacing(3 * GAP)
        row.addWidget(history, 9)
        row.addWidget(beside, 4)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.print_again.notice)
        self.body.addWidget(self.acts)
        self.body.addLayout(row, 1)


class SentenceDelegate(QStyledItemDelegate):
    """A sentence over as many lines as it needs, with some air above and below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The room of the wrapped sentence."""
        room = QStyleOptionViewItem(option)
        room.rect = option.rect.adjusted(0, 0, -CELL_PADDING, 0)
        wanted = super().sizeHint(room, index)
        return QSize(wanted.width(), max(ROW_HEIGHT, wanted.height() + 3 * GAP))


def _column_of(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.addWidget(widget)
    return column

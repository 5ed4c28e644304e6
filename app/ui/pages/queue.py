"""The queue: what is on its way to the centre, why it waits, and what will happen with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.domain.errors import DaftarError
from app.local_db.queries.queue_row import QueueRow
from app.ui.models.queue_item import is_unpaid
from app.ui.models.queue_model import Column
from app.ui.models.queue_reading import Reading, read_queue
from app.ui.models.situation import Link, Situation
from app.ui.pages.application_list import ApplicationList
from app.ui.pages.page import Page
from app.ui.reader import Reader
from app.ui.receipt.giving import PrintAgain
from app.ui.texts import explained, number, to_ascii, translate
from app.ui.theme import GAP, Tone
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.card import Card
from app.ui.widgets.labels import ElidedLabel, label
from app.ui.widgets.notice import Notice
from app.ui.widgets.reading_edge import stand_at_reading_edge
from app.ui.widgets.tile import Tile
from app.ui.workplace import Workplace

PAGE_ROWS = 200
ROWS_MAX = 2000
"""Most rows that the list shows; what is older is found by typing."""
TEXT_MAX = 60
STORY_KEY = "Ctrl+I"


class QueuePage(Page):
    """``payment_requested(receipt)`` when an unpaid row is activated, ``story_requested`` for any other.

    The whole story of an unpaid one has a button of its own.
    """

    payment_requested = Signal(str)
    story_requested = Signal(str)

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._rows = PAGE_ROWS
        self.reader = Reader(self, self._prepare, self._on_read, self._on_unread)
        self._fitted = False
        self._came_up = False
        self.table = ApplicationList(workplace)
        self.model = self.table.applications
        self.story = ElidedLabel("", "soft")
        self.filter = QLineEdit()
        self.filter.setMaxLength(TEXT_MAX)
        self.filter.setClearButtonEnabled(True)
        stand_at_reading_edge(self.filter)
        self.try_now = QPushButton()
        self.pay = QPushButton()
        self.pay.hide()
        self.whole_story = KeyButton(translate("queue", "Whole story"), STORY_KEY, shortcut=True)
        self.whole_story.setEnabled(False)
        self.notice = Notice()
        self.print_again = PrintAgain(workplace, self._current_receipt)
        self.print_again.offer(offered=False)
        self.empty = label("", "soft", wraps=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.tiles = [Tile(), Tile(), Tile(), Tile(bad_above_zero=True)]
        self._lay_out()
        self._connect()
        self._say()

    def came_up(self) -> None:
        """Read afresh; the list has the focus, typing goes into the filter, in place of what stands there."""
        self._came_up = True
        if self.filter.text():
            self.filter.setFocus()
            self.filter.selectAll()
        self._focus_list()
        self.read()

    def great_button(self) -> QAbstractButton | None:
        """Take the payment of the row under the cursor, when it is unpaid."""
        return self.pay if self.pay.isVisible() else None

    def go_back(self) -> bool:
        """Esc first empties the filter."""
        if not self.filter.text():
            return False
        self.filter.clear()
        self.table.setFocus()
        return True

    def take_over(self, before: Page) -> None:
        """Go on with what was typed into the filter, and on the same row."""
        if isinstance(before, QueuePage):
            self._rows = before._rows
            self.filter.setText(before.filter.text())
            self.table.sortByColumn(*before.model.order())
            self.model.show(before.model.items())
            self.table.go_to_row(before.table.currentIndex().row())
            self.read()

    def read(self) -> None:
        """Read the list."""
        self.reader.read()

    def current_item(self) -> QueueRow | None:
        """The application under the cursor."""
        return self.table.current_item()

    def _lay_out(self) -> None:
        self.heading.insertWidget(1, self.story, 100)
        self.filter.setMinimumWidth(self.fontMetrics().averageCharWidth() * 26)
        for widget in (self.filter, self.pay, self.print_again, self.whole_story, self.try_now):
            self.heading.addWidget(widget)
        tiles = QHBoxLayout()
        tiles.setSpacing(3 * GAP)
        for tile in self.tiles:
            tiles.addWidget(tile, 1)
        card = Card()
        outer = card.layout()
        if outer is not None:
            outer.setContentsMargins(GAP + 2, GAP, GAP + 2, GAP)
        card.body.addWidget(self.table, 1)
        card.body.addWidget(self.empty, 1)
        column = QVBoxLayout()
        column.setSpacing(3 * GAP)
        column.addLayout(tiles)
        column.addWidget(self.notice)
        column.addWidget(self.print_again.notice)
        column.addWidget(card, 1)
        self.body.addLayout(column)

    def _connect(self) -> None:
        self.filter.textChanged.connect(lambda _: self.reader.read_soon())
        self.filter.returnPressed.connect(self.table.setFocus)
        self.table.typed.connect(self._type_into_filter)
        self.table.activated_row.connect(lambda _: self._activate())
        self.table.selectionModel().currentChanged.connect(lambda *_: self._offer_payment())
        self.table.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.table.horizontalHeader().sectionResized.connect(lambda *_: self._remember_columns())
        self.try_now.clicked.connect(self._on_try_now)
        self.pay.clicked.connect(self._activate)
        self.whole_story.clicked.connect(self._tell_story)
        bridge = self._workplace.bridge
        bridge.changed.connect(self._on_heard)
        bridge.link_changed.connect(self._on_heard)

    def _say(self) -> None:
        self.set_title(translate("queue", "Queue"))
        self.story.setText(translate("queue", "Nothing to press; sent when the centre is back."))
        self.filter.setPlaceholderText(translate("queue", "Type to filter"))
        self.filter.setAccessibleName(translate("queue", "Filter by name, receipt or national code"))
        self.try_now.setText(translate("queue", "Try now"))
        self.pay.setText(translate("queue", "Take payment"))
        self.table.setAccessibleName(translate("queue", "Applications on their way"))

    def _prepare(self) -> Callable[[], Reading]:
        text = to_ascii(self.filter.text()).strip()
        return partial(read_queue, self._workplace.counter, self._rows, text)

    def _on_heard(self, _: object) -> None:
        if self.isVisible():
            self.reader.read_soon()

    def _on_read(self, reading: Reading) -> None:
        self.model.replace(reading.items)
        self.notice.say("")
        self._show_counts(reading.situation)
        self._show_emptiness()
        if not self._fitted and reading.items:
            self._fit()
        self.table.widen(Column.STATE)
        if reading.items and not self.table.selectionModel().hasSelection():
            self.table.go_to_row(max(0, self.table.currentIndex().row()))
        self._offer_payment()

    def _on_unread(self, error: DaftarError) -> None:
        self.notice.say(explained(error).in_one(), Tone.BAD)

    def _show_counts(self, situation: Situation) -> None:
        shown = (
            (situation.stored + situation.unknown, translate("queue", "saved here")),
            (situation.sending, translate("queue", "being sent")),
            (situation.recorded_today, translate("queue", "recorded at the centre, today")),
            (situation.needs_you, translate("queue", "needs you")),
        )
        for tile, (count, caption) in zip(self.tiles, shown, strict=True):
            tile.show_count(count, number(count), caption)
        self.story.setText(
            translate("queue", "Everything goes by itself; there is nothing to press.")
            if situation.link == Link.UP
            else translate("queue", "Nothing to press; sent when the centre is back.")
        )

    def _show_emptiness(self) -> None:
        is_empty = self.model.rowCount() == 0
        had_focus = self.table.hasFocus()
        self.table.setVisible(not is_empty)
        self.empty.setVisible(is_empty)
        if self._came_up or (had_focus and is_empty):
            self._came_up = False
            self._focus_list()
        self.empty.setText(
            translate("queue", "Nothing here fits what you typed.")
            if self.filter.text()
            else translate(
                "queue",
                "Nothing waits. Applications stand here from their receipt until the centre's answer.",
            )
        )

    def _focus_list(self) -> None:
        """The list has the focus; while there is none, the filter."""
        if not self.filter.text():
            (self.table if self.model.rowCount() else self.filter).setFocus()

    def _fit(self) -> None:
        self._fitted = True
        self.table.fit()
        header = self.table.horizontalHeader()
        for column in Column:
            width = self._workplace.remembered(f"queue/column/{column.name}")
            if column is not Column.WHY and width is not None and str(width).isdigit():
                header.resizeSection(column, int(str(width)))

    def _remember_columns(self) -> None:
        if not self._fitted:
            return
        for column in Column:
            if column is not Column.WHY:
                self._workplace.remember(f"queue/column/{column.name}", self.table.columnWidth(column))

    def _type_into_filter(self, text: str) -> None:
        self.filter.setFocus()
        self.filter.insert(text)

    def _scrolled(self, value: int) -> None:
        at_end = value >= self.table.verticalScrollBar().maximum()
        if at_end and self.model.rowCount() >= self._rows < ROWS_MAX:
            self._rows += PAGE_ROWS
            self.reader.read_soon()

    def _offer_payment(self) -> None:
        item = self.current_item()
        self.pay.setVisible(item is not None and is_unpaid(item) and self._may_take_money())
        self.whole_story.setEnabled(item is not None)
        self.print_again.offer(offered=item is not None)

    def _may_take_money(self) -> bool:
        session = self._workplace.session
        return session is not None and session.may_accept

    def _activate(self) -> None:
        item = self.current_item()
        if item is not None and is_unpaid(item) and self._may_take_money():
            self.payment_requested.emit(item.receipt)
        else:
            self._tell_story()

    def _tell_story(self) -> None:
        receipt = self._current_receipt()
        if receipt:
            self.story_requested.emit(receipt)

    def _current_receipt(self) -> str:
        item = self.current_item()
        return item.receipt if item is not None else ""

    def _on_try_now(self) -> None:
        self._workplace.bridge.try_now()
        self.try_now.setEnabled(False)
        QTimer.singleShot(2000, self, lambda: self.try_now.setEnabled(True))

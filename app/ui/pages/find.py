"""Find: everything this counter ever took, as you type: names, national code, receipt, telephone, plate."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.errors import DaftarError
from app.local_db.queries.find import FOUND_MAX, find
from app.local_db.queries.queue_row import QueueRow
from app.ui.models.queue_model import Column
from app.ui.pages.application_list import ApplicationList
from app.ui.pages.page import Page
from app.ui.reader import Reader
from app.ui.receipt.giving import PrintAgain
from app.ui.texts import explained, number, to_ascii, translate
from app.ui.theme import GAP, Tone
from app.ui.widgets.card import Card
from app.ui.widgets.labels import label
from app.ui.widgets.notice import Notice
from app.ui.widgets.reading_edge import stand_at_reading_edge
from app.ui.workplace import Workplace

TYPED_MAX = 60


class FindLine(QLineEdit):
    """The line that is typed into; the arrows go on to the list. ``down`` when they do."""

    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down and page down leave for the list."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown):
            self.down.emit()
            return
        super().keyPressEvent(event)


class FindPage(Page):
    """``opened(receipt)`` on Enter or a double click; ``shown`` each time an answer stands in the list."""

    opened = Signal(str)
    shown = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._read_text: str | None = None
        self.reader = Reader(self, self._prepare, self._on_found, self._on_not_found)
        self._fitted = False
        self.table = ApplicationList(workplace)
        self.model = self.table.applications
        self.line = FindLine()
        self.line.setMaxLength(TYPED_MAX)
        self.line.setClearButtonEnabled(True)
        stand_at_reading_edge(self.line)
        self.count = label("", "soft")
        self.notice = Notice()
        self.print_again = PrintAgain(workplace, self._current_receipt)
        self.empty = label("", "soft", wraps=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        self._say()
        self.line.textChanged.connect(lambda _: self.read())
        self.line.returnPressed.connect(self._open_current)
        self.line.down.connect(self._go_into_list)
        self.table.typed.connect(self._type_on)
        self.table.activated_row.connect(lambda _: self._open_current())
        workplace.bridge.changed.connect(self._on_heard)

    def came_up(self) -> None:
        """The line has the focus with its text selected: the next search begins by typing."""
        self.line.setFocus()
        self.line.selectAll()
        self.read()

    def go_back(self) -> bool:
        """Esc first empties the line."""
        if not self.line.text():
            return False
        self.line.clear()
        self.line.setFocus()
        return True

    def take_over(self, before: Page) -> None:
        """Go on with what was looked for, found and chosen."""
        if not isinstance(before, FindPage) or before._read_text is None:
            return
        self._read_text = before._read_text
        self.line.setText(before.line.text())
        self.model.show(before.model.items())
        self._say_count(self._read_text, self.model.rowCount())
        self.table.go_to_row(before.table.currentIndex().row())
        self.read()

    def read(self) -> None:
        """Look for what is typed; what is typed meanwhile is looked for next."""
        self.reader.read()

    def current_item(self) -> QueueRow | None:
        """The application under the cursor."""
        return self.table.current_item()

    def _typed(self) -> str:
        return to_ascii(self.line.text()).strip()

    # What comes back -----------------------------------------------------------------------------------

    def _prepare(self) -> Callable[[], tuple[str, list[QueueRow]]]:
        counter, typed = self._workplace.counter, self._typed()

        def look() -> tuple[str, list[QueueRow]]:
            with counter.store.read() as conn:
                return typed, find(conn, typed)

        return look

    def _on_found(self, answer: tuple[str, list[QueueRow]]) -> None:
        typed, rows = answer
        if typed != self._typed():
            return  # an answer to this has been asked for, and would only come later for showing that one
        self.notice.say("")
        if typed == self._read_text:
            self.model.replace(rows)
        else:
            self.model.show(rows)
            if rows:
                self.table.go_to_row(0)
        self._read_text = typed
        self._say_count(typed, len(rows))
        if rows and not self._fitted:
            self._fit()
        self.table.widen(Column.STATE)
        self.table.lay_out_now()
        self.shown.emit()

    def _on_not_found(self, error: DaftarError) -> None:
        self.notice.say(explained(error).in_one(), Tone.BAD)

    def _on_heard(self, _: object) -> None:
        if self.isVisible():
            self.reader.read_soon()

    def _say_count(self, typed: str, rows: int) -> None:
        self._show_emptiness(rows == 0)
        self.print_again.offer(offered=rows > 0)
        self.empty.setText(
            translate("find", "Nobody and nothing here begins like that. Try a part of the name or number.")
            if typed
            else translate("find", "Every application taken at this counter can be found here.")
        )
        if rows < FOUND_MAX:
            found = translate("find", "{n} found").format(n=number(rows))
        else:
            found = translate("find", "the newest {n}; type more to see fewer").format(n=number(rows))
        self.count.setText(found if rows else "")

    def _show_emptiness(self, is_empty: bool) -> None:
        """An empty list has words in it, and nothing that the keyboard could go to."""
        self.empty.setVisible(is_empty)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus if is_empty else Qt.FocusPolicy.StrongFocus)
        if is_empty and self.table.hasFocus():
            self.line.setFocus()

    def _go_into_list(self) -> None:
        if self.model.rowCount():
            self.table.setFocus()

    # Building ------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.heading.addWidget(self.count)
        self.heading.addWidget(self.print_again)
        # Over the list: to take it away for its words would lay out the page.
        over = QVBoxLayout(self.table.viewport())
        over.addWidget(self.empty)
        self.table.horizontalHeader().hide()
        card = Card()
        card.body.setSpacing(2 * GAP)
        card.body.addWidget(self.line)
        card.body.addWidget(self.table, 1)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.print_again.notice)
        self.body.addWidget(card, 1)

    def _say(self) -> None:
        self.set_title(translate("find", "Find"))
        self.line.setPlaceholderText(translate("find", "name, national code, receipt, telephone or plate"))
        self.line.setAccessibleName(translate("find", "What is looked for"))
        self.table.setAccessibleName(translate("find", "Applications found"))

    def _fit(self) -> None:
        self._fitted = True
        self.table.horizontalHeader().show()
        self.table.fit()

    def _type_on(self, text: str) -> None:
        self.line.setFocus()
        self.line.end(False)
        self.line.insert(text)

    def _open_current(self) -> None:
        receipt = self._current_receipt()
        if receipt:
            self.opened.emit(receipt)

    def _current_receipt(self) -> str:
        item = self.current_item()
        return item.receipt if item is not None else ""

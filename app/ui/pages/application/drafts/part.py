"""The part of the page that shows drafts: the strip, one line of words, and the keys that go among them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.draft import DRAFTS_MAX
from app.domain.errors import DaftarError
from app.office.drafts import Draft
from app.ui import texts
from app.ui.pages.application.drafts import words
from app.ui.pages.application.drafts.desk import Desk, Turned
from app.ui.pages.application.drafts.strip import DraftStrip
from app.ui.pages.application.sheet import Sheet
from app.ui.texts import explained, isolate, translate
from app.ui.theme import GAP, Tone
from app.ui.widgets.notice import Notice
from app.ui.widgets.showing import show_if
from app.ui.workplace import Workplace

AGE_MS = 20_000
"""The ages on the strip are brought up to date this often."""


class DraftsPart(QWidget):
    """``turned(homeless)`` when another draft came on the sheet: it is to be shown, or a service chosen."""

    turned = Signal(bool)
    cleared = Signal()
    """Another person is at the counter."""
    another_asked = Signal()
    discard_asked = Signal()

    def __init__(self, workplace: Workplace, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace, self._sheet = workplace, sheet
        self.strip, self.line = DraftStrip(), Notice()
        self.desk = Desk(workplace, sheet, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GAP)
        column.addWidget(self.strip)
        column.addWidget(self.line)
        self.strip.chosen.connect(self._turn_to)
        self.strip.another_asked.connect(self.another_asked)
        self.strip.discard_asked.connect(self.discard_asked)
        self.desk.changed.connect(self._show)
        self.desk.turned.connect(self._on_turned)
        self.desk.cleared.connect(self._on_cleared)
        self.desk.found_taken.connect(self._on_found_taken)
        self.desk.found_unreadable.connect(self._on_found_unreadable)
        self.desk.saver.failed.connect(self._on_failed)
        self.desk.saver.saved.connect(self._on_saved)
        self._ages = QTimer(self, interval=AGE_MS)
        self._ages.timeout.connect(self._show)
        self._ages.start()
        self._failing = False
        self._news: list[str] = []
        self.hide()

    def bind_keys(self, page: QWidget) -> None:
        """Ctrl+Tab, Ctrl+Shift+Tab and Ctrl+W, anywhere on the page."""
        for key, act in (
            ("Ctrl+Tab", partial(self.step, 1)),
            ("Ctrl+Shift+Tab", partial(self.step, -1)),
            ("Ctrl+W", self.discard_asked.emit),
        ):
            QShortcut(QKeySequence(key), page).activated.connect(act)

    def step(self, by: int) -> None:
        """To the next draft, or the one before."""
        other = self.desk.neighbour(by)
        if other is not None and self.isEnabled():
            self.desk.turn_to(other)

    def set_aside(self) -> bool:
        """Put the draft on the sheet aside for another citizen; False when there is none, or no room."""
        self.desk.keep()
        if self.desk.current is not None and self.desk.is_full():
            full = translate("drafts", "{n} drafts are open. Accept or discard one before you begin another.")
            self.say(full.format(n=texts.digits(DRAFTS_MAX)), Tone.WAIT)
            return False
        if not self.desk.set_aside():
            return False
        self.say("")
        return True

    def question(self, key: str) -> str:
        """What pressing the key once more throws away."""
        form, current = self._sheet.form, self.desk.current
        code = form.service.code if form is not None else current.service if current is not None else ""
        return words.question(self._sheet.content(), self._workplace.service_name(code), key)

    def would_lose(self) -> str:
        """What is not on disk although it was tried; empty while all is well."""
        if self.desk.is_kept():
            return ""
        return translate("drafts", "What was typed could not be saved yet: {what}").format(
            what=explained(self.desk.saver.trouble).what if self.desk.saver.trouble is not None else ""
        )

    def say(self, text: str, tone: Tone = Tone.INFO) -> None:
        """Show a line under the strip, or none."""
        self.line.say(text, tone)
        self._appear()

    def _appear(self) -> None:
        show_if(self, not self.strip.isHidden() or not self.line.isHidden())

    def _show(self) -> None:
        now, desk = self._workplace.counter.now(), self.desk
        shown = []
        for draft in desk.drafts:
            service = self._workplace.service_name(draft.service)
            shown.append((words.person(draft.content), f"{words.age(draft, now)} · {service}"))
        current = desk.drafts.index(desk.current) if desk.current is not None else -1
        self.strip.show_drafts(shown, current)
        self._appear()

    def _turn_to(self, number: int) -> None:
        self.desk.turn_to(self.desk.drafts[number])
        self._show()

    def _on_turned(self, turned: Turned) -> None:
        if turned.homeless:
            self.say(words.homeless(turned.draft, self._workplace), Tone.WAIT)
        elif turned.from_store:
            others = len(self.desk.drafts) - 1
            tone = Tone.WAIT if turned.misfits or turned.lost_pages else Tone.OK
            came_back = words.came_back(turned, others, self._workplace)
            self.say(" ".join([*self._news, came_back]), tone)
        else:
            self.say("")
        self._news = []
        self.turned.emit(turned.homeless)

    def _on_cleared(self) -> None:
        self._news = []
        self.say("")
        self.cleared.emit()

    def _tell(self, news: str, tone: Tone) -> None:
        """Something came out of the store beside what comes on the sheet next."""
        self._news.append(news)
        self.say(" ".join(self._news), tone)

    def _on_found_taken(self, draft: Draft) -> None:
        said = translate(
            "drafts", "{service} for {person} was taken already: receipt {receipt}. Its draft was removed."
        )
        said = said.format(
            service=self._workplace.service_name(draft.service),
            person=isolate(words.person(draft.content)),
            receipt=texts.code(draft.receipt),
        )
        self._tell(said, Tone.INFO)

    def _on_found_unreadable(self, count: int) -> None:
        said = translate("drafts", "{n} drafts are of another version of Daftar. They are kept as they are.")
        self._tell(said.format(n=texts.digits(count)), Tone.WAIT)

    def _on_failed(self, error: DaftarError) -> None:
        self._failing = True
        told = translate("drafts", "What is typed is not being saved now; it is tried again. {what}")
        self.say(told.format(what=explained(error).what), Tone.BAD)

    def _on_saved(self) -> None:
        if self._failing:
            self._failing = False
            self.say(translate("drafts", "What is typed is saved again."), Tone.OK)

"""The documents of an application that was taken: each page with how far it has come; look, and add later."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.catalogue import RequiredDocument
from app.domain.errors import DaftarError
from app.local_db import documents
from app.local_db.queries import documents as kept
from app.local_db.queries.documents import DocumentRow
from app.office.accept import Refused
from app.office.attach import attach
from app.office.counter import Counter
from app.office.sign_in import Session
from app.office.story import Story
from app.ui import operations, texts
from app.ui.documents import scan_page
from app.ui.documents.preview import Preview
from app.ui.documents.scan_page import Source
from app.ui.documents.ways import Ways
from app.ui.texts import explained, translate
from app.ui.theme import GAP, Tone
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.card import Card
from app.ui.widgets.chip import Chip
from app.ui.widgets.labels import label
from app.ui.widgets.notice import Notice
from app.ui.widgets.showing import show_if
from app.ui.workplace import Workplace


class KeptCard(Card):
    """``added`` when a page was added: the story has gone on."""

    added = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(translate("documents", "Documents"), parent=parent)
        self._workplace = workplace
        self._receipt = self._application = ""
        self._shown: tuple[object, ...] = ()
        self._adding = False
        self.papers: list[KeptPaper] = []
        self.preview: Preview | None = None
        self.ways = Ways(self)
        self.ways.given.connect(self._add)
        self.notice = Notice()
        self._list = QVBoxLayout()
        self._list.setSpacing(2 * GAP)
        self.body.addLayout(self._list)
        self.body.addWidget(self.notice)
        self.hide()

    def show_story(self, story: Story) -> None:
        """Show the documents of this application, read off the UI thread."""
        if story.receipt.number != self._receipt:
            self.notice.say("")
            self._shown = ()
            self.hide()
        self._receipt, self._application = story.receipt.number, story.application
        codes = tuple(paper.code for paper in story.papers)
        store, application = self._workplace.counter.store, story.application

        def read() -> list[DocumentRow]:
            with store.read() as conn:
                return kept.of_application(conn, application)

        done = partial(self._on_read, application, story.receipt.service, codes)
        operations.run(self, read, done, self._on_trouble)

    def inputs(self) -> list[QWidget]:
        """What takes keys, in order."""
        return [one for paper in self.papers for one in paper.inputs()]

    def _on_read(
        self, application: str, service: str, codes: tuple[str, ...], rows: Sequence[DocumentRow]
    ) -> None:
        if application != self._application:
            return
        session = self._workplace.session
        may_add = session is not None and session.may_accept
        now = (application, codes, tuple(rows), may_add)
        if now == self._shown:
            return
        self._shown = now
        found = self._workplace.find_service(service)
        known = {} if found is None else {paper.code: paper for paper in found.documents}
        wanted = [*codes, *dict.fromkeys(row.paper for row in rows if row.paper not in codes)]
        for old in self.papers:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.papers = []
        for code in wanted:
            pages = [row for row in rows if row.paper == code]
            made = KeptPaper(known.get(code), code, pages, may_add=may_add and code in codes)
            made.add.clicked.connect(partial(self.ways.offer, made))
            made.looked_at.connect(self.look)
            self._list.addWidget(made)
            self.papers.append(made)
        show_if(self, bool(self.papers))

    def look(self, title: str, sha256: str) -> None:
        """Open a page that is kept here."""
        store = self._workplace.counter.store

        def read() -> QImage:
            return scan_page.preview(documents.read(store, sha256), title)

        self.preview = Preview(title, read, may_change=False, parent=self)
        self.preview.open()

    def _add(self, code: str, sources: Sequence[Source]) -> None:
        paper = next((one.paper for one in self.papers if one.code == code), None)
        if paper is None or self._adding:
            return
        self._adding = True
        self.notice.say(translate("documents", "Adding…"))
        counter, session = self._workplace.counter, self._workplace.signed_in()
        work = partial(add_all, counter, session, self._receipt, paper, list(sources))
        operations.run(self, work, lambda _: self._on_added(), self._on_not_added)

    def _on_added(self) -> None:
        self._adding = False
        self.notice.say(translate("documents", "Added; it is sent by itself."), Tone.OK)
        self.added.emit()

    def _on_not_added(self, error: DaftarError) -> None:
        self._adding = False
        self._on_trouble(error)
        self.added.emit()  # of several pages, the first may have been added

    def _on_trouble(self, error: DaftarError) -> None:
        if isinstance(error, Refused):
            self.notice.say(" ".join(texts.problem(one) for one in error.problems), Tone.BAD)
        else:
            self.notice.say(explained(error).in_one(), Tone.BAD)


class KeptPaper(QWidget):
    """One paper: its name, a way to add a page, and a line for each page. ``looked_at(title, sha256)``."""

    looked_at = Signal(str, str)

    def __init__(
        self, paper: RequiredDocument | None, code: str, pages: Sequence[DocumentRow], *, may_add: bool
    ) -> None:
        super().__init__()
        self.code, self._known = code, paper
        self.words = texts.words(paper.name) if paper is not None else texts.isolate(code)
        self.pages: list[KeyButton] = []
        self.chips: list[Chip] = []
        self.add = KeyButton(translate("documents", "Add"), look="quiet")
        self.add.setAccessibleName(translate("documents", "Add: {paper}").format(paper=self.words))
        if not may_add or paper is None:
            self.add.hide()
        head = QHBoxLayout()
        head.addWidget(label(self.words, wraps=True), 1)
        head.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(head)
        for at, row in enumerate(pages):
            column.addLayout(self._line(at, row))
        if not pages:
            column.addWidget(label(translate("documents", "No scan yet"), "secondary"))

    @property
    def paper(self) -> RequiredDocument:
        """The paper as its service asks for it; only one that is asked for can be added to."""
        if self._known is None:
            raise AssertionError("a paper that is not in the catalogue was added to")
        return self._known

    def inputs(self) -> list[QWidget]:
        """What takes keys, in order."""
        return [self.add, *self.pages]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus."""
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, KeyButton):
            focused.click()
        else:
            super().keyPressEvent(event)

    def _line(self, at: int, row: DocumentRow) -> QHBoxLayout:
        word, tone = state_words(row)
        name = translate("documents", "Page {n}").format(n=texts.digits(at + 1))
        look = KeyButton(name, look="quiet")
        look.setAccessibleName(
            translate("documents", "Look: {paper}, {page}, {state}").format(
                paper=self.words, page=name, state=word
            )
        )
        look.clicked.connect(lambda: self.looked_at.emit(f"{self.words} · {name}", row.sha256))
        chip = Chip(word, tone)
        self.pages.append(look)
        self.chips.append(chip)
        line = QHBoxLayout()
        line.addWidget(look)
        line.addWidget(chip)
        line.addStretch(1)
        return line


def add_all(
    counter: Counter, session: Session, receipt: str, paper: RequiredDocument, sources: Sequence[Source]
) -> None:
    """Make, keep and attach pages one after another; the first that cannot be ends it.

    Raises what :func:`app.ui.documents.scan_page.take_in` and :func:`app.office.attach.attach` raise.
    """
    for source in sources:
        page = scan_page.take_in(source, scan_page.limits_of(paper))
        for one in scan_page.keep_all(counter.store, [(paper, page)]):
            attach(counter, session, receipt, one)


def state_words(row: DocumentRow) -> tuple[str, Tone]:
    """How far a page has come, in words."""
    if row.state == kept.UPLOADING:
        part = min(99, 100 * row.uploaded_bytes // max(1, row.size_bytes))
        return translate("documents", "Being sent, {n} %").format(n=texts.digits(part)), Tone.INFO
    return {
        kept.WAITING: (translate("documents", "Waits to be sent"), Tone.WAIT),
        kept.HELD: (translate("documents", "At the centre"), Tone.OK),
        kept.LOST: (translate("documents", "Lost; scan it again"), Tone.BAD),
        kept.DAMAGED: (translate("documents", "Damaged; scan it again"), Tone.BAD),
    }[row.state]

"""One paper of the checklist: its name, how it stands, its pages, and the way to add one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QImage, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.catalogue import RequiredDocument
from app.ui import texts
from app.ui.documents.scan_page import ScanPage, Source
from app.ui.documents.thumbnail import Thumbnail
from app.ui.stylesheet import set_look
from app.ui.texts import translate
from app.ui.theme import GAP, Tone
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.chip import Chip
from app.ui.widgets.labels import label
from app.ui.widgets.showing import show_if


class PaperRow(QFrame):
    """Shows pages and tells what is wanted with them; what they are is kept by the card.

    ``given(sources)`` when files or a picture were dropped here; ``add_asked``; ``look_asked(number)``;
    ``move_asked(number, by)``; ``remove_asked(number)``.
    """

    given = Signal(object)
    add_asked = Signal()
    look_asked = Signal(int)
    move_asked = Signal(int, int)
    remove_asked = Signal(int)

    def __init__(self, paper: RequiredDocument, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paper = paper
        self.path = f"documents.{paper.code}"
        self.words = texts.words(paper.name)
        self.thumbnails: list[Thumbnail] = []
        self._pages: tuple[ScanPage, ...] = ()
        self._reading = 0
        set_look(self, "paper")
        self.setAcceptDrops(True)
        self.setAccessibleName(self.words)
        self.chip = Chip(parent=self)
        self.error = label("", "error", wraps=True, parent=self)
        self.error.hide()
        self.add = KeyButton(translate("documents", "Add"), look="quiet", parent=self)
        self.add.setAccessibleName(translate("documents", "Add: {paper}").format(paper=self.words))
        self.add.clicked.connect(self.add_asked)
        head = QHBoxLayout()
        head.setSpacing(2 * GAP)
        name = label(self.words, wraps=True, parent=self)
        head.addWidget(name, 1)
        head.addWidget(self.chip)
        head.addWidget(self.add)
        self._strip = QHBoxLayout()
        self._strip.setSpacing(GAP)
        self._strip.addStretch(1)
        self._pictures = QWidget(self)
        self._strip.setContentsMargins(0, 0, 0, 0)
        self._pictures.setLayout(self._strip)
        self._pictures.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(self._pictures)
        column.addWidget(self.error)
        self._say_state()

    def show_pages(self, pages: tuple[ScanPage, ...], reading: int) -> None:
        """Show these pages, and that ``reading`` more are on their way."""
        self._reading = reading
        if pages != self._pages:
            there = self.window().focusWidget()  # also while a dialog is in front
            focused = next((one.page.number for one in self.thumbnails if one is there), None)
            self._pages = pages
            self._fill(focused)
        self._say_state()

    def say(self, sentence: str) -> None:
        """What is wrong with this paper's pages; empty when nothing is."""
        self.error.setText(sentence)
        show_if(self.error, bool(sentence))
        self.add.setAccessibleDescription(sentence)

    def shown_message(self) -> str:
        """The words of what is wrong."""
        return self.error.text()

    def focus_first(self) -> None:
        """The button that adds a page."""
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def inputs(self) -> list[QWidget]:
        """What takes keys, in order."""
        return [self.add, *self.thumbnails]

    def focus_page(self, number: int) -> None:
        """Put the focus on a page; on the add button when it is not here."""
        found = next((one for one in self.thumbnails if one.page.number == number), None)
        (found or self.add).setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, focused: int | None) -> None:
        for old in self.thumbnails:
            self._strip.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.thumbnails = []
        before: QWidget = self.add
        for at, page in enumerate(self._pages):
            made = Thumbnail(page, self.words, at, len(self._pages), self._pictures)
            made.clicked.connect(lambda _=False, number=page.number: self.look_asked.emit(number))
            made.stepped.connect(lambda by, at=at: self._step(at + by))
            made.moved.connect(lambda by, number=page.number: self.move_asked.emit(number, by))
            made.removed.connect(lambda number=page.number: self.remove_asked.emit(number))
            self._strip.insertWidget(at, made)
            self.thumbnails.append(made)
            made.show()
            QWidget.setTabOrder(before, made)
            before = made
        show_if(self._pictures, bool(self.thumbnails))
        if focused is not None:
            self.focus_page(focused)

    def _step(self, at: int) -> None:
        if 0 <= at < len(self.thumbnails):
            self.thumbnails[at].setFocus(Qt.FocusReason.TabFocusReason)

    def _say_state(self) -> None:
        count = len(self._pages)
        if self._reading:
            word, tone = translate("documents", "Reading the picture…"), Tone.INFO
        elif count:
            one, many = translate("documents", "One page"), translate("documents", "{n} pages")
            word, tone = (one if count == 1 else many).format(n=texts.digits(count)), Tone.OK
        elif self.paper.scan and self.paper.required:
            word, tone = translate("documents", "A scan is needed"), Tone.WAIT
        elif self.paper.required:
            word, tone = translate("documents", "No scan yet"), Tone.NEUTRAL
        else:
            word, tone = translate("documents", "Where it applies"), Tone.NEUTRAL
        self.chip.show_word(word, tone, None if tone in (Tone.OK, Tone.WAIT) else "")
        limits = limits_words(self.paper)
        self.chip.setToolTip(limits)
        self.setAccessibleDescription(f"{word}. {limits}")

    # Dropping ------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Show that what hangs at the mouse can be let go here."""
        if sources_in(event.mimeData()):
            set_look(self, "paper-chosen")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Not here after all."""
        set_look(self, "paper")
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take it."""
        set_look(self, "paper")
        sources = sources_in(event.mimeData())
        if sources:
            event.acceptProposedAction()
            self.given.emit(sources)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.add.hasFocus():
            self.add.click()
        else:
            super().keyPressEvent(event)


def limits_words(paper: RequiredDocument) -> str:
    """What the definition allows of a paper's pages."""
    return translate("documents", "At most {pages} pages of {kilobytes} kilobytes each").format(
        pages=texts.digits(paper.pages_max), kilobytes=texts.digits(paper.bytes_max // 1000)
    )


def sources_in(data: QMimeData | None) -> list[Source]:
    """Files or a picture in what was dropped or pasted; empty when there are none (an empty clipboard)."""
    if data is None:
        return []
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if paths:
        return [Source(path.name, path) for path in paths]
    if data.hasImage():
        image = data.imageData()
        if isinstance(image, QImage):
            return [Source(translate("documents", "The picture"), image)]
    return []

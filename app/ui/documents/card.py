"""The documents of a new application: the checklist of its service, each paper with its pages."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.catalogue import RequiredDocument
from app.domain.draft import TypedPage
from app.domain.errors import DaftarError
from app.domain.problems import Problem
from app.ui import operations, texts
from app.ui.documents import scan_page
from app.ui.documents.imaging import Crop
from app.ui.documents.paper_pages import PaperPages
from app.ui.documents.paper_row import PaperRow, sources_in
from app.ui.documents.preview import Preview
from app.ui.documents.scan_page import ScanPage, Source, limits_of
from app.ui.documents.ways import Ways
from app.ui.texts import explained, translate
from app.ui.theme import Tone
from app.ui.widgets.card import Card
from app.ui.widgets.labels import label
from app.ui.widgets.notice import Notice
from app.ui.widgets.showing import show_if


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A page being made in the pool for ``paper``; ``kept`` when a draft holds it already."""

    paper: str
    work: Callable[[], ScanPage]
    kept: TypedPage | None = None


class DocumentsCard(Card):
    """``changed`` when pages came, went or changed."""

    changed = Signal()

    def __init__(self, papers: Sequence[RequiredDocument], parent: QWidget | None = None) -> None:
        super().__init__(translate("documents", "Documents"), parent=parent)
        self.pages = PaperPages()
        self.rows = {paper.code: PaperRow(paper, self) for paper in papers}
        self._under_way: dict[int, UnderWay] = {}
        self._running: int | None = None
        self._numbers = itertools.count(1)
        self._asked = frozenset(self.rows)
        self.preview: Preview | None = None
        self.notice = Notice(self)
        self.ways = Ways(self)
        self.ways.given.connect(self.take_in)
        for row in self.rows.values():
            self._connect(row)
            self.body.addWidget(row)
        self.body.addWidget(self.notice)
        how = translate("documents", "Drop files on a paper, or press Ctrl+D to add one. F1 tells the keys.")
        self.body.addWidget(label(how, "secondary", wraps=True, parent=self))
        for key, act in (
            ("Ctrl+D", self.ask_files),
            ("Ctrl+Shift+D", self.ask_scanner),
            ("Ctrl+Z", self.bring_back),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(act)
        self._show()

    # What the page asks --------------------------------------------------------------------------------

    def shown(self) -> list[PaperRow]:
        """The papers that are asked for now, in order."""
        return [row for code, row in self.rows.items() if code in self._asked]

    def show_asked(self, codes: Iterable[str]) -> None:
        """Only these papers are asked for; the pages of the others are kept aside."""
        asked = frozenset(codes)
        if asked != self._asked:
            self._asked = asked
            self._show()

    def is_empty(self) -> bool:
        """Whether no paper has a page or one on its way."""
        return not self.pages.papers() and not self.is_busy()

    def is_busy(self) -> bool:
        """Whether a picture is still being read."""
        return bool(self._under_way)

    def clear(self) -> None:
        """Forget all pages, also those on their way."""
        self._under_way.clear()
        self.pages.clear()
        self.notice.say("")
        for row in self.rows.values():
            row.say("")
        self._show()

    def take_over(self, other: DocumentsCard) -> None:
        """Go on with the pages of another service's form."""
        self.pages, other.pages = other.pages, PaperPages()
        for one in other._under_way.values():
            self._begin(one.paper, one.work, one.kept)
        other._under_way = {}
        self._show()

    def draft(self) -> tuple[TypedPage, ...]:
        """All pages, also of papers that are not asked for now, and those still coming out of a draft."""
        here = [scan_page.draft(paper, page) for paper, page in self.pages.all()]
        coming = [one.kept for one in self._under_way.values() if one.kept is not None]
        return (*here, *coming)

    def pictures(self) -> dict[str, bytes]:
        """The working pictures of the pages that are here, by digest."""
        return {page.sha256: page.source for _, page in self.pages.all()}

    def take_up(self, pages: Iterable[TypedPage], read: Callable[[str, str], bytes]) -> None:
        """Make the pages of a draft again, one after another in the pool; ``read`` gives their pictures."""
        for page in pages:
            self._begin(page.paper, partial(scan_page.take_up, page, read), page)
        self._show()

    def to_keep(self) -> list[tuple[RequiredDocument, ScanPage]]:
        """The pages of the papers that are asked for, in order."""
        return [(row.paper, page) for row in self.shown() for page in self.pages.of(row.paper.code)]

    def check_all(self) -> bool:
        """Say which papers lack a scan that the definition insists on; whether none does."""
        for row in self.shown():
            lacks = row.paper.required and row.paper.scan and not self.pages.of(row.paper.code)
            row.say(texts.problem(Problem("documents", "document-missing")) if lacks else "")
        return not self.faulty()

    def faulty(self) -> list[PaperRow]:
        """The papers with something that refuses them."""
        return [row for row in self.shown() if not row.error.isHidden()]

    def show_problems(self, problems: Iterable[Problem]) -> list[Problem]:
        """Tell problems at their papers; those of other things come back."""
        elsewhere, sent = [], self.to_keep()
        for problem in problems:
            place, _, rest = problem.path.partition(".")
            key = rest.partition(".")[0]
            if key.isdigit() and int(key) < len(sent):
                key = sent[int(key)][0].code
            if place == "documents" and key in self.rows:
                self.rows[key].say(texts.problem(problem))
            else:
                elsewhere.append(problem)
        return elsewhere

    def inputs(self) -> list[QWidget]:
        """What takes keys, in order."""
        return [one for row in self.rows.values() for one in row.inputs()]

    # Adding --------------------------------------------------------------------------------------------

    def current(self) -> PaperRow | None:
        """The paper that has the focus; else the first that is required and has no page; else the first."""
        focused = QApplication.focusWidget()
        shown = self.shown()
        for row in shown:
            if focused is not None and row.isAncestorOf(focused):
                return row
        bare = [row for row in shown if not self.pages.of(row.paper.code)]
        return next((row for row in bare if row.paper.required), next(iter(bare or shown), None))

    def ask_files(self) -> None:
        """Ask for files for the current paper."""
        self._with_current(self.ways.ask_files)

    def ask_scanner(self) -> None:
        """Scan for the current paper."""
        self._with_current(self.ways.ask_scanner)

    def paste(self) -> bool:
        """Add what was copied elsewhere to the current paper; False when there is nothing of the kind."""
        sources = sources_in(QGuiApplication.clipboard().mimeData())
        row = self.current()
        if not sources or row is None:
            self.notice.say(translate("documents", "Nothing that could be added was copied."), Tone.WAIT)
            return False
        self.take_in(row.paper.code, sources)
        return True

    def take_in(self, code: str, sources: Sequence[Source]) -> None:
        """Read pictures in the pool and add each as a page, as far as the paper has room."""
        paper = self.rows[code].paper
        self.notice.say("")
        self.rows[code].say("")
        room = paper.pages_max - len(self.pages.of(code)) - self._reading(code)
        if len(sources) > room:
            self._say_full(code)
        for source in sources[: max(0, room)]:
            self._begin(code, partial(scan_page.take_in, source, limits_of(paper)))
        self._show()

    def _begin(self, code: str, work: Callable[[], ScanPage], kept: TypedPage | None = None) -> None:
        """Make a page in the pool; one that is there already is replaced by what it becomes.

        One after another: so pages keep the order in which they were given, and no two great photographs
        are in memory at once.
        """
        self._under_way[next(self._numbers)] = UnderWay(code, work, kept)
        self._go_on()

    def _go_on(self) -> None:
        if self._running is not None or not self._under_way:
            return
        number, one = next(iter(self._under_way.items()))
        self._running = number
        operations.run(self, one.work, partial(self._on_made, number), partial(self._on_refused, number))

    def _on_made(self, number: int, page: ScanPage) -> None:
        code = self._ended(number)
        if not code:
            return
        if not self.pages.put(code, page):
            twice = translate("documents", "{paper} has this very picture already; it was not added again.")
            self.notice.say(twice.format(paper=self._words(code)), Tone.WAIT)
        self._show()
        self.changed.emit()

    def _on_refused(self, number: int, error: DaftarError) -> None:
        if self._ended(number):
            self.notice.say(explained(error).in_one(), Tone.BAD)
            self._show()

    def _ended(self, number: int) -> str:
        """Go on with the next; the paper of this one, or "" when it was cleared meanwhile."""
        self._running = None
        ended = self._under_way.pop(number, None)
        self._go_on()
        return ended.paper if ended is not None else ""

    def _reading(self, code: str) -> int:
        return sum(1 for one in self._under_way.values() if one.paper == code)

    def _words(self, code: str) -> str:
        return self.rows[code].words if code in self.rows else ""

    def _say_full(self, code: str) -> None:
        paper = self.rows[code].paper
        full = translate("documents", "{paper} has at most {n} pages; the others were not added.")
        self.notice.say(
            full.format(paper=texts.words(paper.name), n=texts.digits(paper.pages_max)), Tone.WAIT
        )

    # Changing ------------------------------------------------------------------------------------------

    def look(self, code: str, number: int) -> None:
        """Open a page to look at it, turn or crop it."""
        page = self.pages.find(code, number)
        if page is None:
            return
        shown = Preview(
            self.rows[code].words,
            partial(scan_page.preview, page.source, page.name),
            quarters=page.quarters,
            crop=page.crop,
            parent=self,
        )
        shown.kept.connect(partial(self._change, code, page))
        shown.removed.connect(partial(self.remove, code, number))
        shown.finished.connect(lambda _: self.rows[code].focus_page(number))
        self.preview = shown
        shown.open()

    def remove(self, code: str, number: int) -> None:
        """Take a page away; Ctrl+Z brings it back."""
        if self.pages.remove(code, number):
            self.notice.say(translate("documents", "The page was taken away. Ctrl+Z brings it back."))
            self._show()
            self.rows[code].focus_first()
            self.changed.emit()

    def bring_back(self) -> None:
        """Undo the last taking away."""
        back = self.pages.bring_back()
        if back is not None:
            self.notice.say("")
            self._show()
            if back[0] in self.rows:
                self.rows[back[0]].focus_page(back[1])
            self.changed.emit()

    def reorder(self, code: str, number: int, by: int) -> None:
        """Move a page among the pages of its paper."""
        if self.pages.move(code, number, by):
            self._show()
            self.rows[code].focus_page(number)
            self.changed.emit()

    def _change(self, code: str, page: ScanPage, quarters: int, crop: Crop) -> None:
        self._begin(code, partial(scan_page.changed, page, quarters, crop))
        self._show()

    # Looks ---------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V anywhere on a paper pastes."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    def _connect(self, row: PaperRow) -> None:
        code = row.paper.code
        row.given.connect(partial(self.take_in, code))
        row.add_asked.connect(lambda: self.ways.offer(row))
        row.look_asked.connect(partial(self.look, code))
        row.move_asked.connect(partial(self.reorder, code))
        row.remove_asked.connect(partial(self.remove, code))

    def _with_current(self, act: Callable[[PaperRow], None]) -> None:
        row = self.current()
        if row is not None and self.isVisible():
            act(row)

    def _show(self) -> None:
        for code, row in self.rows.items():
            row.show_pages(self.pages.of(code), self._reading(code))
            show_if(row, code in self._asked)
        show_if(self, bool(self._asked))
        with_pages = sum(1 for row in self.shown() if self.pages.of(row.paper.code))
        self.set_aside(
            translate("documents", "{n} of {count} scanned").format(
                n=texts.digits(with_pages), count=texts.digits(len(self.shown()))
            )
        )

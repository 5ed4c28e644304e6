"""The desk: the drafts that one person has open, which of them is on the sheet, and their keeping.

What is typed goes to the :class:`Saver` within :data:`KEEP_MS`, and at once when a field is left or the
draft put aside. Drafts of others are never read.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.draft import DRAFTS_MAX, DraftContent, TypedField
from app.domain.entry import instant
from app.domain.errors import DaftarError
from app.office import drafts
from app.office.drafts import Draft, Kept
from app.ui import operations
from app.ui.pages.application.drafts.saver import Saver
from app.ui.pages.application.form import Form
from app.ui.pages.application.payment.contents import charges_in
from app.ui.pages.application.sheet import Sheet
from app.ui.pages.application.shelf import Shelved
from app.ui.workplace import Workplace

KEEP_MS = 300
"""How long after a key, at most, what stands in the form is handed over to be saved."""


@dataclass(slots=True)
class OpenDraft:
    """One of the drafts. ``saved_at`` is empty until it is on disk for the first time; ``shelved`` is its
    form while it lies aside, None when it was not opened since the sign-in.
    """

    id: str
    service: str
    begun_at: str
    saved_at: str = ""
    content: DraftContent = field(default_factory=DraftContent)
    shelved: Shelved | None = None


@dataclass(frozen=True, slots=True)
class Turned:
    """A draft came on the sheet. ``from_store``: it was read back, so its form was filled anew; ``misfits``
    is what its service does not ask for any more, ``lost_pages`` how many pages are of such papers.
    ``homeless``: its service is not given here now; it waits until another one is chosen.
    """

    draft: OpenDraft
    from_store: bool = False
    misfits: tuple[TypedField, ...] = ()
    lost_pages: int = 0
    homeless: bool = False


class Desk(QObject):
    """``drafts`` are in the order in which they were begun. ``current`` is None while nothing was typed."""

    changed = Signal()
    """The drafts, or what is known of one."""
    turned = Signal(object)
    """A :class:`Turned`."""
    cleared = Signal()
    """Another person is at the counter: nothing of the one before may be seen."""
    found_taken = Signal(object)
    """A :class:`Draft` that was accepted already came out of the store; it is removed."""
    found_unreadable = Signal(int)
    """So many drafts are of another version, and stay where they are."""

    def __init__(self, workplace: Workplace, sheet: Sheet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace, self._counter, self._sheet = workplace, workplace.counter, sheet
        self._staff, self._was_read = "", False
        self.drafts: list[OpenDraft] = []
        self.current: OpenDraft | None = None
        self.saver = Saver(self._counter, self)
        self._keep_soon = QTimer(self, interval=KEEP_MS, singleShot=True)
        self._keep_soon.timeout.connect(self.keep)
        self.saver.saved.connect(self._on_saved)
        sheet.changed.connect(self._on_changed)
        sheet.field_left.connect(self.keep)
        sheet.shelved_changed.connect(self._on_shelved_changed)
        workplace.session_changed.connect(self._on_session)
        workplace.spoken_for.add(self, self._charges_aside)
        self.changed.connect(sheet.terminal.say_left_over)
        self._on_session()

    # Keeping ---------------------------------------------------------------------------------------------

    def keep(self) -> None:
        """Hand over to be saved what stands on the sheet, if it is another than before."""
        self._keep_soon.stop()
        if not self._staff:
            return
        if self._sheet.is_empty():
            self._let_go()
            return
        content = self._sheet.content()
        service = self._sheet.form.service.code if self._sheet.form is not None else ""
        draft = self.current
        if draft is None:
            draft = OpenDraft(self._sheet.request_id, service, instant(self._counter.now()))
            self.current = draft
            self.drafts.append(draft)
        elif draft.content == content and service in ("", draft.service):
            return
        draft.content, draft.service = content, service or draft.service
        self._save(draft, self._sheet.form)

    def _charges_aside(self) -> frozenset[str]:
        """What the card terminal took for drafts that are put aside."""
        aside = [one.content.payment for one in self.drafts if one is not self.current]
        return frozenset().union(*map(charges_in, aside))

    def is_kept(self) -> bool:
        """Whether everything that was typed is on disk, or on its way there without trouble."""
        return self.saver.trouble is None or self.saver.is_clean()

    def _save(self, draft: OpenDraft, form: Form | None) -> None:
        row = Draft(draft.id, self._staff, draft.service, draft.begun_at, draft.saved_at, draft.content)
        self.saver.save(row, form.papers.pictures() if form is not None else {})
        self.changed.emit()

    def _let_go(self) -> None:
        """Everything was taken out of the form again: there is no draft any more."""
        draft, self.current = self.current, None
        if draft is not None:
            self.drafts.remove(draft)
            self.saver.drop(draft.id)
            self.changed.emit()

    def _on_changed(self) -> None:
        if not self._keep_soon.isActive():
            self._keep_soon.start()

    def _on_shelved_changed(self, form: Form) -> None:
        for draft in self.drafts:
            if draft.shelved is not None and draft.shelved.form is form:
                before = draft.content
                draft.content = DraftContent(
                    fields=before.fields,
                    pages=form.papers.draft(),
                    identity=before.identity,
                    payment=before.payment,
                )
                self._save(draft, form)

    def _on_saved(self, draft_id: str, at: str) -> None:
        for draft in self.drafts:
            if draft.id == draft_id:
                draft.saved_at = at
        self.changed.emit()

    # Going among them ------------------------------------------------------------------------------------

    def is_full(self) -> bool:
        """Whether no other draft may be begun beside those that are open."""
        return len(self.drafts) >= DRAFTS_MAX

    def set_aside(self) -> bool:
        """Put the present draft aside, so that the sheet is bare; False when nothing was typed."""
        self.keep()
        draft, self.current = self.current, None
        if draft is None:
            return False
        draft.shelved = self._sheet.put_away()
        self.changed.emit()
        return True

    def turn_to(self, draft: OpenDraft) -> None:
        """Bring a draft on the sheet; the present one lies aside then."""
        if draft is self.current:
            return
        if not self.set_aside():
            unused = self._sheet.put_away()
            if unused is not None:
                unused.form.deleteLater()
        self.current = draft
        service = self._workplace.find_service(draft.service)
        if service is None or not service.enabled:
            if draft.shelved is not None:  # switched off while it lay aside: it is filled in anew elsewhere
                draft.shelved.form.deleteLater()
                draft.shelved = None
            self._sheet.take_up(draft.id, draft.content, None)
            turned = Turned(draft, homeless=True)
        elif draft.shelved is not None:
            self._sheet.take_up(draft.id, draft.content, draft.shelved)
            if service != draft.shelved.form.service:
                self._sheet.open(service)
            turned = Turned(draft)
        else:
            self._sheet.take_up(draft.id, draft.content, None)
            misfits = self._sheet.open(service)
            papers = {paper.code for paper in service.documents}
            lost = sum(1 for page in draft.content.pages if page.paper not in papers)
            turned = Turned(draft, from_store=True, misfits=misfits, lost_pages=lost)
        draft.shelved = None
        self.changed.emit()
        self.turned.emit(turned)

    def neighbour(self, by: int) -> OpenDraft | None:
        """The draft so many places after the present one, round the end; None when there is no other."""
        others = [draft for draft in self.drafts if draft is not self.current]
        if not others:
            return None
        if self.current is None:
            return others[0] if by > 0 else others[-1]
        return self.drafts[(self.drafts.index(self.current) + by) % len(self.drafts)]

    # Ending ----------------------------------------------------------------------------------------------

    def discard(self) -> None:
        """Forget the draft on the sheet, with its pages; whoever asked empties the sheet."""
        self._keep_soon.stop()
        self._let_go()

    def taken(self, *, repeated: bool) -> None:
        """The application on the sheet was accepted, and its draft removed in the same transaction."""
        self._keep_soon.stop()
        draft, self.current = self.current, None
        if repeated:
            self.saver.drop(self._sheet.request_id)
        else:
            self.saver.accepted(self._sheet.request_id)
        if draft is not None:
            self.drafts.remove(draft)
            self.changed.emit()

    # People ----------------------------------------------------------------------------------------------

    def take_over(self, before: Desk) -> None:
        """Go on with the drafts of the desk of the window's other language; their forms are made anew."""
        before.keep()
        self._staff, self._was_read = before._staff, True
        self.drafts = [replace(draft, shelved=None) for draft in before.drafts]
        current = before.current.id if before.current is not None else ""
        self.current = next((draft for draft in self.drafts if draft.id == current), None)
        self.changed.emit()

    def _on_session(self) -> None:
        """Somebody signed in or out: what was typed is kept, and each finds their own."""
        self.keep()
        session = self._workplace.session
        if session is None or session.staff == self._staff:
            return
        if self._staff:
            self._clear_away()
        self._staff, self._was_read = session.staff, False
        work = partial(drafts.find, self._counter, session.staff)
        operations.run(self, work, partial(self._on_found, session.staff), self._on_not_found)

    def _clear_away(self) -> None:
        """Take everything of the person before off the desk; it is in the store, or with the saver."""
        for draft in self.drafts:
            if draft.shelved is not None:
                draft.shelved.form.deleteLater()
        self.drafts, self.current = [], None
        self._sheet.clear()
        self.changed.emit()
        self.cleared.emit()

    def _on_found(self, staff: str, kept: Kept) -> None:
        if staff != self._staff or self._was_read:
            return
        self._was_read = True
        known = {draft.id for draft in self.drafts} | {self._sheet.request_id}
        held = self.saver.held(staff)  # what the disk refused until now is newer than what is on it
        newest = {one.id: one for one in (*kept.drafts, *held)}
        for one in newest.values():
            if one.receipt:
                self.saver.drop(one.id)
                self.found_taken.emit(one)
            elif one.id not in known:
                self.drafts.append(OpenDraft(one.id, one.service, one.begun_at, one.saved_at, one.content))
        self.drafts.sort(key=lambda draft: (draft.begun_at, draft.id))
        self.changed.emit()
        if kept.unreadable:
            self.found_unreadable.emit(kept.unreadable)
        if self.drafts and self.current is None and self._sheet.is_empty():
            self.turn_to(max(self.drafts, key=lambda draft: draft.saved_at or draft.begun_at))

    def _on_not_found(self, error: DaftarError) -> None:
        self._workplace.report(error)

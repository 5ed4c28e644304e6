"""The sheet: all that belongs to one application on the page, from its first key to its request.

Form, inspection line, identity check and payment stand in different places of the page and are one thing
to whoever opens, empties, checks or sends them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import pairwise

from msgspec import UNSET
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.application import AcceptRequest
from app.domain.business_day import business_day
from app.domain.catalogue import Service
from app.domain.draft import DraftContent, TypedField
from app.domain.problems import Problem
from app.office.drafts import picture
from app.ui.documents.paper_row import PaperRow
from app.ui.fields.base import FieldWidget
from app.ui.pages.application.form import Form
from app.ui.pages.application.identity_card import IdentityCard
from app.ui.pages.application.identity_step import IdentityStep
from app.ui.pages.application.inspection_line import InspectionLine
from app.ui.pages.application.payment.terminal_step import TerminalStep
from app.ui.pages.application.person_line import PersonLine
from app.ui.pages.application.pricing import hangs_on_answers, show_price
from app.ui.pages.application.shelf import Shelved, SpareForms
from app.ui.pages.application.side import Side
from app.ui.workplace import Workplace


class Sheet(QObject):
    """``form`` is None until a service was chosen; it stands at the head of ``column``."""

    changed = Signal()
    """Something was typed, chosen or added, or a field was left."""
    field_left = Signal()
    """A field of the form was left."""
    shelved_changed = Signal(object)
    """Pages came into this :class:`Form`, which is put away."""
    stale = Signal()
    """What it costs, or whether it can be taken, may be another now."""
    story_wanted = Signal(str)
    """The page of this receipt is to be opened."""
    answered = Signal()
    """A paper was looked at, or the civil registry answered."""

    def __init__(self, workplace: Workplace, side: Side, column: QVBoxLayout, parent: QObject) -> None:
        super().__init__(parent)
        self._workplace, self._counter, self._side, self._column = workplace, workplace.counter, side, column
        self.request_id = self._counter.new_id()
        """The id of the application from its beginning: however often it is sent, it is taken once."""
        self.form: Form | None = None
        self.inspection: InspectionLine | None = None
        self._waiting: DraftContent | None = None
        self._is_changing = False
        self._spare = SpareForms()
        self.is_taken = False
        """What stands on the sheet is an application already, and nothing of it is to be kept."""
        self.identity = IdentityCard()
        self.identity_step = IdentityStep(self.identity, workplace, lambda: self.form, self.today)
        column.addWidget(self.identity)
        self.identity.changed.connect(self._on_identity)
        self.identity.finished.connect(self._past_the_identity)
        self.terminal = TerminalStep(
            side.payment, workplace, lambda: self.form.service.code if self.form else ""
        )
        side.payment.changed.connect(self.changed)
        side.payment.finished.connect(lambda: side.accept_button.setFocus(Qt.FocusReason.TabFocusReason))

    @property
    def person(self) -> PersonLine | None:
        """The line about who was served before, at the head of the form."""
        return self.form.findChild(PersonLine) if self.form is not None else None

    def today(self) -> str:
        """The business day."""
        return business_day(self._counter.now())

    # Opening and emptying --------------------------------------------------------------------------------

    def open(self, service: Service) -> tuple[TypedField, ...]:
        """Put the form of a service in the place of the present one; papers and what was typed go along.

        What this service does not ask for is kept aside and returned.
        """
        before, inspection, waiting = self.form, self.inspection, self._waiting
        self._waiting = None
        fresh = self._spare.take(service) or self._made(service)
        form = fresh.form
        with self._in_change():
            self._place(fresh)
            if waiting is not None:
                left = form.take_up(waiting.fields)
                form.papers.take_up(waiting.pages, partial(picture, self._counter))
                self._fill_sides(waiting)
            else:
                left = form.take_up(before.draft() if before is not None else ())
            if before is not None:
                form.papers.take_over(before.papers)
                self._spare.put(Shelved(before, inspection))
            self._side.payment.calm()
        self.changed.emit()
        self.stale.emit()
        return left

    def is_ready(self, service: Service) -> bool:
        """Whether the form of a service lies at hand."""
        return self._spare.has(service)

    def make_ready(self, service: Service) -> None:
        """Make the form of a service beforehand, so that :meth:`open` need not."""
        if not self.is_ready(service):
            self._spare.put(self._made(service))

    def clear(self) -> None:
        """An empty sheet of the same service, for another application."""
        self.request_id = self._counter.new_id()
        self._waiting, self.is_taken = None, False
        with self._in_change():
            self.identity.clear()
            self._side.payment.clear()
            if self.form is not None:
                self.form.clear()
                if self.form.isVisible():  # else the receipt is up, and has the focus
                    self.form.focus_first()

    def is_empty(self) -> bool:
        """Whether nothing was typed or added that it would be a pity to lose."""
        if self.is_taken:
            return True
        if self.form is None:
            return self._waiting is None
        return self.form.is_empty() and self._side.payment.is_empty()

    # Drafts ----------------------------------------------------------------------------------------------

    def content(self) -> DraftContent:
        """All that was typed, as a draft keeps it."""
        if self.form is None:
            return self._waiting or DraftContent()
        return DraftContent(
            fields=self.form.draft(),
            pages=self.form.papers.draft(),
            identity=self.identity.typed(),
            payment=self._side.payment.typed(),
        )

    def put_away(self) -> Shelved | None:
        """Take the form off with all that is in it; the sheet is bare then, for another application."""
        form, self.form = self.form, None
        inspection, self.inspection = self.inspection, None
        self.request_id, self._waiting = self._counter.new_id(), None
        with self._in_change():
            self.identity.clear()
            self._side.payment.clear()
            if form is None:
                return None
            self._column.removeWidget(form)
            form.hide()
        return Shelved(form, inspection)

    def take_up(self, request_id: str, content: DraftContent, shelved: Shelved | None) -> None:
        """Go on with a draft on the bare sheet; without its form it waits for :meth:`open`."""
        self.request_id = request_id
        if shelved is None:
            self._waiting = content
            return
        with self._in_change():
            self._place(shelved)
            self._fill_sides(content)
            self._side.payment.calm()
        self.stale.emit()

    @contextmanager
    def _in_change(self) -> Iterator[None]:
        """While the sheet is half of one application and half of another: no field counts as left."""
        before, self._is_changing = self._is_changing, True
        try:
            yield
        finally:
            self._is_changing = before

    def _on_left(self) -> None:
        if not (self._is_changing or self.is_taken):
            self.field_left.emit()

    def _made(self, service: Service) -> Shelved:
        form = Form(service, self.today, self._column.parentWidget())
        form.changed.connect(partial(self._on_answered, form))
        form.papers.changed.connect(partial(self._on_papers, form))
        form.left.connect(self._on_left)
        form.finished.connect(self._past_the_form)
        person = PersonLine.beside(form, self._workplace)
        if person is not None:
            person.story_wanted.connect(self.story_wanted)
        return Shelved(form, InspectionLine.beside(form, self._workplace))

    def _place(self, placed: Shelved) -> None:
        """Show a form in the place of the present one, with the identity check that its service asks for."""
        if self.form is not None:
            self._column.removeWidget(self.form)
            self.form.hide()
        self.form, self.inspection = placed.form, placed.inspection
        self._column.insertWidget(0, placed.form)
        placed.form.show()
        self.identity.open(placed.form.service)
        for before, after in pairwise(self._inputs(placed.form)):
            QWidget.setTabOrder(before, after)

    def _fill_sides(self, content: DraftContent) -> None:
        self.identity.fill(content.identity)
        self._side.payment.fill(content.payment)

    # Checking and sending --------------------------------------------------------------------------------

    def show_price(self) -> bool:
        """Show what it costs by what is answered so far; whether it has a price."""
        if self.inspection is not None:
            self.inspection.look_again()
        return self.form is not None and show_price(self._counter, self.form, self._side)

    def check_all(self) -> bool:
        """Check everything and say it where it is; whether it may be accepted."""
        sound = self.form is not None and self.form.check_all()
        sound = self.identity.check_all() and sound
        return self._side.payment.check_all() and sound

    def show_problems(self, problems: Iterable[Problem]) -> list[Problem]:
        """Put problems at their places; those that belong to none come back."""
        left = self.form.show_problems(problems) if self.form is not None else list(problems)
        return self._side.payment.show_problems(self.identity.show_problems(left))

    def faulty(self) -> list[FieldWidget | PaperRow]:
        """The fields and papers with an error, in the form, in the identity check and in the payment."""
        found: list[FieldWidget | PaperRow] = []
        if self.form is not None:
            found += [*self.form.faulty(), *self.form.papers.faulty()]
        return [*found, *self.identity.faulty(), *self._side.payment.faulty()]

    def request(self, form: Form) -> AcceptRequest:
        """What is accepted of it, but for its documents, which are kept first."""
        return AcceptRequest(
            id=self.request_id,
            service=form.service.code,
            applicant=form.applicant(),
            fields=dict(form.fields()),
            payments=self._side.payment.payments(),
            identity=self.identity.given() or UNSET,
        )

    # Going about -----------------------------------------------------------------------------------------

    def focus_first(self) -> None:
        """To the first required field that is empty; in an empty form to the first of all."""
        if self.form is None:
            return
        empty = [widget for widget in self.form.shown() if widget.is_empty() and widget.field.required]
        (empty[0] if empty and not self.form.is_empty() else self.form).focus_first()

    def _inputs(self, form: Form) -> list[QWidget]:
        return [
            *form.inputs(),
            *form.papers.inputs(),
            *self.identity.inputs(),
            *self._side.payment.inputs(),
            self._side.accept_button,
            self._side.clear_button,
        ]

    def _past_the_form(self) -> None:
        if self.identity.isHidden():
            self._past_the_identity()
        else:
            self.identity.focus_first()

    def _past_the_identity(self) -> None:
        self.stale.emit()  # what the clerk now asks for is the price of this moment
        if self._side.payment.isHidden():
            self._side.accept_button.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._side.payment.focus_first()

    def _on_papers(self, form: Form) -> None:
        if form is self.form:
            self.changed.emit()
        else:
            self.shelved_changed.emit(form)

    def _on_answered(self, form: Form) -> None:
        """A key in the form: what it costs may hang on it, and whom the register was asked about."""
        if form is not self.form:
            return
        self.changed.emit()
        self.identity_step.compare()
        if hangs_on_answers(self._counter, form):
            self.stale.emit()

    def _on_identity(self) -> None:
        self.answered.emit()
        self.changed.emit()
        self.stale.emit()

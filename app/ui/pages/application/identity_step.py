"""The identity step between form and registry: whom it is about, asking in the background, and waiting."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from app.domain.errors import DaftarError
from app.domain.identity import Person, RegistryAnswer, person_of
from app.domain.rules import check_values
from app.office.identity import Enquiry
from app.ui import operations
from app.ui.pages.application.form import Form
from app.ui.pages.application.identity_card import IdentityCard, Standing
from app.ui.pages.application.registry_asking import Heard, ask
from app.ui.texts import translate
from app.ui.workplace import Workplace

ASKED_ABOUT = frozenset(
    {"applicant.national_code", "applicant.name.given", "applicant.name.family", "applicant.birth_date"}
)
"""Paths of what is compared with the register; nobody is asked while one of them is wrong or missing."""


class IdentityStep(QObject):
    """Serves one card; ``form`` and ``today`` give what stands on the page now."""

    def __init__(
        self,
        card: IdentityCard,
        workplace: Workplace,
        form: Callable[[], Form | None],
        today: Callable[[], str],
    ) -> None:
        super().__init__(card)
        self._card, self._workplace = card, workplace
        self._form, self._today = form, today
        self._asking: Enquiry | None = None
        card.asked.connect(self.ask)

    def ask(self) -> None:
        """Ask the registry about the applicant as typed; the answer comes to the card."""
        form = self._form()
        if form is None or self._card.standing() is Standing.ASKING or not self._card.isEnabled():
            return
        person = self._person(form, strict=True)
        if person is None:
            self._card.cannot_ask()
            return
        session, counter = self._workplace.signed_in(), self._workplace.counter
        enquiry = Enquiry(counter.new_id(), session.staff, form.service.code, person)
        self._asking = enquiry
        self._card.begin(enquiry.check)
        operations.run(self, partial(ask, counter, enquiry), self._on_heard, self._on_fault)

    def compare(self) -> None:
        """Something was typed: an answer about other data counts no more."""
        form = self._form()
        if form is not None and not self._card.isHidden():
            self._card.compare(lambda: self._person(form) or _NOBODY)

    def why_wait(self) -> str:
        """Why accepting must wait a moment, or empty."""
        if self._card.standing() is not Standing.ASKING:
            return ""
        return translate("identity", "The civil registry is being asked; its answer comes in a moment.")

    def _person(self, form: Form, *, strict: bool = False) -> Person | None:
        """Whom the form is about; with ``strict`` only when all that is compared is right."""
        said = check_values(form.service, form.applicant(), dict(form.fields()), self._today())
        if strict and any(problem.path in ASKED_ABOUT for problem in said.problems):
            return None
        return person_of(said.applicant, said.fields)

    def _on_heard(self, heard: Heard) -> None:
        self._card.hear(heard)
        self.compare()

    def _on_fault(self, error: DaftarError) -> None:
        del error  # logged where it was met; to the clerk it is a registry without answer
        if self._asking is not None:
            self._card.hear(Heard(self._asking, RegistryAnswer.UNANSWERED))


_NOBODY = Person(national_code="", given="", family="")

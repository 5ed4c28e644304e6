"""Who the applicant is, as a step of its own: what was looked at, and what the civil registry says.

It stands between form and payment and is hidden for services that ask for no check. The registry is asked in
the background; going on does not wait for it, but accepting does.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from enum import StrEnum

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.domain.application import GivenIdentity
from app.domain.catalogue import Choice, Field, IdentityCheck, Service
from app.domain.identity import CHECK_PATH, SEEN_PATH, Person, RegistryAnswer, mismatch, needed
from app.domain.problems import Problem
from app.domain.tariff import Words
from app.ui.fields.base import FieldWidget
from app.ui.fields.choice import ChoiceField
from app.ui.pages.application.registry_asking import Heard
from app.ui.stylesheet import set_look
from app.ui.texts import translate
from app.ui.theme import GAP
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.card import Card
from app.ui.widgets.showing import show_if

ASK_KEY = "F7"


class Standing(StrEnum):
    """Where the question to the registry stands."""

    NOT_ASKED = "not-asked"
    INCOMPLETE = "incomplete"
    """It was to be asked, and the person's data are not complete or not right."""
    ASKING = "asking"
    MATCHES = "matches"
    DIFFERS = "differs"
    UNANSWERED = "unanswered"


class CheckField(FieldWidget):
    """The button that asks, and the registry's answer in the line of words under it."""

    def __init__(self, policy: IdentityCheck) -> None:
        self.standing = Standing.NOT_ASKED
        self._policy = policy
        caption = translate("identity", "Civil registry")
        super().__init__(
            Field(name="check", type="text", label=Words(caption, caption), required=False), CHECK_PATH
        )
        self.button = KeyButton(translate("identity", "Ask the register"), ASK_KEY, shortcut=True)
        self.adopt(self.button)

    def value(self) -> str:
        """Nothing is typed here."""
        return ""

    def set_value(self, value: str) -> None:
        """Nothing is shown here but words."""

    def hint(self) -> str:
        """How it stands, and what follows by the definition."""
        may_wait = self._policy is IdentityCheck.LATER
        match self.standing:
            case Standing.NOT_ASKED if may_wait:
                return translate("identity", "Not asked yet. Without an answer the check follows later.")
            case Standing.NOT_ASKED:
                return translate("identity", "Not asked yet. This service is not taken without its answer.")
            case Standing.INCOMPLETE:
                return translate("identity", "First complete the applicant's code, names and date of birth.")
            case Standing.ASKING:
                return translate("identity", "Asking…")
            case Standing.UNANSWERED if may_wait:
                return translate(
                    "identity",
                    "No answer. It may be taken: the identity is checked later, and the receipt says so.",
                )
            case Standing.UNANSWERED:
                return translate(
                    "identity", "No answer. This service is not taken without it; ask again in a moment."
                )
            case _:
                return ""

    def stand(self, standing: Standing, differs: tuple[str, ...] = ()) -> None:
        """Say how it stands."""
        self.standing = standing
        agrees = translate("identity", "Agrees with the civil registry")
        self._note = agrees if standing is Standing.MATCHES else ""
        self.show_problem(mismatch(differs) if standing is Standing.DIFFERS else None)

    def _say(self) -> None:
        super()._say()
        if self.standing in (Standing.UNANSWERED, Standing.INCOMPLETE) and not self.has_error():
            set_look(self.message, "warning")


class IdentityCard(Card):
    """``asked`` wants :meth:`begin`; ``changed`` on a choice or an answer; ``finished`` to go on by Enter."""

    asked = Signal()
    changed = Signal()
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(translate("identity", "Identity of the applicant"), parent=parent)
        self._policy = IdentityCheck.NONE
        self._heard: Heard | None = None
        self._check = ""
        self.seen: ChoiceField | None = None
        self.check: CheckField | None = None
        self._row: QWidget | None = None
        self.hide()

    def open(self, service: Service) -> None:
        """Ask what this service asks; what was seen stays where the paper is one of this service too."""
        kept = self.seen.value() if self.seen is not None else ""
        if self._row is not None:
            self.body.removeWidget(self._row)
            self._row.hide()
            self._row.deleteLater()
            self._row = self.seen = self.check = None
        self._policy = service.identity
        self._heard, self._check = None, ""
        show_if(self, service.identity is not IdentityCheck.NONE)
        if service.identity is IdentityCheck.NONE:
            return
        caption = translate("identity", "What was looked at")
        papers = tuple(Choice(value=paper.code, label=paper.name) for paper in service.identity_papers)
        field = Field(name="seen", type="choice", label=Words(caption, caption), choices=papers)
        self.seen, self.check = ChoiceField(field, SEEN_PATH), CheckField(service.identity)
        self.seen.set_value(kept)
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4 * GAP)
        row.addWidget(self.seen, 2)
        row.addWidget(self.check, 3)
        self.check.button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.body.addWidget(self._row)
        self.seen.changed.connect(self._on_seen)
        self.seen.entered.connect(self.check.focus_first)
        self.check.entered.connect(self._ask_and_go_on)
        self.check.button.clicked.connect(self.asked)

    # Values

    def given(self) -> GivenIdentity | None:
        """The step as an application holds it; None where none is asked for."""
        if self.seen is None:
            return None
        return GivenIdentity(seen=self.seen.value(), check=self._heard.proof or None if self._heard else None)

    def typed(self) -> object:
        """The step as a draft keeps it, with the register's signed answer; None where none is asked for."""
        if self.seen is None:
            return None
        return {"seen": self.seen.value(), "heard": msgspec.to_builtins(self._heard)}

    def fill(self, typed: object) -> None:
        """Show what :meth:`typed` once gave; anything else empties the step."""
        self.clear()
        if self.seen is None or not isinstance(typed, dict):
            return
        self.seen.set_value(str(typed.get("seen") or ""))
        with contextlib.suppress(msgspec.ValidationError):  # of another version: it is asked again
            heard = msgspec.convert(typed.get("heard"), Heard | None)
            if heard is not None:
                self._check = heard.enquiry.check
                self.hear(heard)

    def is_empty(self) -> bool:
        """Whether nothing was done here."""
        return self.seen is None or (self.seen.is_empty() and self._heard is None)

    def standing(self) -> Standing:
        """Where the question stands."""
        return self.check.standing if self.check is not None else Standing.NOT_ASKED

    def clear(self) -> None:
        """For the next citizen."""
        self._heard, self._check = None, ""
        if self.seen is not None and self.check is not None:
            self.seen.clear()
            self.check.stand(Standing.NOT_ASKED)

    def take_over(self, other: IdentityCard) -> None:
        """Go on with what was seen and heard on the card of the window's other language."""
        if self.seen is None or self.check is None or other.seen is None or other.check is None:
            return
        self.seen.set_value(other.seen.value())
        self._heard, self._check = other._heard, other._check
        self.check.stand(other.standing(), other._heard.differs if other._heard is not None else ())

    # Asking

    def begin(self, check: str) -> None:
        """The question with this id is on its way."""
        self._heard, self._check = None, check
        self._stand(Standing.ASKING)

    def cannot_ask(self) -> None:
        """The person's data are not complete."""
        self._stand(Standing.INCOMPLETE)

    def hear(self, heard: Heard) -> None:
        """Take an answer, unless another question was asked meanwhile."""
        if heard.enquiry.check != self._check or self.check is None:
            return
        self._heard = heard
        self._stand(
            {
                RegistryAnswer.MATCH: Standing.MATCHES,
                RegistryAnswer.MISMATCH: Standing.DIFFERS,
                RegistryAnswer.UNANSWERED: Standing.UNANSWERED,
            }[heard.answer],
            heard.differs,
        )
        self.changed.emit()

    def compare(self, person: Callable[[], Person]) -> None:
        """Forget an answer that is about other data than those that are typed now."""
        if self.standing() is Standing.INCOMPLETE or (
            self._heard is not None and self._heard.enquiry.person != person()
        ):
            self._heard, self._check = None, ""
            self._stand(Standing.NOT_ASKED)

    def _stand(self, standing: Standing, differs: tuple[str, ...] = ()) -> None:
        if self.check is not None:
            self.check.stand(standing, differs)

    # Checks

    def check_all(self) -> bool:
        """Say what is missing; whether it may be accepted as far as this step goes."""
        if self.seen is None or self.check is None:
            return True
        self.seen.check_value("", tried=True)
        if self._policy is IdentityCheck.NOW and self.standing() not in (Standing.MATCHES, Standing.DIFFERS):
            self.check.show_problem(needed())
        return not self.faulty() and self.standing() is not Standing.ASKING

    def show_problems(self, problems: Iterable[Problem]) -> list[Problem]:
        """Put problems at their places; those that belong to none come back."""
        at = {field.path: field for field in (self.seen, self.check) if field is not None}
        left = []
        for problem in problems:
            if problem.path in at:
                at[problem.path].show_problem(problem)
            else:
                left.append(problem)
        return left

    def faulty(self) -> list[FieldWidget]:
        """The places with an error."""
        return [field for field in (self.seen, self.check) if field is not None and field.has_error()]

    # Going about

    def focus_first(self) -> None:
        """To what was looked at."""
        if self.seen is not None:
            self.seen.focus_first()

    def inputs(self) -> list[QWidget]:
        """Everything that takes keys, in order."""
        return [one for field in (self.seen, self.check) if field is not None for one in field.inputs()]

    def button(self) -> QPushButton | None:
        """The button that asks."""
        return self.check.button if self.check is not None else None

    def _on_seen(self) -> None:
        if self.seen is not None and self.seen.has_error():
            self.seen.check_value("", tried=True)
        self.changed.emit()

    def _ask_and_go_on(self) -> None:
        if self.standing() is not Standing.MATCHES:
            self.asked.emit()
        if self.standing() is not Standing.INCOMPLETE:
            self.finished.emit()

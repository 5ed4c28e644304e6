"""The line at the head of the applicant: who was served here before, and what they asked for already.

When a whole national code is left, this counter's store is read, off the UI thread. An earlier application
for the same service within its days is shown first, and nothing is accepted before the clerk says to go on.
Then the values of last time are offered: nothing is filled in before the clerk says so, nothing that is
typed is written over, and what must be typed twice or read back still must.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication

from app.domain.catalogue import Service
from app.domain.errors import DaftarError
from app.domain.identifiers import national_code
from app.domain.rules import normalise_value
from app.office.counter import Counter
from app.office.persons import Earlier, Known, recall
from app.ui import texts
from app.ui.fields.base import FieldWidget
from app.ui.pages.application import person_words as words
from app.ui.pages.application.form import APPLICANT, Form
from app.ui.pages.application.latin_help import LatinHelp
from app.ui.reader import Reader
from app.ui.texts import translate
from app.ui.theme import Tone
from app.ui.widgets.asking_notice import AskingNotice
from app.ui.widgets.buttons import KeyButton
from app.ui.workplace import Workplace

log = logging.getLogger(__name__)

CODE_PATH = f"{APPLICANT}.national_code"
Answer = tuple[str, Known]


class PersonLine(AskingNotice):
    """``story_wanted`` with a receipt's number when its page is to be opened."""

    story_wanted = Signal(str)

    def __init__(self, form: Form, workplace: Workplace) -> None:
        self.fill_button = KeyButton(translate("person", "Fill in"), "F10", shortcut=True)
        self.back_button = KeyButton(translate("person", "Take it out again"), "F10", shortcut=True)
        self.show_button = KeyButton(translate("person", "Show it"), "F11", shortcut=True)
        self.go_on_button = KeyButton(translate("person", "Go on all the same"))
        super().__init__(self.fill_button, self.back_button, self.show_button, self.go_on_button)
        self._form, self._workplace = form, workplace
        self._code_field = form.widgets[CODE_PATH]
        self._latin = LatinHelp(form)
        self._code = ""
        self._known: Known | None = None
        self._passed: Earlier | None = None
        self._filled: dict[str, str] = {}
        self._spoken: tuple[object, ...] = ()
        self._reader = Reader(self, self._prepare, self._on_known, self._on_not_known)
        self._code_field.left.connect(self._reader.read)
        form.changed.connect(self._on_typed)
        form.restated.connect(self._on_restated)
        form.guards.append(self.look_now)
        form.put_beside(CODE_PATH, *self.buttons)
        self.fill_button.clicked.connect(self.fill_in)
        self.back_button.clicked.connect(self.take_out)
        self.show_button.clicked.connect(self._show_earlier)
        self.go_on_button.clicked.connect(self.go_on)

    @classmethod
    def beside(cls, form: Form, workplace: Workplace) -> PersonLine | None:
        """The line, put into the card that asks for the national code."""
        field = form.widgets.get(CODE_PATH)
        card = next((card for card in form.cards if field in card.fields), None)
        if field is None or card is None:
            return None
        line = cls(form, workplace)
        card.body.insertWidget(0, line)
        line.refresh()
        return line

    def earlier(self) -> Earlier | None:
        """The earlier application about which the clerk has still to say whether to go on."""
        found = self._known.earlier if self._known is not None else None
        return found if found != self._passed else None

    def is_looking(self) -> bool:
        """Whether the store is being read for somebody."""
        return self._reader.is_reading

    # Reading -------------------------------------------------------------------------------------------

    def look_now(self) -> None:
        """Before everything is checked: read at once what was not read yet. One bounded, indexed read."""
        work = self._prepare()
        if work is not None:
            try:
                self._on_known(work())
            except DaftarError as error:
                self._on_not_known(error)

    def _prepare(self) -> Callable[[], Answer] | None:
        code = self._typed_code()
        if not code or (code == self._code and self._known is not None):
            return None
        return partial(_look, self._workplace.counter, self._form.service, code)

    def _on_known(self, answer: Answer) -> None:
        code, known = answer
        if code != self._typed_code() or (code == self._code and self._known is not None):
            return  # another code is typed by now, or it was read meanwhile
        self._forget()
        self._code, self._known = code, known
        self._latin.remember(known.values)
        if known.earlier is not None:
            self._code_field.hold(words.duplicate_holds(), self.go_on_button)
        self.refresh()

    def _on_not_known(self, error: DaftarError) -> None:
        """Who cannot be looked up is served as somebody new."""
        log.warning("no look at who was served before: %s", type(error).__name__)

    def _typed_code(self) -> str:
        """The national code that is typed, if it is a whole and valid one."""
        code = national_code.normalise(self._code_field.value())
        return "" if national_code.check(code) else code

    def _on_typed(self) -> None:
        if self._code and self._typed_code() != self._code:
            self._forget()
            self.refresh()
        elif self._known is not None:
            self.refresh()

    def _on_restated(self) -> None:
        self._on_typed()
        self._reader.read()

    def _forget(self) -> None:
        self._code, self._known, self._passed, self._filled = "", None, None, {}
        self._code_field.release()
        self._latin.remember({})

    # Acts ----------------------------------------------------------------------------------------------

    def go_on(self) -> None:
        """The clerk has seen the earlier application and takes another one all the same."""
        if self._known is None:
            return
        self._passed = self._known.earlier
        self._code_field.release()
        self._form.changed.emit()
        self._next()

    def fill_in(self) -> None:
        """Fill in what is still empty, as it was last time."""
        if self._known is None or self.earlier() is not None:
            return
        values = {path: self._known.values[path] for path in self._empty()}
        self._filled = values
        self._form.fill_in(values)
        self.refresh()
        self._next()

    def take_out(self) -> None:
        """Empty again what was filled in and not changed since."""
        mine = [path for path, value in self._filled.items() if self._stands(path) == value]
        self._filled = {}
        self._form.take_out(mine)
        self.refresh()

    def _show_earlier(self) -> None:
        if self._known is not None and self._known.earlier is not None:
            self.story_wanted.emit(self._known.earlier.receipt)

    def _next(self) -> None:
        """On to the first field that still wants something, unless the focus stands elsewhere."""
        focused = QApplication.focusWidget()
        if focused is not None and not self._form.isAncestorOf(focused):
            return
        wanting = [
            one for one in self._form.shown() if one.unproved() or (one.is_empty() and one.field.required)
        ]
        if wanting:
            wanting[0].focus_first()

    # Words ---------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Say what is known now, and what can be done about it."""
        known = self._known
        earlier = self.earlier()
        if known is None:
            self._speak(words.nobody_yet(), Tone.NEUTRAL)
        elif earlier is not None:
            self._speak(
                words.duplicate(known.served, earlier), Tone.WAIT, self.show_button, self.go_on_button
            )
        elif known.served is None:
            self._speak(words.nobody(), Tone.NEUTRAL)
        elif self._filled:
            said = words.filled(known.served, self._labels(self._filled))
            self._speak(said, Tone.OK, self.back_button)
        else:
            self._speak_of_offer(known)

    def _speak_of_offer(self, known: Known) -> None:
        if known.served is None:
            raise ValueError("nobody was served")
        service = self._workplace.service_name(known.served.service)
        empty, other = self._empty(), self._other()
        said = [words.beside(self._passed)] if self._passed is not None else []
        said.append(words.who(known.served, service))
        said += [words.fills(self._labels(empty))] if empty else []
        said += [words.otherwise(self._labels(other))] if other else []
        self._speak(" ".join(said), Tone.WAIT if other else Tone.INFO, *([self.fill_button] if empty else []))

    def _speak(self, text: str, tone: Tone, *buttons: KeyButton) -> None:
        if self._spoken != (text, tone, buttons):  # at every key: what stands there is not painted anew
            self._spoken = (text, tone, buttons)
            self.say(text, tone)
            self.offer(*buttons)

    def _labels(self, paths: Iterable[str]) -> list[str]:
        """The labels of these fields, in the order of the form."""
        wanted = set(paths)
        return [texts.words(one.field.label) for path, one in self._form.widgets.items() if path in wanted]

    def _known_fields(self) -> list[tuple[FieldWidget, str]]:
        values = self._known.values if self._known is not None else {}
        return [(one, values[one.path]) for one in self._form.shown() if one.path in values]

    def _empty(self) -> list[str]:
        """The paths that would be filled in: asked for, known, and empty."""
        return [one.path for one, _ in self._known_fields() if one.is_empty()]

    def _other(self) -> list[str]:
        """The paths at which something else is typed than last time."""
        found = self._known_fields()
        return [one.path for one, value in found if not one.is_empty() and self._stands(one.path) != value]

    def _stands(self, path: str) -> str:
        widget = self._form.widgets[path]
        return normalise_value(widget.field, widget.value())


def _look(counter: Counter, service: Service, code: str) -> Answer:
    return code, recall(counter, service, code)

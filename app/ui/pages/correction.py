"""Correct an application that its national system wants corrected: the form again, with what was typed."""

from __future__ import annotations

from functools import partial
from typing import Any

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.business_day import business_day
from app.domain.errors import DaftarError
from app.domain.tariff import Words
from app.local_db.queries.applications import ApplicationWhole
from app.office.accept import Refused
from app.office.correct import Corrected, correct
from app.office.counter import Counter
from app.office.pay import get_application
from app.ui import operations, texts
from app.ui.fields.base import FieldWidget
from app.ui.models.story_words import sentence
from app.ui.pages.application.esc_again import EscAgain
from app.ui.pages.application.form import Form
from app.ui.pages.application.going_on import type_again
from app.ui.pages.application.mend_button import MendButton, jump
from app.ui.pages.page import Page
from app.ui.systems import system_name
from app.ui.texts import explained, translate
from app.ui.theme import GAP, Tone
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.card import Card
from app.ui.widgets.labels import label
from app.ui.widgets.notice import Notice
from app.ui.widgets.scrolling import Scrolling
from app.ui.workplace import Workplace


class CorrectionPage(Page):
    """``show_argument(receipt)`` opens the form; once saved, the application's story comes up again."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._receipt = ""
        self._busy = False
        self._before: dict[str, str] = {}
        self._whole: ApplicationWhole | None = None
        self.form: Form | None = None
        self.errors = MendButton()
        self.notice = Notice()
        self.asked = Card(translate("correction", "What is asked for"))
        self.asked_words = label("", "strong", wraps=True)
        self.asked.body.addWidget(self.asked_words)
        self.save_button = KeyButton(
            translate("correction", "Save the correction"), "F12", primary=True, shortcut=True
        )
        self.back_button = KeyButton(translate("correction", "Back"), "Esc")
        self._esc = EscAgain(
            self.notice, translate("correction", "Press Esc once more to leave without saving."), self
        )
        self.fields_column = QVBoxLayout()
        self.fields = Scrolling(self.fields_column, shown_whole=(FieldWidget,))
        self._lay_out()
        self.errors.clicked.connect(lambda: jump(self.faulty()))
        self.save_button.clicked.connect(self.save)
        self.back_button.clicked.connect(self.go_back)

    def show_argument(self, argument: str) -> None:
        """Open the form of the application behind a receipt number, unless it is open already."""
        if argument == self._receipt and self.would_lose():
            return
        self._receipt = argument
        self.notice.say("")
        self.set_title(translate("correction", "Correct {receipt}").format(receipt=texts.code(argument)))
        self.save_button.setEnabled(False)
        work = partial(_read, self._workplace.counter, argument)
        operations.run(self, work, self._on_read, self._on_failed)

    def take_over(self, before: Page) -> None:
        """Open the same application, with what was changed."""
        if not isinstance(before, CorrectionPage) or before._whole is None or before.form is None:
            return
        self._receipt = before._receipt
        self.set_title(translate("correction", "Correct {receipt}").format(receipt=texts.code(self._receipt)))
        self._on_read(before._whole)
        if self.form is not None:
            type_again(self.form, before.form)

    def came_up(self) -> None:
        """To the first field."""
        if self.form is not None:
            self.form.focus_first()

    def would_lose(self) -> str:
        """What was changed and not saved."""
        if self.form is None or self.form.typed() == self._before:
            return ""
        return translate("correction", "The correction is not saved yet.")

    def great_button(self) -> QAbstractButton | None:
        """Save."""
        return self.save_button

    def go_back(self) -> bool:
        """Esc: back to the story (asked when something was changed)."""
        if not self._busy and (not self.would_lose() or self._esc.confirmed()):
            self._leave()
        return True

    def faulty(self) -> list[FieldWidget]:
        """The fields with an error."""
        return self.form.faulty() if self.form is not None else []

    def save(self) -> None:
        """Check everything and save; what is wrong is said where it is."""
        form = self.form
        if form is None or self._busy or not self.save_button.isEnabled():
            return
        if not form.check_all():
            self._count_errors()
            jump(self.faulty())
            return
        self._set_busy(busy=True)
        work = partial(
            correct,
            self._workplace.counter,
            self._workplace.signed_in(),
            self._receipt,
            form.applicant(),
            form.fields(),
        )
        operations.run(self, work, self._on_saved, self._on_failed)

    def _on_read(self, whole: ApplicationWhole) -> None:
        service = self._workplace.find_service(whole.row.service)
        if whole.row.receipt != self._receipt or service is None:
            return
        self._whole = whole
        note = sentence(Words(whole.row.decision_note_fa, whole.row.decision_note_en))
        system = system_name(whole.row.upstream)
        self.asked_words.setText(
            translate("correction", "{system}: {note}").format(system=system, note=note) if note else system
        )
        form = Form(service, lambda: business_day(self._workplace.counter.now()))
        if self.form is not None:
            self.fields_column.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
        self.form = form
        self.fields_column.addWidget(form)
        form.fill(_typed(whole))
        self._before = form.typed()
        form.changed.connect(self._on_typed)
        form.finished.connect(lambda: self.save_button.setFocus(Qt.FocusReason.TabFocusReason))
        self.save_button.setEnabled(True)
        self._count_errors()
        if self.isVisible():
            form.focus_first()

    def _on_saved(self, _: Corrected) -> None:
        self._set_busy(busy=False)
        self._leave()

    def _on_failed(self, error: DaftarError) -> None:
        if self._busy:
            self._set_busy(busy=False)
        if isinstance(error, Refused) and self.form is not None:
            left = self.form.show_problems(error.problems)
            self._count_errors()
            jump(self.faulty())
            self.notice.say(" ".join(texts.problem(one) for one in left), Tone.BAD)
            return
        self.notice.say(explained(error).in_one(), Tone.BAD)

    def _on_typed(self) -> None:
        self._esc.forget()
        if self.errors.isVisible():
            self._count_errors()

    def _count_errors(self) -> None:
        self.errors.show_count(len(self.faulty()))

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.fields.setEnabled(not busy)
        self.save_button.setEnabled(not busy)

    def _leave(self) -> None:
        receipt, self._receipt, self._before, self._whole = self._receipt, "", {}, None
        if self.form is not None:
            self.form.clear()
            self._before = self.form.typed()
        self.elsewhere.emit("story", receipt)

    def _lay_out(self) -> None:
        self.heading.addWidget(self.errors)
        side = QVBoxLayout()
        side.setSpacing(3 * GAP)
        side.addWidget(self.asked)
        side.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        buttons.addWidget(self.save_button)
        side.addLayout(buttons)
        row = QHBoxLayout()
        row.setSpacing(3 * GAP)
        row.addWidget(self.fields, 7)
        row.addLayout(side, 4)
        self.body.addWidget(self.notice)
        self.body.addLayout(row, 1)


def _read(counter: Counter, receipt: str) -> ApplicationWhole:
    with counter.store.read() as conn:
        return get_application(conn, receipt)


def _typed(whole: ApplicationWhole) -> dict[str, str]:
    """The values of an application as the form takes them: texts by path, rows as JSON."""
    typed: dict[str, str] = {}

    def take(path: str, value: Any) -> None:
        if isinstance(value, dict):
            for name, inner in value.items():
                take(f"{path}.{name}", inner)
        elif isinstance(value, str):
            typed[path] = value
        else:
            typed[path] = msgspec.json.encode(value).decode()

    take("applicant", whole.applicant)
    take("fields", whole.fields)
    return typed

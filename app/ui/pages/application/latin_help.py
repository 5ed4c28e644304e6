"""A Latin spelling offered at the fields that want one: never written before the clerk takes it.

The spelling of last time comes first; else one made of the applicant's Persian name as it is typed
(:mod:`app.domain.transliteration`). Who writes it otherwise than last time is asked to compare.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject

from app.domain.problems import Problem, Severity
from app.domain.rules import normalise_value
from app.domain.transliteration import name_behind, suggest
from app.ui import texts
from app.ui.fields.line import LineField
from app.ui.pages.application.form import APPLICANT, Form
from app.ui.texts import translate

LATIN_NAME = "latin_name"


class LatinHelp(QObject):
    """Follows what is typed in a form; ``remember`` tells it the spellings of last time."""

    def __init__(self, form: Form) -> None:
        super().__init__(form)
        self._form = form
        self._before: Mapping[str, str] = {}
        self._fields = [
            widget
            for widget in form.widgets.values()
            if isinstance(widget, LineField) and widget.field.type == LATIN_NAME
        ]
        for widget in self._fields:
            widget.left.connect(lambda widget=widget: self._compare(widget))
        if self._fields:
            form.changed.connect(self._offer)
            form.restated.connect(self._offer)

    def remember(self, values: Mapping[str, str]) -> None:
        """How the person's names were written last time, by path."""
        self._before = values
        self._offer()

    def _offer(self) -> None:
        for widget in self._fields:
            widget.offer(*self._offered(widget))

    def _offered(self, widget: LineField) -> tuple[str, str]:
        """The spelling for a field, and the words that tell of it; two empty texts for none."""
        before = self._before.get(widget.path)
        if before:
            return before, self._told(translate("application", "Last time: {name}"), before)
        parts = [self._form.widgets.get(f"{APPLICANT}.{part}") for part in name_behind(widget.field.name)]
        name = " ".join(part.value() for part in parts if part is not None)
        found = suggest(name)
        if found is None:
            return "", ""
        if found.is_rough:
            return found.latin, self._told(translate("application", "Rough suggestion: {name}"), found.latin)
        return found.latin, self._told(translate("application", "Suggestion: {name}"), found.latin)

    def _told(self, words: str, name: str) -> str:
        taken = translate("application", "(the key {key} writes it)").format(key=texts.isolate("↓"))
        return f"{words.format(name=texts.isolate(name))} {taken}"

    def _compare(self, widget: LineField) -> None:
        """Warn at a field that says otherwise than last time."""
        before, typed = self._before.get(widget.path), normalise_value(widget.field, widget.value())
        if before and typed and typed != before and not widget.has_error():
            problem = Problem(widget.path, "latin-name-other", {"before": before}, Severity.WARNING)
            widget.show_problem(problem)

"""The form of a service, made from its definition: fields in cards, checked as they are left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.asked import nested
from app.domain.catalogue import Service
from app.domain.documents import papers_asked
from app.domain.draft import TypedField
from app.domain.problems import Problem
from app.domain.rules import normalise_value, shown_fields
from app.ui import texts
from app.ui.documents.card import DocumentsCard
from app.ui.fields.base import FieldWidget
from app.ui.fields.make import make_field
from app.ui.pages.application.rule_words import broken_rules, is_of_rule, say_rule
from app.ui.pages.application.section_card import SectionCard
from app.ui.theme import GAP
from app.ui.widgets.showing import show_if

APPLICANT = "applicant"
UNPROVED = "#"
"""Between a field's path and the name of what is not yet proved of its value (``FieldWidget.unproved``)."""


class Form(QWidget):
    """``changed`` on every key; ``finished`` when Enter went past the last field."""

    changed = Signal()
    finished = Signal()
    left = Signal()
    """A field was left."""
    restated = Signal()
    """Values were put in or taken out by the program, not typed."""

    def __init__(self, service: Service, today: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.service = service
        self._today = today
        self._tried = False
        self._passed: set[str] = set()
        self._aside: tuple[TypedField, ...] = ()
        self._beside: dict[str, list[QWidget]] = {}
        self.guards: list[Callable[[], None]] = []
        """Called before everything is checked: what else has to say something at a field does it then."""
        self.widgets: dict[str, FieldWidget] = {}
        self.cards: list[SectionCard] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * GAP)
        for section in service.sections:
            group = APPLICANT if section.code == APPLICANT else "fields"
            card = SectionCard(texts.words(section.title), self)
            fields = [make_field(field, f"{group}.{field.name}", today, card) for field in section.fields]
            card.hold(fields)
            self.cards.append(card)
            column.addWidget(card)
            for field in fields:
                self._take(field)
        self.papers = DocumentsCard(service.documents, self)
        column.addWidget(self.papers)
        column.addStretch(1)
        conditions = [widget.field.shown_when for widget in self.widgets.values()]
        conditions += [paper.shown_when for paper in service.documents]
        self._deciding = {when.field for when in conditions if when is not None}
        """Fields on whose values it hangs what else is asked for."""
        self._show_what_is_asked()

    # Values --------------------------------------------------------------------------------------------

    def shown(self) -> list[FieldWidget]:
        """The fields that are asked for now, in order."""
        return [widget for widget in self.widgets.values() if not widget.isHidden()]

    def parts(self) -> list[FieldWidget]:
        """As :meth:`shown`, with the cells of a repeated group instead of the group."""
        return [part for widget in self.shown() for part in widget.parts()]

    def field_at(self, path: str) -> FieldWidget | None:
        """The field, or the cell of a repeated group, at which a problem of this path is told."""
        group = self.widgets.get(".".join(path.split(".")[:2]))
        return self.widgets.get(path) or (group.part_at(path) if group is not None else None)

    def typed(self) -> dict[str, str]:
        """All that was typed, by path, also in fields that are hidden now; and what is unproved of it."""
        found = {path: value for path, widget in self.widgets.items() if (value := widget.value())}
        for path, widget in self.widgets.items():
            found |= {f"{path}{UNPROVED}{what}": kept for what, kept in widget.unproved().items()}
        return found

    def is_empty(self) -> bool:
        """Whether nothing was typed and no paper added."""
        nothing_typed = all(widget.is_empty() for widget in self.widgets.values())
        return nothing_typed and not self._aside and self.papers.is_empty()

    def draft(self) -> tuple[TypedField, ...]:
        """All that was typed, also into fields that are hidden now or that this service does not have."""
        here = {
            path: TypedField(path=path, label=widget.field.label, typed=widget.whole_draft())
            for path, widget in self.widgets.items()
            if not widget.is_empty()
        }
        return (*here.values(), *(one for one in self._aside if one.path not in here))

    def take_up(self, typed: Iterable[TypedField]) -> tuple[TypedField, ...]:
        """Put a draft in; what of it does not fit this service is kept aside and returned."""
        found = tuple(typed)
        self._aside = tuple(
            one
            for one in found
            if one.path not in self.widgets or not self.widgets[one.path].take_up_whole(one.typed)
        )
        self._show_what_is_asked()
        for one in found:
            if one.path in self.widgets and not self.widgets[one.path].is_empty():
                self._check_alone(self.widgets[one.path])
        self._say_rules(tell=True)
        self.restated.emit()
        return self._aside

    def fill(self, typed: Mapping[str, str]) -> None:
        """Put values in, by path; paths that this service does not ask for are passed over.

        What is typed twice or read back counts as proved, but for what ``typed`` itself says of it.
        """
        for path, value in typed.items():
            if path in self.widgets:
                self.widgets[path].fill(value)
        for path, kept in _unproved(typed).items():
            if path in self.widgets:
                self.widgets[path].restore_unproved(kept)
        self._show_what_is_asked()
        for path in typed:
            if path in self.widgets:
                self._check_alone(self.widgets[path])
        self._say_rules(tell=True)
        self.restated.emit()

    def fill_in(self, values: Mapping[str, str]) -> None:
        """Put values in that somebody told at another time: what is proved here still is to be proved."""
        for path, value in values.items():
            self.widgets[path].fill_unproved(value)
        self._show_what_is_asked()
        for path in values:
            if not self.widgets[path].unproved():
                self._check_alone(self.widgets[path])
        self._say_rules(tell=True)
        self.changed.emit()

    def take_out(self, paths: Iterable[str]) -> None:
        """Empty some fields again."""
        for path in paths:
            self.widgets[path].clear()
        self._show_what_is_asked()
        self._say_rules(tell=False)
        self.changed.emit()

    def clear(self) -> None:
        """Empty every field."""
        self._tried = False
        self._passed.clear()
        self._aside = ()
        for widget in self.widgets.values():
            widget.clear()
        self.papers.clear()
        self._show_what_is_asked()
        self.restated.emit()

    def applicant(self) -> dict[str, Any]:
        """The applicant's values as an application holds them, as typed."""
        return nested(
            {widget.field.name: value for widget, value in self._asked_values() if _is_applicant(widget)}
        )

    def fields(self) -> dict[str, Any]:
        """The service's own values, as typed."""
        return {
            widget.field.name: value for widget, value in self._asked_values() if not _is_applicant(widget)
        }

    def normalised(self) -> dict[str, str]:
        """The service's own values of one text each, in their stored form, as far as they are typed."""
        return {
            widget.field.name: normalise_value(widget.field, value)
            for widget, value in self._asked_values()
            if isinstance(value, str) and not _is_applicant(widget)
        }

    def card_with(self, field_type: str) -> SectionCard | None:
        """The card of the first field of a type, if there is one outside the applicant's own."""
        for card in self.cards:
            if any(f.field.type == field_type and not _is_applicant(f) for f in card.fields):
                return card
        return None

    # Checks --------------------------------------------------------------------------------------------

    def check(self, widget: FieldWidget) -> bool:
        """Check one field, and the rules across fields, and say so; whether nothing refuses the field."""
        self._check_alone(widget)
        self._say_rules(tell=True)
        return not widget.has_error()

    def _check_alone(self, widget: FieldWidget) -> None:
        widget.check_value(self._today(), tried=self._tried)

    def check_all(self) -> bool:
        """Check everything that is asked for; whether it may be accepted."""
        self._tried = True
        for guard in self.guards:
            guard()
        for widget in self.shown():
            self._check_alone(widget)
        self._say_rules(tell=True)
        papers_sound = self.papers.check_all()
        return papers_sound and not self.faulty()

    def _say_rules(self, *, tell: bool) -> None:
        """Tell broken rules where something was typed or passed by; take away those that hold now."""
        if not self.service.rules:
            return
        tellers = {path: dict.fromkeys([widget, *widget.parts()]) for path, widget in self.widgets.items()}
        told = any(is_of_rule(one.problem()) for parts in tellers.values() for one in parts)
        if not (tell or told):
            return
        broken = broken_rules(self.service, self.applicant(), self.fields(), self._today())
        at = {self.field_at(path): problem for path, problem in broken.items()}
        for path, parts in tellers.items():
            reached = self._tried or path in self._passed or not self.widgets[path].is_empty()
            for one in parts:
                say_rule(one, at.get(one), tell=tell and reached)

    def show_problems(self, problems: Iterable[Problem]) -> list[Problem]:
        """Put problems at their fields; those that belong to none come back."""
        elsewhere = []
        for problem in problems:
            widget = self.field_at(problem.path)
            if widget is None or not widget.isVisibleTo(self):
                elsewhere.append(problem)
            else:
                widget.show_problem(problem)
        return self.papers.show_problems(elsewhere)

    def faulty(self) -> list[FieldWidget]:
        """The fields with something that refuses them, in order."""
        return [part for widget in self.shown() for part in widget.faulty_parts()]

    # Going about ---------------------------------------------------------------------------------------

    def focus_first(self) -> None:
        """Put the focus on the first field."""
        shown = self.shown()
        if shown:
            shown[0].focus_first()

    def inputs(self) -> list[QWidget]:
        """Everything that takes keys, in order."""
        fields = self.widgets.items()
        return [one for path, field in fields for one in (*field.inputs(), *self._beside.get(path, ()))]

    def put_beside(self, path: str, *inputs: QWidget) -> None:
        """Have something that takes keys come after a field by Tab, though it is none of its own."""
        self._beside[path] = list(inputs)

    def _take(self, widget: FieldWidget) -> None:
        self.widgets[widget.path] = widget
        widget.changed.connect(lambda: self._on_changed(widget))
        widget.left.connect(lambda: self._on_left(widget))
        widget.entered.connect(lambda: self._on_entered(widget))

    def _on_changed(self, widget: FieldWidget) -> None:
        if widget.has_error() or widget.problem() is not None:
            self._mend(widget)
        widget.show_note("")
        if widget.field.name in self._deciding:
            self._show_what_is_asked()
        self._say_rules(tell=False)
        self.changed.emit()

    def _mend(self, widget: FieldWidget) -> None:
        """Take an error away as soon as it is mended; a new one is told only when the field is left."""
        if is_of_rule(widget.problem()):
            return
        widget.mend(self._today())

    def _on_left(self, widget: FieldWidget) -> None:
        if not widget.isHidden():
            self._passed.add(widget.path)
            self.check(widget)
            self.changed.emit()
            self.left.emit()

    def _on_entered(self, widget: FieldWidget) -> None:
        shown = self.shown()
        at = shown.index(widget) if widget in shown else len(shown) - 1
        if at + 1 < len(shown):
            shown[at + 1].focus_first()
        else:
            self.finished.emit()

    def _show_what_is_asked(self) -> None:
        values = {
            widget.field.name: normalise_value(widget.field, widget.value())
            for widget in self.widgets.values()
        }
        asked = shown_fields(self.service, values)
        for widget in self.widgets.values():
            show_if(widget, widget.field.name in asked)
        for card in self.cards:
            show_if(card, not all(field.isHidden() for field in card.fields))
            card.place()
        self.papers.show_asked(paper.code for paper in papers_asked(self.service, values))

    def _asked_values(self) -> list[tuple[FieldWidget, Any]]:
        return [(widget, value) for widget in self.shown() if (value := widget.given())]


def _unproved(typed: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """What :meth:`Form.typed` says of values that are not proved, by path."""
    found: dict[str, dict[str, str]] = {}
    for name, kept in typed.items():
        path, mark, what = name.partition(UNPROVED)
        if mark:
            found.setdefault(path, {})[what] = kept
    return found


def _is_applicant(widget: FieldWidget) -> bool:
    return widget.path.startswith(f"{APPLICANT}.")

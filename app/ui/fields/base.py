"""What every field of a form is: a label, something to type in, and one line of words under it.

The line shows, in this order: what is wrong, what was found out ("correct", "37 years old"), the hint of
the definition. Values go out as typed but with ASCII digits; the domain makes the stored form of them.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QVBoxLayout, QWidget

from app.domain.catalogue import Field
from app.domain.field_types import find_type
from app.domain.problems import Problem, Severity
from app.domain.rules import check_field, normalise_value
from app.ui import texts
from app.ui.fields.read_back import ReadBack
from app.ui.language import is_persian
from app.ui.stylesheet import set_look
from app.ui.texts import translate
from app.ui.theme import GAP
from app.ui.widgets.labels import label

REQUIRED_MARK = "*"
READ_BACK = "read_back"
"""In a draft: what stands under it was read back to the applicant."""


class FieldWidget(QWidget):
    """Base of all fields. Subclasses build their inputs, hand each to :meth:`adopt`, and give the value."""

    changed = Signal()
    """The value was changed by a person."""
    left = Signal()
    """The focus went out of the whole field."""
    entered = Signal()
    """Enter was pressed: go on to the next field."""

    columns_wanted = 1
    """How many columns of a section it would like to take."""

    def __init__(self, field: Field, path: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.path = path
        self.setObjectName(path)
        self._problem: Problem | None = None
        self._error_text = ""
        self._error_at: QWidget | None = None
        self._note = ""
        self._is_focused = False
        self._inputs: list[QWidget] = []
        self._held: tuple[str, QWidget] | None = None
        self.read_back: ReadBack | None = None
        """Where the definition wants the value read back to the applicant."""
        self.caption = label("", "secondary")
        self.message = label("", "secondary", wraps=True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.message.setSizePolicy(policy)
        self.message.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(GAP - 1)
        self.column.addWidget(self.caption)
        self.column.addWidget(self.message)
        self.column.addStretch(1)
        self._say_caption()
        self._say()

    # What subclasses give

    @abstractmethod
    def value(self) -> str:
        """What was typed, with ASCII digits; empty when nothing was."""

    @abstractmethod
    def set_value(self, value: str) -> None:
        """Show a stored value (or a typed one). Emits nothing."""

    def show_normalised(self, value: str) -> None:
        """Show the stored form of a value found right, once the person has left the field."""
        self.set_value(value)

    def own_problem(self) -> str:
        """What this widget itself finds wrong, as a sentence (a second typing that differs), or empty."""
        return ""

    def hint(self) -> str:
        """The quiet words under a field: its help; without one, while it has the focus, its type's hint.

        While a value is being read back, the value itself, letter by letter.
        """
        if self.read_back is not None and self.read_back.hasFocus():
            return self.read_aloud(self.read_back.value)
        if self.field.help is not None:
            return texts.words(self.field.help)
        kind = find_type(self.field.type) if self._is_focused else None
        return texts.words(kind.hint) if kind is not None else ""

    def note_for(self, value: str) -> str:
        """What a right value (in its stored form) means to a person; empty for nothing."""
        del value
        return ""

    def read_aloud(self, value: str) -> str:
        """A value (in its stored form) as it is read back to the applicant."""
        return texts.isolate(texts.digits(value))

    def given(self) -> Any:
        """The value as an application holds it, as typed: text, or the rows of a repeated group."""
        return self.value()

    def draft(self) -> Any:
        """All that stands in it, as JSON can hold it; what :meth:`take_up` takes."""
        return self.value()

    def take_up(self, draft: Any) -> bool:
        """Show what :meth:`draft` once gave, perhaps under another definition; whether all of it fits."""
        self.set_value(draft if isinstance(draft, str) else "")
        return bool(self.draft() == draft)

    def whole_draft(self) -> Any:
        """:meth:`draft`, and whether it was read back where that is asked."""
        is_read = self.read_back is not None and self.read_back.is_confirmed()
        return {READ_BACK: self.draft()} if is_read else self.draft()

    def take_up_whole(self, draft: Any) -> bool:
        """Show what :meth:`whole_draft` gave; whether all of it fits."""
        is_read = isinstance(draft, dict) and READ_BACK in draft
        fits = self.take_up(draft[READ_BACK] if is_read else draft)
        self.follow_value()
        if self.read_back is not None and is_read and fits:
            self.read_back.confirm()
        return fits

    def parts(self) -> list[FieldWidget]:
        """The fields that hold the values: itself, or the cells of a repeated group."""
        return [self]

    def faulty_parts(self) -> list[FieldWidget]:
        """Those of it that something refuses."""
        return [self] if self.has_error() else []

    def part_at(self, path: str) -> FieldWidget | None:
        """The field at which a problem of this path is told, if it is in here."""
        return self if path == self.path else None

    # Checks

    def check_value(self, today: str, *, tried: bool) -> None:
        """Check what was typed and say so; ``tried``: a missing value is told too."""
        own = self.own_problem()
        value = self.value()
        if own:
            self.show_error_text(own)
            return
        found = check_field(self.field, value, today)
        if not value and not tried:
            found = ()
        self.show_problem(found[0] if found else None)
        stored = normalise_value(self.field, value)
        if not self.has_error():
            if stored:
                self.show_normalised(stored)
            self.show_note(self.note_for(stored) if stored else "")
            self._say_unsettled(tried=tried)

    def mend(self, today: str) -> None:
        """Take what is wrong away as soon as it is mended; something new is told only on leaving."""
        if not self.own_problem() and not check_field(self.field, self.value(), today):
            self.show_problem(None)

    def _say_unsettled(self, *, tried: bool) -> None:
        """Say of a right value what must be done before it counts: read it back; settle what holds it."""
        if self.read_back is not None and self.value():
            self.follow_value()
            if not self.read_back.is_confirmed():
                said = translate("fields", "Please read it out to the applicant, and say that it is right.")
                self.show_error_text(said, self.read_back)
                return
        if self._held is not None and tried:
            self.show_error_text(*self._held)

    # Proofs that a value was not typed by mistake

    def ask_read_back(self) -> None:
        """Put the button under the inputs by which a value is said to have been read back."""
        self.read_back = ReadBack()
        self.adopt(self.read_back)
        self.read_back.setAccessibleName(
            translate("fields", "{label}: read out to the applicant, and right").format(
                label=texts.words(self.field.label)
            )
        )
        self.read_back.clicked.connect(self.changed)
        self.changed.connect(self.follow_value)

    def follow_value(self) -> None:
        """Have what is read back follow what stands in the field."""
        if self.read_back is not None:
            self.read_back.follow(normalise_value(self.field, self.value()))

    def fill(self, value: str) -> None:
        """Show a value that was proved before: typed twice where that is asked, read back where that is."""
        self.set_value(value)
        self.follow_value()
        if self.read_back is not None:
            self.read_back.confirm()

    def fill_unproved(self, value: str) -> None:
        """Show a value that is still to be typed a second time, or read back, where the field asks for it."""
        self.set_value(value)
        self.follow_value()
        if self.read_back is not None:
            self.read_back.take_back()

    def unproved(self) -> dict[str, str]:
        """What is still to be proved of the value, by a name of its own: for :meth:`restore_unproved`."""
        waits = self.read_back is not None and bool(self.value()) and not self.read_back.is_confirmed()
        return {"unread": "1"} if waits else {}

    def restore_unproved(self, kept: Mapping[str, str]) -> None:
        """Take back of a filled value what was not proved of it."""
        if self.read_back is not None and "unread" in kept:
            self.read_back.take_back()

    def hold(self, words: str, at: QWidget) -> None:
        """Count as wrong until something is settled at another widget; told once everything is checked."""
        self._held = (words, at)

    def release(self) -> None:
        """What it was held for is settled."""
        if self._held is not None and self._error_at is self._held[1]:
            self.show_problem(None)
        self._held = None

    # What all share

    def adopt(self, widget: QWidget, *, at: int | None = None) -> None:
        """Take an input in: between label and message, watched for leaving and for Enter."""
        self.column.insertWidget(self.column.count() - 2 if at is None else at, widget)
        self.watch(widget)

    def watch(self, widget: QWidget) -> None:
        """Watch an input that stands inside another widget."""
        self._inputs.append(widget)
        widget.installEventFilter(self)
        widget.setAccessibleName(texts.words(self.field.label))
        if len(self._inputs) == 1:  # no focus proxy: Tab would come to it where the field stands, too
            self.caption.setBuddy(widget)
        self._say()

    def inputs(self) -> list[QWidget]:
        """The widgets that take keys, in the order of typing."""
        return list(self._inputs)

    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not self.value()

    def clear(self) -> None:
        """Empty it, and forget what was wrong."""
        self.fill_unproved("")
        self.show_problem(None)
        self.show_note("")

    def problem(self) -> Problem | None:
        """What is shown as wrong."""
        return self._problem

    def has_error(self) -> bool:
        """Whether something refuses the value (a warning does not)."""
        if self._error_text:
            return True
        return self._problem is not None and self._problem.severity is Severity.ERROR

    def show_problem(self, problem: Problem | None) -> None:
        """Say what is wrong under the field, or that nothing is."""
        self._problem = problem
        self._error_text, self._error_at = "", None
        self._say()

    def show_error_text(self, text: str, at: QWidget | None = None) -> None:
        """Say something wrong that only the window knows of; ``at`` is where it can be settled."""
        self._problem = None
        self._error_text, self._error_at = text, at
        self._say()

    def show_note(self, text: str) -> None:
        """Say something found out about a right value; empty takes it away."""
        self._note = text
        self._say()

    def shown_message(self) -> str:
        """The words under the field."""
        return self.message.text()

    def focus_first(self) -> None:
        """Put the focus on the input, what is in it selected; or where what is wrong can be settled."""
        first = self._error_at or self._inputs[0]
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on; leaving the last input of the field is leaving the field."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._enter(watched)
                return True
        elif isinstance(event, QFocusEvent):
            self._on_focus(event)
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say_caption()
            self._say()

    def _on_focus(self, event: QFocusEvent) -> None:
        passing = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        inside = QApplication.focusWidget() in self._inputs
        if event.gotFocus() or (not inside and event.reason() not in passing):
            self._is_focused = event.gotFocus()
            self._say()
            if event.lostFocus():
                self.left.emit()

    def _enter(self, watched: QObject) -> None:
        read_back = self.read_back
        if watched is read_back and read_back is not None:
            read_back.confirm()
            self.changed.emit()
            self.entered.emit()
            return
        inputs = self.inputs()
        position = next((n for n, one in enumerate(inputs) if one is watched), -1)
        following = inputs[position + 1] if 0 <= position < len(inputs) - 1 else None
        if following is None or not self._enter_walks_inside():
            following = read_back
        if following is not None and following.isEnabled():
            following.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.entered.emit()

    def _enter_walks_inside(self) -> bool:
        """Whether Enter goes through the field's own inputs before it goes on."""
        return True

    def _say_caption(self) -> None:
        words = texts.words(self.field.label)
        edge = Qt.AlignmentFlag.AlignRight if is_persian() else Qt.AlignmentFlag.AlignLeft
        self.caption.setAlignment(edge | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        self.caption.setText(f"{words} {REQUIRED_MARK}" if self.field.required else words)
        self.caption.setAccessibleName(
            translate("fields", "{label}, required").format(label=words) if self.field.required else words
        )

    def _say(self) -> None:
        error = self._error_text or (texts.problem(self._problem) if self._problem else "")
        if error:
            look = "error" if self.has_error() else "warning"
            said = error
        elif self._note:
            look, said = "good", self._note
        else:
            look, said = "secondary", self.hint()
        set_look(self.message, look)
        self.message.setText(said or " ")
        self._mark("error" if self.has_error() else "")
        for one in self._inputs:
            one.setAccessibleDescription(said)

    def _mark(self, look: str) -> None:
        """Give the inputs the look of an error, or take it away."""
        for one in self._inputs:
            set_look(one, look)

"""What every field of a form is: something that holds a value, checks it, and says what is wrong.

Values go out as typed but with ASCII digits; the domain makes the stored form of them. How a field looks and
how Enter walks through it is in :mod:`app.ui.fields.frame`.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from app.domain.catalogue import Field
from app.domain.rules import check_field, normalise_value
from app.ui import texts
from app.ui.fields.frame import FieldFrame
from app.ui.fields.read_back import ReadBack
from app.ui.texts import translate

READ_BACK = "read_back"
"""In a draft: what stands under it was read back to the applicant."""


class FieldWidget(FieldFrame):
    """Base of all fields. Subclasses build their inputs, hand each to :meth:`adopt`, and give the value."""

    def __init__(self, field: Field, path: str, parent: QWidget | None = None) -> None:
        super().__init__(field, path, parent)
        self._held: tuple[str, QWidget] | None = None

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
        """While a value is being read back, the value itself, as it is said; else as the frame says."""
        if self.read_back is not None and self.read_back.hasFocus():
            return self.read_aloud(self.read_back.value)
        return super().hint()

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
        self.read_back = ReadBack(self)
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

    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not self.value()

    def clear(self) -> None:
        """Empty it, and forget what was wrong."""
        self.fill_unproved("")
        self.show_problem(None)
        self.show_note("")

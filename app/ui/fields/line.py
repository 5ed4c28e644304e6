"""Everything that is typed into one line: names, codes, numbers, addresses. See ``notation``.

A line that is empty may be offered a text, which the Down key writes into it and nothing else does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent, QValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.catalogue import Field
from app.domain.rules import normalise_value
from app.ui import texts
from app.ui.fields.base import FieldWidget
from app.ui.fields.notation import Notation, as_shown, notation
from app.ui.fields.notes import note_for
from app.ui.texts import translate
from app.ui.theme import GAP
from app.ui.widgets.reading_edge import stand_at_reading_edge

WIDE = frozenset({"address", "mrz", "sheba"})
"""Types whose values are too long for one column."""


class LocalDigits(QValidator):
    """Shows every digit typed, of whichever script, in the language's own. Never refuses a key."""

    def validate(self, typed: str, cursor: int) -> tuple[QValidator.State, str, int]:
        """The text with its digits replaced; lengths and cursor stay."""
        return QValidator.State.Acceptable, texts.digits(texts.to_ascii(typed)), cursor


class AsciiDigits(QValidator):
    """Shows every digit typed as an ASCII one: for Latin codes."""

    def validate(self, typed: str, cursor: int) -> tuple[QValidator.State, str, int]:
        """The text with its digits replaced; lengths and cursor stay."""
        return QValidator.State.Acceptable, texts.to_ascii(typed), cursor


class Edit(QLineEdit):
    """A line edit written in a notation: digits, direction, and text at the reading edge."""

    def __init__(self, how: Notation, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.how = how
        self.setMaxLength(how.length_max)
        self.setValidator(LocalDigits(self) if how.local_digits else AsciiDigits(self))
        if how.left_to_right:
            self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        stand_at_reading_edge(self, numbers=how.left_to_right)

    def typed(self) -> str:
        """What stands in it, digits as ASCII, outer spaces dropped."""
        return texts.to_ascii(self.text()).strip()

    def show_value(self, value: str) -> None:
        """Show a stored value in this notation."""
        self.setText(as_shown(self.how, value))

    def show_typed(self, typed: str) -> None:
        """Show what :meth:`typed` gave, as it stood, whether or not it is a value."""
        self.setText(texts.digits(typed) if self.how.local_digits else typed)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by key selects all, so that typing replaces."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()


class NoPasteEdit(Edit):
    """The second typing: pasting the first one into it would prove nothing."""

    def __init__(self, how: Notation, parent: QWidget | None = None) -> None:
        super().__init__(how, parent)
        self.setAcceptDrops(False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Everything but the middle button, which pastes on X11."""
        if event.button() != Qt.MouseButton.MiddleButton:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Everything but pasting."""
        if event.matches(QKeySequence.StandardKey.Paste):
            return
        super().keyPressEvent(event)


class LineField(FieldWidget):
    """A field of one line; with ``typed_twice`` a second one under it that must say the same."""

    def __init__(self, field: Field, path: str, parent: QWidget | None = None) -> None:
        super().__init__(field, path, parent)
        self.how = notation(field.type)
        self.edit = Edit(self.how, self)
        self._offer = self._offer_words = ""
        self.adopt(self.edit)
        self.edit.textEdited.connect(self.changed)
        self.again: Edit | None = None
        if field.typed_twice:
            self.again = NoPasteEdit(self.how, self)
            self.again.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
            self.again.setPlaceholderText(translate("fields", "once more"))
            self.adopt(self.again)
            self.again.setAccessibleName(
                translate("fields", "{label}, once more").format(label=texts.words(field.label))
            )
            self.again.textEdited.connect(self.changed)
            self.column.setSpacing(GAP)
        if field.type in WIDE:
            self.columns_wanted = 2

    def value(self) -> str:
        """What was typed, with ASCII digits."""
        return self.edit.typed()

    def set_value(self, value: str) -> None:
        """Show a value, in both lines when it is asked for twice."""
        self.edit.show_value(value)
        if self.again is not None:
            self.again.show_value(value)

    def fill_unproved(self, value: str) -> None:
        """Show a value in the first line only: the second is still to be typed."""
        super().fill_unproved(value)
        if self.again is not None:
            self.again.clear()

    def unproved(self) -> dict[str, str]:
        """As the base says; also what stands in the second line, where that is something else."""
        kept = super().unproved()
        if self.again is not None and self.again.typed() != self.edit.typed():
            kept["again"] = self.again.typed()
        return kept

    def restore_unproved(self, kept: Mapping[str, str]) -> None:
        """As the base says; also the second line."""
        super().restore_unproved(kept)
        if self.again is not None and "again" in kept:
            self.again.show_value(kept["again"])

    def read_aloud(self, value: str) -> str:
        """Letter by letter."""
        return texts.isolate(" ".join(as_shown(self.how, value).replace(" ", "")))

    def offer(self, value: str, words: str = "") -> None:
        """Offer a text for the empty line, told in ``words``; "" offers nothing."""
        if (value, words) != (self._offer, self._offer_words):
            self._offer, self._offer_words = value, words
            self._say()

    def hint(self) -> str:
        """What is offered, while the empty line has the focus; else as the base says."""
        if hasattr(self, "edit") and self._offer and self.edit.hasFocus() and not self.edit.typed():
            return self._offer_words
        return super().hint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down, with Alt or without, takes what is offered."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self.edit:
            plain = not event.modifiers() & ~(
                Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.AltModifier
            )
            if plain and event.key() == Qt.Key.Key_Down and self._offer and not self.edit.typed():
                self.edit.show_value(self._offer)
                self.changed.emit()
                return True
        return super().eventFilter(watched, event)

    def show_normalised(self, value: str) -> None:
        """Write a right value as it will be kept; what was typed stays undoable only until then."""
        if self.again is not None and self.again.typed() == "":
            self.edit.show_value(value)
        else:
            self.set_value(value)

    def is_empty(self) -> bool:
        """Whether neither line holds anything."""
        return not self.edit.typed() and (self.again is None or not self.again.typed())

    def draft(self) -> Any:
        """What was typed; where it is asked for twice, the second typing too, as it stands."""
        return self.value() if self.again is None else [self.value(), self.again.typed()]

    def take_up(self, draft: Any) -> bool:
        """Both typings, each as it was: the second never follows from the first."""
        first, second = draft if isinstance(draft, list) and len(draft) == 2 else (draft, "")
        if not isinstance(first, str) or not isinstance(second, str):
            self.clear()
            return False
        self.edit.show_typed(first)
        if self.again is not None:
            self.again.show_typed(second)
        return self.value() == first

    def note_for(self, value: str) -> str:
        """That its check digit fits, where the type has one."""
        return note_for(self.field.type, value)

    def _enter_walks_inside(self) -> bool:
        """An empty field has nothing to be typed a second time: Enter goes on."""
        return bool(self.edit.typed())

    def own_problem(self) -> str:
        """The second typing is missing, or says something else."""
        if self.again is None or not self.edit.typed():
            return ""
        second = self.again.typed()
        if not second:
            return translate("fields", "Please type it a second time, from the paper.")
        same = self._comparable(second) == self._comparable(self.edit.typed())
        return "" if same else translate("fields", "The two do not agree; please compare with the paper.")

    def _comparable(self, typed: str) -> str:
        """What was meant, in whichever writing: stored forms are compared, and no capitals or spaces."""
        return "".join(normalise_value(self.field, typed).split()).casefold()

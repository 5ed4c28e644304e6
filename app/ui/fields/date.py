"""A Jalali day, typed: ``14050903``, ``1405/9/3``, or ``3/9`` for the third of Azar this year.

Up and Down change the part under the cursor; ``t`` (or the same key of a Persian keyboard) is today.
Qt's own date editor is not used: it shows Jalali dates reversed in a right-to-left window.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from persiantools.jdatetime import JalaliDate
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.domain.catalogue import Field
from app.domain.field_types.dates import YEAR_MAX, YEAR_MIN, find_fault
from app.ui import texts
from app.ui.fields.base import FieldWidget
from app.ui.fields.line import Edit
from app.ui.fields.notation import DAY
from app.ui.texts import translate

TODAY_KEYS = frozenset("tTف")
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_SHORT = re.compile(r"(\d{1,2})[/\-.](\d{1,2})", re.ASCII)
_WHOLE = re.compile(r"(\d{4})[/\-.](\d{1,2})[/\-.](\d{1,2})", re.ASCII)


def written_out(typed: str, today: str) -> str:
    """What was typed as ``1405/09/03`` where it can be understood so; else as it is.

    ``today`` is the business day, ``1405-09-03``; it gives the year of ``3/9``.
    """
    bare = typed.strip()
    if match := _EIGHT.fullmatch(bare):
        return "/".join(match.groups())
    if match := _WHOLE.fullmatch(bare):
        return f"{match[1]}/{int(match[2]):02d}/{int(match[3]):02d}"
    if match := _SHORT.fullmatch(bare):
        return f"{today[:4]}/{int(match[2]):02d}/{int(match[1]):02d}"
    return bare


def moved(day: tuple[int, int, int], part: int, by: int) -> tuple[int, int, int]:
    """A day with its year (0), month (1) or day (2) moved; a day too late for its month becomes its last.

    Day and month turn round inside their month and year; the year stays within the proven ones.
    """
    year, month, of_month = day
    if part == 0:
        year = min(max(year + by, YEAR_MIN), YEAR_MAX)
    elif part == 1:
        month = (month - 1 + by) % 12 + 1
    length = JalaliDate.days_in_month(month, year)
    if part == 2:
        return year, month, (of_month - 1 + by) % length + 1
    return year, month, min(of_month, length)


class DateEdit(Edit):
    """The line of a date field."""

    def __init__(self, today: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(DAY, parent)
        self._today = today
        self.textEdited.connect(self._edited)

    def value(self) -> str:
        """The day typed, written out."""
        return written_out(self.typed(), self._today())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """``t``, Up and Down; the rest is typing."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.text() in TODAY_KEYS and event.text():
            self._put(self._today().replace("-", "/"), None)
        elif plain and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move(1 if event.key() == Qt.Key.Key_Up else -1)
        else:
            super().keyPressEvent(event)

    def _edited(self, _: str) -> None:
        """Eight digits in a row get their slashes at once."""
        if _EIGHT.fullmatch(self.typed()):
            self._write(written_out(self.typed(), self._today()))

    def _move(self, by: int) -> None:
        match = _WHOLE.fullmatch(self.value())
        if match is None:
            if not self.typed():
                self._put(self._today().replace("-", "/"), 2)
            return
        whole = int(match[1]), int(match[2]), int(match[3])
        if not (1 <= whole[1] <= 12 and YEAR_MIN <= whole[0] <= YEAR_MAX):
            return
        part = self._part()
        year, month, of_month = moved(whole, part, by)
        self._put(f"{year:04d}/{month:02d}/{of_month:02d}", part)

    def _part(self) -> int:
        """Which part the cursor stands in: 0 year, 1 month, 2 day. All selected counts as the day."""
        if self.hasSelectedText() and self.selectedText() == self.text():
            return 2
        at = self.cursorPosition()
        if self.hasSelectedText():
            at = self.selectionStart()
        return 0 if at <= 4 else 1 if at <= 7 else 2

    def _put(self, text: str, part: int | None) -> None:
        self._write(text)
        if part is not None:
            start, length = ((0, 4), (5, 2), (8, 2))[part]
            self.setSelection(start, length)
        self.textEdited.emit(self.text())

    def _write(self, text: str) -> None:
        self.setText(texts.digits(text))


class DateField(FieldWidget):
    """A field holding a Jalali day. ``today`` gives the present business day."""

    def __init__(
        self, field: Field, path: str, today: Callable[[], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(field, path, parent)
        self._today = today
        self.edit = DateEdit(today, self)
        self.adopt(self.edit)
        self.edit.textEdited.connect(self.changed)
        self.edit.setPlaceholderText(texts.digits(translate("fields", "year/month/day")))

    def value(self) -> str:
        """The day as ``1405/09/03``, or what was typed when it is no day."""
        return self.edit.value()

    def set_value(self, value: str) -> None:
        """Show a day."""
        self.edit.show_value(value)

    def read_aloud(self, value: str) -> str:
        """With the month's name, where it is a day."""
        return super().read_aloud(value) if find_fault(value) else texts.long_day(value)

    def draft(self) -> Any:
        """What stands in it, also while it is no day yet."""
        return self.edit.typed()

    def take_up(self, draft: Any) -> bool:
        """Show it as it stood."""
        self.edit.show_typed(draft if isinstance(draft, str) else "")
        return bool(self.edit.typed() == draft)

    def note_for(self, value: str) -> str:
        """What a right day means: the age at a birth date, the day of the week otherwise."""
        match = _WHOLE.fullmatch(value)
        if match is None:
            return ""
        day = int(match[1]), int(match[2]), int(match[3])
        if self.field.name.endswith("birth_date"):
            now = tuple(int(part) for part in self._today().split("-"))
            years = now[0] - day[0] - (now[1:] < day[1:])
            return translate("fields", "{n} years old").format(n=texts.digits(years)) if years >= 0 else ""
        return weekday(JalaliDate(*day).weekday())


def weekday(number: int) -> str:
    """The day of the week's name; 0 is Saturday."""
    return (
        translate("fields", "Saturday"),
        translate("fields", "Sunday"),
        translate("fields", "Monday"),
        translate("fields", "Tuesday"),
        translate("fields", "Wednesday"),
        translate("fields", "Thursday"),
        translate("fields", "Friday"),
    )[number]

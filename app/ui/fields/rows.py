"""A repeated group (dependants, violations): rows of fields that are added and taken away by keys.

One empty row is always there. Enter goes through the cells; after the last cell of the last row a new row
comes, and Enter in a row that is still empty goes on to what follows the group. Ctrl+Insert adds a row,
Ctrl+Delete takes away the one that has the focus.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.catalogue import Field
from app.domain.field_types.rows import ROWS_MAX
from app.domain.problems import Problem
from app.ui.fields.base import FieldWidget
from app.ui.fields.row_line import MakeField, RowLine
from app.ui.texts import translate
from app.ui.theme import GAP
from app.ui.widgets.buttons import KeyButton

ADD_KEY = "Ctrl+Ins"


class RowsField(FieldWidget):
    """A field whose value is rows. As text (:meth:`value`) they are the JSON of what was typed."""

    columns_wanted = 3

    def __init__(
        self,
        field: Field,
        path: str,
        today: Callable[[], str],
        make: MakeField,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(field, path, parent)
        self._today = today
        self._make = make
        self._tried = False
        self.rows: list[RowLine] = []
        self.add = KeyButton(translate("fields", "Add a row"), ADD_KEY, look="quiet")
        self.add.clicked.connect(self._add_and_go)
        self.add.installEventFilter(self)
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(GAP)
        self.column.insertLayout(1, self._lines)
        self.column.insertWidget(2, self.add, 0, Qt.AlignmentFlag.AlignLeading)
        self._append()

    # Values --------------------------------------------------------------------------------------------

    def filled(self) -> list[RowLine]:
        """The rows in which something stands."""
        return [row for row in self.rows if not row.is_empty()]

    def value(self) -> str:
        """The rows typed, as JSON; empty when nothing was."""
        typed = [row.typed() for row in self.filled()]
        return json.dumps(typed, ensure_ascii=False) if typed else ""

    def given(self) -> list[dict[str, str]]:
        """The rows as an application holds them."""
        return [row.given() for row in self.filled()]

    def set_value(self, value: str) -> None:
        """Show rows; what is no JSON of rows empties the group."""
        rows = _rows_of(value)
        while len(self.rows) > max(len(rows), 1):
            self._drop(self.rows[-1])
        while len(self.rows) < len(rows):
            self._append()
        for row, typed in zip(self.rows, rows or [{}], strict=True):
            row.fill(typed)

    def draft(self) -> Any:
        """The rows in which something stands, each with the drafts of its cells."""
        return [row.draft() for row in self.filled()]

    def take_up(self, draft: Any) -> bool:
        """The rows, as many as the definition lets stand; whether all of them fit."""
        rows = [row for row in draft if isinstance(row, dict)] if isinstance(draft, list) else []
        self.set_value("")
        fits = rows == draft and len(rows) <= self.field.rows_max
        for at, typed in enumerate(rows[: self.field.rows_max]):
            line = self.rows[0] if at == 0 else self._append()
            fits = line.take_up(typed) and fits
        return fits

    def show_normalised(self, value: str) -> None:
        """Nothing to rewrite: each cell does it for itself."""

    def clear(self) -> None:
        """One empty row, and nothing wrong."""
        self._tried = False
        super().clear()
        for cell in self.rows[0].cells.values():
            cell.clear()

    def is_empty(self) -> bool:
        """Whether nothing was typed into any row."""
        return not self.filled()

    # Checks --------------------------------------------------------------------------------------------

    def check_value(self, today: str, *, tried: bool) -> None:
        """Check every cell in which something stands or must stand, and how many rows there are."""
        self._tried = tried
        self.show_problem(self._own_fault() if tried or not self.is_empty() else None)
        for row in self.rows:
            for cell in row.shown():
                if row.is_empty():
                    cell.show_problem(None)
                else:
                    cell.check_value(today, tried=tried)

    def mend(self, today: str) -> None:
        """Take away what is wrong with the group itself as soon as it is mended."""
        del today
        if self._own_fault() is None:
            self.show_problem(None)

    def has_error(self) -> bool:
        """Whether something refuses the group or one of its cells."""
        return super().has_error() or any(cell.has_error() for cell in self.parts())

    def faulty_parts(self) -> list[FieldWidget]:
        """The group itself where it is wrong, and its cells that are."""
        itself: list[FieldWidget] = [self] if super().has_error() else []
        return [*itself, *(cell for cell in self.parts() if cell.has_error())]

    def parts(self) -> list[FieldWidget]:
        """The cells that are asked for now, row by row."""
        rows = self.rows if hasattr(self, "rows") else []  # the base speaks before there are any
        return [cell for row in rows for cell in row.shown()]

    def part_at(self, path: str) -> FieldWidget | None:
        """The cell of a problem's path; for a row's path its first cell, for the group's own the group."""
        position, _, name = path.removeprefix(self.path).lstrip(".").partition(".")
        if path == self.path:
            return self
        filled = self.filled()
        if not path.startswith(f"{self.path}.") or not position.isdigit() or int(position) >= len(filled):
            return None
        row = filled[int(position)]
        return row.cells.get(name) if name else row.shown()[0]

    # Rows ----------------------------------------------------------------------------------------------

    def add_row(self) -> RowLine:
        """One more empty row at the end, or the last one when there can be no more."""
        return self.rows[-1] if self._is_full() else self._append()

    def remove_row(self, row: RowLine) -> None:
        """Take a row away; the focus goes to the one that takes its place. The only one is emptied."""
        at = self.rows.index(row)
        if len(self.rows) == 1:
            for cell in row.cells.values():
                cell.clear()
            row.show_what_is_asked()
        else:
            self._drop(row)
        self.rows[min(at, len(self.rows) - 1)].shown()[0].focus_first()
        self.changed.emit()

    def focus_first(self) -> None:
        """The first cell."""
        self.rows[0].shown()[0].focus_first()

    def inputs(self) -> list[QWidget]:
        """Everything that takes keys: the cells row by row, their buttons, the button that adds."""
        return [*(one for row in self.rows for one in row.inputs()), self.add]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Insert and Ctrl+Delete from anywhere in the group."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
                if event.key() == Qt.Key.Key_Insert:
                    self.add.click()
                    return True
                row = next((row for row in self.rows if watched in row.inputs()), None)
                if event.key() == Qt.Key.Key_Delete and row is not None:
                    self.remove_row(row)
                    return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and watched is self.add:
                self.add.click()
                return True
        return False

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "add"):
            self.add.set_words(translate("fields", "Add a row"))
            self._number()

    def _add_and_go(self) -> None:
        self.add_row().shown()[0].focus_first()

    def _append(self) -> RowLine:
        row = RowLine(self.field, self.path, self._today, self._make)
        before = self.rows[-1].inputs()[-1] if self.rows else None
        self.rows.append(row)
        self._lines.addWidget(row)
        row.show()
        for cell in row.cells.values():
            cell.changed.connect(lambda row=row, cell=cell: self._on_cell_changed(row, cell))
            cell.left.connect(lambda cell=cell: self._on_cell_left(cell))
            cell.entered.connect(lambda row=row, cell=cell: self._on_cell_entered(row, cell))
        row.removed.connect(lambda: self.remove_row(row))
        for one in row.inputs():
            one.installEventFilter(self)
            if before is not None:
                QWidget.setTabOrder(before, one)
            before = one
        QWidget.setTabOrder(row.remove, self.add)
        self._number()
        return row

    def _is_full(self) -> bool:
        return len(self.rows) >= self.field.rows_max

    def _drop(self, row: RowLine) -> None:
        self.rows.remove(row)
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._number()

    def _number(self) -> None:
        for position, row in enumerate(self.rows):
            row.set_position(self.path, position)
        self.add.setEnabled(not self._is_full())

    def _own_fault(self) -> Problem | None:
        count = len(self.filled())
        if count == 0 and self.field.required:
            return Problem(self.field.name, "required")
        if count > self.field.rows_max:
            return Problem(self.field.name, "rows-many", {"max": str(self.field.rows_max)})
        return None

    def _on_cell_changed(self, row: RowLine, cell: FieldWidget) -> None:
        problem = cell.problem()
        is_rule = problem is not None and problem.message is not None  # the form takes it away
        if not is_rule and (cell.has_error() or problem is not None):
            cell.mend(self._today())
        cell.show_note("")
        row.show_what_is_asked()
        self.changed.emit()

    def _on_cell_left(self, cell: FieldWidget) -> None:
        if not cell.isHidden():
            cell.check_value(self._today(), tried=False)
            self.left.emit()

    def _on_cell_entered(self, row: RowLine, cell: FieldWidget) -> None:
        is_last = row is self.rows[-1]
        if is_last and row.is_empty() and cell.field.required:
            self.entered.emit()
            if len(self.rows) > 1:
                self._drop(row)
            return
        shown = row.shown()
        at = shown.index(cell) if cell in shown else len(shown) - 1
        if at + 1 < len(shown):
            shown[at + 1].focus_first()
        elif not is_last:
            self.rows[self.rows.index(row) + 1].shown()[0].focus_first()
        elif row.is_empty() or self._is_full():
            self.entered.emit()
        else:
            self.add_row().shown()[0].focus_first()


def _rows_of(value: str) -> list[dict[str, Any]]:
    """The rows in a JSON text; none for any other text."""
    try:
        found = json.loads(value) if value else []
    except (ValueError, RecursionError):
        return []
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        return []
    return found[:ROWS_MAX]

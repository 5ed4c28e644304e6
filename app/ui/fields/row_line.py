"""One row of a repeated group: its number, a field for each column, and the button that takes it away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.catalogue import Field
from app.domain.field_types.rows import shown_columns
from app.domain.rules import normalise_value
from app.ui import texts
from app.ui.fields.base import FieldWidget
from app.ui.stylesheet import set_look
from app.ui.texts import translate
from app.ui.theme import FIELD_HEIGHT, GAP
from app.ui.widgets.labels import label
from app.ui.widgets.showing import show_if

MakeField = Callable[[Field, str, Callable[[], str]], FieldWidget]
CELL_EMS_MIN = 11.5
"""Narrowest cell, in heights of the font."""
REMOVE_SIGN = "×"


class RowLine(QFrame):
    """``removed`` when its button is pressed."""

    removed = Signal()

    def __init__(
        self,
        field: Field,
        path: str,
        today: Callable[[], str],
        make: MakeField,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.field = field
        self.cells: dict[str, FieldWidget] = {
            column.name: make(column, f"{path}.0.{column.name}", today) for column in field.columns
        }
        self.number = label("", "secondary")
        self.remove = QPushButton(REMOVE_SIGN)
        self.remove.setAutoDefault(False)
        set_look(self.remove, "quiet")
        self.remove.setStyleSheet(f"QPushButton {{ min-height: {FIELD_HEIGHT - 2}px; padding: 0; }}")
        self.remove.setFixedSize(FIELD_HEIGHT, FIELD_HEIGHT)
        self.remove.clicked.connect(self.removed)
        self._placed: tuple[tuple[FieldWidget, ...], int] = ((), 0)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(2 * GAP)
        self.grid.setVerticalSpacing(0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GAP)
        row.addLayout(self._beside(self.number))
        row.addLayout(self.grid, 1)
        row.addLayout(self._beside(self.remove))
        for cell in self.cells.values():
            cell.setParent(self)
        self.show_what_is_asked()

    def shown(self) -> list[FieldWidget]:
        """The cells that are asked for now, in order."""
        return [cell for cell in self.cells.values() if not cell.isHidden()]

    def inputs(self) -> list[QWidget]:
        """Everything that takes keys, in order."""
        return [*(one for cell in self.cells.values() for one in cell.inputs()), self.remove]

    def is_empty(self) -> bool:
        """Whether nothing was typed into any cell, hidden ones too."""
        return all(cell.is_empty() for cell in self.cells.values())

    def typed(self) -> dict[str, str]:
        """What was typed, by column, also in cells that are hidden now."""
        return {name: value for name, cell in self.cells.items() if (value := cell.value())}

    def given(self) -> dict[str, str]:
        """What was typed into the cells that are asked for, by column."""
        return {cell.field.name: value for cell in self.shown() if (value := cell.value())}

    def fill(self, typed: Mapping[str, object]) -> None:
        """Put values in, by column."""
        for name, cell in self.cells.items():
            cell.fill(str(typed.get(name) or ""))
        self.show_what_is_asked()

    def draft(self) -> dict[str, Any]:
        """What stands in the cells, by column, also in cells that are hidden now."""
        return {name: cell.draft() for name, cell in self.cells.items() if not cell.is_empty()}

    def take_up(self, draft: Mapping[str, Any]) -> bool:
        """Show what :meth:`draft` gave; whether all of it fits."""
        fits = draft.keys() <= self.cells.keys()
        for name, cell in self.cells.items():
            if name in draft:
                fits = cell.take_up(draft[name]) and fits
        self.show_what_is_asked()
        return fits

    def set_position(self, path: str, position: int) -> None:
        """Say the row's number, and where the problems of its cells stand."""
        shown = texts.digits(position + 1)
        self.number.setText(shown)
        self.number.setFixedHeight(FIELD_HEIGHT)
        self.number.setMinimumWidth(self.fontMetrics().horizontalAdvance("۰۰"))
        self.remove.setAccessibleName(translate("fields", "Remove row {n}").format(n=shown))
        self.remove.setToolTip(f"{self.remove.accessibleName()} ({texts.isolate('Ctrl+Del')})")
        for cell in self.cells.values():
            cell.path = f"{path}.{position}.{cell.field.name}"
            cell.setObjectName(cell.path)
            words = translate("fields", "{label}, row {n}").format(
                label=texts.words(cell.field.label), n=shown
            )
            for one in cell.inputs():
                one.setAccessibleName(words)

    def show_what_is_asked(self) -> None:
        """Hide the cells whose condition does not hold, and lay the others out."""
        stored = {name: normalise_value(cell.field, cell.value()) for name, cell in self.cells.items()}
        asked = {column.name for column in shown_columns(self.field, stored)}
        for name, cell in self.cells.items():
            show_if(cell, name in asked)
        self._place()

    def minimumSizeHint(self) -> QSize:
        """May become as narrow as one cell."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), round(CELL_EMS_MIN * self._em())), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer cells side by side."""
        super().resizeEvent(event)
        self._place()

    def _beside(self, widget: QWidget) -> QVBoxLayout:
        """``widget`` as high as the inputs of the cells, under the height of their captions."""
        column = QVBoxLayout()
        caption = next(iter(self.cells.values())).caption
        column.setContentsMargins(0, caption.sizeHint().height() + GAP - 1, 0, 0)
        column.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        column.addStretch(1)
        return column

    def _em(self) -> float:
        return self.fontInfo().pixelSize()

    def _place(self) -> None:
        shown = tuple(self.shown())
        room = self.width() - self.remove.width() - self.number.minimumWidth() - 4 * GAP
        side_by_side = max(1, min(len(self.cells), int(room / (CELL_EMS_MIN * self._em() + 2 * GAP))))
        if (shown, side_by_side) == self._placed:
            return
        for cell in self._placed[0]:
            self.grid.removeWidget(cell)
        for at in range(len(self.cells)):
            self.grid.setColumnStretch(at, 1 if at < side_by_side else 0)
        self._placed = (shown, side_by_side)
        line = column = 0
        for cell in shown:
            wide = min(cell.columns_wanted, side_by_side)
            if column + wide > side_by_side:
                line, column = line + 1, 0
            self.grid.addWidget(cell, line, column, 1, wide)
            column += wide

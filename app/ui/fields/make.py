"""The widget for a field of a definition: which one follows from its type."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.domain.catalogue import Field
from app.domain.field_types import Widget, find_type
from app.ui.fields.base import FieldWidget
from app.ui.fields.choice import ChoiceField
from app.ui.fields.date import DateField
from app.ui.fields.line import LineField
from app.ui.fields.plate import PlateField
from app.ui.fields.rows import RowsField


def make_field(
    field: Field, path: str, today: Callable[[], str], parent: QWidget | None = None
) -> FieldWidget:
    """A fresh, empty widget. ``path`` is where its problems stand: ``applicant.…`` or ``fields.…``.

    ``today`` gives the present business day, ``1405-09-03``.
    """
    made = _made(field, path, today, parent)
    if field.confirmed:
        made.ask_read_back()
    return made


def _made(field: Field, path: str, today: Callable[[], str], parent: QWidget | None) -> FieldWidget:
    kind = find_type(field.type)
    widget = Widget.LINE if kind is None else kind.widget
    if widget is Widget.DATE:
        return DateField(field, path, today, parent)
    if widget is Widget.PLATE:
        return PlateField(field, path, parent)
    if widget is Widget.CHOICE:
        return ChoiceField(field, path, parent)
    if widget is Widget.ROWS:
        return RowsField(field, path, today, make_field, parent)
    return LineField(field, path, parent)

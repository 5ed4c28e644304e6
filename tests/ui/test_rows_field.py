"""Proves the repeated group at the window by real keys: rows come and go, errors stand at their cells, and
what goes to the office is what ``daftar accept`` takes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from support.office_kit import DAY
from support.real_services import shipped_services
from support.window_rig import bring_up, press, type_here, wait_until

from app.domain.catalogue import Service
from app.domain.problems import Problem
from app.domain.rules import check_values
from app.ui.fields.base import FieldWidget
from app.ui.fields.rows import RowsField
from app.ui.pages.application.form import Form

WORDS = {"fa": "متن", "en": "text"}
RELATIONS = [
    {"value": "child", "label": {"fa": "فرزند", "en": "child"}},
    {"value": "spouse", "label": {"fa": "همسر", "en": "spouse"}},
]
DEPENDANTS: dict[str, Any] = {
    "name": "dependants",
    "type": "rows",
    "label": {"fa": "افراد تحت تکفل", "en": "Dependants"},
    "rows_max": 3,
    "columns": [
        {"name": "national_code", "type": "national_code", "label": {"fa": "کد ملی", "en": "National code"}},
        {
            "name": "relation",
            "type": "choice",
            "label": {"fa": "نسبت", "en": "Relation"},
            "choices": RELATIONS,
        },
        {
            "name": "married",
            "type": "jalali_date",
            "label": {"fa": "تاریخ ازدواج", "en": "Married on"},
            "max": "today",
            "shown_when": {"field": "relation", "any_of": ["spouse"]},
        },
    ],
}


def a_service(**changes: Any) -> Service:
    """A service that asks for dependants and then for a remark; ``changes`` go to the group."""
    whole = json.loads(
        msgspec.json.encode(next(s for s in shipped_services() if s.code == "violation.statement"))
    )
    remark = {"name": "remark", "type": "text", "label": WORDS, "required": False}
    whole["rules"] = []
    whole["sections"] = [{"code": "own", "title": WORDS, "fields": [{**DEPENDANTS, **changes}, remark]}]
    return msgspec.convert(whole, Service)


@pytest.fixture
def window(persian: QApplication) -> Iterator[QWidget]:
    made = QWidget()
    QVBoxLayout(made)
    bring_up(made, 900, 600)
    yield made
    made.deleteLater()


def put(window: QWidget, service: Service) -> Form:
    form = Form(service, lambda: DAY)
    layout = window.layout()
    assert layout is not None
    layout.addWidget(form)
    form.focus_first()
    return form


@pytest.fixture
def form(window: QWidget) -> Form:
    return put(window, a_service())


def group(form: Form) -> RowsField:
    found = form.widgets["fields.dependants"]
    assert isinstance(found, RowsField)
    return found


def focused_path() -> str:
    widget = QApplication.focusWidget()
    while widget is not None and not isinstance(widget, FieldWidget):
        widget = widget.parentWidget()
    assert widget is not None
    return widget.path


def enter(*cells: str) -> None:
    for cell in cells:
        type_here(cell)
        press(Qt.Key.Key_Return)


def test_rows_are_typed_straight_through_and_an_empty_row_leads_on(form: Form) -> None:
    assert focused_path() == "fields.dependants.0.national_code"
    enter("9900000013", "child", "9987654320", "spouse", "14000102")
    assert focused_path() == "fields.dependants.2.national_code"
    press(Qt.Key.Key_Return)
    assert focused_path() == "fields.remark"
    assert len(group(form).rows) == 2, "the row that stayed empty is gone"
    assert form.fields() == {
        "dependants": [
            {"national_code": "9900000013", "relation": "child"},
            {"national_code": "9987654320", "relation": "spouse", "married": "1400/01/02"},
        ]
    }
    assert check_values(form.service, {}, form.fields(), DAY).problems == ()


def test_after_the_last_row_that_may_be_enter_leads_on(form: Form) -> None:
    for _ in range(3):
        enter("9900000013", "child")
    assert focused_path() == "fields.remark"
    assert not group(form).add.isEnabled()


def test_a_row_is_added_and_taken_away_by_keys(form: Form) -> None:
    enter("9900000013")
    press(Qt.Key.Key_Insert, Qt.KeyboardModifier.ControlModifier)
    assert focused_path() == "fields.dependants.1.national_code"
    type_here("9987654320")
    group(form).rows[0].shown()[0].focus_first()
    press(Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert focused_path() == "fields.dependants.0.national_code"
    assert group(form).given() == [{"national_code": "9987654320"}]
    press(Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert group(form).is_empty()
    assert len(group(form).rows) == 1, "one row is always there"


def test_the_buttons_are_reached_by_tab_and_pressed_by_key(form: Form) -> None:
    enter("9900000013", "child")
    press(Qt.Key.Key_Return)
    group(form).rows[0].shown()[-1].focus_first()
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is group(form).rows[0].remove
    assert group(form).rows[0].remove.accessibleName() == "برداشتن ردیف ۱"
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is group(form).add
    press(Qt.Key.Key_Return)
    assert focused_path() == "fields.dependants.1.national_code"
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is group(form).rows[1].remove
    press(Qt.Key.Key_Space)
    assert len(group(form).rows) == 1


def test_an_error_stands_at_its_cell_and_is_gone_through_with_the_others(form: Form) -> None:
    enter("9900000013", "child", "9900000014", "spouse")
    press(Qt.Key.Key_Return)
    assert not form.check_all()
    assert [part.path for part in form.faulty()] == [
        "fields.dependants.1.national_code",
        "fields.dependants.1.married",
    ]
    cell = form.faulty()[0]
    assert "رقم" in cell.shown_message()
    cell.focus_first()
    press(Qt.Key.Key_End)
    press(Qt.Key.Key_Backspace)
    type_here("3")
    assert not cell.has_error(), "the error goes as soon as it is mended"


def test_a_group_that_must_have_a_row_says_so_only_when_it_is_to_be_accepted(form: Form) -> None:
    press(Qt.Key.Key_Return)
    assert not group(form).has_error()
    assert not form.check_all()
    assert form.faulty() == [group(form)]
    group(form).focus_first()
    type_here("9")
    assert form.faulty() == []


def test_a_group_that_may_be_empty_sends_nothing(window: QWidget) -> None:
    form = put(window, a_service(required=False))
    press(Qt.Key.Key_Return)
    assert form.check_all()
    assert form.fields() == {}


def test_what_the_office_finds_is_told_at_the_cell(form: Form) -> None:
    enter("9900000013", "child", "9987654320", "child")
    left = form.show_problems(
        [
            Problem("fields.dependants.1.relation", "not-a-choice"),
            Problem("fields.dependants.0", "unknown-column"),
            Problem("fields.dependants.7.relation", "not-a-choice"),
        ]
    )
    assert [part.path for part in form.faulty()] == [
        "fields.dependants.0.national_code",
        "fields.dependants.1.relation",
    ]
    assert [problem.path for problem in left] == ["fields.dependants.7.relation"]


def test_what_was_typed_into_rows_goes_along_to_another_form(form: Form, window: QWidget) -> None:
    enter("9900000013", "spouse", "14000102", "99")
    other = put(window, a_service(rows_max=2))
    other.fill(form.typed())
    assert other.fields() == form.fields()
    assert other.typed() == form.typed()
    other.clear()
    assert other.is_empty()
    assert len(group(other).rows) == 1


def test_more_rows_than_there_may_be_are_shown_and_refused(form: Form) -> None:
    rows = [{"national_code": "9900000013", "relation": "child"}] * 5
    form.fill({"fields.dependants": json.dumps(rows)})
    assert form.fields() == {"dependants": rows}
    assert form.faulty() == [group(form)]
    group(form).focus_first()
    for _ in range(2):
        press(Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert form.check_all()


@pytest.mark.parametrize("text", ["", "{}", "[1]", "no json", "[" * 5_000])
def test_what_is_no_rows_empties_the_group(form: Form, text: str) -> None:
    enter("9900000013", "child")
    group(form).set_value(text)
    assert group(form).is_empty()


def test_every_input_of_every_row_has_a_name_of_its_own(form: Form) -> None:
    enter("9900000013", "child")
    names = [one.accessibleName() for one in group(form).inputs()]
    assert names[0] == "کد ملی، ردیف ۱"
    assert len(set(names)) == len(names)
    assert all(names)


def test_cells_stand_right_to_left_and_numbers_in_them_left_to_right(form: Form) -> None:
    row = group(form).rows[0]
    row.window().resize(901, 600)
    wait_until(lambda: row.number.x() > row.cells["national_code"].x() > row.remove.x())
    assert row.cells["national_code"].x() > row.cells["relation"].x()
    first = row.cells["national_code"].inputs()[0]
    assert isinstance(first, QLineEdit)
    assert first.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert isinstance(row.remove, QPushButton)

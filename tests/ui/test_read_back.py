"""Proves that a value which the definition wants confirmed counts only once it was read back, whatever the
field; that it is taken back when the value changes; and that what was proved survives being put away.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QClipboard, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from support.window_rig import bring_up, press, type_here

from app.domain.catalogue import Catalogue, Choice, Field, Section, Service
from app.domain.definition import check_catalogue
from app.domain.offline_policy import OfflinePolicy
from app.domain.tariff import Words
from app.ui.fields.base import FieldWidget
from app.ui.pages.application.form import Form

TODAY = "1405-09-03"
WORDS = Words(fa="چیزی", en="Something")
VALUES = {
    "latin_name": ("FARZI", "FARZY"),
    "jalali_date": ("14050903", "14050902"),
    "plate": ("12ب34546", "13ب34546"),
    "choice": ("yes", "no"),
}
CHOICES = (
    Choice(value="yes", label=Words(fa="آری", en="yes")),
    Choice(value="no", label=Words(fa="نه", en="no")),
)
ALOUD = {"latin_name": "F A R Z I", "jalali_date": "۳ آذر ۱۴۰۵", "plate": "۱۲ب۳۴۵-۴۶", "choice": "آری"}


def service(**changes: bool) -> Service:
    """Asks for one value of each kind of input, all of them proved in the given way."""
    fields = [
        Field(
            name=f"its_{kind}",
            type=kind,
            label=WORDS,
            choices=CHOICES if kind == "choice" else (),
            confirmed=changes.get("confirmed", False),
            typed_twice=changes.get("typed_twice", False) and kind == "latin_name",
        )
        for kind in VALUES
    ]
    return Service(
        code="a.b",
        name=WORDS,
        family=WORDS,
        offline=OfflinePolicy.ACCEPT,
        citizen=WORDS,
        citizen_offline=WORDS,
        upstream="x",
        sections=(Section(code="more", title=WORDS, fields=tuple(fields)),),
    )


@pytest.fixture
def form(persian: QApplication) -> Iterator[Form]:
    made = Form(service(confirmed=True, typed_twice=True), lambda: TODAY)
    bring_up(made, 900, 600)
    yield made
    made.deleteLater()


def another() -> Form:
    return Form(service(confirmed=True, typed_twice=True), lambda: TODAY)


def at(form: Form, kind: str) -> FieldWidget:
    return form.widgets[f"fields.its_{kind}"]


def type_into(widget: FieldWidget, text: str) -> None:
    """Type a value by keys, a second time where that is asked, and stand at what comes after it."""
    widget.clear()
    widget.focus_first()
    type_here(text)
    press(Qt.Key.Key_Return)
    if widget.unproved().get("again") is not None:
        type_here(text)
        press(Qt.Key.Key_Return)


@pytest.mark.parametrize("kind", VALUES)
def test_enter_comes_to_the_reading_back_and_enter_there_says_that_it_is_right(form: Form, kind: str) -> None:
    widget = at(form, kind)
    type_into(widget, VALUES[kind][0])
    assert widget.read_back is not None
    assert widget.read_back.hasFocus()
    assert ALOUD[kind] in widget.shown_message()
    assert not widget.read_back.is_confirmed()
    press(Qt.Key.Key_Return)
    assert widget.read_back.is_confirmed()
    assert widget is form.shown()[-1] or not widget.read_back.hasFocus()
    form.check(widget)
    assert not widget.has_error()


@pytest.mark.parametrize("kind", VALUES)
def test_leaving_it_unread_is_said_in_words_and_leads_back_to_the_button(form: Form, kind: str) -> None:
    widget = at(form, kind)
    type_into(widget, VALUES[kind][0])
    press(Qt.Key.Key_Tab)
    assert widget.has_error()
    assert "برای متقاضی بخوانید" in widget.shown_message()
    widget.focus_first()
    assert widget.read_back is not None
    assert widget.read_back.hasFocus()
    press(Qt.Key.Key_Space)
    assert widget.read_back.is_confirmed()
    assert not widget.has_error()
    press(Qt.Key.Key_Space)  # a slip can be taken back
    assert not widget.read_back.is_confirmed()


@pytest.mark.parametrize("kind", VALUES)
def test_another_value_must_be_read_back_anew(form: Form, kind: str) -> None:
    widget = at(form, kind)
    first, second = VALUES[kind]
    type_into(widget, first)
    press(Qt.Key.Key_Return)
    type_into(widget, second)
    assert widget.read_back is not None
    assert not widget.read_back.is_confirmed()


def test_an_empty_field_has_nothing_to_read_back_and_a_wrong_one_is_told_first(form: Form) -> None:
    widget = at(form, "latin_name")
    assert widget.read_back is not None
    assert not widget.read_back.isEnabled()
    type_into(widget, "فرضی")
    press(Qt.Key.Key_Tab)
    assert "حروف لاتین" in widget.shown_message()


def test_nothing_is_accepted_before_every_value_was_read_back(form: Form) -> None:
    for kind, (value, _) in VALUES.items():
        at(form, kind).fill_unproved(value)
    assert not form.check_all()
    assert {widget.path for widget in form.faulty()} == set(form.widgets)
    form.fill({f"fields.its_{kind}": value for kind, (value, _) in VALUES.items()})
    assert form.check_all()


def test_what_is_put_away_comes_back_with_what_was_proved_of_it_and_no_more(form: Form) -> None:
    latin, day = at(form, "latin_name"), at(form, "jalali_date")
    latin.focus_first()
    type_here("FARZI")
    type_into(day, "14050903")
    press(Qt.Key.Key_Return)
    other = another()
    other.fill(form.typed())
    assert other.typed() == form.typed()
    assert at(other, "latin_name").own_problem()  # the second typing is still to come
    other.check(at(other, "jalali_date"))
    assert not at(other, "jalali_date").has_error()
    type_into(latin, "FARZI")
    other.fill(form.typed())
    other.check(at(other, "latin_name"))
    assert at(other, "latin_name").unproved() == {"unread": "1"}
    other.deleteLater()


@pytest.mark.parametrize("is_read", [True, False])
def test_a_draft_keeps_whether_a_value_was_read_back(form: Form, is_read: bool) -> None:
    for kind, (value, _) in VALUES.items():
        (at(form, kind).fill if is_read else at(form, kind).fill_unproved)(value)
    other = another()
    other.take_up(form.draft())
    read = [widget.read_back.is_confirmed() for widget in other.widgets.values() if widget.read_back]
    assert read == [is_read] * len(VALUES)
    other.deleteLater()


def test_the_second_typing_takes_neither_a_drop_nor_the_middle_button(form: Form) -> None:
    box = at(form, "latin_name").inputs()[1]
    assert isinstance(box, QLineEdit)
    assert not box.acceptDrops()
    data = QMimeData()
    data.setText("FARZI")
    drop = QDropEvent(
        QPointF(3, 3),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(box, drop)
    clipboard = QApplication.clipboard()
    if clipboard.supportsSelection():
        clipboard.setText("FARZI", QClipboard.Mode.Selection)
    QTest.mouseClick(box, Qt.MouseButton.MiddleButton, pos=QPoint(3, 3))
    assert box.text() == ""


@pytest.mark.parametrize("kind", ["jalali_date", "plate", "choice"])
def test_a_definition_asks_for_a_second_typing_only_where_it_is_typed_into_a_line(kind: str) -> None:
    made = service()
    choices = CHOICES if kind == "choice" else ()
    asked = Field(name="it", type=kind, label=WORDS, choices=choices, typed_twice=True)
    wrong = msgspec.structs.replace(made, sections=(Section(code="more", title=WORDS, fields=(asked,)),))
    mistakes = check_catalogue(Catalogue(version=1, services=(wrong,)))
    assert any("is not typed into a line" in mistake for mistake in mistakes)

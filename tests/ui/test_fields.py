"""Proves each type of field by real keys: what may be typed, what is shown, what comes out, what is said."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from support.window_rig import bring_up, press, type_here

from app.domain.catalogue import Choice, Field
from app.domain.field_types import FIELD_TYPES, FieldType, Widget
from app.domain.problems import Problem, Severity
from app.domain.rules import normalise_value
from app.domain.tariff import Words
from app.ui.fields.base import FieldWidget
from app.ui.fields.date import moved, written_out
from app.ui.fields.make import make_field
from app.ui.fields.plate import PlateField
from app.ui.language import Language, speak

TODAY = "1405-09-03"
Make = Callable[..., FieldWidget]


@pytest.fixture
def bench(persian: QApplication) -> Iterator[QWidget]:
    """A window to put fields into."""
    window = QWidget()
    QVBoxLayout(window)
    bring_up(window)
    yield window
    window.deleteLater()


@pytest.fixture
def make(bench: QWidget) -> Make:
    def _make(kind: str, name: str = "it", **rest: Any) -> FieldWidget:
        field = Field(name=name, type=kind, label=Words(fa="چیزی", en="Something"), **rest)
        widget = make_field(field, f"fields.{name}", lambda: TODAY)
        layout = bench.layout()
        assert layout is not None
        layout.addWidget(widget)
        widget.focus_first()
        return widget

    return _make


def shown(widget: FieldWidget) -> str:
    return widget.inputs()[0].text()  # type: ignore[attr-defined, no-any-return]


@pytest.mark.parametrize("keys", ["9900000013", "۹۹۰۰۰۰۰۰۱۳", "٩٩٠٠٠٠٠٠١٣"])
def test_digits_of_any_script_are_shown_persian_and_come_out_ascii(make: Make, keys: str) -> None:
    field = make("national_code")
    type_here(keys)
    assert shown(field) == "۹۹۰۰۰۰۰۰۱۳"
    assert field.value() == "9900000013"


def test_a_digit_typed_into_the_middle_stays_in_the_middle(make: Make) -> None:
    field = make("national_code")
    type_here("99013")
    for _ in range(2):
        press(Qt.Key.Key_Left)
    type_here("55")
    assert field.value() == "9905513"


def test_a_latin_code_keeps_its_own_digits_and_runs_left_to_right(make: Make) -> None:
    field = make("passport_number")
    type_here("z۱۲345678")
    assert shown(field) == "z12345678"
    field.show_normalised("Z12345678")
    assert shown(field) == "Z12345678"
    assert field.inputs()[0].layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_a_right_mobile_number_is_grouped_when_it_is_left(make: Make) -> None:
    field = make("mobile")
    field.show_normalised("09120000013")
    assert shown(field) == "۰۹۱۲ ۰۰۰ ۰۰۱۳"


def test_money_is_grouped_with_the_persian_mark(make: Make) -> None:
    field = make("money")
    field.show_normalised("1250000")
    assert shown(field) == "۱٬۲۵۰٬۰۰۰"


def test_in_english_digits_stay_as_they_are(make: Make, persian: QApplication) -> None:
    speak(persian, Language.EN)
    field = make("national_code")
    type_here("۹۹۰۰۰۰۰۰۱۳")
    assert shown(field) == "9900000013"
    speak(persian, Language.FA)


@pytest.mark.parametrize(
    ("keys", "day"),
    [("14050903", "1405/09/03"), ("3/9", "1405/09/03"), ("1405/9/3", "1405/09/03"), ("t", "1405/09/03")],
)
def test_a_day_is_typed_in_several_ways(make: Make, keys: str, day: str) -> None:
    field = make("jalali_date")
    type_here(keys)
    assert field.value() == day


def test_the_key_of_t_on_a_persian_keyboard_is_today_too(make: Make) -> None:
    field = make("jalali_date")
    type_here("ف")
    assert shown(field) == "۱۴۰۵/۰۹/۰۳"


def test_eight_digits_get_their_slashes_while_typing(make: Make) -> None:
    field = make("jalali_date")
    type_here("14050903")
    assert shown(field) == "۱۴۰۵/۰۹/۰۳"


def test_up_and_down_change_the_part_under_the_cursor(make: Make) -> None:
    field = make("jalali_date")
    type_here("14050903")
    press(Qt.Key.Key_Up)
    assert field.value() == "1405/09/04"
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Down)
    assert field.value() == "1404/09/04"


@pytest.mark.parametrize(
    ("day", "part", "by", "then"),
    [
        ((1403, 12, 30), 0, 1, (1404, 12, 29)),
        ((1407, 12, 29), 2, 1, (1407, 12, 1)),
        ((1408, 12, 29), 2, 1, (1408, 12, 30)),
        ((1405, 6, 31), 1, 1, (1405, 7, 30)),
        ((1405, 1, 1), 1, -1, (1405, 12, 1)),
    ],
)
def test_days_move_by_the_calendar(
    day: tuple[int, int, int], part: int, by: int, then: tuple[int, int, int]
) -> None:
    assert moved(day, part, by) == then


def test_what_is_no_day_stays_as_it_was_typed() -> None:
    assert written_out("1405/13/1", TODAY) == "1405/13/01"
    assert written_out("دیروز", TODAY) == "دیروز"


def test_a_birth_date_tells_the_age_and_another_day_its_name(make: Make) -> None:
    assert make("jalali_date", "birth_date").note_for("1368-02-14") == "۳۷ ساله"
    assert make("jalali_date", "birth_date").note_for("1368-09-04") == "۳۶ ساله", "the birthday is tomorrow"
    assert make("jalali_date", "expires").note_for("1405-09-03") == "سه‌شنبه"


def test_a_car_plate_is_typed_straight_through_its_boxes(make: Make) -> None:
    field = make("plate")
    type_here("12ب34546")
    assert field.value() == "12ب345-46"
    assert [box.text() for box in field.inputs()] == ["۱۲", "ب", "۳۴۵", "۴۶"]  # type: ignore[attr-defined]


def test_an_alef_on_a_plate_is_written_out(make: Make) -> None:
    field = make("plate")
    type_here("12ا34546")
    assert field.value() == "12الف345-46"


def test_an_alef_that_is_written_out_does_not_spill_into_the_digits(make: Make) -> None:
    field = make("plate")
    type_here("12الف34546")
    assert field.value() == "12الف345-46"


def test_a_digit_in_the_letters_place_makes_it_a_motorcycle(make: Make) -> None:
    field = make("plate")
    type_here("12345678")
    assert field.value() == "123-45678"
    assert len(field.inputs()) == 2


def test_backspace_goes_back_over_the_boxes(make: Make) -> None:
    field = make("plate")
    type_here("12ب3")
    for _ in range(3):
        press(Qt.Key.Key_Backspace)
    assert field.value() == "1-"
    type_here("3د")
    assert field.value() == "13د-"


def test_a_stored_plate_is_shown_in_its_boxes(make: Make) -> None:
    field = make("plate")
    assert isinstance(field, PlateField)
    field.set_value("123-45678")
    assert field.value() == "123-45678"
    field.set_value("12ب345-46")
    assert field.value() == "12ب345-46"
    field.set_value("")
    assert field.is_empty()


@pytest.mark.parametrize(
    ("keys", "value", "boxes"),
    [
        ("کیش12345", "کیش-12345", 2),
        ("ارس۱۲۳۴۵", "ارس-12345", 2),
        ("11تشریفات22233", "11تشریفات222-33", 4),
        ("11ت22233", "11ت222-33", 4),
        ("11d22233", "11D222-33", 4),
        ("11گ22233", "11گ222-33", 4),
    ],
)
def test_every_kind_of_plate_is_typed_straight_through(make: Make, keys: str, value: str, boxes: int) -> None:
    field = make("plate")
    type_here(keys)
    assert field.value() == value
    assert len(field.inputs()) == boxes
    field.set_value("")
    field.set_value(value)
    assert field.value() == value


def test_a_digit_where_the_zone_would_stand_makes_it_a_cars_plate_again(make: Make) -> None:
    field = make("plate")
    type_here("ک")
    press(Qt.Key.Key_Backspace)
    type_here("12ب34546")
    assert field.value() == "12ب345-46"


@pytest.mark.parametrize(
    ("kind", "stored", "note"),
    [
        ("national_code", "9900000013", "درست است"),
        ("national_code", "2580000002", "درست است: صادره از رشت"),
        ("legal_id", "10100123456", "درست است"),
        ("imei", "490154203237518", "درست است"),
        ("bill_id", "9900000100190", "درست است: جریمهٔ رانندگی"),
        ("payment_id", "125040121", "درست است: ۱٬۲۵۰٬۰۰۰ ریال"),
        ("mrz", "L898902C36UTO7408122F1204159ZE184226B<<<<<10", "درست است: L898902C3"),
        ("chassis", "NAAM12345", ""),
        ("rrn", "123456789012", ""),
    ],
)
def test_only_what_a_check_digit_proves_is_called_correct(
    make: Make, kind: str, stored: str, note: str
) -> None:
    assert make(kind).note_for(stored).replace("\u2068", "").replace("\u2069", "") == note


def test_of_a_right_bank_card_only_the_masked_number_stays_on_the_screen(make: Make) -> None:
    field = make("bank_card")
    type_here("9999990000000006")
    field.check_value(TODAY, tried=False)
    assert shown(field) == "۹۹۹۹ ۹۹** **** ۰۰۰۶"
    assert field.value() == "9999 99** **** 0006"
    field.set_value("")
    type_here("9999990000000007")
    field.check_value(TODAY, tried=False)
    assert field.has_error()


CHOICES = tuple(
    Choice(value=value, label=Words(fa=fa, en=en))
    for value, fa, en in (
        ("O+", "O+", "O+"),
        ("third", "پایهٔ سوم", "class three"),
        ("second", "پایهٔ دوم", "class two"),
        ("card", "كارت", "card"),
    )
)


@pytest.mark.parametrize(
    ("keys", "value"), [("پایهٔ د", "second"), ("class th", "third"), ("o+", "O+"), ("کار", "card")]
)
def test_a_choice_is_picked_by_typing_its_beginning_in_either_language(
    make: Make, keys: str, value: str
) -> None:
    field = make("choice", choices=CHOICES)
    assert field.value() == ""
    type_here(keys)
    assert field.value() == value


def test_a_choice_is_emptied_by_delete(make: Make) -> None:
    field = make("choice", choices=CHOICES)
    type_here("c")
    press(Qt.Key.Key_Delete)
    assert field.value() == ""


def test_enter_leaves_an_empty_field_that_would_be_typed_twice(make: Make) -> None:
    field = make("latin_name", typed_twice=True, required=False)
    heard: list[bool] = []
    field.entered.connect(lambda: heard.append(True))
    press(Qt.Key.Key_Return)
    assert heard == [True]


def test_a_field_that_is_typed_twice_wants_the_same_twice(make: Make) -> None:
    field = make("latin_name", typed_twice=True)
    type_here("NEMOONEH")
    assert field.own_problem()
    press(Qt.Key.Key_Return)
    type_here("NEMOUNEH")
    assert "یکی نیستند" in field.own_problem()
    press(Qt.Key.Key_Home)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_here("nemooneh")
    assert field.own_problem() == ""


def test_the_second_typing_takes_no_paste(make: Make) -> None:
    field = make("latin_name", typed_twice=True)
    QApplication.clipboard().setText("NEMOONEH")
    press(Qt.Key.Key_Return)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field.inputs()[1].text() == ""  # type: ignore[attr-defined]


def test_a_problem_stands_under_the_field_in_words_and_goes_away(make: Make) -> None:
    field = make("national_code")
    field.show_problem(Problem("it", "national-code-shape"))
    assert "۱۰ رقم" in field.shown_message()
    assert field.has_error()
    assert field.inputs()[0].property("look") == "error"
    assert field.inputs()[0].accessibleDescription() == field.shown_message()
    field.show_problem(Problem("it", "postal-code-unusual", severity=Severity.WARNING))
    assert not field.has_error()
    assert field.inputs()[0].property("look") == ""
    field.show_problem(None)
    assert "national" not in field.shown_message()


def test_a_required_field_says_so_to_eye_and_ear(make: Make) -> None:
    field = make("text")
    assert field.caption.text() == "چیزی *"
    assert field.inputs()[0].accessibleName() == "چیزی"
    assert make("text", "other", required=False).caption.text() == "چیزی"


def test_enter_goes_on_and_leaving_is_told_once(make: Make) -> None:
    first, second = make("text", "a"), make("text", "b")
    told: list[str] = []
    first.entered.connect(lambda: told.append("entered"))
    first.left.connect(lambda: told.append("left"))
    first.focus_first()
    press(Qt.Key.Key_Return)
    assert told == ["entered"]
    second.focus_first()
    assert told == ["entered", "left"]


def test_an_empty_persian_line_begins_where_reading_begins_whatever_the_keyboard(make: Make) -> None:
    for kind in ("persian_name", "text", "national_code", "mobile"):
        line = make(kind, name=kind).inputs()[0]
        assert isinstance(line, QLineEdit)
        assert line.alignment() & Qt.AlignmentFlag.AlignRight
        assert line.alignment() & Qt.AlignmentFlag.AlignAbsolute


ARABIC = str.maketrans("یک0123456789", "يك٠١٢٣٤٥٦٧٨٩")
LINES = [
    kind for kind in FIELD_TYPES.values() if kind.widget in (Widget.LINE, Widget.PARAGRAPH, Widget.PLATE)
]


@pytest.mark.parametrize("kind", LINES, ids=lambda kind: kind.name)
def test_the_letters_and_digits_of_an_arabic_keyboard_are_taken_in_silence(
    make: Make, kind: FieldType
) -> None:
    field = make(kind.name)
    plain = kind.sample(random.Random(kind.name), field.field, TODAY)
    assert isinstance(plain, str)
    keys = plain.replace("-", "") if kind.widget is Widget.PLATE else plain
    type_here(keys.translate(ARABIC))
    field.check_value(TODAY, tried=True)
    assert normalise_value(field.field, field.value()) == kind.normalise(plain)
    assert not field.has_error()
    assert not set(shown(field)) & set("يك٠١٢٣٤٥٦٧٨٩")


def test_two_writings_of_one_thing_agree_when_it_is_typed_twice(make: Make) -> None:
    field = make("text", typed_twice=True)
    type_here("کیف 12")
    press(Qt.Key.Key_Return)
    type_here("كيف ١٢")
    assert field.own_problem() == ""

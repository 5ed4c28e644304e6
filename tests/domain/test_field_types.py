"""Proves the field types: what each accepts, refuses and doubts, and that its samples are its own kind."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.resources import TODAY

from app.domain.catalogue import Choice, Field
from app.domain.field_types import FIELD_TYPES, dates
from app.domain.problems import Severity
from app.domain.rules import check_field, normalise_value
from app.domain.tariff import Words

TEXT_TYPES = [name for name in FIELD_TYPES if name != "rows"]
"""Every type whose value is a text; rows have a file of their own."""
LABEL = Words(fa="برچسب", en="Label")
CHOICES = (Choice(value="O+", label=LABEL), Choice(value="O-", label=LABEL))


def a_field(kind: str, **more) -> Field:
    choices = CHOICES if kind == "choice" else ()
    return Field(name="x", type=kind, label=LABEL, choices=choices, **more)


def codes(kind: str, value: str, **more) -> list[str]:
    return [problem.code for problem in check_field(a_field(kind, **more), value, TODAY)]


def refused(kind: str, value: str, **more) -> bool:
    found = check_field(a_field(kind, **more), value, TODAY)
    return any(problem.severity is Severity.ERROR for problem in found)


@pytest.mark.parametrize("kind", TEXT_TYPES)
@given(seed=st.integers())
def test_a_sample_of_a_type_is_sound_and_in_its_stored_form(kind: str, seed: int) -> None:
    field = a_field(kind)
    value = FIELD_TYPES[kind].sample(random.Random(seed), field, TODAY)
    assert normalise_value(field, value) == value
    assert check_field(field, value, TODAY) == ()
    assert 0 < len(value) <= FIELD_TYPES[kind].length_max
    assert normalise_value(field, FIELD_TYPES[kind].show(value)) == value, (
        "the form on the screen is read back"
    )


@pytest.mark.parametrize("kind", TEXT_TYPES)
@given(typed=st.text(max_size=400))
def test_whatever_is_typed_is_checked_and_its_stored_form_stays(kind: str, typed: str) -> None:
    field = a_field(kind)
    stored = normalise_value(field, typed)
    assert normalise_value(field, stored) == stored
    for problem in check_field(field, typed, TODAY):
        assert problem.path == "x"
        assert problem.sentence()
    assert check_field(field, typed, TODAY) == check_field(field, stored, TODAY)
    FIELD_TYPES[kind].show(stored)


@pytest.mark.parametrize("kind", TEXT_TYPES)
def test_a_control_character_is_refused_in_every_type(kind: str) -> None:
    assert refused(kind, "12\x0034")


@pytest.mark.parametrize(
    "typed", ["14050903", "1405/9/3", "1405-09-03", "۱۴۰۵/۰۹/۰۳", "1405.9.3", " 1405 9 3 "]
)
def test_a_date_is_one_date_in_every_writing(typed: str) -> None:
    assert normalise_value(a_field("jalali_date"), typed) == "1405-09-03"


@pytest.mark.parametrize(
    "day", ["1403-12-30", "1408-12-30", "1399-12-30", "1404-12-29", "1404-01-01", "1405-06-31"]
)
def test_a_day_of_the_calendar_passes(day: str) -> None:
    assert codes("jalali_date", day) == []


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("1404-12-30", "date-day"),
        ("1405-12-30", "date-day"),
        ("1405-07-31", "date-day"),
        ("1405-01-00", "date-day"),
        ("1405/13/01", "date-month"),
        ("1405/0/1", "date-month"),
        ("2026-11-24", "date-year"),
        ("140509", "date-shape"),
        ("3/9", "date-shape"),
        ("1405/9-3", "date-shape"),
        ("فردا", "date-shape"),
    ],
)
def test_what_is_no_day_is_refused_with_its_reason(day: str, code: str) -> None:
    assert codes("jalali_date", day) == [code]


@pytest.mark.parametrize(
    ("day", "bounds", "code"),
    [
        ("1405-09-04", {"max": "today"}, "date-future"),
        ("1405-09-02", {"min": "today"}, "date-past"),
        ("1369-12-29", {"min": "1370-01-01"}, "date-early"),
        ("1406-01-01", {"max": "1405-12-29"}, "date-late"),
    ],
)
def test_a_day_outside_its_bounds_is_refused(day: str, bounds: dict[str, str], code: str) -> None:
    assert codes("jalali_date", day, **bounds) == [code]
    assert codes("jalali_date", "1405-09-03", **bounds) == []


@given(
    st.integers(0, 2**32),
    st.sampled_from(
        [
            {"min": "today"},
            {"max": "today"},
            {"min": "1400-01-01", "max": "1400-01-02"},
            {"min": "1404-01-01", "max": "today"},
        ]
    ),
)
def test_an_invented_day_lies_within_its_bounds(seed: int, bounds: dict[str, str]) -> None:
    value = dates.JALALI_DATE.sample(random.Random(seed), a_field("jalali_date", **bounds), TODAY)
    assert codes("jalali_date", value, **bounds) == []


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("persian_name", "Ali"),
        ("persian_name", "علی2"),
        ("latin_name", "علی"),
        ("latin_name", "JOSÉ"),
        ("latin_name", "A1"),
        ("latin_name", "-A"),
    ],
)
def test_a_name_in_the_other_script_is_refused(kind: str, value: str) -> None:
    assert refused(kind, value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("persian_name", "علی‌رضا"),
        ("persian_name", "میرزا آقا"),
        ("persian_name", "خانهٔ"),
        ("latin_name", "boroomand far"),
        ("latin_name", "O'BRIEN"),
        ("latin_name", "x"),
    ],
)
def test_a_name_as_people_have_it_passes(kind: str, value: str) -> None:
    assert codes(kind, value) == []


def test_a_latin_name_is_kept_in_capitals() -> None:
    assert normalise_value(a_field("latin_name"), " boroomand  far ") == "BOROOMAND FAR"


@pytest.mark.parametrize(
    ("kind", "value", "more", "code"),
    [
        ("text", "الف" * 2, {"max": "5"}, "too-long"),
        ("text", "الف", {"min": "4"}, "too-short"),
        ("text", "آ" * 201, {}, "too-long"),
        ("text", "آ" * 5_000, {}, "too-long"),
        ("digits", "1234567", {"min": "8", "max": "8"}, "too-short"),
        ("digits", "12a", {}, "not-digits"),
        ("choice", "AB", {}, "not-a-choice"),
        ("count", "10", {"max": "9"}, "number-large"),
        ("count", "1", {"min": "2"}, "number-small"),
        ("count", "1.5.x", {}, "not-a-number"),
        ("count", "-1x", {}, "not-a-number"),
        ("money", "0", {}, "payment-amount"),
        ("money", "9" * 40, {}, "not-a-number"),
        ("money", "9999999999999999", {}, "number-large"),
        ("national_code", "13542419", {}, "national-code-zeros"),
        ("national_code", "0013542418", {}, "national-code-check"),
        ("address", "رشت", {}, "address-short"),
    ],
)
def test_a_value_that_does_not_fit_says_why(kind: str, value: str, more: dict[str, str], code: str) -> None:
    assert codes(kind, value, **more) == [code]


def test_an_amount_is_stored_as_plain_digits_and_shown_in_groups() -> None:
    assert normalise_value(a_field("money"), "۱٬۲۵۰٬۰۰۰") == "1250000"
    assert FIELD_TYPES["money"].show("1250000") == "1,250,000"
    assert normalise_value(a_field("count"), "007") == "7"


def test_an_empty_value_is_missed_only_where_it_is_required() -> None:
    assert codes("text", "  ") == ["required"]
    assert codes("text", "  ", required=False) == []

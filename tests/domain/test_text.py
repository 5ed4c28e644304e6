"""Proves that text is stored in one form, found however it is written, and shown without being changed.

Examples from the folding rules of the office's own names, and properties over any text.
"""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import text

PERSIAN = st.text(
    alphabet="اآأإٱبپتةهۀيىیكکؤئء ‌ـ\u00a0\u064b\u064e\u0653\u0654\u0670۰۱٢٣45aé.\u200f", max_size=30
)
ANY = st.one_of(st.text(max_size=60), PERSIAN)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("علي", "علی"),
        ("موسى", "موسی"),
        ("كريم", "کریم"),
        ("محمــد", "محمد"),
        ("مُحَمَّد", "محمد"),
        ("۱۴۰۵/۹/۳", "1405/9/3"),
        ("٠٩١٢", "0912"),
        ("  علی   رضا ", "علی رضا"),
        ("علی\u00a0رضا", "علی رضا"),
        ("علی\u200c\u200cرضا", "علی\u200cرضا"),
        ("علی\u200c رضا\u200c", "علی رضا"),
        ("\u200fعلی\u202c", "علی"),
        ("رشت\nگلسار\t۱۲", "رشت گلسار 12"),
        ("ﻋﻠﻲ", "علی"),
        ("آرش", "آرش"),
        ("خانهٔ ما", "خانهٔ ما"),
        ("خانه‌ای", "خانه‌ای"),
        ("رئیس", "رئیس"),
    ],
)
def test_a_text_is_stored_in_one_form_however_it_was_typed(typed: str, stored: str) -> None:
    assert text.normalise(typed) == stored


@given(
    st.text(st.sampled_from("ابپکگیئأآ،؛~!aZ0 \u200c\u200c\u064e\u0654يك۱\t\x00é"), min_size=1, max_size=12)
)
def test_a_word_in_presentation_forms_changes_nothing_of_the_words_before_it(typed: str) -> None:
    before = text.normalise(typed)
    assert text.normalise(f"{typed} \ufefb") == f"{before} لا".strip(" ")


@given(ANY)
def test_storing_a_stored_text_again_changes_nothing(typed: str) -> None:
    once = text.normalise(typed)
    assert text.normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once == once.strip()
    assert "  " not in once


@pytest.mark.parametrize(
    "spellings",
    [
        ["علی رضا", "علیرضا", "علی‌رضا", "علي رضا"],
        ["عبدالله", "عبد الله", "عبدالله "],
        ["آیة الله", "ایه الله", "آيت‌الله".replace("ت", "ة")],
        ["مؤمنی", "مومنی"],
        ["رئیسی", "رییسی"],
        ["أحمد", "احمد", "إحمد"],
        ["خانۀ", "خانه", "خانهٔ"],
        ["کاظمی", "كاظمي"],
        ["Smith", "SMITH", "smith"],
        ["۱۲۳", "123", "١٢٣"],
    ],
)
def test_a_name_is_found_under_each_of_its_spellings(spellings: list[str]) -> None:
    assert len({text.fold(spelling) for spelling in spellings}) == 1


def test_words_stay_apart_where_words_are_searched() -> None:
    assert text.fold_words("سید علي  رضايي") == "سید علی رضایی"


@given(ANY)
def test_folding_a_folded_text_again_changes_nothing(typed: str) -> None:
    assert text.fold(text.fold(typed)) == text.fold(typed)
    assert text.fold(text.normalise(typed)) == text.fold(typed)


@given(st.integers(min_value=0))
def test_digits_shown_in_persian_are_the_same_number(number: int) -> None:
    shown = text.to_persian_digits(str(number))
    assert not any(c in shown for c in "0123456789")
    assert text.to_ascii_digits(shown) == str(number)


def test_a_run_of_the_other_direction_is_isolated() -> None:
    assert text.isolate("O+") == "\u2068O+\u2069"


@pytest.mark.parametrize("bad", ["a\x00b", "\x1b[2J", "\ud800", "\ufffe"])
def test_characters_that_cannot_be_shown_are_noticed(bad: str) -> None:
    assert text.has_unprintable(text.normalise(bad))
    assert not text.has_unprintable(text.normalise("علی‌رضا ۱۲"))

"""Proves how values are put into words: digits, isolates, money, days, ages, sentences of errors."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.problems import Problem
from app.domain.tariff import Words
from app.local_db.errors import NotSaved, StoreLocked
from app.ui import texts
from app.ui.language import Language, speak

AT = datetime(2026, 11, 24, 7, 12, tzinfo=UTC)


@pytest.fixture
def english(persian: QApplication) -> Iterator[None]:
    speak(persian, Language.EN)
    yield
    speak(persian, Language.FA)


pytestmark = pytest.mark.usefixtures("persian")


def test_digits_are_shown_persian_and_stored_ascii() -> None:
    assert texts.digits(1405) == "۱۴۰۵"
    assert texts.to_ascii("۱۴۰۵ ٣٤ 7") == "1405 34 7"


def test_money_is_grouped_and_its_sign_stands_before_the_number() -> None:
    assert texts.money(3_021_050) == "۳٬۰۲۱٬۰۵۰"
    assert texts.money(-1250) == "\u2068\u2212۱٬۲۵۰\u2069"
    assert texts.rials(0) == "۰ ریال"


@pytest.mark.parametrize("run", ["O+", "-5", "a/b (c)", "0412-02-05-001221-7"])
def test_a_run_of_the_other_direction_is_set_apart(run: str) -> None:
    assert texts.isolate(run) == f"\u2068{run}\u2069"
    assert texts.isolate("") == ""


def test_a_day_is_jalali_in_tehran() -> None:
    assert texts.day("1405-09-03") == "۱۴۰۵/۰۹/۰۳"
    assert texts.long_day("1405-09-03") == "۳ آذر ۱۴۰۵"
    assert texts.clock(AT) == "۱۰:۴۲"
    assert texts.clock(AT, seconds=True) == "۱۰:۴۲:۰۰"
    assert texts.day_and_clock("2026-11-24T07:12:00.000Z") == "۱۴۰۵/۰۹/۰۳،\u00a0۱۰:۴۲"
    assert texts.day_and_clock(datetime(2026, 11, 24, 20, 30, tzinfo=UTC)) == "۱۴۰۵/۰۹/۰۴،\u00a0۰۰:۰۰"


def test_a_start_names_its_day_only_when_that_was_not_today() -> None:
    assert texts.since(AT, AT + timedelta(hours=2)) == "۱۰:۴۲"
    assert texts.since(AT, AT + timedelta(days=2)) == "۱۴۰۵/۰۹/۰۳،\u00a0۱۰:۴۲"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "کمتر از یک دقیقه"),
        (59, "کمتر از یک دقیقه"),
        (180, "۳ دقیقه"),
        (3600, "۱ ساعت"),
        (78 * 60, "۱ ساعت و ۱۸ دقیقه"),
        (86_400, "۱ روز"),
        (86_400 * 2 + 3 * 3600 + 59, "۲ روز و ۳ ساعت"),
    ],
)
def test_an_age_is_said_in_two_units_at_most(seconds: float, said: str) -> None:
    assert texts.age(seconds) == said


def test_an_age_in_english_knows_one_from_many(english: None) -> None:
    assert texts.age(60) == "1 minute"
    assert texts.age(78 * 60) == "1 hour and 18 minutes"
    assert texts.money(3_021_050) == "3,021,050"


def test_a_problem_is_a_persian_sentence_with_persian_figures() -> None:
    found = Problem("payments", "payments-sum", {"paid": "100", "fee": "6451430"})
    assert texts.problem(found) == "جمع پرداخت‌ها ۱۰۰ ریال است؛ هزینه ۶٬۴۵۱٬۴۳۰ ریال."
    receipt = Problem("payments.0.rrn", "payment-twice", {"receipt": "0412-02-05-001221-7"})
    assert "\u20680412-02-05-001221-7\u2069" in texts.problem(receipt)


def test_an_error_says_what_happened_what_is_safe_and_what_to_do() -> None:
    told = texts.explained(NotSaved(reason="disk full"))
    assert told.what.startswith("این درخواست ذخیره نشد")
    assert told.safe
    assert "رسید ندهید" in told.todo
    place = texts.explained(StoreLocked(place="/srv/daftar"))
    assert "\u2068/srv/daftar\u2069" in place.what


def test_words_of_the_catalogue_follow_the_language() -> None:
    assert texts.words(Words(fa="گذرنامه", en="Passport")) == "گذرنامه"
    assert texts.words({"en": "only English"}) == "only English"

"""Proves the page that finds: any spelling, any number, as one types; the list follows the last letter."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from support.office_kit import CLERK, Office, cash, passport_request
from support.real_services import publish_shipped
from support.window_rig import settle, texts_on, type_text, wait_until

from app.domain.application import AcceptRequest
from app.domain.sample import sample_request
from app.office.accept import accept
from app.ui.models.queue_model import Column
from app.ui.pages.find import FindPage
from app.ui.workplace import Workplace

PEOPLE = (
    ("علی‌رضا", "نمونه‌پور", "9900000013"),
    ("زهره", "آزمایشی", "9987654320"),
    ("محمد کاظم", "ساختگی", "9900000021"),
)


def _request(number: int) -> AcceptRequest:
    given, family, code = PEOPLE[number]
    request = passport_request(f"r-{number}")
    applicant = {**request.applicant, "name": {"given": given, "family": family}, "national_code": code}
    applicant["mobile"] = f"0912000001{number}"
    return passport_request(f"r-{number}", applicant=applicant)


def _statement() -> AcceptRequest:
    request = passport_request("r-9")
    return passport_request(
        "r-9",
        service="violation.statement",
        applicant={**request.applicant, "national_code": "9900000031"},
        fields={"plate": "12ب345-67"},
        payments=[cash(259_450)],
    )


@pytest.fixture
def receipts(office: Office) -> dict[str, str]:
    """Four applications; receipts by family name, and by "plate" that of the vehicle's."""
    taken = {PEOPLE[n][1]: accept(office.counter, CLERK, _request(n)).receipt for n in range(len(PEOPLE))}
    taken["plate"] = accept(office.counter, CLERK, _statement()).receipt
    return taken


@pytest.fixture
def page(workplace: Workplace, receipts: dict[str, str]) -> Iterator[FindPage]:
    assert receipts
    made = FindPage(workplace)
    made.resize(1170, 700)
    made.show()
    made.came_up()
    _still(made)
    yield made
    made.close()
    settle()


def _still(page: FindPage) -> None:
    wait_until(lambda: not page.reader.is_reading)


def _found(page: FindPage, typed: str) -> list[str]:
    """The receipts in the list after typing into the empty line, letter by letter."""
    page.line.clear()
    type_text(page.line, typed)
    _still(page)
    model = page.table.model()
    return [
        str(model.index(row, Column.RECEIPT).data()).strip("\u2068\u2069") for row in range(model.rowCount())
    ]


WRITINGS = (
    ("علی رضا", "نمونه‌پور"),
    ("علیرضا", "نمونه‌پور"),
    ("نمونه پ", "نمونه‌پور"),
    ("ازمای", "آزمایشی"),
    ("زهرة", "آزمایشی"),
    ("محمد ك", "ساختگی"),
    ("ساختگي", "ساختگی"),
    ("9987654320", "آزمایشی"),
    ("۹۹۸۷۶", "آزمایشی"),
    ("0912 000 0012", "ساختگی"),
    ("۱۲ ب ۳۴۵", "plate"),
    ("12ب345-67", "plate"),
)
"""What people type, and who must then be in the list."""


def test_a_person_is_found_however_they_are_written(page: FindPage, receipts: dict[str, str]) -> None:
    missed = [typed for typed, who in WRITINGS if receipts[who] not in _found(page, typed)]
    assert missed == []


def test_a_number_leads_to_its_one_receipt(page: FindPage, receipts: dict[str, str]) -> None:
    for number in receipts.values():
        assert _found(page, number) == [number]
        assert _found(page, number.replace("-", "")) == [number]


def test_with_nothing_typed_the_newest_stand_first(page: FindPage, receipts: dict[str, str]) -> None:
    assert _found(page, "") == list(reversed(receipts.values()))
    assert page.count.text() == "۴ مورد پیدا شد"


def test_what_is_nowhere_is_said_in_words_and_esc_brings_all_back(page: FindPage) -> None:
    assert _found(page, "ققنوس") == []
    assert any("پیدا نشد" in text for text in texts_on(page))
    page.activateWindow()
    QTest.keyClick(page.line, Qt.Key.Key_Down)
    assert page.line.hasFocus(), "there is nothing to go to"
    assert page.table.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert page.go_back()
    _still(page)
    assert page.model.rowCount() == 4
    assert not any("پیدا نشد" in text for text in texts_on(page))
    assert page.table.focusPolicy() is Qt.FocusPolicy.StrongFocus
    assert not page.go_back()


def test_an_answer_that_came_too_late_is_not_shown(page: FindPage) -> None:
    answers: list[str] = []
    page.shown.connect(lambda: answers.append(page.line.text()))
    for typed in ("ز", "زه", "زهره"):
        page.line.setText(typed)
    _still(page)
    assert answers == ["زهره"]
    assert [one.applicant for one in page.model.items()] == ["زهره آزمایشی"]


def test_an_order_that_was_chosen_is_kept_from_answer_to_answer(
    page: FindPage, receipts: dict[str, str]
) -> None:
    page.table.sortByColumn(Column.RECEIPT, Qt.SortOrder.AscendingOrder)
    in_order = sorted(receipts.values())
    assert _found(page, "") == in_order
    _found(page, "نمونه")
    first = page.current_item()
    assert first is not None
    assert page.table.words(0)[Column.RECEIPT].strip("\u2068\u2069") == first.receipt
    assert _found(page, "") == in_order
    shown = [page.table.words(row)[Column.RECEIPT].strip("\u2068\u2069") for row in range(4)]
    assert shown == in_order, "what is painted is what the model says"


def test_signs_of_a_query_language_are_only_text(page: FindPage) -> None:
    for typed in ('"', "*", "a OR b", "names:علی", "NEAR(", "'; --", "(", "-"):
        _found(page, typed)
        assert page.notice.text() == ""


def test_enter_opens_the_first_one_and_the_arrows_lead_into_the_list(
    page: FindPage, receipts: dict[str, str]
) -> None:
    opened: list[str] = []
    page.opened.connect(opened.append)
    _found(page, "نمونه")
    QTest.keyClick(page.line, Qt.Key.Key_Return)
    newest = page.current_item()
    assert newest is not None
    assert opened == [newest.receipt]
    page.line.clear()
    _still(page)
    page.activateWindow()
    QTest.keyClick(page.line, Qt.Key.Key_Down)
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert opened[-1] == receipts["ساختگی"]
    type_text(page.table, "ز")
    assert page.line.text() == "ز", "letters typed in the list go on in the line"


def test_a_landline_finds_too(page: FindPage, office: Office) -> None:
    publish_shipped(office)
    service = office.counter.catalogue().find_service("passport.issue")
    assert service is not None
    day, tariff = office.counter.day(office.counter.now())[0], office.counter.tariff()
    chance = random.Random(1)
    request = sample_request(service, tariff, chance, today=day)
    while not request.applicant.get("landline"):
        request = sample_request(service, tariff, chance, today=day)
    taken = accept(office.counter, CLERK, request)
    assert taken.receipt in _found(page, str(request.applicant["landline"]))


def test_an_application_that_comes_while_one_looks_appears(page: FindPage, office: Office) -> None:
    request = passport_request("r-later", applicant={**_request(0).applicant, "national_code": "9900000048"})
    late = accept(office.counter, CLERK, request)
    wait_until(lambda: page.model.rowCount() == 5)
    assert page.model.item(0).receipt == late.receipt

"""Proves that several citizens can be served by turns, each with their own form, and that nothing of a draft
is thrown away without being asked, or left once it was accepted.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from support.draft_hand import (
    CODE,
    NAMES,
    PAPER,
    SERVICE,
    Seat,
    add_page,
    begin,
    files,
    how_many,
    kept,
    sitting,
    take,
    type_into,
    value,
)
from support.office_kit import Office
from support.pictures import two_halves
from support.window_rig import press, settle, wait_until

from app.domain.draft import DRAFTS_MAX
from app.ui.documents.scan_page import Source
from app.ui.pages.application.payment_card import Way
from app.ui.workplace import Workplace


@pytest.fixture
def seat(workplace: Workplace, office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[Seat]:
    yield from sitting(workplace, office, monkeypatch)


# Several at once ----------------------------------------------------------------------------------------


def test_a_citizen_steps_aside_the_next_is_served_and_the_first_goes_on(seat: Seat, office: Office) -> None:
    page = seat()
    begin(page)
    type_into(page, NAMES[0], "مریم")
    page.asked_again()  # F2 once more
    wait_until(lambda: page.form is not None)
    assert page.form is not None
    assert page.form.is_empty()
    assert page.form.service.code == SERVICE
    assert [chip.name.text() for chip in page.drafts.strip.chips] == ["\u2068مریم\u2069"]
    take(page, seed=3)
    press(Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert page.stack.currentWidget() is page.work
    assert value(page, NAMES[0]) == "مریم"
    assert page.drafts.strip.isHidden()
    assert how_many(office) == 1


def test_the_keys_go_round_among_the_drafts_and_each_keeps_its_payment_and_its_errors(seat: Seat) -> None:
    page = seat()
    for name in ("الف", "ب", "پ"):
        begin(page)
        type_into(page, NAMES[0], name)
        page.side.payment.choose(Way.CASH if name == "ب" else Way.CARD)
        page.asked_again()
    type_into(page, CODE, "99")
    press(Qt.Key.Key_Return)
    assert page.form is not None
    assert page.form.widgets[CODE].has_error()
    seen = []
    for _ in range(4):
        press(Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
        seen.append((value(page, NAMES[0]), page.side.payment.way()))
    assert seen == [("الف", Way.CARD), ("ب", Way.CASH), ("پ", Way.CARD), ("", Way.CARD)]
    assert page.form.widgets[CODE].has_error()
    press(Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert value(page, NAMES[0]) == "پ"
    page.drafts.strip.chips[0].click()
    assert value(page, NAMES[0]) == "الف"
    assert [chip.isChecked() for chip in page.drafts.strip.chips] == [True, False, False, False]


def test_a_page_that_was_being_read_when_its_citizen_stepped_aside_is_in_the_draft(seat: Seat) -> None:
    page = seat()
    begin(page)
    type_into(page, NAMES[0], "مریم")
    assert page.form is not None
    page.form.papers.take_in(PAPER, [Source("کارت نمونه", two_halves(60, 40))])
    page.asked_again()
    settle()
    kept(page)
    back = seat()
    assert back.form is not None
    assert len(back.form.papers.pages.of(PAPER)) == 1


def test_no_more_are_begun_than_a_row_can_show(seat: Seat) -> None:
    page = seat()
    for number in range(DRAFTS_MAX):
        begin(page)
        type_into(page, NAMES[0], "الفبپتثجچح"[number])
        page.asked_again()
    assert page.form is not None
    assert not page.form.is_empty(), "the last one stays on the sheet"
    assert "پیش‌نویس باز است" in page.drafts.line.text()
    assert len(page.drafts.desk.drafts) == DRAFTS_MAX


# Discarding and accepting -------------------------------------------------------------------------------


def test_discarding_asks_says_what_is_lost_and_takes_the_pages_along(seat: Seat, office: Office) -> None:
    page = seat()
    begin(page)
    type_into(page, NAMES[0], "مریم")
    page.asked_again()
    type_into(page, NAMES[0], "زهرا")
    add_page(page)
    kept(page)
    assert (how_many(office), files(office)) == (2, 1)
    press(Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert "زهرا" in page.notice.text()
    assert "یک پاسخ و یک صفحه" in page.notice.text()
    assert how_many(office) == 2
    press(Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert value(page, NAMES[0]) == "مریم", "the next one comes up"
    kept(page)
    assert (how_many(office), files(office)) == (1, 0)


def test_accepting_takes_the_draft_away_with_its_pictures(seat: Seat, office: Office) -> None:
    page = seat()
    begin(page)
    add_page(page)
    kept(page)
    assert (how_many(office), files(office)) == (1, 1)
    take(page, seed=4)
    kept(page)
    assert (how_many(office), files(office)) == (0, 0)
    assert len(list(office.counter.store.place.documents.iterdir())) == 1

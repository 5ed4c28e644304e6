"""Proves the page of one application, by keys alone: reached from the queue, in words, alive while seen."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from support.office_kit import CLERK, Office, passport_request
from support.window_rig import press, texts_on, wait_until

from app.domain.feed import FeedKind
from app.office.accept import Accepted, accept
from app.office.sign_in import Session
from app.ui.models.story_model import Column
from app.ui.pages.find import FindPage
from app.ui.pages.queue import QueuePage
from app.ui.pages.story import StoryPage
from app.ui.shell.work_area import WorkArea
from app.ui.workplace import Workplace

BARCODE = "RX123456789IR"
LATIN_DIGITS = re.compile(r"[0-9]")
CODES = re.compile("\u2068[^\u2069]*\u2069")
INSPECTOR = Session("1009", "", frozenset({"inspector"}), offline=True)


def in_the_queue(work: WorkArea) -> None:
    queue = work.go("queue")
    assert isinstance(queue, QueuePage)
    wait_until(lambda: queue.model.rowCount() == 1 and queue.current_item() is not None)
    queue.table.setFocus()


def opened(work: WorkArea, lines: int) -> StoryPage:
    wait_until(lambda: work.current_name() == "story")
    page = work.page("story")
    assert isinstance(page, StoryPage)
    wait_until(lambda: page.model.rowCount() == lines)
    return page


def tell(office: Office, kind: str, of: Accepted, **data: object) -> None:
    office.feed.give(kind, {"application": of.application, "receipt": of.receipt, **data})


def cells(page: StoryPage, column: Column) -> list[str]:
    return [str(page.model.index(row, column).data()) for row in range(page.model.rowCount())]


def test_enter_on_a_row_tells_the_whole_story_and_it_goes_on_while_it_is_seen(
    work: WorkArea, office: Office
) -> None:
    one = accept(office.counter, CLERK, passport_request())
    in_the_queue(work)
    press(Qt.Key.Key_Return)
    page = opened(work, 1)
    assert QApplication.focusWidget() is page.table
    assert page.chip.text() == "● پذیرفته‌شده در دفتر"
    tell(office, FeedKind.RECEIPT_RECORDED, one, tracking="7K2M-9QXH-4B3D")
    note = {"fa": "آماده است", "en": "ready"}
    said = {"upstream": "passport", "reference": "PA-1", "note": note, "post": {"barcode": BARCODE}}
    tell(office, FeedKind.APPLICATION_DECIDED, one, decision="issued", **said)
    wait_until(lambda: page.model.rowCount() == 3)
    assert page.chip.text() == "✓ سپرده‌شده به پست"
    assert cells(page, Column.WHO) == ["\u2068نمونه\u2069 · کارمند", "مرکز", "سامانهٔ گذرنامه"]
    assert cells(page, Column.COUNTER) == ["۲", "—", "—"]
    assert cells(page, Column.WHEN)[0] == "۱۴۰۵/۰۹/۰۳، ۱۲:۰۰"
    assert f"\u2068{BARCODE}\u2069" in cells(page, Column.WHAT)[2]
    assert "آماده است" in cells(page, Column.WHAT)[2]
    facts = {f"\u2068{BARCODE}\u2069", "\u2068PA-1\u2069", "آماده است"}
    wait_until(lambda: facts <= set(texts_on(page.cards)))
    shown = texts_on(page.cards)
    every = [*shown, *(text for column in Column for text in cells(page, column))]
    assert [text for text in every if LATIN_DIGITS.search(CODES.sub("", text))] == []
    press(Qt.Key.Key_Escape)
    assert work.current_name() == "queue"


def test_a_found_one_is_told_by_enter_and_back_leads_to_what_was_found(
    work: WorkArea, office: Office
) -> None:
    accept(office.counter, CLERK, passport_request())
    found = work.go("find")
    assert isinstance(found, FindPage)
    wait_until(lambda: found.model.rowCount() == 1 and found.current_item() is not None)
    press(Qt.Key.Key_Return)
    opened(work, 1).back.click()
    assert work.current_name() == "find"


def test_an_unpaid_one_is_told_by_its_key_and_paid_from_there(work: WorkArea, office: Office) -> None:
    one = accept(office.counter, CLERK, passport_request(payments=[]))
    in_the_queue(work)
    press(Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    page = opened(work, 1)
    wait_until(page.pay.isVisible)
    assert any("کارمزد پرداخت نشده" in text for text in texts_on(page.cards))
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert work.current_name() == "payment"
    assert one.receipt in work.page("payment").title.text()  # type: ignore[attr-defined]


def test_those_who_only_look_see_the_story_and_no_way_to_act(
    work: WorkArea, office: Office, workplace: Workplace
) -> None:
    accept(office.counter, CLERK, passport_request(payments=[]))
    workplace.session = INSPECTOR
    in_the_queue(work)
    press(Qt.Key.Key_Return)
    page = opened(work, 1)
    assert page.great_button() is None

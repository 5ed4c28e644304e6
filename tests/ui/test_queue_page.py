"""Proves the queue's page on a real store: what each row says, and that nothing moves under the cursor."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from support.office_kit import CLERK, Office, passport_request, set_link
from support.window_rig import settle, texts_on, type_text, wait_until

from app.domain.entry import instant
from app.domain.feed import FeedKind
from app.local_db import journal, sync_state
from app.office.accept import Accepted, accept
from app.ui.models.queue_model import Column
from app.ui.pages.queue import QueuePage
from app.ui.theme import Tone
from app.ui.widgets.chip import chip_size, chip_text, fitted
from app.ui.workplace import Workplace


@pytest.fixture
def page(workplace: Workplace) -> Iterator[QueuePage]:
    made = QueuePage(workplace)
    made.resize(1170, 700)
    made.show()
    made.came_up()
    wait_until(lambda: not made.reader.is_reading)
    yield made
    made.close()
    settle()


def _take(office: Office, number: int, **changes: object) -> Accepted:
    office.hands.run(60)
    request = passport_request(f"r-{number}")
    given = {"given": "علی‌رضا", "family": f"نمونه{'ابپتث'[number % 5]}"}
    applicant = {**request.applicant, "name": given}
    return accept(office.counter, CLERK, passport_request(f"r-{number}", applicant=applicant, **changes))


def _confirm(office: Office) -> None:
    with office.counter.store.write() as conn:
        sync_state.acknowledge(conn, journal.head(conn), at=instant(office.counter.now()))


def _cell(page: QueuePage, row: int, column: Column) -> str:
    return str(page.table.model().index(row, column).data())


def _rows(page: QueuePage, count: int) -> None:
    wait_until(lambda: page.model.rowCount() == count and not page.reader.is_reading)


def _state(page: QueuePage, row: int, word: str) -> None:
    wait_until(lambda: page.model.rowCount() > row and page.model.told(row).word == word)


def test_an_empty_queue_says_what_will_be_here(page: QueuePage) -> None:
    assert any("درخواست‌ها از هنگام رسید" in text for text in texts_on(page))


def test_an_accepted_application_is_saved_here_and_says_why_it_waits(page: QueuePage, office: Office) -> None:
    set_link(office.counter, "centre-down")
    taken = _take(office, 1)
    _state(page, 0, "اینجا ذخیره شد")
    assert _cell(page, 0, Column.RECEIPT) == f"\u2068{taken.receipt}\u2069"
    assert _cell(page, 0, Column.WHY) == "مرکز پاسخ نمی‌دهد؛ با بازگشت فرستاده می‌شود"
    assert _cell(page, 0, Column.AMOUNT) == "۶٬۴۵۱٬۴۳۰"
    assert _cell(page, 0, Column.TIME) == "۱۲:۰۱"
    assert page.tiles[0].figure.text() == "۱"


def test_what_was_cut_off_is_being_checked_and_never_called_failed(page: QueuePage, office: Office) -> None:
    _take(office, 1)
    with office.counter.store.write() as conn:
        sync_state.mark_sending(conn, journal.head(conn).seq)
    _state(page, 0, "در حال ارسال")
    with office.counter.store.write() as conn:
        sync_state.mark_unknown(conn)
    _state(page, 0, "در حال بررسی")
    assert page.model.told(0).tone is Tone.INFO


def test_a_row_follows_the_centre_without_moving(page: QueuePage, office: Office) -> None:
    first, _ = _take(office, 1), _take(office, 2)
    _rows(page, 2)
    page.table.go_to_row(1)
    assert page.current_item() is not None
    assert page.current_item().receipt == first.receipt  # type: ignore[union-attr]
    _confirm(office)
    _state(page, 1, "رسید به مرکز")
    office.feed.give(
        FeedKind.RECEIPT_RECORDED,
        {"application": first.application, "receipt": first.receipt, "tracking": "55012988"},
    )
    _state(page, 1, "ثبت شد")
    assert "۵۵۰۱۲۹۸۸" in _cell(page, 1, Column.WHY)
    _take(office, 3)
    _rows(page, 3)
    assert page.current_item().receipt == first.receipt  # type: ignore[union-attr]


def test_a_correction_needs_a_person_and_stands_first(page: QueuePage, office: Office) -> None:
    first, _ = _take(office, 1), _take(office, 2)
    _confirm(office)
    office.feed.give(
        FeedKind.APPLICATION_DECIDED,
        {
            "application": first.application,
            "decision": "needs-correction",
            "upstream": "passport",
            "reference": "",
            "note": {"fa": "نام لاتین یکی نیست", "en": "the Latin name differs"},
        },
    )
    wait_until(lambda: page.tiles[3].figure.text() == "۱")
    rows = {page.model.item(row).receipt: row for row in range(page.model.rowCount())}
    told = page.model.told(rows[first.receipt])
    assert told.tone is Tone.BAD
    assert told.why == "مرکز اصلاح می‌خواهد: نام لاتین یکی نیست"
    page.read()
    page.came_up()


def test_what_is_with_the_post_shows_its_barcode(page: QueuePage, office: Office) -> None:
    taken = _take(office, 1)
    _confirm(office)
    said = {"application": taken.application, "decision": "issued", "upstream": "passport"}
    office.feed.give(FeedKind.APPLICATION_DECIDED, {**said, "post": {"barcode": "RX123456789IR"}})
    _state(page, 0, "نزد پست")
    assert page.model.told(0).why == "بارکد پست \u2068RX123456789IR\u2069"


def test_a_system_that_is_down_is_named_with_the_time(page: QueuePage, office: Office) -> None:
    taken = _take(office, 1)
    _confirm(office)
    office.feed.give(
        FeedKind.APPLICATION_DECIDED,
        {
            "application": taken.application,
            "decision": "forwarded",
            "upstream": "traffic",
            "reference": "",
            "note": {"fa": "", "en": ""},
        },
    )
    _state(page, 0, "منتظر راهور")
    office.feed.upstream("traffic", "down")
    wait_until(lambda: "۱۲:۰۱" in page.model.told(0).why)


def test_an_unpaid_row_offers_to_take_the_payment(page: QueuePage, office: Office) -> None:
    taken = _take(office, 1, payments=[])
    _state(page, 0, "پرداخت‌نشده")
    asked: list[str] = []
    page.payment_requested.connect(asked.append)
    page.table.go_to_row(0)
    assert page.great_button() is page.pay
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    page.pay.click()
    assert asked == [taken.receipt, taken.receipt]


def test_typing_into_the_list_filters_it_and_escape_takes_the_filter_away(
    page: QueuePage, office: Office
) -> None:
    _take(office, 1)
    _take(office, 2)
    _rows(page, 2)
    page.table.setFocus()
    type_text(page.table, "ن")
    assert page.filter.text() == "ن"
    type_text(page.filter, "مونهپ")
    _rows(page, 1)
    assert _cell(page, 0, Column.APPLICANT) == "علی‌رضا نمونهپ"
    page.filter.setText("zzzz")
    _rows(page, 0)
    assert "چیزی با آنچه نوشتید جور نیست." in texts_on(page)
    assert page.go_back()
    _rows(page, 2)
    assert not page.go_back()


def test_rows_are_sorted_by_a_column_and_copied_with_plain_digits(page: QueuePage, office: Office) -> None:
    first, second = _take(office, 1), _take(office, 2)
    _rows(page, 2)
    page.table.sortByColumn(Column.TIME, Qt.SortOrder.AscendingOrder)
    assert first.receipt in _cell(page, 0, Column.RECEIPT)
    page.table.sortByColumn(Column.TIME, Qt.SortOrder.DescendingOrder)
    assert second.receipt in _cell(page, 0, Column.RECEIPT)
    page.table.go_to_row(0)
    QTest.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text().split("\t")
    assert copied[Column.RECEIPT] == second.receipt
    assert copied[Column.AMOUNT] == "6451430"


def test_units_stand_under_each_other_and_try_now_asks_for_an_exchange(
    page: QueuePage, office: Office, workplace: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    _take(office, 1)
    _rows(page, 1)
    align = page.model.index(0, Column.AMOUNT).data(Qt.ItemDataRole.TextAlignmentRole)
    assert align & Qt.AlignmentFlag.AlignRight
    assert align & Qt.AlignmentFlag.AlignAbsolute
    asked: list[bool] = []
    monkeypatch.setattr(workplace.bridge, "try_now", lambda: asked.append(True))
    page.try_now.click()
    assert asked == [True]
    assert not page.try_now.isEnabled()


def test_a_longer_state_gets_its_room_when_it_comes(page: QueuePage, office: Office) -> None:
    taken = _take(office, 1)
    _state(page, 0, "اینجا ذخیره شد")
    page.table.setColumnWidth(Column.STATE, 60)
    _confirm(office)
    about = {"application": taken.application, "receipt": taken.receipt}
    office.feed.give(FeedKind.RECEIPT_RECORDED, {**about, "tracking": "T-1"})
    words = {"decision": "forwarded", "upstream": "conscription", "reference": "S-1"}
    office.feed.give(FeedKind.APPLICATION_DECIDED, {**about, **words, "note": {"fa": "", "en": ""}})
    _state(page, 0, "منتظر وظیفهٔ عمومی")
    assert page.table.columnWidth(Column.STATE) >= page.table.sizeHintForColumn(Column.STATE)


def test_a_chip_without_room_is_cut_and_never_lies_over_its_neighbour(persian: QApplication) -> None:
    whole = chip_text("منتظر وظیفهٔ عمومی", Tone.WAIT)
    room = chip_size(whole).width()
    assert fitted(whole, room) == whole
    cut = fitted(whole, room / 2)
    assert cut.endswith("…")
    assert chip_size(cut).width() <= room / 2

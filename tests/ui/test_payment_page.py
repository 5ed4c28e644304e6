"""Proves that an application captured unpaid is paid from the queue, by keys, once, and gets its paper."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from support.office_kit import CLERK, DAY, Office, card
from support.real_services import publish_shipped, shipped_services, shipped_tariff
from support.window_rig import press, texts_on, type_here, wait_until

from app.domain.application import State
from app.domain.sample import sample_request
from app.local_db.queries import applications
from app.office.accept import accept
from app.office.pay import take_payment
from app.ui.pages.payment import PaymentPage
from app.ui.pages.queue import QueuePage
from app.ui.shell.work_area import WorkArea
from app.ui.workplace import Workplace


@pytest.fixture
def unpaid(workplace: Workplace, office: Office) -> str:
    """The receipt number of an application captured unpaid."""
    publish_shipped(office)
    service = next(one for one in shipped_services() if one.code == "violation.statement")
    request = sample_request(service, shipped_tariff(), random.Random(1), False, today=DAY)
    request.fields.pop("sheets", None)  # each over three has its price
    return accept(office.counter, CLERK, request).receipt


@pytest.fixture
def work(unpaid: str, work: WorkArea) -> WorkArea:
    """The pages, once there is something to pay."""
    assert unpaid
    return work


def from_queue(work: WorkArea) -> PaymentPage:
    """F4, to the unpaid row, Enter."""
    queue = work.go("queue")
    assert isinstance(queue, QueuePage)
    wait_until(lambda: queue.model.rowCount() == 1)
    queue.table.go_to_row(0)
    QTest.keyClick(queue.table, Qt.Key.Key_Return)
    assert work.current_name() == "payment"
    page = work.page("payment")
    assert isinstance(page, PaymentPage)
    wait_until(page.take_button.isEnabled)
    return page


def state_of(office: Office, receipt: str) -> str:
    with office.counter.store.read() as conn:
        row = applications.find_by_receipt(conn, receipt)
    assert row is not None
    return row.state


def test_the_payment_is_taken_from_the_queue_by_keys(work: WorkArea, office: Office, unpaid: str) -> None:
    page = from_queue(work)
    assert unpaid in page.title.text()
    assert page.price.total_rials == 345_697
    wait_until(lambda: "صورت وضعیت تخلفات خودرو" in texts_on(page))
    press(Qt.Key.Key_Return)
    type_here("123456789012")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_F12)
    wait_until(lambda: page.stack.currentWidget() is page.receipt)
    assert state_of(office, unpaid) == State.ACCEPTED
    view = page.receipt.view()
    assert view is not None
    assert view.unpaid_rials == 0
    press(Qt.Key.Key_Return)
    assert work.current_name() == "queue"


def test_a_slip_that_is_missing_is_asked_for_where_it_stands(
    work: WorkArea, office: Office, unpaid: str
) -> None:
    page = from_queue(work)
    press(Qt.Key.Key_F12)
    assert page.payment.rrn.has_error()
    assert page.payment.rrn.edit.hasFocus()
    assert state_of(office, unpaid) == State.CAPTURED_UNPAID


def test_it_cannot_be_put_off_again_here(work: WorkArea) -> None:
    page = from_queue(work)
    names = [button.text() for button in page.payment.buttons.values() if button.isVisible()]
    assert names == ["کارت‌خوان", "نقد", "چند بخش"]


def test_esc_asks_before_it_leaves_a_typed_slip(work: WorkArea) -> None:
    page = from_queue(work)
    press(Qt.Key.Key_Return)
    type_here("1234")
    press(Qt.Key.Key_Escape)
    assert work.current_name() == "payment"
    assert page.payment.rrn.value() == "1234"
    press(Qt.Key.Key_Escape)
    assert work.current_name() == "queue"


def test_what_was_paid_meanwhile_is_not_paid_twice(work: WorkArea, office: Office, unpaid: str) -> None:
    page = from_queue(work)
    take_payment(office.counter, CLERK, unpaid, [card(345_697, rrn="999999999999")])
    press(Qt.Key.Key_Return)
    type_here("123456789012")
    press(Qt.Key.Key_F12)
    wait_until(lambda: bool(page.notice.text()))
    assert "در انتظار پرداخت نیست" in page.notice.text()
    with office.counter.store.read() as conn:
        paid = conn.exec_driver_sql("SELECT count(*) FROM journal WHERE kind = 'payment.taken'").scalar_one()
    assert paid == 1

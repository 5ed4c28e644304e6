"""Proves voiding, giving money back and correcting, by keys alone, on the page of the application's story."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from support.office_kit import CLERK, PASSPORT_RIALS, Office, card, cash, passport_request
from support.window_rig import press, texts_on, wait_until

from app.domain.feed import FeedKind
from app.local_db.queries import applications
from app.local_db.queries.applications import ApplicationRow
from app.office.accept import Accepted, accept
from app.office.receipt_view import view_receipt
from app.office.sign_in import Session
from app.ui.pages.correction import CorrectionPage
from app.ui.pages.story import StoryPage
from app.ui.shell.work_area import WorkArea
from app.ui.workplace import Workplace

MANAGER = Session("1002", "مدیر نمونه", frozenset({"manager"}), offline=True)
LATIN = re.compile(r"[0-9]")
CODES = re.compile("\u2068[^\u2069]*\u2069")


@pytest.fixture
def workplace(workplace: Workplace) -> Workplace:
    """A manager is signed in."""
    workplace.session = MANAGER
    return workplace


def story_of(work: WorkArea, answer: Accepted) -> StoryPage:
    work.go("queue")
    page = work.page("story")
    assert isinstance(page, StoryPage)
    page.show_argument(answer.receipt)
    work.go("story")
    wait_until(lambda: page.model.rowCount() > 0 and not page.reader.is_reading)
    return page


def row(office: Office, answer: Accepted) -> ApplicationRow:
    with office.counter.store.read() as conn:
        found = applications.find_by_receipt(conn, answer.receipt)
    assert found is not None
    return found


def tell(office: Office, kind: str, of: Accepted, **data: object) -> None:
    office.feed.give(kind, {"application": of.application, "receipt": of.receipt, **data})


def test_a_manager_voids_by_f8_and_gives_the_money_back_when_the_centre_agrees(
    work: WorkArea, office: Office
) -> None:
    paid = [cash(1_000_000), card(PASSPORT_RIALS - 1_000_000)]
    answer = accept(office.counter, CLERK, passport_request(payments=paid))
    page = story_of(work, answer)
    press(Qt.Key.Key_F8)
    assert page.acts.is_open()
    press(Qt.Key.Key_F12)
    wait_until(lambda: bool(page.acts.reason.below.text()))
    assert row(office, answer).state == "accepted"
    assert QApplication.focusWidget() is page.acts.reason.line
    page.acts.reason.line.insert("شهروند منصرف شد")
    assert page.would_lose()
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Return)
    wait_until(lambda: row(office, answer).state == "voided" and not page.acts.is_open())
    wait_until(lambda: page.model.rowCount() == 2)
    assert page.great_button() is None
    assert not page.void.isVisible()
    tell(office, FeedKind.VOID_RECORDED, answer)
    wait_until(page.refund.isVisible)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    shown = " ".join(texts_on(page.acts.amounts))
    assert "۱٬۰۰۰٬۰۰۰" in shown
    assert "۱۲۳۴۵۶۷۸۹۰۱۲" in shown
    assert LATIN.search(CODES.sub("", shown)) is None
    assert row(office, answer).refunded_rials == 0
    press(Qt.Key.Key_F12)
    wait_until(lambda: row(office, answer).state == "refunded")
    wait_until(lambda: any("پس داده شد" in text for text in texts_on(page.cards)))
    assert page.great_button() is None
    view = view_receipt(office.counter, answer.receipt)
    assert (view.is_void, view.unpaid_rials, view.refunded_rials) == (True, 0, PASSPORT_RIALS)


def test_esc_leaves_a_void_before_it_leaves_the_page(work: WorkArea, office: Office) -> None:
    answer = accept(office.counter, CLERK, passport_request())
    page = story_of(work, answer)
    press(Qt.Key.Key_F8)
    QTest.keyClicks(QApplication.focusWidget(), "x")
    press(Qt.Key.Key_Escape)
    assert (work.current_name(), page.acts.is_open()) == ("story", False)
    press(Qt.Key.Key_F8)
    assert page.acts.reason.text() == ""
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Escape)
    assert work.current_name() == "queue"
    assert row(office, answer).state == "accepted"


def test_a_clerk_is_offered_no_void_and_a_decided_one_offers_nobody_any(
    work: WorkArea, office: Office, workplace: Workplace
) -> None:
    answer = accept(office.counter, CLERK, passport_request())
    page = story_of(work, answer)
    assert page.void.isVisible()
    tell(office, FeedKind.APPLICATION_DECIDED, answer, decision="forwarded", upstream="passport")
    wait_until(lambda: not page.void.isVisible())
    workplace.session = CLERK
    other = accept(office.counter, CLERK, passport_request("r-2"))
    page = story_of(work, other)
    wait_until(lambda: other.receipt in page.title.text())
    assert not page.void.isVisible()


def test_a_correction_opens_with_what_was_typed_and_is_checked_at_its_field(
    work: WorkArea, office: Office
) -> None:
    answer = accept(office.counter, CLERK, passport_request())
    note = {"fa": "شمارهٔ گذرنامه خوانا نیست", "en": "number unreadable"}
    said = {"upstream": "passport", "reference": "R-1", "note": note}
    tell(office, FeedKind.APPLICATION_DECIDED, answer, decision="needs-correction", **said)
    page = story_of(work, answer)
    wait_until(page.correct.isVisible)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert work.current_name() == "correction"
    correction = work.page("correction")
    assert isinstance(correction, CorrectionPage)
    wait_until(lambda: correction.form is not None and correction.save_button.isEnabled())
    form = correction.form
    assert form is not None
    assert form.applicant()["national_code"] == "9900000013"
    assert form.applicant()["name"]["given"] == "علی‌رضا"
    assert "شمارهٔ گذرنامه خوانا نیست" in correction.asked_words.text()
    assert correction.would_lose() == ""
    number = form.widgets["fields.old_number"]
    number.set_value("?")
    press(Qt.Key.Key_F12)
    assert number.has_error()
    number.set_value("Z87654321")
    assert correction.would_lose()
    press(Qt.Key.Key_F12)
    wait_until(lambda: row(office, answer).state == "corrected")
    wait_until(lambda: work.current_name() == "story")
    wait_until(lambda: page.model.rowCount() == 3)
    assert page.great_button() is None
    press(Qt.Key.Key_Escape)
    assert work.current_name() == "queue"


def test_leaving_a_changed_correction_is_asked_once(work: WorkArea, office: Office) -> None:
    answer = accept(office.counter, CLERK, passport_request())
    tell(office, FeedKind.APPLICATION_DECIDED, answer, decision="needs-correction", upstream="passport")
    page = story_of(work, answer)
    wait_until(page.correct.isVisible)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    correction = work.page("correction")
    assert isinstance(correction, CorrectionPage)
    wait_until(lambda: correction.form is not None and correction.save_button.isEnabled())
    assert correction.form is not None
    correction.form.widgets["fields.old_number"].set_value("Z87654321")
    press(Qt.Key.Key_Escape)
    assert work.current_name() == "correction"
    press(Qt.Key.Key_Escape)
    assert work.current_name() == "story"
    assert row(office, answer).version == 1

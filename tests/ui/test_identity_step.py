"""Proves the identity step at the window: by keys, in the background, and what follows by each policy."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from support import registry
from support.form_keys import new_application
from support.office_kit import DAY, Office
from support.real_services import by_path, publish_shipped
from support.window_rig import press, settle, wait_until

from app.domain.sample import sample_request
from app.local_db.queries import applications
from app.office.counter import Counter
from app.office.identity import Enquiry
from app.ui.pages.application import ApplicationPage, identity_step
from app.ui.pages.application.identity_card import Standing
from app.ui.pages.application.payment_card import Way
from app.ui.pages.application.registry_asking import Heard
from app.ui.workplace import Workplace

LATER, AT_ONCE, WITHOUT = "passport.lost", "identity.verification", "violation.statement"


@pytest.fixture
def page(workplace: Workplace, office: Office, tmp_path: Path) -> Iterator[ApplicationPage]:
    publish_shipped(office)
    yield from new_application(workplace, tmp_path / "papers")


def filled(page: ApplicationPage, office: Office, code: str) -> None:
    """The form of a service with everything in it, to be paid in cash; the step is not done yet."""
    page.open_service(code)
    service = office.counter.catalogue().find_service(code)
    assert service is not None
    assert page.form is not None
    request = sample_request(service, office.counter.tariff(), random.Random(5), today=DAY)
    page.form.fill(by_path(request.applicant, request.fields))
    page.side.payment.choose(Way.CASH)
    page.identity.focus_first()


def look_and_ask(page: ApplicationPage) -> None:
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert page.identity.button() is QApplication.focusWidget()
    press(Qt.Key.Key_Return)


def answered(page: ApplicationPage) -> str:
    """The words of the step once an answer has come."""
    wait_until(lambda: page.identity.standing() not in (Standing.ASKING, Standing.NOT_ASKED))
    assert page.identity.check is not None
    return page.identity.check.shown_message()


def kept(office: Office) -> list[applications.ApplicationWhole]:
    with office.counter.store.read() as conn:
        ids = conn.exec_driver_sql("SELECT application FROM applications ORDER BY seq").scalars().all()
        return [whole for one in ids if (whole := applications.full(conn, one)) is not None]


def taken(page: ApplicationPage) -> bool:
    press(Qt.Key.Key_F12)
    wait_until(lambda: page.stack.currentWidget() is page.receipt or bool(page.faulty()))
    return page.stack.currentWidget() is page.receipt


def test_the_register_agrees_and_the_application_says_by_whom_and_by_what(
    page: ApplicationPage, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity_step, "ask", registry.agrees)
    for number, code in enumerate((LATER, AT_ONCE)):
        if number:
            page.next_citizen()
        filled(page, office, code)
        look_and_ask(page)
        assert "جور است" in answered(page)
        assert taken(page)
        step = kept(office)[-1].identity
        assert step is not None
        assert (step.seen, step.by, step.answered, step.later) == ("national-card", "1001", True, False)
        assert page.receipt.view() is not None
        assert not page.receipt.view().identity_later  # type: ignore[union-attr]


def test_without_an_answer_the_definition_decides_and_the_receipt_says_so(
    page: ApplicationPage, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity_step, "ask", registry.silent)
    filled(page, office, AT_ONCE)
    look_and_ask(page)
    assert "بدون آن پذیرفته نمی‌شود" in answered(page)
    assert not taken(page)
    assert page.faulty() == [page.identity.check]
    assert kept(office) == []
    page.clear()
    page.clear()
    filled(page, office, LATER)
    look_and_ask(page)
    assert "بعداً بررسی می‌شود" in answered(page)
    assert taken(page)
    (whole,) = kept(office)
    assert whole.identity is not None
    assert whole.identity.later
    view = page.receipt.view()
    assert view is not None
    assert view.identity_later


def test_whom_the_register_does_not_confirm_is_not_taken_until_the_data_are_others(
    page: ApplicationPage, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity_step, "ask", registry.differs_in("birth"))
    filled(page, office, LATER)
    look_and_ask(page)
    assert "تاریخ تولد" in answered(page)
    assert not taken(page)
    assert kept(office) == []
    assert page.form is not None
    birth = page.form.widgets["applicant.birth_date"]
    birth.set_value("1370-05-06")
    birth.changed.emit()
    assert page.identity.standing() is Standing.NOT_ASKED, "the answer was about another day"
    monkeypatch.setattr(identity_step, "ask", registry.agrees)
    press(Qt.Key.Key_F7)
    assert "جور است" in answered(page)
    assert taken(page)


def test_going_on_does_not_wait_for_the_answer_but_accepting_does(
    page: ApplicationPage, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_answer = threading.Event()

    def slow(counter: Counter, enquiry: Enquiry) -> Heard:
        assert may_answer.wait(10)
        return registry.agrees(counter, enquiry)

    monkeypatch.setattr(identity_step, "ask", slow)
    filled(page, office, LATER)
    look_and_ask(page)
    assert page.identity.standing() is Standing.ASKING
    assert page.side.payment.buttons[Way.CASH].hasFocus()
    page.accept()
    assert "در جریان است" in page.notice.text()
    assert kept(office) == []
    may_answer.set()
    answered(page)
    assert page.notice.text() == ""
    assert taken(page)


def test_what_was_looked_at_is_asked_for_each_citizen_anew_and_nobody_is_asked_about_half_a_person(
    page: ApplicationPage, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(identity_step, "ask", registry.agrees)
    filled(page, office, LATER)
    assert not taken(page)
    assert page.faulty() == [page.identity.seen]
    look_and_ask(page)
    answered(page)
    assert taken(page)
    page.next_citizen()
    assert page.identity.is_empty()
    page.identity.focus_first()
    look_and_ask(page)
    assert "کامل" in answered(page)
    assert page.identity.standing() is Standing.INCOMPLETE


def test_a_service_without_a_check_has_no_such_step(page: ApplicationPage) -> None:
    page.open_service(WITHOUT)
    assert page.identity.isHidden()
    assert page.identity.inputs() == []
    assert page.identity.given() is None


def test_a_registry_that_is_away_is_not_waited_for(office: Office) -> None:
    office.feed.upstream("civil-registry", "down")
    person = registry.Person(national_code="9900000013", given="سارا", family="نمونه")
    heard = identity_step.ask(office.counter, Enquiry(registry.CHECK, "1001", LATER, person))
    assert heard.answer is registry.RegistryAnswer.UNANSWERED


def test_the_words_of_the_answer_are_scrolled_into_sight_with_the_button(
    page: ApplicationPage, office: Office
) -> None:
    filled(page, office, "violation.objection")
    settle()
    check, view = page.identity.check, page.fields.viewport()
    assert check is not None
    check.stand(Standing.DIFFERS, ("birth",))
    check.focus_first()
    wait_until(lambda: check.height() >= check.heightForWidth(check.width()))
    settle()
    assert check.mapTo(view, check.rect().bottomLeft()).y() < view.height()

"""A clerk at the page of new applications, sitting down anew at will, and what the store has of drafts."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from support import registry
from support.office_kit import DAY, Office
from support.pictures import two_halves
from support.real_services import by_path, publish_shipped, shipped_services, shipped_tariff
from support.window_rig import bring_up, settle, type_text, wait_until

from app.domain.application import AcceptRequest
from app.domain.sample import sample_request
from app.local_db import drafts as rows
from app.ui.documents.scan_page import Source
from app.ui.pages.application import ApplicationPage, identity_step
from app.ui.pages.application.form import Form
from app.ui.pages.application.payment_card import Way
from app.ui.workplace import Workplace

SERVICE, CODE = "violation.statement", "applicant.national_code"
NAMES = ("applicant.name.given", "applicant.name.family")

PAPER = next(one for one in shipped_services() if one.code == SERVICE).documents[0].code

Seat = Callable[[], ApplicationPage]


def sitting(workplace: Workplace, office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[Seat]:
    """Sit down at the page: anew each time, as after a start of the program."""
    publish_shipped(office)
    monkeypatch.setattr(identity_step, "ask", registry.agrees)
    made: list[ApplicationPage] = []

    def sit() -> ApplicationPage:
        leave()
        page = ApplicationPage(workplace)
        made.append(page)
        bring_up(page, 1170, 700)
        page.came_up()
        settle()
        return page

    def leave() -> None:
        """Nothing is put away first: what was not kept by itself is gone."""
        settle()
        for page in made:
            page.close()
            page.deleteLater()
        made.clear()
        settle()

    yield sit
    leave()


def begin(page: ApplicationPage, code: str = SERVICE) -> Form:
    page.open_service(code)
    assert page.form is not None
    page.form.focus_first()
    return page.form


def type_into(page: ApplicationPage, path: str, text: str) -> None:
    wait_until(lambda: page.form is not None)
    assert page.form is not None
    page.form.widgets[path].focus_first()
    type_text(QApplication.focusWidget(), text)


def kept(page: ApplicationPage) -> None:
    """Let what was typed reach the disk by itself."""
    wait_until(lambda: not page.drafts.desk._keep_soon.isActive() and page.drafts.desk.saver.is_clean())


def value(page: ApplicationPage, path: str) -> str:
    assert page.form is not None
    return page.form.widgets[path].value()


def how_many(office: Office) -> int:
    with office.counter.store.read() as conn:
        return rows.count(conn)


def files(office: Office) -> int:
    folder = office.counter.store.place.drafts
    return len(list(folder.iterdir())) if folder.exists() else 0


def sample(code: str, seed: int) -> AcceptRequest:
    service = next(one for one in shipped_services() if one.code == code)
    return sample_request(service, shipped_tariff(), random.Random(seed), today=DAY)


def add_page(page: ApplicationPage, width: int = 60) -> None:
    assert page.form is not None
    page.form.papers.take_in(PAPER, [Source("کارت نمونه", two_halves(width, 40))])
    settle()


def take(page: ApplicationPage, seed: int) -> None:
    """Fill the form well and accept it."""
    assert page.form is not None
    request = sample(page.form.service.code, seed)
    page.form.fill(by_path(request.applicant, request.fields))
    page.side.payment.choose(Way.CASH)
    page.sheet.stale.emit()  # the fee by what was filled in
    page.accept()
    settle()
    assert page.stack.currentWidget() is page.receipt, page.notice.text()

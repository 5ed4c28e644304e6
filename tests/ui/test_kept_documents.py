"""Proves the documents on the page of an application that was taken: how far each page has come, one opened
to look at, one lost told as lost, and one added later that becomes an entry of the journal.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from support.office_kit import CATALOGUE, CLERK, Office, passport_request
from support.pictures import two_halves
from support.window_rig import bring_up, settle, texts_on, wait_until

from app.domain.catalogue import Catalogue, RequiredDocument
from app.local_db import documents
from app.local_db.queries import documents as rows
from app.local_db.queries.documents import DocumentRow
from app.office.accept import Accepted, accept
from app.office.sign_in import Session
from app.ui.documents.kept_card import KeptCard, state_words
from app.ui.documents.scan_page import Source, keep_all, limits_of, take_in
from app.ui.models.situation import Situation, read_situation
from app.ui.pages.story import StoryPage
from app.ui.shell.status_line import StatusLine
from app.ui.workplace import Workplace

PAPER = msgspec.convert(
    {"code": "card", "name": {"fa": "کارت ملی", "en": "card"}, "pages_max": 2}, RequiredDocument
)


@pytest.fixture
def one(office: Office, workplace: Workplace) -> Accepted:
    """An application with one page of the one paper that its service asks for."""
    services = [msgspec.structs.replace(service, documents=(PAPER,)) for service in CATALOGUE.services]
    office.feed.publish(Catalogue(version=CATALOGUE.version + 1, services=tuple(services)))
    page = take_in(Source("x", two_halves(60, 30)), limits_of(PAPER))
    kept = keep_all(office.counter.store, [(PAPER, page)])
    return accept(office.counter, CLERK, msgspec.structs.replace(passport_request(), documents=kept))


@pytest.fixture
def page(one: Accepted, workplace: Workplace) -> Iterator[StoryPage]:
    made = StoryPage(workplace)
    bring_up(made, 1170, 700)
    made.show_argument(one.receipt)
    settle()
    yield made
    made.close()
    made.deleteLater()


def card_of(page: StoryPage) -> KeptCard:
    return page.cards.papers


def states(page: StoryPage) -> list[str]:
    return [chip.text() for paper in card_of(page).papers for chip in paper.chips]


def test_a_page_is_told_with_how_far_it_has_come_and_opens_to_look_at(page: StoryPage) -> None:
    assert states(page) == ["● در انتظار ارسال"]
    button = card_of(page).papers[0].pages[0]
    assert button.accessibleName() == "دیدن: کارت ملی، صفحهٔ ۱، در انتظار ارسال"
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    shown = card_of(page).preview
    assert shown is not None
    settle()
    assert not shown.view.room().isEmpty()
    assert shown.take.isHidden()  # a page that was taken is not changed
    shown.reject()


def test_a_page_added_later_is_an_entry_and_a_page_too_many_is_refused_in_words(
    page: StoryPage, office: Office, one: Accepted
) -> None:
    card = card_of(page)
    QGuiApplication.clipboard().setImage(two_halves(60, 40))
    card.papers[0].add.click()
    menu = card.ways.menu
    assert menu is not None
    menu.actions()[2].trigger()
    menu.close()
    QGuiApplication.clipboard().clear()
    wait_until(lambda: len(states(page)) == 2)
    with office.counter.store.read() as conn:
        held = rows.of_application(conn, one.application)
    assert [row.paper for row in held] == ["card", "card"]
    assert documents.read(office.counter.store, held[1].sha256).startswith(b"\xff\xd8")
    card.ways.given.emit("card", [Source("y", two_halves(60, 50))])
    settle()
    assert "۲" in card.notice.text()  # at most two pages
    assert len(states(page)) == 2


def test_a_page_that_is_gone_is_told_when_it_is_opened(page: StoryPage, office: Office) -> None:
    for file in office.counter.store.place.documents.iterdir():
        file.unlink()
    card_of(page).papers[0].pages[0].click()
    shown = card_of(page).preview
    assert shown is not None
    settle()
    assert shown.notice.isVisibleTo(shown)
    assert shown.view.room().isEmpty()
    shown.reject()


def test_who_may_not_accept_may_look_but_not_add(page: StoryPage, workplace: Workplace) -> None:
    workplace.session = Session("1009", "", frozenset({"inspector"}), offline=True)
    page.read()
    settle()
    assert card_of(page).papers[0].add.isHidden()
    assert not card_of(page).papers[0].pages[0].isHidden()


def test_the_status_line_counts_the_pages_that_wait_and_says_nothing_when_none_does(
    one: Accepted, office: Office
) -> None:
    line = StatusLine()
    line.show_situation(read_situation(office.counter))
    assert "اسکن‌های در انتظار ارسال: ۱" in texts_on(line)
    assert line.accessibleName().endswith("اسکن‌های در انتظار ارسال: ۱")
    line.show_situation(Situation())
    assert not any("اسکن" in text for text in texts_on(line))
    line.deleteLater()


@pytest.mark.parametrize(
    ("state", "uploaded", "word"),
    [
        (rows.WAITING, 0, "در انتظار ارسال"),
        (rows.UPLOADING, 250, "در حال ارسال، ۲۵٪"),
        (rows.HELD, 1_000, "در مرکز"),
        (rows.LOST, 0, "گم شده؛ دوباره اسکن کنید"),
        (rows.DAMAGED, 0, "خراب شده؛ دوباره اسکن کنید"),
    ],
)
@pytest.mark.usefixtures("persian")
def test_each_state_has_its_words(state: str, uploaded: int, word: str) -> None:
    row = DocumentRow("0" * 64, "a", "r", "card", "image/jpeg", 1_000, 1, state, uploaded)
    assert state_words(row)[0] == word

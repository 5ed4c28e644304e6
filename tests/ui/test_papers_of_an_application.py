"""Proves that papers belong to the application on the page: asked for by its answers, kept with it and
nowhere else, and not lost unasked.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from support.form_keys import new_application
from support.office_kit import CATALOGUE, Office
from support.paper_rows import PAPERS, add, paper, sizes
from support.pictures import two_halves
from support.window_rig import settle, texts_on, wait_until

from app.domain.catalogue import Catalogue
from app.local_db import documents
from app.local_db.queries import applications
from app.local_db.queries import documents as rows
from app.ui.documents.card import DocumentsCard
from app.ui.documents.scan_page import Source
from app.ui.pages.application import ApplicationPage
from app.ui.pages.application.payment_card import Way
from app.ui.workplace import Workplace

CONDITIONED = paper("consent", "رضایت‌نامه", shown_when={"field": "old_number", "any_of": ["A12345678"]})


@pytest.fixture
def page(workplace: Workplace, office: Office) -> Iterator[ApplicationPage]:
    services = [
        msgspec.structs.replace(service, documents=(*PAPERS, CONDITIONED) if at == 0 else PAPERS[:1])
        for at, service in enumerate(CATALOGUE.services)
    ]
    office.feed.publish(Catalogue(version=CATALOGUE.version + 1, services=tuple(services)))
    for made in new_application(workplace):
        made.open_service("passport.renewal")
        yield made


VALUES = {
    "applicant.national_code": "0012345679",
    "applicant.name.given": "نمونه",
    "applicant.name.family": "نمونه‌ای",
    "applicant.mobile": "09120000000",
    "fields.old_number": "A12345678",
}


def papers_of(page: ApplicationPage) -> DocumentsCard:
    assert page.form is not None
    return page.form.papers


def test_pages_go_with_the_application_and_nothing_is_kept_before(
    page: ApplicationPage, office: Office
) -> None:
    assert page.form is not None
    page.form.fill(VALUES)
    page.side.payment.choose(Way.CASH)
    card = papers_of(page)
    add(card, "card", two_halves(50, 30), two_halves(50, 40))
    folder = office.counter.store.place.documents
    assert list(folder.iterdir()) == []
    page.accept()
    assert "اسکن" in card.rows["photo"].error.text()  # the definition insists on this one
    assert page.errors.isVisible()
    assert card.rows["photo"].add.hasFocus()
    add(card, "photo", two_halves(60, 30))
    expected = [page.content for code in ("card", "photo") for page in card.pages.of(code)]
    page.accept()
    wait_until(lambda: page.stack.currentWidget() is page.receipt)
    view = page.receipt.view()
    assert view is not None
    with office.counter.store.read() as conn:
        row = applications.find_by_receipt(conn, view.number)
        assert row is not None
        held = rows.of_application(conn, row.application)
    assert [(one.paper, one.media_type) for one in held] == [
        ("card", "image/jpeg"),
        ("card", "image/jpeg"),
        ("photo", "image/jpeg"),
    ]
    assert [documents.read(office.counter.store, one.sha256) for one in held] == expected
    wait_until(card.is_empty)


def test_a_paper_is_asked_for_only_where_an_answer_asks_for_it(page: ApplicationPage) -> None:
    card = papers_of(page)
    assert [row.paper.code for row in card.shown()] == ["card", "letter", "photo"]
    assert page.form is not None
    page.form.fill({"fields.old_number": "A12345678"})
    assert [row.paper.code for row in card.shown()] == ["card", "letter", "photo", "consent"]
    add(card, "consent", two_halves(50, 30))
    page.form.fill({"fields.old_number": "B12345678"})
    assert card.to_keep() == []


def test_pages_survive_another_service_that_asks_for_the_same_paper_even_while_they_are_read(
    page: ApplicationPage,
) -> None:
    add(papers_of(page), "card", two_halves(50, 30))
    papers_of(page).take_in("card", [Source("late", two_halves(50, 40))])
    page.open_service("violation.statement")
    settle()
    assert sizes(papers_of(page), "card") == [(50, 30), (50, 40)]
    assert [row.paper.code for row in papers_of(page).shown()] == ["card"]


def test_esc_asks_before_pages_are_thrown_away_and_pages_alone_count_as_something_to_lose(
    page: ApplicationPage,
) -> None:
    assert page.sheet.is_empty()
    add(papers_of(page), "card", two_halves(50, 30))
    assert not page.sheet.is_empty()
    assert page.go_back()
    assert not papers_of(page).is_empty()
    assert page.go_back()
    assert papers_of(page).is_empty()
    assert page.sheet.is_empty()


def test_every_part_of_the_papers_has_a_name_for_a_screen_reader(page: ApplicationPage) -> None:
    card = papers_of(page)
    add(card, "card", two_halves(50, 30))
    assert all(widget.accessibleName() for widget in card.inputs())
    assert all("{" not in text for text in texts_on(card))

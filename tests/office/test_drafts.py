"""Proves that accepting an application and removing its draft is one act: both, or neither; and that a page
of a draft that cannot be read is told, and a discarded draft leaves no picture.
"""

from __future__ import annotations

import pytest
from support.office_kit import CLERK, PASSPORT_RIALS, Office, card, passport_request

from app.domain.draft import DraftContent, TypedPage
from app.local_db import journal
from app.office import drafts
from app.office.accept import Refused, accept
from app.office.drafts import Draft, DraftPageLost

PICTURE = b"\xff\xd8\xff an invented face " * 30


def keep(office: Office, request: str, *pages: TypedPage, pictures: dict[str, bytes] | None = None) -> None:
    content = DraftContent(pages=pages)
    draft = Draft(request, CLERK.staff, "passport.renewal", "2026-11-24T08:00:00Z", "", content)
    drafts.save(office.counter, draft, pictures or {})


def left(office: Office) -> list[str]:
    return [one.id for one in drafts.find(office.counter, CLERK.staff).drafts]


def test_accepting_removes_the_draft_in_the_same_transaction(office: Office) -> None:
    request = passport_request()
    keep(office, request.id)
    keep(office, "another")
    accept(office.counter, CLERK, request)
    assert left(office) == ["another"]


def test_an_acceptance_that_is_refused_inside_its_transaction_leaves_the_draft(office: Office) -> None:
    accept(office.counter, CLERK, passport_request(payments=[card(PASSPORT_RIALS)]))
    second = passport_request("r-2", payments=[card(PASSPORT_RIALS)])
    keep(office, second.id)
    with pytest.raises(Refused):
        accept(office.counter, CLERK, second)
    assert left(office) == [second.id]


def test_an_acceptance_that_breaks_off_at_its_entry_leaves_the_draft(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = passport_request()
    keep(office, request.id)

    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError("the program ended here")

    monkeypatch.setattr(journal, "append", breaks)
    with pytest.raises(RuntimeError):
        accept(office.counter, CLERK, request)
    assert left(office) == [request.id]


def test_a_discarded_draft_leaves_no_picture_and_a_lost_picture_is_told_by_its_page(office: Office) -> None:
    sha256 = drafts.drafts.pictures(office.counter.store).put(PICTURE)
    page = TypedPage(
        paper="card",
        name="کارت",
        sha256=sha256,
        quarters=0,
        crop=(0, 0, 1, 1),
        edge_px_max=2480,
        bytes_max=2_000_000,
    )
    keep(office, "one", page, pictures={sha256: PICTURE})
    assert drafts.picture(office.counter, sha256, page.name) == PICTURE
    drafts.discard(office.counter, "one")
    assert list(office.counter.store.place.drafts.iterdir()) == []
    with pytest.raises(DraftPageLost, match="کارت"):
        drafts.picture(office.counter, sha256, page.name)

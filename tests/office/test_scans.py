"""Proves that an application takes the scans that its service asks for and no others, that they stand in its
entry in order, that an application without scans is written as before there were any, and that a scan can be
added later, once.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest
from support.office_kit import CATALOGUE, CLERK, PASSPORT, Office, passport_request, words

from app.domain.application import AttachedDocument
from app.domain.catalogue import RequiredDocument, When
from app.domain.definition import check_definition
from app.domain.entry import Kind, decode
from app.local_db import journal
from app.local_db.documents import keep
from app.local_db.queries import documents as rows
from app.local_db.verify import verify
from app.office.accept import Accepted, Refused, SameIdOtherContent, accept, request_digest
from app.office.attach import NothingToAttachTo, attach
from app.office.checks import check_counter
from app.office.pay import NoSuchReceipt
from app.office.story import story
from app.office.void import void

PAPERS = (
    RequiredDocument(code="photo", name=words("photo"), pages_max=2, bytes_max=10_000),
    RequiredDocument(code="card", name=words("card"), required=False),
    RequiredDocument(
        code="report", name=words("report"), shown_when=When(field="old_number", any_of=("A11111111",))
    ),
)


@pytest.fixture
def scanning(tmp_path: Path) -> Any:
    made = Office(tmp_path / "office")
    publish(made, PAPERS)
    yield made
    made.counter.close()


def publish(office: Office, papers: tuple[RequiredDocument, ...]) -> None:
    service = msgspec.structs.replace(PASSPORT, documents=papers)
    services = (service, *CATALOGUE.services[1:])
    version = office.counter.catalogue().version + 1
    office.feed.publish(msgspec.structs.replace(CATALOGUE, version=version, services=services))


def scan(
    office: Office, content: bytes = b"a face", paper: str = "photo", **changes: Any
) -> AttachedDocument:
    kept = keep(office.counter.store, content, "image/jpeg")
    made = AttachedDocument(
        paper=paper, sha256=kept.sha256, size_bytes=kept.size_bytes, media_type=kept.media_type
    )
    return msgspec.structs.replace(made, **changes)


def entry_of(office: Office, seq: int) -> dict[str, Any]:
    with office.counter.store.read() as conn:
        return decode(journal.find_line(conn, seq) or b"").data


def refusal(office: Office, *scans: AttachedDocument) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as told:
        accept(office.counter, CLERK, passport_request(documents=list(scans)))
    return [(problem.path, problem.code) for problem in told.value.problems]


def test_the_pages_of_a_paper_stand_in_the_entry_in_their_order(scanning: Office) -> None:
    pages = [scan(scanning, b"page 2"), scan(scanning, b"page 1"), scan(scanning, b"card", "card")]
    accepted = accept(scanning.counter, CLERK, passport_request(documents=pages))
    assert accepted.warnings == ()
    assert entry_of(scanning, accepted.seq)["documents"] == msgspec.to_builtins(pages)
    with scanning.counter.store.read() as conn:
        held = rows.of_application(conn, accepted.application)
    assert [(row.paper, row.sha256, row.receipt) for row in held] == [
        (page.paper, page.sha256, accepted.receipt) for page in pages
    ]
    again = accept(scanning.counter, CLERK, passport_request(documents=pages))
    assert (again.repeated, again.receipt) == (True, accepted.receipt)
    with pytest.raises(SameIdOtherContent):
        accept(scanning.counter, CLERK, passport_request(documents=pages[:2]))
    assert verify(scanning.counter.store).ok


def test_without_scans_entry_and_digest_are_as_before_there_were_any(scanning: Office) -> None:
    request = passport_request()
    accepted = accept(scanning.counter, CLERK, request)
    assert "documents" not in entry_of(scanning, accepted.seq)
    before = msgspec.json.encode(request, order="deterministic").replace(b',"documents":[]', b"")
    assert request_digest(request) == hashlib.sha256(before).hexdigest()


def test_a_required_paper_without_a_scan_is_a_warning(scanning: Office) -> None:
    accepted = accept(scanning.counter, CLERK, passport_request(documents=[scan(scanning, paper="card")]))
    assert [(w.path, w.code) for w in accepted.warnings] == [("documents.photo", "document-missing")]


def test_a_scan_that_the_definition_insists_on_is_not_done_without(scanning: Office) -> None:
    publish(scanning, (msgspec.structs.replace(PAPERS[0], scan=True),))
    assert refusal(scanning) == [("documents.photo", "document-missing")]
    assert isinstance(accept(scanning.counter, CLERK, passport_request(documents=[scan(scanning)])), Accepted)


def test_what_is_not_asked_for_too_large_or_not_kept_is_refused_at_its_path(scanning: Office) -> None:
    good = scan(scanning)
    strange = AttachedDocument(paper="photo", sha256="0" * 64, size_bytes=5, media_type="image/png")
    assert refusal(scanning, scan(scanning, paper="deed")) == [("documents.0.paper", "not-asked")]
    assert refusal(scanning, good, scan(scanning, paper="report")) == [("documents.1.paper", "not-asked")]
    assert refusal(scanning, scan(scanning, bytes(10_001)), good) == [
        ("documents.0.size_bytes", "document-size")
    ]
    assert refusal(scanning, good, good) == [("documents.1.sha256", "document-twice")]
    assert refusal(scanning, good, scan(scanning, b"2"), scan(scanning, b"3")) == [
        ("documents.2.paper", "document-pages")
    ]
    assert refusal(scanning, strange) == [("documents.0.sha256", "document-not-kept")]
    assert refusal(scanning, scan(scanning, size_bytes=5)) == [("documents.0.sha256", "document-not-kept")]
    assert refusal(scanning, scan(scanning, sha256="../x", media_type="text/html")) == [
        ("documents.0.sha256", "document-digest"),
        ("documents.0.media_type", "document-type"),
    ]
    assert refusal(scanning, *[good] * 61) == [("documents", "document-count")]


def test_a_paper_that_an_answer_asks_for_is_taken_with_that_answer(scanning: Office) -> None:
    request = passport_request(
        fields={"old_number": "A11111111"}, documents=[scan(scanning, paper="report"), scan(scanning)]
    )
    assert accept(scanning.counter, CLERK, request).warnings == ()


def test_a_scan_added_later_is_an_entry_of_its_own_and_is_added_once(scanning: Office) -> None:
    accepted = accept(scanning.counter, CLERK, passport_request())
    late = scan(scanning)
    added = attach(scanning.counter, CLERK, accepted.receipt, late)
    named = {"application": accepted.application, "receipt": accepted.receipt}
    assert entry_of(scanning, added.seq) == named | msgspec.to_builtins(late)
    again = attach(scanning.counter, CLERK, accepted.receipt, late)
    assert (again.seq, again.hash, again.repeated) == (added.seq, added.hash, True)
    attach(scanning.counter, CLERK, accepted.receipt, scan(scanning, b"page 2"))
    for wrong, path, code in (
        (scan(scanning, b"page 3"), "paper", "document-pages"),
        (scan(scanning, paper="deed"), "paper", "not-asked"),
        (scan(scanning, b"x", "card", sha256="1" * 64), "sha256", "document-not-kept"),
        (scan(scanning, b"x", "card", sha256=".."), "sha256", "document-digest"),
    ):
        with pytest.raises(Refused) as told:
            attach(scanning.counter, CLERK, accepted.receipt, wrong)
        assert [(p.path, p.code) for p in told.value.problems] == [(path, code)]
    assert verify(scanning.counter.store).ok


def test_nothing_is_added_to_what_is_not_there_or_was_taken_back(scanning: Office) -> None:
    late = scan(scanning)
    with pytest.raises(NoSuchReceipt):
        attach(scanning.counter, CLERK, "0412-02-05-000001-0", late)
    accepted = accept(scanning.counter, CLERK, passport_request())
    void(scanning.counter, replace(CLERK, roles=frozenset({"manager"})), accepted.receipt, "taken twice")
    with pytest.raises(NothingToAttachTo):
        attach(scanning.counter, CLERK, accepted.receipt, late)


def test_a_lost_scan_does_not_stop_the_counter(scanning: Office) -> None:
    accept(scanning.counter, CLERK, passport_request(documents=[scan(scanning)]))
    for file in scanning.place.documents.iterdir():
        file.unlink()
    assert check_counter(scanning.counter).documents == "missing"
    assert scanning.counter.stopped is None
    assert accept(scanning.counter, CLERK, passport_request("r-2")).seq > 0


@pytest.mark.parametrize(
    "wrong",
    [{"pages_max": 0}, {"pages_max": 31}, {"edge_px_max": 10}, {"bytes_max": 6_000_000}, {"bytes_max": 1}],
)
def test_a_definition_with_impossible_limits_is_not_published(wrong: dict[str, int]) -> None:
    paper = msgspec.structs.replace(PAPERS[0], **wrong)
    found = check_definition(msgspec.structs.replace(PASSPORT, documents=(paper,)))
    assert [next(iter(wrong)) in mistake for mistake in found if "photo" in mistake] == [True]


def test_a_scan_is_not_insisted_on_where_the_paper_is_not(scanning: Office) -> None:
    paper = msgspec.structs.replace(PAPERS[1], scan=True)
    found = check_definition(msgspec.structs.replace(PASSPORT, documents=(paper,)))
    assert any("document card: scan" in mistake for mistake in found)


def test_a_story_tells_of_a_scan_that_was_added_and_of_one_that_was_lost(scanning: Office) -> None:
    accepted = accept(scanning.counter, CLERK, passport_request())
    late = scan(scanning)
    attach(scanning.counter, CLERK, accepted.receipt, late)
    with scanning.counter.write() as conn:
        data = {"application": accepted.application, "receipt": accepted.receipt, "paper": "photo"}
        journal.append(
            conn,
            kind=Kind.DOCUMENT_LOST,
            staff="",
            data=data | {"sha256": late.sha256, "reason": "missing"},
            at=scanning.counter.now(),
        )
    kinds = [(line.kind, line.fits) for line in story(scanning.counter, accepted.receipt).lines]
    assert kinds[1:] == [(Kind.DOCUMENT_ADDED, True), (Kind.DOCUMENT_LOST, True)]

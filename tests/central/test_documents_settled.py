"""Proves what the centre makes of scans: named by entries, found when they do not come or are lost, withdrawn
when they or others in their place come, removed when no entry names them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

import pytest
from support.centre import Postgres
from support.held_journal import WORD, CentreBase, HeldJournal, catalogue, new_id

from app.domain.catalogue import RequiredDocument
from app.domain.entry import Kind
from app.domain.tariff import Words
from central import projector
from central.database import Database
from central.documents import holding, settling
from central.publications import publish

PHOTO = b"a face"
PAPERS = (
    RequiredDocument(code="photo", name=Words("عکس", "Photograph")),
    RequiredDocument(code="deed", name=WORD, required=False),
)


@pytest.fixture(scope="module")
def whole(postgres: Postgres) -> Iterator[CentreBase]:
    made = CentreBase(postgres.fresh(), ["0412"])
    made.run(lambda database: _publish(database, PAPERS))
    yield made
    postgres.drop(made.url)


@pytest.fixture
def base(whole: CentreBase) -> CentreBase:
    """The module's centre, with nothing in it but offices, staff and publications."""
    whole.rows("TRUNCATE documents, document_chunks, named_documents, findings, feed")
    whole.rows("UPDATE feed_counters SET seq = 0")
    return whole


@pytest.fixture
def pc(base: CentreBase) -> HeldJournal:
    return base.device()


async def _publish(database: Database, papers: tuple[RequiredDocument, ...]) -> None:
    async with database.transaction() as conn:
        await publish(conn, catalogue(2, documents=papers))
        await conn.execute("UPDATE publications SET published_at = '2021-01-01T00:00:00Z'")


def scan(content: bytes = PHOTO, paper: str = "photo") -> dict[str, Any]:
    told = {"paper": paper, "sha256": hashlib.sha256(content).hexdigest(), "size_bytes": len(content)}
    return told | {"media_type": "image/jpeg"}


def accept(pc: HeldJournal, *scans: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return pc.accept(catalogue=2, documents=list(scans), **changes)


def named(data: dict[str, Any]) -> dict[str, Any]:
    return {"application": data["application"], "receipt": data["receipt"]}


def lose(pc: HeldJournal, data: dict[str, Any], lost: dict[str, Any], reason: str = "missing") -> None:
    said = named(data) | {"paper": lost["paper"], "sha256": lost["sha256"], "reason": reason}
    pc.entry(Kind.DOCUMENT_LOST, said, staff="")


def send(base: CentreBase, pc: HeldJournal, content: bytes = PHOTO) -> None:
    """As the gateway takes a document in."""
    digest = hashlib.sha256(content).digest()

    async def work(database: Database) -> None:
        async with database.transaction() as conn:
            await holding.begin(conn, pc.office, pc.device, digest, "image/jpeg", len(content))
            await holding.add(conn, pc.office, digest, 0, content)

    base.run(work)


def project(base: CentreBase, pc: HeldJournal) -> list[str]:
    """Hold and project; the types of all findings that are open."""
    pc.hold()
    base.run(projector.drain)
    return open_findings(base)


def settle(base: CentreBase) -> list[str]:
    base.run(settling.settle)
    assert base.gaps() == []
    return open_findings(base)


def open_findings(base: CentreBase) -> list[str]:
    """Their types; as the tables have them and as the office was told."""
    told = {item["finding"]: item["type"] for item in base.feed(kind="finding.raised")}
    for item in base.feed(kind="finding.withdrawn"):
        del told[item["finding"]]
    rows = base.rows("SELECT finding, type FROM findings WHERE withdrawn_at IS NULL")
    assert told == dict(rows)
    return sorted(told.values())


def make_late(base: CentreBase) -> None:
    base.rows("UPDATE named_documents SET named_at = named_at - interval '49 hours'")


def test_a_scan_that_came_is_nobodys_finding(base: CentreBase, pc: HeldJournal) -> None:
    accept(pc, scan())
    assert project(base, pc) == []
    send(base, pc)
    make_late(base)
    assert settle(base) == []
    assert base.rows("SELECT named FROM documents") == [(True,)]
    assert base.rows("SELECT done, name FROM named_documents") == [(True, {"fa": "عکس", "en": "Photograph"})]


def test_a_scan_that_does_not_come_is_found_and_withdrawn_when_it_does(
    base: CentreBase, pc: HeldJournal
) -> None:
    """Pain 7: the record stands without its file, and the file may come at any time after it."""
    data = accept(pc, scan())
    project(base, pc)
    assert settle(base) == []
    make_late(base)
    assert settle(base) == ["document-overdue"]
    (found,) = base.feed(kind="finding.raised")
    assert (found["application"], found["receipt"], found["seq"]) == (data["application"], data["receipt"], 1)
    assert "Photograph" in found["note"]["en"]
    assert "عکس" in found["note"]["fa"]
    assert settle(base) == ["document-overdue"]
    assert len(base.feed(kind="finding.raised")) == 1
    send(base, pc)
    assert settle(base) == []
    assert settle(base) == []
    assert len(base.feed(kind="finding.withdrawn")) == 1


def test_a_scan_that_the_office_lost_is_found_once_and_withdrawn_when_another_came(
    base: CentreBase, pc: HeldJournal
) -> None:
    data = accept(pc, scan())
    lose(pc, data, scan())
    lose(pc, data, scan())
    assert project(base, pc) == ["document-lost"]
    make_late(base)
    assert settle(base) == ["document-lost"]  # lost says more than late
    again = scan(b"a better picture")
    pc.entry(Kind.DOCUMENT_ADDED, named(data) | again)
    project(base, pc)
    assert settle(base) == ["document-lost"]
    send(base, pc, b"a better picture")
    assert settle(base) == []


def test_a_lost_scan_that_came_after_all_is_withdrawn(base: CentreBase, pc: HeldJournal) -> None:
    data = accept(pc, scan())
    lose(pc, data, scan(), "damaged")
    assert project(base, pc) == ["document-lost"]
    send(base, pc)
    assert settle(base) == []


def test_what_is_held_already_is_not_lost(base: CentreBase, pc: HeldJournal) -> None:
    data = accept(pc, scan())
    project(base, pc)
    send(base, pc)
    lose(pc, data, scan())
    assert project(base, pc) == []


def test_a_content_that_comes_before_its_entry_is_quarantined_until_then(
    base: CentreBase, pc: HeldJournal
) -> None:
    send(base, pc)
    assert base.rows("SELECT named FROM documents") == [(False,)]
    settle(base)
    accept(pc, scan())
    project(base, pc)
    assert base.rows("SELECT named FROM documents") == [(True,)]


def test_a_content_that_no_entry_names_is_removed_after_a_week(base: CentreBase, pc: HeldJournal) -> None:
    accept(pc, scan())
    project(base, pc)
    send(base, pc)
    send(base, pc, b"stray")
    base.rows("UPDATE documents SET touched_at = now() - interval '8 days', named = false")
    settle(base)
    assert base.rows("SELECT sha256, named FROM documents") == [(hashlib.sha256(PHOTO).digest(), True)]
    assert base.rows("SELECT count(*) FROM document_chunks") == [(1,)]


def test_a_scan_of_what_was_not_asked_for_is_found_and_the_application_stands(
    base: CentreBase, pc: HeldJournal
) -> None:
    data = accept(pc, scan(paper="passport-of-a-cat"))
    assert project(base, pc) == ["fields-invalid"]
    assert base.rows("SELECT receipt FROM receipts WHERE device = %s", pc.device) == [(data["receipt"],)]


def test_a_scan_for_an_application_that_is_not_held_is_found(base: CentreBase, pc: HeldJournal) -> None:
    pc.entry(Kind.DOCUMENT_ADDED, {"application": new_id(), "receipt": "?"} | scan())
    assert project(base, pc) == ["fields-invalid"]


@pytest.mark.parametrize("wrong", [{"sha256": "../x"}, {"size_bytes": 0}, {"paper": "x" * 300}])
def test_a_scan_that_cannot_be_is_reported(base: CentreBase, pc: HeldJournal, wrong: dict[str, Any]) -> None:
    data = accept(pc)
    pc.entry(Kind.DOCUMENT_ADDED, named(data) | scan() | wrong)
    assert project(base, pc) == ["entry-unreadable"]

"""Scans reach the centre byte for byte, behind their entries, whatever the line does to the pieces; one that
is gone or damaged here is told once, and a sick scan holds up no other, nor entries, nor feed.

Real store, real gateway on PostgreSQL; a proxy between them spoils chosen exchanges.
"""

from __future__ import annotations

import hashlib
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.centre import RunningCentre
from support.fault_proxy import Fault, FaultProxy, eventually
from support.line_office import Office, enrolled

from app.domain.entry import Kind
from app.local_db import uploads
from app.sync.documents import PIECE_BYTES_FIRST, PIECE_BYTES_MIN, Uploader
from app.sync.errors import CentreError
from app.sync.events import DocumentsProgress
from app.sync.lanes import SyncService
from app.sync.push import Sender
from app.sync.recover import settle_or_recover
from app.sync.sync_once import Outcome, sync_once
from app.sync.timing import Timing
from central.database import Database
from central.documents import holding
from central.epoch import new_epoch

CALLS = "/v1/documents"
PICTURE = random.Random(5).randbytes(PIECE_BYTES_FIRST + 40_000)
"""Two pieces."""


def content(gateway: RunningCentre, office: Office, picture: bytes) -> bytes:
    """What the centre holds of a scan; only what it says is whole."""
    digest = hashlib.sha256(picture).digest()
    whole = gateway.query(
        "SELECT 1 FROM documents WHERE office = %s AND sha256 = %s AND held_at IS NOT NULL",
        office.code,
        digest,
    )
    if not whole:
        return b""

    async def read(database: Database) -> bytes:
        async with database.autocommit() as conn:
            return await holding.content_of(conn, office.code, digest)

    return gateway.run(read)


def files(office: Office) -> list[Path]:
    return sorted(office.store.place.documents.iterdir())


def test_scans_go_up_behind_their_entries_and_are_held_as_they_were(
    gateway: RunningCentre, line: FaultProxy, office: Office
) -> None:
    office.accept(scans=office.keep(PICTURE, b"the back"))
    outcome = office.sync()
    assert (outcome.outcome, outcome.documents_sent, outcome.documents_waiting) == (Outcome.LEVEL, 2, 0)
    assert content(gateway, office, PICTURE) == PICTURE
    assert content(gateway, office, b"the back") == b"the back"
    assert office.scans() == [("held", len(PICTURE)), ("held", 8)]
    paths = [each.path for each in line.seen]
    assert paths.index("/v1/journal") < paths.index(f"{CALLS}/{hashlib.sha256(PICTURE).hexdigest()}")
    before = line.count(CALLS)
    assert office.sync().outcome is Outcome.LEVEL
    assert line.count(CALLS) == before  # what is held is not asked about again


def test_the_same_content_in_two_applications_goes_up_once(
    gateway: RunningCentre, line: FaultProxy, office: Office
) -> None:
    office.accept(2, scans=office.keep(b"one and the same"))
    outcome = office.sync()
    assert (outcome.documents_sent, line.count(CALLS, "PATCH")) == (1, 1)
    assert [state for state, _ in office.scans()] == ["held", "held"]
    ((rows,),) = gateway.query("SELECT count(*) FROM documents WHERE office = %s", office.code)
    assert rows == 1


def test_a_scan_waits_for_its_entry(line: FaultProxy, office: Office) -> None:
    line.next(Fault.REFUSE, "/v1/journal", method="POST", times=20)
    office.accept(scans=office.keep(PICTURE))
    assert office.sync().outcome is Outcome.PARTIAL
    assert line.count(CALLS) == 0
    assert office.scans() == [("waiting", 0)]


@pytest.mark.parametrize(
    "fault",
    [
        Fault.CUT_REQUEST,
        Fault.SPOIL_REQUEST,
        Fault.DROP_ANSWER,
        Fault.REFUSE,
        Fault.DUPLICATE_REQUEST,
        Fault.DUPLICATE_ANSWER,
        Fault.REPLACE,
    ],
)
def test_a_spoilt_piece_is_sent_again_and_the_rest_is_not(
    gateway: RunningCentre, line: FaultProxy, office: Office, fault: Fault
) -> None:
    """Pain 14: a large file never begins again at byte 0."""
    office.accept(scans=office.keep(PICTURE))
    line.next(fault, CALLS, method="PATCH", skip=1)
    for _ in range(3):
        if office.sync().outcome is Outcome.LEVEL:
            break
    assert content(gateway, office, PICTURE) == PICTURE
    assert office.scans() == [("held", len(PICTURE))]
    sent = sum(len(each.body) for each in line.seen if each.method == "PATCH")
    assert sent <= 2 * len(PICTURE) - PIECE_BYTES_FIRST


def test_a_broken_upload_tells_how_far_it_came(line: FaultProxy, office: Office) -> None:
    office.accept(scans=office.keep(PICTURE))
    line.next(Fault.CUT_REQUEST, CALLS, method="PATCH", skip=1)
    outcome = office.sync()
    assert (outcome.outcome, outcome.documents_waiting) == (Outcome.PARTIAL, 1)
    assert outcome.documents_left_bytes == 40_000
    assert office.scans() == [("uploading", PIECE_BYTES_FIRST)]
    assert office.data(Kind.OUTAGE_STARTED) == []  # the entries went through: the line is up


@pytest.fixture(scope="module")
def shared(gateway: RunningCentre) -> Iterator[tuple[Office, FaultProxy]]:
    """A counter that all examples of a property use."""
    with tempfile.TemporaryDirectory() as folder, FaultProxy(gateway.base_url) as line:
        counter = enrolled(gateway, line.url, Path(folder) / "counter", gateway.add_office("0999"))
        yield counter, line
        counter.store.close()


_spoilt = st.sampled_from(
    [
        Fault.NONE,
        Fault.CUT_REQUEST,
        Fault.SPOIL_REQUEST,
        Fault.DROP_ANSWER,
        Fault.REFUSE,
        Fault.DUPLICATE_REQUEST,
        Fault.TRUNCATE,
    ]
)


@settings(max_examples=12, deadline=None)
@given(
    size=st.integers(1, 6 * PIECE_BYTES_MIN),
    faults=st.lists(st.tuples(st.sampled_from(["HEAD", "POST", "PATCH"]), _spoilt), max_size=8),
    seed=st.integers(0, 2**32),
)
def test_whatever_is_cut_the_centre_ends_with_the_same_bytes(
    gateway: RunningCentre,
    shared: tuple[Office, FaultProxy],
    size: int,
    faults: list[tuple[str, Fault]],
    seed: int,
) -> None:
    office, line = shared
    picture = random.Random(seed).randbytes(size)
    office.accept(scans=office.keep(picture))
    assert sync_without_documents(office)
    for method, fault in faults:
        line.next(fault, CALLS, method=method)
    with_centre = office.centre()
    uploader = Uploader(office.store, with_centre)
    uploader._piece_bytes = PIECE_BYTES_MIN
    for _ in range(len(faults) + 1):
        try:
            uploader.upload_all()
        except CentreError:
            with_centre.distrust_documents()
    line.calm()
    uploader.upload_all()
    with_centre.close()
    assert content(gateway, office, picture) == picture
    assert {state for state, _ in office.scans()} == {"held"}


def sync_without_documents(office: Office) -> bool:
    """Bring the entries level while every call about documents is refused."""
    centre = office.centre()
    settle_or_recover(office.store, centre, centre.head())
    Sender(office.store, centre).drain()
    centre.close()
    return office.is_level


def test_a_scan_that_is_gone_or_damaged_is_told_once_and_the_others_go_on(
    gateway: RunningCentre, office: Office
) -> None:
    office.accept(scans=office.keep(b"gone", b"damaged!", b"whole"))
    for file in files(office):
        size = file.stat().st_size - 36
        if size == 4:
            file.unlink()
        elif size == 8:
            file.write_bytes(b"x" * file.stat().st_size)
    outcome = office.sync()
    assert (outcome.outcome, outcome.documents_sent) == (Outcome.LEVEL, 1)
    told = office.data(Kind.DOCUMENT_LOST)
    assert [(data["reason"], data["paper"]) for data in told] == [("missing", "photo"), ("damaged", "photo")]
    assert [state for state, _ in office.scans()] == ["lost", "damaged", "held"]
    assert office.sync().outcome is Outcome.LEVEL
    assert len(office.data(Kind.DOCUMENT_LOST)) == 2
    assert content(gateway, office, b"whole") == b"whole"


def test_a_scan_that_was_told_lost_and_is_back_is_sent_after_all(
    gateway: RunningCentre, office: Office
) -> None:
    office.accept(scans=office.keep(b"mislaid"))
    (file,) = files(office)
    aside = file.rename(office.store.place.directory / "aside")
    office.sync()
    assert [state for state, _ in office.scans()] == ["lost"]
    aside.rename(file)
    office.sync()
    assert [state for state, _ in office.scans()] == ["held"]
    assert content(gateway, office, b"mislaid") == b"mislaid"


def test_a_file_that_goes_after_the_centre_has_it_is_no_loss(office: Office) -> None:
    office.accept(scans=office.keep(b"held there"))
    office.sync()
    with office.store.write() as conn:
        uploads.forget(conn)  # as a store that was restored from a backup would have it
    files(office)[0].unlink()
    assert office.sync().outcome is Outcome.LEVEL
    assert office.data(Kind.DOCUMENT_LOST) == []
    assert office.scans() == [("held", 10)]


def test_what_the_centre_declines_is_left_for_later_and_holds_up_no_other(
    gateway: RunningCentre, line: FaultProxy, office: Office
) -> None:
    """Pain 7: no refusal is for ever, and none but the refused one waits."""
    office.accept(scans=office.keep(b"declined", b"welcome"))
    declined = b'{"type":"urn:daftar:problem:too-large","title":"too large","status":413}'
    problem = {"status": 413, "content_type": "application/problem+json", "body": declined}
    line.next(Fault.INSTEAD, CALLS, method="PATCH", **problem)
    outcome = office.sync()
    assert (outcome.outcome, outcome.documents_sent, outcome.documents_waiting) == (Outcome.PARTIAL, 1, 1)
    assert outcome.error is not None
    assert office.sync().outcome is Outcome.LEVEL
    assert content(gateway, office, b"declined") == b"declined"


def test_the_progress_tells_documents_and_bytes(office: Office) -> None:
    office.accept(scans=office.keep(PICTURE, b"small"))
    told: list[DocumentsProgress] = []
    sync_once(
        office.store,
        office.signer,
        office.clock,
        lambda step: told.append(step) if isinstance(step, DocumentsProgress) else None,
    )
    assert [(step.done, step.total) for step in told][-1] == (2, 2)
    assert (told[0].sent_bytes, told[0].left_bytes) == (PIECE_BYTES_FIRST, 40_005)
    assert (told[-1].sent_bytes, told[-1].left_bytes) == (len(PICTURE) + 5, 0)


def test_the_lane_sends_scans_and_a_hanging_upload_holds_up_neither_entries_nor_feed(
    gateway: RunningCentre, line: FaultProxy, office: Office
) -> None:
    line.next(Fault.HANG, CALLS, method="PATCH")
    service = SyncService(office, timing=Timing(backoff_first_s=0.05, backoff_longest_s=0.2))
    service.start()
    try:
        office.accept(scans=office.keep(PICTURE))
        eventually(lambda: line.count(CALLS, "PATCH") == 1)
        office.accept(3)
        eventually(lambda: office.is_level)
        assert office.scans() == [("waiting", 0)]
        line.release()
        eventually(lambda: office.scans() == [("held", len(PICTURE))])
    finally:
        service.stop()
    assert content(gateway, office, PICTURE) == PICTURE


def test_after_the_centre_was_restored_without_the_scan_it_is_sent_again(
    gateway: RunningCentre, office: Office
) -> None:
    office.accept(scans=office.keep(PICTURE))
    office.sync()
    gateway.query("DELETE FROM documents WHERE office = %s", office.code)
    gateway.run(new_epoch)
    office.sync()
    assert office.sync().outcome is Outcome.LEVEL
    assert content(gateway, office, PICTURE) == PICTURE


def test_an_upload_that_was_killed_goes_on_where_it_was(
    gateway: RunningCentre, line: FaultProxy, office: Office
) -> None:
    """Pain 14: the program dies with a piece on its way: the next one asks how far it came."""
    office.accept(scans=office.keep(PICTURE))
    line.next(Fault.DROP_ANSWER, CALLS, method="PATCH")
    office.sync()
    with office.store.write() as conn:
        uploads.forget(conn)  # nothing was noted: the power went
    sent = line.count(CALLS, "PATCH")
    assert office.sync().outcome is Outcome.LEVEL
    later = [each for each in line.seen if each.method == "PATCH"][sent:]
    assert sum(len(each.body) for each in later) == 40_000
    assert content(gateway, office, PICTURE) == PICTURE

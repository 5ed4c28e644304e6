"""Proves that a scan is kept sealed under a name that tells nothing, once however often it comes, that one
which is gone or changed in any byte is told and never read as if whole, and how far each is told to be.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.store_rig import accept, new_store, note

from app.domain.entry import Kind
from app.local_db import documents, uploads
from app.local_db.documents import (
    DocumentDamaged,
    DocumentMissing,
    DocumentNotAccepted,
    DocumentUnreadable,
    check,
    is_kept,
    keep,
    read,
)
from app.local_db.errors import StoreUnwritable
from app.local_db.place import FILE_MODE
from app.local_db.queries import documents as rows
from app.local_db.store import Store
from app.local_db.verify import verify

PHOTO = b"\xff\xd8\xff a face that nobody but the office may see " * 40


def files(store: Store) -> list[Path]:
    return sorted(store.place.documents.iterdir())


def scan(store: Store, content: bytes = PHOTO, paper: str = "photo") -> dict[str, object]:
    kept = keep(store, content, "image/jpeg")
    return {
        "paper": paper,
        "sha256": kept.sha256,
        "size_bytes": kept.size_bytes,
        "media_type": kept.media_type,
    }


def test_a_scan_comes_back_as_it_was_kept_and_its_file_tells_nothing(store: Store) -> None:
    kept = keep(store, PHOTO, "image/jpeg")
    digest = hashlib.sha256(PHOTO).hexdigest()
    assert (kept.sha256, kept.size_bytes, kept.media_type) == (digest, len(PHOTO), "image/jpeg")
    assert read(store, digest) == PHOTO
    (file,) = files(store)
    raw = file.read_bytes()
    assert PHOTO[:20] not in raw
    assert digest[:16] not in file.name
    assert file.stat().st_mode & 0o777 == FILE_MODE


def test_the_same_content_twice_is_one_file(store: Store) -> None:
    first, second = keep(store, PHOTO, "image/jpeg"), keep(store, PHOTO, "image/jpeg")
    assert first == second
    assert len(files(store)) == 1


def test_another_store_names_and_seals_the_same_content_otherwise(store: Store, tmp_path: Path) -> None:
    with new_store(tmp_path / "other") as other:
        keep(store, PHOTO, "image/jpeg")
        keep(other, PHOTO, "image/jpeg")
        (here,), (there,) = files(store), files(other)
        assert here.name != there.name
        there.write_bytes(here.read_bytes())
        with pytest.raises(DocumentDamaged):
            read(other, hashlib.sha256(PHOTO).hexdigest())


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(at=st.floats(0, 1, exclude_max=True), flip=st.integers(1, 255))
def test_a_file_changed_in_any_byte_is_damaged_and_keeping_it_again_mends_it(
    store: Store, at: float, flip: int
) -> None:
    kept = keep(store, PHOTO, "image/jpeg")
    (file,) = files(store)
    raw = bytearray(file.read_bytes())
    raw[int(at * len(raw))] ^= flip
    file.write_bytes(raw)
    with pytest.raises(DocumentDamaged) as told:
        read(store, kept.sha256)
    assert "Scan the paper again" in str(told.value)
    assert keep(store, PHOTO, "image/jpeg") == kept
    assert read(store, kept.sha256) == PHOTO


def test_a_file_that_was_cut_short_is_damaged_and_one_that_is_gone_is_missing(store: Store) -> None:
    kept = keep(store, PHOTO, "image/jpeg")
    (file,) = files(store)
    for length in (len(PHOTO), 10, 0):
        os.truncate(file, length)
        assert not is_kept(store, kept.sha256, kept.size_bytes)
        with pytest.raises(DocumentDamaged):
            read(store, kept.sha256)
    file.unlink()
    with pytest.raises(DocumentMissing):
        read(store, kept.sha256)


def test_a_file_under_anothers_name_is_damaged(store: Store) -> None:
    one, two = keep(store, b"one", "image/png"), keep(store, b"two", "image/png")
    first, second = files(store)
    swapped = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(swapped)
    for kept in (one, two):
        with pytest.raises(DocumentDamaged):
            read(store, kept.sha256)


def test_what_the_system_does_not_let_be_read_is_not_called_lost(store: Store) -> None:
    kept = keep(store, PHOTO, "image/jpeg")
    (file,) = files(store)
    file.unlink()
    file.mkdir()  # reading it fails, and not because there is nothing
    with pytest.raises(DocumentUnreadable):
        read(store, kept.sha256)
    named = {"paper": "photo", "sha256": kept.sha256, "size_bytes": kept.size_bytes}
    accept(store, 1, documents=[named | {"media_type": kept.media_type}])
    assert [fault.reason for fault in check(store)] == ["unreadable"]


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(b"", "image/png"), (b"x", "text/html"), (b"x", ""), (bytes(5 * 1024 * 1024 + 1), "image/png")],
)
def test_what_is_no_scan_is_not_kept(store: Store, content: bytes, media_type: str) -> None:
    with pytest.raises(DocumentNotAccepted):
        keep(store, content, media_type)
    assert files(store) == []


def test_a_folder_that_cannot_be_written_to_is_told_and_leaves_nothing(store: Store) -> None:
    store.place.documents.rmdir()
    store.place.documents.write_bytes(b"a file where the folder was")
    with pytest.raises(StoreUnwritable):
        keep(store, PHOTO, "image/jpeg")


def test_a_scan_that_the_journal_names_and_that_is_gone_fails_the_check(store: Store) -> None:
    data = accept(store, 1, documents=[scan(store), scan(store, b"back", "card")])
    assert verify(store).ok
    for file in files(store):
        if file.stat().st_size < 100:
            file.write_bytes(b"")
        else:
            file.unlink()
    found = verify(store)
    assert (found.documents, found.chain, found.tables, found.ok) == ("missing", "ok", "ok", False)
    assert [(f.paper, f.reason, f.receipt) for f in found.scans] == [
        ("photo", "missing", data["receipt"]),
        ("card", "damaged", data["receipt"]),
    ]
    assert [f.reason for f in check(store, contents=False)] == ["missing", "damaged"]


def test_what_the_centre_holds_is_not_lost_with_its_file(store: Store) -> None:
    accept(store, 1, documents=[scan(store)])
    files(store)[0].unlink()
    with store.write() as conn:
        uploads.held(conn, hashlib.sha256(PHOTO).hexdigest(), len(PHOTO))
    assert verify(store).ok
    assert [fault.held for fault in check(store)] == [True]


def states(store: Store, application: object) -> list[tuple[str, str, int]]:
    with store.read() as conn:
        found = rows.of_application(conn, str(application))
    return [(row.paper, row.state, row.uploaded_bytes) for row in found]


def test_a_scan_goes_from_waiting_over_uploading_to_held(store: Store) -> None:
    photo, card = scan(store), scan(store, b"card", "card")
    data = accept(store, 1, documents=[photo, card])
    with store.read() as conn:
        assert rows.counts(conn) == (2, len(PHOTO) + 4)
    with store.write() as conn:
        uploads.progressed(conn, str(photo["sha256"]), 100)
    assert states(store, data["application"]) == [("photo", "uploading", 100), ("card", "waiting", 0)]
    with store.write() as conn:
        uploads.held(conn, str(photo["sha256"]), len(PHOTO))
    with store.read() as conn:
        assert rows.counts(conn) == (1, 4)
        assert [row.paper for row in rows.waiting(conn, 9)] == ["card"]
    with store.write() as conn:
        uploads.held(conn, str(card["sha256"]), 4)
    with store.read() as conn:
        assert rows.waiting(conn, 9) == []
    with store.write() as conn:
        uploads.forget(conn)
    assert [state for _, state, _ in states(store, data["application"])] == ["waiting", "waiting"]


def test_a_lost_scan_is_not_waited_for_until_it_is_added_again(store: Store) -> None:
    photo = scan(store)
    data = accept(store, 1, documents=[photo])
    named = {"application": data["application"], "receipt": data["receipt"]}
    note(
        store, Kind.DOCUMENT_LOST, named | {"sha256": photo["sha256"], "paper": "photo", "reason": "missing"}
    )
    with store.write() as conn:
        uploads.given_up(conn)
    assert states(store, data["application"]) == [("photo", "lost", 0)]
    with store.read() as conn:
        assert rows.waiting(conn, 9) == []
    note(store, Kind.DOCUMENT_ADDED, named | photo)
    assert states(store, data["application"]) == [("photo", "waiting", 0)]
    with store.read() as conn:
        assert len(rows.waiting(conn, 9)) == 1


def test_the_scans_of_another_store_are_kept_under_the_own_keys(store: Store, tmp_path: Path) -> None:
    with new_store(tmp_path / "new") as new:
        kept = keep(store, PHOTO, "image/jpeg")
        assert documents.move_in(new, store, [kept.sha256, "0" * 64]) == ["0" * 64]
        assert read(new, kept.sha256) == PHOTO

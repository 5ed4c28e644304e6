"""Proves that drafts are kept in the store beside the two logs: durable, one person's own, gone with their
acceptance for good, untouched by whatever is done to the logs; and that their pictures are sealed, and swept
only when no draft names them.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from support.store_rig import accept, new_store

from app.local_db import drafts
from app.local_db.backup import backup_to
from app.local_db.drafts import DraftRow
from app.local_db.engine import connect
from app.local_db.projections.rebuild import rebuild
from app.local_db.store import Store, open_store
from app.local_db.verify import verify

PICTURE = b"\xff\xd8\xff a birth certificate of an invented person " * 30
DRAFT = DraftRow(
    id="request-1",
    staff="1001",
    service="passport.renewal",
    begun_at="2026-11-23T08:00:00Z",
    saved_at="2026-11-23T08:01:00Z",
    pages=(),
    content="علی نمونه‌پور".encode(),
)


def save(store: Store, row: DraftRow = DRAFT) -> bool:
    with store.write() as conn:
        return drafts.save(conn, row)


def of(store: Store, staff: str = "1001") -> list[DraftRow]:
    with store.read() as conn:
        return drafts.of_staff(conn, staff)


def files(store: Store) -> list[Path]:
    return sorted(store.place.drafts.iterdir())


def test_a_draft_is_there_in_its_newest_form_after_the_store_was_closed(store: Store) -> None:
    assert save(store)
    newer = replace(DRAFT, content="علی نمونه‌پور فرد".encode(), saved_at="2026-11-23T08:02:00Z")
    assert save(store, newer)
    store.close()
    with open_store(store.place, store.keys, write=True) as again:
        assert of(again) == [newer]


def test_a_draft_is_its_owners_alone(store: Store) -> None:
    save(store)
    assert of(store, "1002") == []
    assert not save(store, replace(DRAFT, staff="1002", content=b"another's"))
    assert of(store) == [DRAFT]


def test_nothing_of_a_draft_can_be_read_in_the_files(store: Store) -> None:
    sha256 = drafts.pictures(store).put(PICTURE)
    save(store, replace(DRAFT, pages=(sha256,)))
    (picture,) = files(store)
    assert sha256[:16] not in picture.name
    for file in [picture, *store.place.directory.glob("office.db*")]:
        raw = file.read_bytes()
        assert PICTURE[:24] not in raw, file.name
        assert DRAFT.content not in raw, file.name


def test_a_draft_that_was_accepted_is_not_kept_again_and_names_its_receipt(store: Store) -> None:
    save(store)
    data = accept(store, 1)
    assert [row.receipt for row in of(store)] == [data["receipt"]], "as after a restore from a backup"
    with store.write() as conn:
        drafts.drop(conn, DRAFT.id)
    assert not save(store), "a save that was still on its way"
    assert of(store) == []


def test_what_is_done_to_the_logs_leaves_drafts_alone(store: Store, tmp_path: Path) -> None:
    accept(store, 2)
    save(store)
    rebuild(store)
    assert verify(store).ok
    assert of(store) == [DRAFT]
    copy = tmp_path / "copy.db"
    backup_to(store, copy)
    raw = connect(copy, store.keys.store_key, readonly=True)
    assert raw.execute("SELECT id, staff FROM drafts").fetchall() == [("request-1", "1001")]
    raw.close()


def test_a_store_that_takes_the_place_of_another_takes_its_drafts_along(store: Store, tmp_path: Path) -> None:
    sha256 = drafts.pictures(store).put(PICTURE)
    mine = replace(DRAFT, pages=(sha256,))
    save(store, mine)
    save(store, replace(DRAFT, id="request-2", staff="1002"))
    with store.read() as conn:
        rows = drafts.everybodys(conn)
    with new_store(tmp_path / "new") as new:
        drafts.move_in(new, rows, drafts.pictures(store))
        assert of(new) == [mine]
        assert [row.id for row in of(new, "1002")] == ["request-2"]
        assert drafts.pictures(new).get(sha256) == PICTURE


def test_only_pictures_that_no_draft_names_are_swept(store: Store) -> None:
    folder = drafts.pictures(store)
    kept, left = folder.put(PICTURE), folder.put(PICTURE + b"2")
    save(store, replace(DRAFT, pages=(kept, kept)))
    (store.place.drafts / "cut-off.partial").write_bytes(b"half")
    with store.read() as conn:
        named = drafts.named_pictures(conn)
    assert folder.keep_only(named) == 2
    assert folder.get(kept) == PICTURE
    with pytest.raises(FileNotFoundError):
        folder.get(left)

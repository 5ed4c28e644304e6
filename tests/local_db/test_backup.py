"""Proves that a backup made beside a working counter is a whole store, and that putting one back deletes
nothing.
"""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest
from support.store_rig import accept, new_store

from app.local_db import journal
from app.local_db.backup import backup_to, restore_from
from app.local_db.errors import NotAStore, StoreExists, StoreLocked, StoreUnwritable
from app.local_db.keys import Keys
from app.local_db.place import Place
from app.local_db.store import Store, open_store
from app.local_db.verify import verify


def test_a_backup_is_taken_while_the_counter_goes_on(tmp_path: Path, store: Store) -> None:
    for number in range(1, 30):
        accept(store, number)
    stop = threading.Event()

    def go_on() -> None:
        number = 30
        while not stop.is_set():
            accept(store, number)
            number += 1

    counter = threading.Thread(target=go_on)
    counter.start()
    try:
        head = backup_to(store, tmp_path / "copy.db")
    finally:
        stop.set()
        counter.join()
    assert head.seq >= 29
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600
    assert verify(store).ok
    elsewhere = Place(tmp_path / "elsewhere")
    assert restore_from(elsewhere, store.keys, tmp_path / "copy.db") is None
    with open_store(elsewhere, store.keys, write=True) as restored:
        assert verify(restored).ok
        with restored.read() as conn:
            assert journal.head(conn) == head
        with store.read() as conn:
            assert journal.hash_at(conn, head.seq) == head.hash


def test_a_backup_is_never_written_over_a_file(tmp_path: Path, store: Store) -> None:
    target = tmp_path / "copy.db"
    target.write_text("something else")
    with pytest.raises(StoreExists):
        backup_to(store, target)
    assert target.read_text() == "something else"
    with pytest.raises(StoreUnwritable):
        backup_to(store, tmp_path / "no" / "such" / "folder.db")


def test_restoring_keeps_the_store_that_was_there(tmp_path: Path) -> None:
    with new_store(tmp_path / "place") as store:
        accept(store, 1)
        backup_to(store, tmp_path / "copy.db")
        accept(store, 2)
        with pytest.raises(StoreLocked):
            restore_from(store.place, store.keys, tmp_path / "copy.db")
    kept = restore_from(store.place, store.keys, tmp_path / "copy.db")
    assert kept is not None
    assert kept.parent == store.place.backups
    with open_store(store.place, store.keys, write=True) as restored, restored.read() as conn:
        assert journal.head(conn).seq == 1
    again = restore_from(store.place, store.keys, kept)
    assert again is not None
    with open_store(store.place, store.keys, write=True) as restored:
        assert verify(restored).entries == 2


def test_a_backup_that_is_no_whole_store_is_not_put_back(tmp_path: Path, store: Store) -> None:
    for number in range(1, 20):
        accept(store, number)
    backup_to(store, tmp_path / "copy.db")
    place, keys = store.place, store.keys
    store.close()
    content = bytearray((tmp_path / "copy.db").read_bytes())
    content[len(content) // 2] ^= 1
    bad = {"damaged": bytes(content), "cut": bytes(content[:9000]), "text": b"hello", "empty": b""}
    before = place.store_file.read_bytes()
    for name, raw in bad.items():
        (tmp_path / name).write_bytes(raw)
        with pytest.raises(NotAStore):
            restore_from(place, keys, tmp_path / name)
    with pytest.raises(NotAStore):
        restore_from(place, Keys(os.urandom(32), keys.device_key), tmp_path / "copy.db")
    with pytest.raises(StoreUnwritable):
        restore_from(place, keys, tmp_path / "nowhere.db")
    assert place.store_file.read_bytes() == before
    assert not list(place.directory.glob("*.restoring*"))

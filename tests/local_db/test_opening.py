"""Proves that a store is made whole or not at all, and that nothing foreign, damaged, newer or held by
another process is ever opened or overwritten. Real SQLCipher files, real processes.
"""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from support.store_rig import accept, new_identity, new_store

from app.domain.chain import Head
from app.domain.errors import TryLater
from app.local_db import journal
from app.local_db.engine import connect
from app.local_db.errors import (
    NotAStore,
    StoreExists,
    StoreFault,
    StoreLocked,
    StoreMissing,
    StoreTooNew,
)
from app.local_db.keys import Keys
from app.local_db.place import Place, default_place
from app.local_db.store import Store, create_store, open_store


def closed_store(tmp_path: Path) -> tuple[Place, Keys]:
    with new_store(tmp_path / "place") as store:
        accept(store, 1)
        return store.place, store.keys


def test_a_store_is_found_again_with_all_that_was_saved(tmp_path: Path) -> None:
    with new_store(tmp_path / "place") as made:
        accept(made, 1)
        head = _head(made)
    with open_store(made.place, made.keys, write=True) as again:
        assert again.identity == made.identity
        assert _head(again) == head
        assert head.seq == 1


def _head(store: Store) -> Head:
    with store.read() as conn:
        return journal.head(conn)


def test_nothing_in_the_file_is_readable_without_the_key(tmp_path: Path) -> None:
    place, _ = closed_store(tmp_path)
    content = b"".join(path.read_bytes() for path in place.directory.glob("office.db*"))
    for word in (b"SQLite", "نمونه".encode(), b"9900000013", b"passport.renewal"):
        assert word not in content


def test_files_and_folders_are_for_this_user_alone(tmp_path: Path) -> None:
    with new_store(tmp_path / "place") as store:
        accept(store, 1)
        for path in store.place.directory.rglob("*"):
            mode = stat.S_IMODE(path.stat().st_mode)
            assert mode == (0o700 if path.is_dir() else 0o600), path


def test_a_place_without_a_store_says_so(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        open_store(Place(tmp_path), Keys(bytes(32), bytes(32)), write=True)
    assert list(tmp_path.iterdir()) == []


def test_a_store_is_never_made_over_another(tmp_path: Path) -> None:
    place, keys = closed_store(tmp_path)
    before = place.store_file.read_bytes()
    with pytest.raises(StoreExists):
        create_store(place, keys, new_identity())
    assert place.store_file.read_bytes() == before


def test_a_creation_that_was_cut_off_is_begun_anew(tmp_path: Path) -> None:
    place = Place(tmp_path)
    (tmp_path / "office.db.creating").write_bytes(b"half")
    (tmp_path / "office.db.creating-journal").write_bytes(b"half")
    with create_store(place, Keys(os.urandom(32), os.urandom(32)), new_identity()) as store:
        accept(store, 1)
    assert sorted(p.name for p in tmp_path.glob("office.db*")) == ["office.db"]


def test_a_wrong_key_opens_nothing_and_changes_nothing(tmp_path: Path) -> None:
    place, keys = closed_store(tmp_path)
    before = place.store_file.read_bytes()
    for write in (False, True):
        with pytest.raises(NotAStore):
            open_store(place, Keys(os.urandom(32), keys.device_key), write=write)
    assert place.store_file.read_bytes() == before


def plain_database(path: Path) -> None:
    import sqlite3

    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE theirs (x)")
    other.close()


def other_encrypted(path: Path, key: bytes) -> None:
    raw = connect(path, key, create=True)
    raw.execute("CREATE TABLE theirs (x)")
    raw.close()


def test_a_foreign_file_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    keys = Keys(os.urandom(32), os.urandom(32))
    place = Place(tmp_path)
    makers = {
        "plain": lambda: plain_database(place.store_file),
        "text": lambda: place.store_file.write_text("hello " * 2000),
        "empty": lambda: place.store_file.write_bytes(b""),
        "same key, other program": lambda: other_encrypted(place.store_file, keys.store_key),
    }
    for name, make in makers.items():
        place.store_file.unlink(missing_ok=True)
        make()
        before = place.store_file.read_bytes()
        with pytest.raises(NotAStore):
            open_store(place, keys, write=True)
        assert place.store_file.read_bytes() == before, name


def test_a_truncated_store_is_refused(tmp_path: Path) -> None:
    place, keys = closed_store(tmp_path)
    os.truncate(place.store_file, 4096 * 2 + 100)
    with pytest.raises(NotAStore):
        open_store(place, keys, write=True)


def test_a_damaged_page_is_noticed_when_the_journal_is_read(tmp_path: Path) -> None:
    with new_store(tmp_path / "place") as store:
        for number in range(1, 40):
            accept(store, number)
        place, keys = store.place, store.keys
    content = bytearray(place.store_file.read_bytes())
    for at in range(4096 * 3, len(content), 4096):
        content[at + 100] ^= 0xFF
    place.store_file.write_bytes(content)
    with pytest.raises(NotAStore):
        open_store(place, keys, write=True)


def test_a_newer_store_is_left_alone(tmp_path: Path) -> None:
    place, keys = closed_store(tmp_path)
    raw = connect(place.store_file, keys.store_key)
    raw.execute("PRAGMA user_version = 999")
    raw.close()
    with pytest.raises(StoreTooNew, match="999"):
        open_store(place, keys, write=True)


def test_a_second_writer_is_told_to_try_later_and_a_reader_is_not_kept_out(store: Store) -> None:
    accept(store, 1)
    with pytest.raises(StoreLocked) as caught:
        open_store(store.place, store.keys, write=True)
    assert isinstance(caught.value, TryLater)
    with open_store(store.place, store.keys, write=False) as reader:
        assert _head(reader) == _head(store)
        accept(store, 2)
        assert _head(reader) == _head(store)
        with pytest.raises(StoreFault), reader.write():
            pass


SECOND_PROCESS = """
import sys
from pathlib import Path
from app.local_db.errors import StoreLocked
from app.local_db.keys import Keys
from app.local_db.place import Place
from app.local_db.store import open_store
try:
    open_store(Place(Path(sys.argv[1])), Keys(bytes.fromhex(sys.argv[2]), bytes(32)), write=True)
except StoreLocked as error:
    print(error)
    sys.exit(75)
"""


def test_a_second_process_is_told_to_try_later(store: Store) -> None:
    arguments = [str(store.place.directory), store.keys.store_key.hex()]
    held = subprocess.run(
        [sys.executable, "-c", SECOND_PROCESS, *arguments], capture_output=True, text=True, check=False
    )
    assert held.returncode == 75, held.stderr
    assert "already writing" in held.stdout
    store.close()
    free = subprocess.run([sys.executable, "-c", SECOND_PROCESS, *arguments], check=False)
    assert free.returncode == 0


READ_ONLY_FOLDER = """
import os, sys
from pathlib import Path
from app.local_db.errors import StoreUnwritable
from app.local_db.keys import Keys
from app.local_db.place import Place
from app.local_db.store import open_store
import app.local_db.sync_state
place = Path(sys.argv[1])
if os.getuid() == 0:
    for path in (place, *place.rglob("*")):
        os.chown(path, 65534, 65534)
    os.setresuid(65534, 65534, 65534)
os.chmod(place, 0o500)
os.chmod(place / "office.db", 0o400)
os.chmod(place / "office.lock", 0o400)
try:
    open_store(Place(place), Keys(bytes.fromhex(sys.argv[2]), bytes(32)), write=True)
except StoreUnwritable as error:
    print(error)
    os.chmod(place, 0o700)
    sys.exit(1)
"""


def test_a_folder_that_cannot_be_written_to_gets_one_clear_sentence() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        with new_store(Path(folder) / "place") as store:
            accept(store, 1)
        before = store.place.store_file.read_bytes()
        run = subprocess.run(
            [sys.executable, "-c", READ_ONLY_FOLDER, str(store.place.directory), store.keys.store_key.hex()],
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 1, run.stderr
        assert "cannot be written to" in run.stdout
        assert store.place.store_file.read_bytes() == before


def test_the_place_is_named_by_the_caller_or_the_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DAFTAR_DATA_DIR", str(tmp_path / "named"))
    assert default_place(None).directory == tmp_path / "named"
    assert default_place(tmp_path / "given").store_file == tmp_path / "given" / "office.db"
    monkeypatch.delenv("DAFTAR_DATA_DIR")
    assert default_place(None).directory.name == "daftar"


def test_a_key_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Keys(b"short", bytes(32))
    with pytest.raises(ValueError, match="32 bytes"):
        connect(Path("nowhere.db"), b"' OR 1")

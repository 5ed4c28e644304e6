"""Proves rule 2 of the store: a commit that failed is not retried on the same handle; the store is opened
afresh and checked, the clerk is told that this one is not saved, and only a sound store goes on.
The faults are real where the system lets us: a limit on file size, a full disk, a full database.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from support.store_rig import START, accept, application, new_store

from app.domain.entry import Kind
from app.local_db import journal, sync_state
from app.local_db import writer as writer_module
from app.local_db.engine import DriverError, connect
from app.local_db.errors import NotSaved, SaveUnknown, StoreFault
from app.local_db.store import Store, open_store
from app.local_db.verify import verify


def head_seq(store: Store) -> int:
    with store.read() as conn:
        return journal.head(conn).seq


LIMITED_FILES = """
import os, resource, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from support.store_rig import accept, new_store
from app.local_db import journal
from app.local_db.errors import NotSaved, SaveUnknown, StoreFault
from app.local_db.verify import verify
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = new_store(Path(sys.argv[1]))
for number in range(1, 6):
    accept(store, number)
size = os.path.getsize(store.place.directory / "office.db-wal")
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 3 * 4096, resource.RLIM_INFINITY))
number, refused = 6, 0
while refused < 3:
    try:
        accept(store, number)
    except (NotSaved, SaveUnknown, StoreFault) as error:
        refused += 1
        assert store.fault is None, store.fault
    else:
        number += 1
        assert number < 400
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
with store.read() as conn:
    saved = journal.head(conn).seq
assert saved == number - 1, "what was refused left something behind"
accept(store, number)
with store.read() as conn:
    assert journal.head(conn).seq == number
assert verify(store).ok
store.close()
print("sound", saved)
"""


def test_a_file_that_may_not_grow_saves_nothing_and_the_store_goes_on_when_it_may(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", LIMITED_FILES, str(tmp_path / "place"), str(Path(__file__).parents[1])],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith("sound")


def may_mount() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        tried = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=64k", "none", folder], capture_output=True, check=False
        )
        if tried.returncode == 0:
            subprocess.run(["umount", folder], check=True)
        return tried.returncode == 0


@contextmanager
def full_disk_by_mount(folder: Path, store_at: Path) -> Iterator[Callable[[], None]]:
    """A disk of 1 MiB at ``store_at``; the function that is given fills it."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(store_at)], check=True)

    def fill() -> None:
        with (store_at / "others").open("wb", buffering=0) as others:
            try:
                while True:
                    others.write(bytes(4096))
            except OSError:
                return

    try:
        yield fill
    finally:
        subprocess.run(["umount", str(store_at)], check=True)


@contextmanager
def full_database(store: Store) -> Iterator[None]:
    """A database that may not grow by a single page."""
    raw: Any = store._writer._raw  # type: ignore[union-attr]
    pages = raw.execute("PRAGMA page_count").fetchone()[0]
    raw.execute(f"PRAGMA max_page_count = {pages}")
    yield


def test_a_full_disk_saves_nothing_and_the_store_goes_on_when_there_is_room(tmp_path: Path) -> None:
    """On a disk of its own where this machine lets us mount one; else on a database that may not grow."""
    mounted = may_mount()
    at = tmp_path / "disk"
    at.mkdir()
    if not mounted:
        with new_store(at / "place") as store, full_database(store):
            refused = _accept_until_refused(store)
            assert head_seq(store) == refused - 1
        return
    with full_disk_by_mount(tmp_path, at) as fill, new_store(at / "place") as store:
        accept(store, 1)
        fill()
        refused = _accept_until_refused(store)
        assert head_seq(store) == refused - 1
        assert store.fault is None
        (at / "others").unlink()
        accept(store, refused)
        assert head_seq(store) == refused
        assert verify(store).ok


def _accept_until_refused(store: Store) -> int:
    for number in range(2, 400):
        try:
            accept(store, number)
        except NotSaved:
            return number
    raise AssertionError("a full disk took 400 applications")


def test_a_full_database_refuses_and_nothing_of_the_application_stays(store: Store) -> None:
    with full_database(store):
        refused = next(n for n in range(1, 400) if not _saved(store, n))
    assert head_seq(store) == refused - 1
    assert verify(store).ok
    accept(store, refused)
    assert head_seq(store) == refused


def _saved(store: Store, number: int) -> bool:
    try:
        accept(store, number)
    except NotSaved as error:
        return "NOT saved" not in str(error)
    return True


class BrokenHandle:
    """The driver's connection, whose next COMMIT fails before or after it did its work."""

    def __init__(self, raw: Any, *, works: bool) -> None:
        self._raw = raw
        self._works = works

    def __getattr__(self, name: str) -> Any:
        return getattr(self._raw, name)

    def execute(self, statement: str, *values: Any) -> Any:
        if statement != "COMMIT":
            return self._raw.execute(statement, *values)
        if self._works:
            self._raw.execute("COMMIT")
        raise DriverError("disk I/O error")


def break_commit(store: Store, *, works: bool) -> None:
    writer = store._writer
    assert writer is not None
    writer._raw = BrokenHandle(writer._raw, works=works)


def test_after_a_failed_commit_another_handle_is_used(store: Store) -> None:
    accept(store, 1)
    break_commit(store, works=False)
    broken = store._writer._raw  # type: ignore[union-attr]
    with pytest.raises(NotSaved, match="take this one again"):
        accept(store, 2)
    assert store._writer._raw is not broken  # type: ignore[union-attr]
    assert head_seq(store) == 1
    accept(store, 2)
    assert head_seq(store) == 2
    assert verify(store).ok


def test_a_commit_that_failed_and_yet_is_on_disk_counts_as_saved(store: Store) -> None:
    """Otherwise the clerk would take it again, and the citizen would have it twice."""
    accept(store, 1)
    break_commit(store, works=True)
    accept(store, 2)
    assert head_seq(store) == 2
    accept(store, 3)
    assert verify(store).ok


def test_a_store_that_does_not_open_again_accepts_nothing_until_it_does(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept(store, 1)
    break_commit(store, works=False)

    def fails(*_: Any, **__: Any) -> Any:
        raise DriverError("unable to open database file")

    with monkeypatch.context() as patch:
        patch.setattr(writer_module, "connect", fails)
        with pytest.raises(SaveUnknown, match="look for this application"):
            accept(store, 2)
        with pytest.raises(StoreFault):
            accept(store, 2)
        assert store.fault is not None
    accept(store, 2)
    assert head_seq(store) == 2
    assert store.fault is None


def test_a_store_whose_chain_broke_under_a_failed_commit_accepts_nothing_more(store: Store) -> None:
    for number in range(1, 4):
        accept(store, number)
    raw = connect(store.place.store_file, store.keys.store_key)
    raw.execute("UPDATE journal SET bytes = X'7b7d' WHERE seq = 2")
    raw.close()
    break_commit(store, works=False)
    for _ in range(2):
        with pytest.raises(StoreFault, match="call support"):
            accept(store, 4)
    assert store.fault is not None
    assert head_seq(store) == 3


def test_a_store_whose_chain_is_broken_at_its_end_opens_and_accepts_nothing(tmp_path: Path) -> None:
    with new_store(tmp_path / "place") as made:
        accept(made, 1)
        accept(made, 2)
        with made.write() as conn:
            sync_state.mark_sending(conn, 2)
    raw = connect(made.place.store_file, made.keys.store_key)
    raw.execute("UPDATE journal SET hash = ? WHERE seq = 2", (bytes(32),))
    raw.close()
    with open_store(made.place, made.keys, write=True) as store:
        assert store.fault is not None
        assert head_seq(store) == 2
        with pytest.raises(StoreFault):
            accept(store, 3)


def test_an_error_inside_the_transaction_takes_everything_back(store: Store) -> None:
    accept(store, 1)
    before = store.place.store_file.stat().st_ino

    with pytest.raises(ZeroDivisionError):
        _append_and_fail(store)
    assert head_seq(store) == 1
    accept(store, 2)
    assert head_seq(store) == 2
    assert store.place.store_file.stat().st_ino == before
    assert verify(store).ok


def _append_and_fail(store: Store) -> None:
    with store.write() as conn:
        journal.append(conn, kind=Kind.APPLICATION_ACCEPTED, staff="1001", data=application(2), at=START)
        sync_state.set_offset(conn, 1 // 0)


def test_a_transaction_inside_a_transaction_is_a_mistake_of_the_program(store: Store) -> None:
    with store.write(), pytest.raises(RuntimeError), store.write():
        pass
    accept(store, 1)


def test_a_closed_store_writes_nothing(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(StoreFault):
        accept(store, 1)


def test_a_commit_that_failed_tells_no_one_of_a_change(store: Store) -> None:
    heard: list[frozenset[str]] = []
    end = store.on_change(heard.append)
    break_commit(store, works=False)
    with pytest.raises(NotSaved):
        accept(store, 1)
    assert heard == []
    accept(store, 1)
    assert heard == [frozenset({"journal"})]
    end()
    accept(store, 2)
    assert len(heard) == 1

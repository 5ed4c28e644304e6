"""Proves that the window's thread, the sync worker and reading commands of other processes get along:
nobody waits for "database is locked", and every reader sees whole transactions only (pain 18).
"""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from support.store_rig import START, accept, application

from app.domain.chain import Head
from app.local_db import journal, sync_state
from app.local_db.engine import connect
from app.local_db.errors import StoreBusy
from app.local_db.queries import applications
from app.local_db.store import Store
from app.local_db.verify import verify

EACH = 60

READER = """
import sys
from pathlib import Path
from app.local_db import journal
from app.local_db.keys import Keys
from app.local_db.place import Place
from app.local_db.queries.queue import queue
from app.local_db.store import open_store
with open_store(Place(Path(sys.argv[1])), Keys(bytes.fromhex(sys.argv[2]), bytes(32)), write=False) as store:
    print("ready", flush=True)
    seen = 0
    while seen < int(sys.argv[3]):
        with store.read() as conn:
            seen = journal.head(conn).seq
            count = conn.exec_driver_sql("SELECT count(*) FROM applications").scalar()
            assert count == seen, (count, seen)
            queue(conn, limit=50, offset=0)
"""


def test_two_threads_and_a_reading_process_share_a_store(store: Store) -> None:
    reader = subprocess.Popen(
        [
            sys.executable,
            "-c",
            READER,
            str(store.place.directory),
            store.keys.store_key.hex(),
            str(2 * EACH),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert reader.stdout is not None
    assert reader.stdout.readline() == "ready\n"

    def counter() -> None:
        for _ in range(EACH):
            with store.write() as conn:
                number = applications.next_running(conn, 1405)
                data = application(number)
                journal.append(conn, kind="application.accepted", staff="1001", data=data, at=START)

    def sync() -> None:
        done = 0
        while done < EACH:
            with store.read() as conn:
                head = journal.head(conn)
            with store.write() as conn:
                sync_state.mark_sending(conn, head.seq)
            with store.write() as conn:
                sync_state.acknowledge(conn, Head(head.seq, journal.hash_at(conn, head.seq) or b""))
            done += 1

    with ThreadPoolExecutor(max_workers=3) as pool:
        for done in [pool.submit(work) for work in (counter, counter, sync)]:
            done.result(timeout=120)
    _, errors = reader.communicate(timeout=60)
    assert reader.returncode == 0, errors
    assert verify(store).entries == 2 * EACH
    assert verify(store).ok


def test_a_reader_keeps_the_moment_it_began_at(store: Store) -> None:
    accept(store, 1)
    with store.read() as conn:
        assert journal.head(conn).seq == 1
        accept(store, 2)
        assert journal.head(conn).seq == 1
    with store.read() as conn:
        assert journal.head(conn).seq == 2


def test_reading_needs_no_turn_while_another_thread_writes(store: Store) -> None:
    accept(store, 1)
    with store.write() as conn:
        journal.append(conn, kind="application.accepted", staff="1", data=application(2), at=START)
        seen: list[int] = []

        def read() -> None:
            with store.read() as other:
                seen.append(journal.head(other).seq)

        thread = threading.Thread(target=read)
        thread.start()
        thread.join(timeout=10)
        assert seen == [1]
        assert journal.head(conn).seq == 2


def test_another_program_that_holds_the_file_is_named_as_the_cause(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store._writer._raw.execute("PRAGMA busy_timeout = 50")  # type: ignore[union-attr]
    other = connect(store.place.store_file, store.keys.store_key)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy, match="Another program"):
        accept(store, 1)
    other.execute("ROLLBACK")
    other.close()
    accept(store, 1)
    assert Path(store.place.store_file).exists()

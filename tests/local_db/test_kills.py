"""Proves that a program killed at any moment loses nothing that it had said was saved: SIGKILL in the
middle of a run of appends, and inside an open transaction. What was printed is in the store, once.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from support.store_rig import accept, new_store

from app.local_db import journal, sync_state
from app.local_db.keys import Keys
from app.local_db.place import Place
from app.local_db.store import open_store
from app.local_db.verify import verify

KILLS = 10

APPENDS = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from support.store_rig import accept
from app.local_db import journal, sync_state
from app.local_db.keys import Keys
from app.local_db.place import Place
from app.local_db.store import open_store
store = open_store(Place(Path(sys.argv[1])), Keys(bytes.fromhex(sys.argv[2]), bytes(32)), write=True)
with store.read() as conn:
    number = journal.head(conn).seq
print("ready", flush=True)
while True:
    number += 1
    data = accept(store, number)
    os.write(1, f"{number} {data['receipt']}\\n".encode())
    if number % 7 == 0:
        with store.write() as conn:
            sync_state.mark_sending(conn, number)
"""

IN_TRANSACTION = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from support.store_rig import START, application
from app.local_db import journal
from app.local_db.keys import Keys
from app.local_db.place import Place
from app.local_db.store import open_store
store = open_store(Place(Path(sys.argv[1])), Keys(bytes.fromhex(sys.argv[2]), bytes(32)), write=True)
with store.write() as conn:
    for number in range(2, 300):
        journal.append(conn, kind="application.accepted", staff="1001", data=application(number), at=START)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def arguments(place: Place, keys: Keys) -> list[str]:
    return [str(place.directory), keys.store_key.hex(), str(Path(__file__).parents[1])]


def test_ten_kills_lose_no_receipt_that_was_printed(tmp_path: Path) -> None:
    with new_store(tmp_path / "place") as made:
        place, keys = made.place, made.keys
    printed: dict[int, str] = {}
    for _ in range(KILLS):
        process = subprocess.Popen(
            [sys.executable, "-c", APPENDS, *arguments(place, keys)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(random.uniform(0.01, 0.15))
        process.send_signal(signal.SIGKILL)
        for line in process.stdout.read().splitlines():
            number, receipt = line.split()
            printed[int(number)] = receipt
        process.wait()
    with open_store(place, keys, write=True) as store:
        assert verify(store).ok
        with store.read() as conn:
            rows = conn.exec_driver_sql("SELECT seq, receipt FROM applications").fetchall()
            held = {row[0]: row[1] for row in rows}
            head = journal.head(conn).seq
            state = sync_state.read(conn)
    assert printed.items() <= held.items()
    assert len(set(held.values())) == len(held) == head
    assert head - len(printed) <= KILLS
    assert state.sending_unknown == (state.sending_seq > 0)


def test_a_kill_inside_a_transaction_leaves_nothing_of_it(tmp_path: Path) -> None:
    with new_store(tmp_path / "place") as made:
        accept(made, 1)
    run = subprocess.run(
        [sys.executable, "-c", IN_TRANSACTION, *arguments(made.place, made.keys)], check=False
    )
    assert run.returncode == -signal.SIGKILL
    with open_store(made.place, made.keys, write=True) as store:
        found = verify(store)
        assert found.ok
        assert found.entries == 1
        accept(store, 2)

"""Proves the promise of a receipt against SIGKILL at any moment, of the counter and of the centre.

A counter in a process of its own accepts, takes later payments and syncs at once, as beside the window; a
centre in another takes the entries, projects and relays. Both are killed again and again, the counter also
while it starts. After each start the counter is asked again for what it may not have answered. In the end
both sides hold every receipt that was told, once, and prove it.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from support.centre import CentreProcess, RunningCentre
from support.counter_process import Nursery
from support.fault_proxy import eventually
from support.whole_office import (
    PASSPHRASE,
    Acts,
    assert_gap_free,
    enrolled,
    held_head,
    held_lines,
    new_office,
    own_head,
    own_lines,
    signed_in,
    sync,
)

from app.local_db import journal
from app.local_db.place import Place
from app.local_db.queries import applications
from app.office.counter import Counter, open_counter
from app.sync.sync_once import Outcome

LONG = bool(os.environ.get("DAFTAR_LONG"))
KILLS = 220 if LONG else 24
SEED = os.environ.get("DAFTAR_SEED", "412")
WITHIN_START_SHARE = 0.2
"""How many of the kills come at a moment counted from the start, answered or not."""


class Trouble:
    """The centre in a process of its own, killed and started again at random until it is told to stop."""

    def __init__(self, centre: RunningCentre) -> None:
        self.kills = 0
        self._url, self._port = centre.database_url, int(centre.base_url.rpartition(":")[2])
        self._dice = random.Random(f"{SEED}-centre")
        centre.stop()
        self._process = self._started()
        self._stopping = threading.Event()
        self._failures: list[BaseException] = []
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Kill it a last time."""
        self._stopping.set()
        self._thread.join(60)
        self._process.kill()
        assert self._failures == []

    def _run(self) -> None:
        try:
            while not self._stopping.wait(self._dice.uniform(0.05, 2.0)):
                self._process.kill()
                self.kills += 1
                self._stopping.wait(self._dice.uniform(0.0, 0.8))
                self._process = self._started()
        except BaseException as error:  # noqa: BLE001 - told to the thread that waits
            self._failures.append(error)

    def _started(self) -> CentreProcess:
        return CentreProcess(self._url, port=self._port, parts=True)


@pytest.mark.timeout(1_800 if LONG else 300)
def test_every_receipt_that_was_told_outlives_the_kills_and_is_at_the_centre_once(
    centre: RunningCentre, tmp_path: Path
) -> None:
    """Pain 5 and 8: a receipt printed with no record of it anywhere; a retry that made two."""
    office = new_office(centre)
    counter = enrolled(centre, tmp_path / "counter", office)
    signed_in(counter)
    counter.close()
    with closing(Trouble(centre)) as trouble, closing(Nursery(tmp_path / "counter", SEED)) as nursery:
        _kill_at_random(nursery)
    centre.start()
    print(f"counter killed {KILLS} times, centre {trouble.kills} times, {len(nursery.told)} lines told")
    assert trouble.kills >= KILLS // 10
    with closing(open_counter(Place(tmp_path / "counter"), PASSPHRASE, write=True)) as counter:
        _come_to_rest(centre, counter)
        _check_what_was_told(counter, nursery.told)
        _check_both_sides(centre, counter)
    _check_by_command(tmp_path)


def _kill_at_random(nursery: Nursery) -> None:
    dice = random.Random(SEED)
    for _ in range(KILLS):
        answered = [line["number"] for line in nursery.told if "number" in line]
        nursery.start(max(answered, default=1))
        if dice.random() < WITHIN_START_SHARE:
            time.sleep(dice.uniform(0.0, 0.6))
        else:
            nursery.wait_for_answer()
            time.sleep(dice.uniform(0.005, 0.4))
        nursery.kill()


def _come_to_rest(centre: RunningCentre, counter: Counter) -> None:
    """Level, projected, and level once more with what the centre said to that."""
    assert sync(counter).outcome is Outcome.LEVEL
    device, seq = counter.identity.device, own_head(counter).seq
    cursor = "SELECT seq FROM projector_cursors WHERE device = %s"
    eventually(lambda: centre.query(cursor, device) == [(seq,)], 60)
    again = sync(counter)
    assert (again.outcome, again.sent) == (Outcome.LEVEL, 0)


def _check_what_was_told(counter: Counter, told: list[dict[str, Any]]) -> None:
    """Each answer is in the store as it was told; the same question always got the same answer."""
    receipts: dict[int, str] = {}
    silent = 0
    with counter.store.read() as conn:
        for answer in (line for line in told if "receipt" in line):
            silent += answer["repeated"] and answer["number"] not in receipts
            assert receipts.setdefault(answer["number"], answer["receipt"]) == answer["receipt"]
            chained = journal.hash_at(conn, answer["seq"])
            row = applications.find_by_receipt(conn, answer["receipt"])
            assert chained is not None
            assert chained.hex() == answer["hash"]
            assert row is not None
            assert (row.application, row.seq) == (answer["application"], answer["seq"])
        for paid in (line for line in told if "paid" in line):
            row = applications.find_by_receipt(conn, receipts[paid["number"]])
            assert row is not None
            assert row.paid_rials == row.amount_rials
    assert len(set(receipts.values())) == len(receipts) == max(receipts)
    print(f"{len(receipts)} receipts told, {silent} of them durable before a kill and told only after it")


def _check_both_sides(centre: RunningCentre, counter: Counter) -> None:
    device, lines = counter.identity.device, own_lines(counter)
    assert held_lines(centre, device) == lines
    assert held_head(centre, device) == own_head(counter)
    assert_gap_free(lines)
    own = Acts(lines)
    assert set(own.requests.values()) == set(own.applications.values()) == set(own.payments.values()) == {1}
    receipts = centre.query("SELECT application, receipt FROM receipts WHERE device = %s", device)
    payments = centre.query("SELECT payment FROM payments WHERE device = %s", device)
    told = centre.query(
        "SELECT data->>'application', count(*) FROM feed WHERE office = %s AND kind = 'receipt.recorded' "
        "GROUP BY 1",
        counter.identity.office,
    )
    assert sorted(receipts) == sorted(own.receipts.items())
    assert sorted(payment for (payment,) in payments) == sorted(own.payments)
    assert sorted(told) == sorted((application, 1) for application in own.applications)
    # People drawn by chance may meet twice, and a simulated system may reject; nothing else may be found.
    odd = "SELECT type FROM findings WHERE type NOT IN ('duplicate-application', 'upstream-rejected')"
    assert centre.query(odd) == []


def _check_by_command(tmp_path: Path) -> None:
    """The same proof as anyone can have it: chain, tables and the centre's head by `daftar verify`."""
    (tmp_path / "passphrase").write_text(PASSPHRASE)
    environment = {
        "DAFTAR_DATA_DIR": str(tmp_path / "counter"),
        "DAFTAR_PASSPHRASE_FILE": str(tmp_path / "passphrase"),
    }
    done = subprocess.run(
        [sys.executable, "-m", "app.cli", "verify", "--against-centre", "--json"],
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        check=True,
    )
    found = json.loads(done.stdout)
    assert (found["chain"], found["tables"], found["centre"]) == ("ok", "ok", "equal")

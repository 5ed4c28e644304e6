"""Proves that projector and relay may be killed at any moment: SIGKILL, at random, many times.

Both run as processes of their own, as `daftar-central project` and `relay`, two of each on one database,
while entries keep arriving. Afterwards every receipt is there once, the feed has no gap, and every
application was decided once.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter

import pytest
from support.centre import Postgres
from support.held_journal import STATEMENT, CentreBase, HeldJournal

from central import projector

LONG = bool(os.environ.get("DAFTAR_LONG"))
KILLS = 60 if LONG else 12
PER_KILL = 40
DEADLINE_S = 120.0


class Part:
    """A part in its own process, started again after each kill."""

    def __init__(self, name: str, url: str) -> None:
        self._command = [sys.executable, "-c", "from central.cli import main; main()", name, "--json"]
        self._url = url
        self.start()

    def start(self) -> None:
        environment = os.environ | {"DAFTAR_CENTRAL_DATABASE": self._url}
        self._seen_running = False
        self.process = subprocess.Popen(
            self._command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def wait_until_running(self) -> None:
        assert self.process.stdout is not None
        if not self._seen_running:
            assert b"running" in self.process.stdout.readline()
        self._seen_running = True

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()


@pytest.mark.timeout(600)
def test_parts_killed_at_random_lose_nothing_and_do_nothing_twice(postgres: Postgres) -> None:
    base = CentreBase(postgres.fresh(), ["0412", "0500"])
    journals = [base.device("0412"), base.device("0412"), base.device("0500")]
    dice = random.Random(412)
    parts = [Part("project", base.url), Part("project", base.url), Part("relay", base.url)]
    try:
        for part in parts:
            part.wait_until_running()
        for _ in range(KILLS):
            victim = dice.choice(parts)
            if dice.random() < 0.8:  # else it may be killed while it starts
                victim.wait_until_running()
            _serve_citizens(journals, dice)
            time.sleep(dice.random() * 0.4)
            victim.kill()
            victim.start()
        for part in parts:
            part.wait_until_running()
        _wait_until_decided(base, sum(len(journal.lines) for journal in journals))
    finally:
        for part in parts:
            part.kill()
    assert base.run(projector.drain) == 0
    _check(base, journals)


def _serve_citizens(journals: list[HeldJournal], dice: random.Random) -> None:
    for journal in journals:
        for _ in range(dice.randrange(1, PER_KILL)):
            journal.accept(STATEMENT)
        if dice.random() < 0.3:
            journal.raw(b"an entry that nobody can read")
        journal.hold()


def _wait_until_decided(base: CentreBase, entries: int) -> None:
    deadline = time.monotonic() + DEADLINE_S
    while time.monotonic() < deadline:
        ((projected,),) = base.rows("SELECT coalesce(sum(seq), 0) FROM projector_cursors")
        ((waiting,),) = base.rows("SELECT count(*) FROM relay_jobs WHERE state <> 'done'")
        if projected == entries and waiting == 0:
            return
        time.sleep(0.1)
    raise AssertionError(f"{projected} of {entries} entries projected, {waiting} applications undecided")


def _check(base: CentreBase, journals: list[HeldJournal]) -> None:
    expected = Counter[str]()
    for journal in journals:
        expected[journal.office] += journal.running
    for office, count in expected.items():
        assert base.gaps(office) == []
        recorded = Counter(item["receipt"] for item in base.feed(office, "receipt.recorded"))
        decided = Counter(item["application"] for item in base.feed(office, "application.decided"))
        assert (len(recorded), set(recorded.values())) == (count, {1})
        assert (len(decided), set(decided.values())) == (count, {1})
        ((rows, numbers, paid),) = base.rows(
            "SELECT count(*), count(DISTINCT receipt), sum(paid_rials)::bigint FROM receipts "
            "WHERE office = %s",
            office,
        )
        assert (rows, numbers, paid) == (count, count, count * 250_000)
        ((money,),) = base.rows("SELECT sum(amount_rials)::bigint FROM payments WHERE office = %s", office)
        assert money == count * 250_000
    unreadable = sum(line.startswith(b"an entry") for journal in journals for line in journal.lines)
    assert base.rows("SELECT type, count(*) FROM findings GROUP BY type") == (
        [("entry-unreadable", unreadable)] if unreadable else []
    )

"""Proves by search that no order of events loses or doubles anything.

Hypothesis plays the office's life: serving, paying later, voiding, giving back, correcting, syncing, lines
that spoil answers, outages, crashes between and inside transactions, backups restored on either side, cloned
disks. After every single step the store is verified and rebuilt, and both journals are compared with what
people were told; after each life both sides come to rest, level, with everything at the centre exactly once.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter as Tally
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from support.centre import Postgres, RunningCentre
from support.fault_proxy import Fault
from support.resources import shipped_catalogue
from support.world import World

from app.domain.offline_policy import OfflinePolicy

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
SERVICES = sorted(
    service.code
    for service in shipped_catalogue().services
    if service.enabled and service.offline is not OfflinePolicy.ONLINE
)
FAULTS = [
    Fault.REFUSE,
    Fault.DROP_ANSWER,
    Fault.TRUNCATE,
    Fault.DUPLICATE_REQUEST,
    Fault.DUPLICATE_ANSWER,
    Fault.REPLACE,
    Fault.INSTEAD,
]
CALLS = [
    ("POST", "/v1/journal"),
    ("GET", "/v1/journal/head"),
    ("GET", "/v1/journal?"),
    ("GET", "/v1/feed"),
    ("GET", "/v1/status"),
    ("POST", "/v1/token"),
]


class Moment(Enum):
    """When a program dies."""

    IDLE = "idle"
    ACCEPTING = "while accepting"
    IN_A_TRANSACTION = "inside a transaction"
    SYNCING = "in a sync"


COPIES_MAX = 2
RARE_MAX = 2
"""How often in one life a disk is cloned, or the centre restored: neither is to crowd out the daily work."""
faults = st.just(Fault.NONE) | st.sampled_from(FAULTS)
some = st.integers(0, 7)
few = st.integers(1, 3)


class OfficeAndCentre(RuleBasedStateMachine):
    """The rules; what they do and what must be true is in :mod:`support.world`."""

    def __init__(self, centre: RunningCentre, root: Path, happened: Tally[str]) -> None:
        super().__init__()
        self._directory, self._happened = root / f"life-{happened['life']}", happened
        self._directory.mkdir()
        self._count("life")
        self.rare: Tally[str] = Tally()
        self.world = World(centre, self._directory)
        self.world.back_up_office()
        self.world.back_up_centre()

    def _count(self, what: str) -> None:
        self._happened[what] += 1

    @rule(count=few, paid=st.booleans(), service=st.sampled_from(SERVICES), and_sync=st.booleans())
    def citizens_come(self, count: int, paid: bool, service: str, and_sync: bool) -> None:
        for _ in range(count):
            self.world.accept(paid=paid, service=service)
        self._count("accept")
        if and_sync:
            self._sync()

    @rule(choice=some, why=st.sampled_from(["pay later", "void", "refund", "correct", "ask again"]))
    def somebody_comes_again(self, choice: int, why: str) -> None:
        acts = {
            "pay later": self.world.pay_later,
            "void": self.world.void,
            "refund": self.world.refund,
            "correct": self.world.correct,
        }
        if why in acts and acts[why](choice):
            self._count(why)
        elif self.world.ask_again(choice):
            self._count("ask again")

    def _sync(self) -> None:
        self._count(f"sync: {self.world.sync().outcome}")

    @rule(
        fault=faults,
        call=st.sampled_from(CALLS),
        skip=st.integers(0, 1),
        and_project=st.booleans(),
        and_relay=st.sampled_from(["", "needs-correction", "forwarded", "issued"]),
    )
    def sync(self, fault: Fault, call: tuple[str, str], skip: int, and_project: bool, and_relay: str) -> None:
        if fault is Fault.NONE or not self.world.is_reachable:
            self._sync()
        else:
            self.world.spoilt_sync(fault, *call, skip)
            self._count("sync: spoilt")
        if and_project and self.world.is_serving:
            self.world.project()
            self._count("project")
            if and_relay:
                self.world.relay(and_relay)
                self._count(f"relay: {and_relay}")

    @rule(where=st.sampled_from(Moment), at_write=st.integers(1, 6), is_committed=st.booleans())
    def the_program_dies(self, where: Moment, at_write: int, is_committed: bool) -> None:
        match where:
            case Moment.IDLE:
                self.world.crash()
            case Moment.ACCEPTING:
                self.world.cut_while_accepting(is_committed=is_committed)
            case Moment.IN_A_TRANSACTION:
                self.world.crash_in_a_transaction(entries=at_write**4)
            case Moment.SYNCING:
                self.world.cut_sync(at_write, is_committed=is_committed)
        self._count(f"dies {where.value}")

    @rule(is_line=st.booleans())
    def the_line_or_the_centre_goes_or_comes(self, is_line: bool) -> None:
        if is_line:
            self.world.turn_line()
        else:
            self.world.turn_centre()
        self._count("line" if is_line else "centre")

    @precondition(lambda self: len(self.world.office_copies) < COPIES_MAX)
    @rule()
    def the_office_is_backed_up(self) -> None:
        self.world.back_up_office()
        self._count("office backed up")

    @precondition(lambda self: self.world.office_copies)
    @rule(choice=some)
    def the_office_is_restored(self, choice: int) -> None:
        self.world.restore_office(choice)
        self._count("office restored")

    @precondition(lambda self: self.world.is_serving and len(self.world.centre_copies) < COPIES_MAX)
    @rule()
    def the_centre_is_backed_up(self) -> None:
        self.world.back_up_centre()
        self._count("centre backed up")

    @precondition(lambda self: self.world.may_restore_centre and self.rare["centre restored"] < RARE_MAX)
    @rule(choice=some)
    def the_centre_is_restored(self, choice: int) -> None:
        self.world.restore_centre(choice)
        self.rare["centre restored"] += 1
        self._count("centre restored")

    @precondition(
        lambda self: self.rare["clone"] < RARE_MAX and self.world.is_reachable and not self.world.is_diverged
    )
    @rule(ours=few, theirs=few, clone_first=st.booleans(), go_on_with_loser=st.booleans())
    def the_disk_is_cloned(self, ours: int, theirs: int, clone_first: bool, go_on_with_loser: bool) -> None:
        self.world.clone(ours, theirs, clone_first=clone_first, go_on_with_loser=go_on_with_loser)
        self.rare["clone"] += 1
        self._count("clone")

    @precondition(lambda self: self.world.is_reachable and self.world.is_forked)
    @rule()
    def the_counter_is_replaced(self) -> None:
        self.world.replace()
        self._count("replace")

    @invariant()
    def nothing_is_lost_or_doubled(self) -> None:
        self.world.check()
        self._count("step")

    def teardown(self) -> None:
        try:
            self.world.come_to_rest()
        finally:
            self.world.close()
            shutil.rmtree(self._directory)


@pytest.fixture
def still_centre(postgres: Postgres) -> Iterator[RunningCentre]:
    """A gateway with publications, whose projector has its turns when the test says so."""
    running = RunningCentre(postgres, parts=False)
    yield running
    running.close()


@pytest.mark.timeout(7_200 if LONG else 900)
def test_no_order_of_events_loses_or_doubles_anything(still_centre: RunningCentre, tmp_path: Path) -> None:
    happened: Tally[str] = Tally()
    run_state_machine_as_test(
        lambda: OfficeAndCentre(still_centre, tmp_path, happened),
        settings=settings(
            max_examples=120 if LONG else 8,
            stateful_step_count=50 if LONG else 35,
            derandomize=not LONG,  # the normal mode plays the same lives each time
            phases=set(Phase) if LONG else {Phase.generate},  # and shortens none that fails
            print_blob=True,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    print(dict(sorted(happened.items())))

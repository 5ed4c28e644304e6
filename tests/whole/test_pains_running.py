"""Proves, in whole offices with a whole centre, that the running of things survives what stopped others.

Each test is a scene from the list of pains in docs/testing.md: links that lie, timers that never fire,
programs that die holding a lock, a centre that comes back from its backup.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.centre import RunningCentre
from support.counter_process import Nursery
from support.fault_proxy import Fault, FaultProxy, eventually
from support.whole_office import (
    PASSPHRASE,
    Acts,
    enrolled,
    held_lines,
    own_head,
    own_lines,
    request,
    side,
    signed_in,
    sync,
)
from support.world_parts import CLERK

from app.local_db import backup, sync_state
from app.local_db.errors import StoreLocked
from app.local_db.place import Place
from app.local_db.queries import applications
from app.local_db.queries.queue import counts
from app.local_db.store import open_store
from app.local_db.verify import verify
from app.office.accept import accept
from app.office.counter import Counter, open_counter
from app.sync.lanes import SyncService
from app.sync.sync_once import Outcome

JOURNAL = "/v1/journal"
Start = Callable[[Counter], SyncService]


@pytest.fixture
def nursery(centre: RunningCentre, line: FaultProxy, office: str, tmp_path: Path) -> Iterator[Nursery]:
    """A counter that runs in a process of its own when told to, at the end of the line."""
    counter = enrolled(centre, tmp_path / "counter", office, url=line.url)
    signed_in(counter)
    counter.close()
    made = Nursery(tmp_path / "counter", "pains")
    yield made
    made.close()


def test_a_portal_in_the_centres_place_is_an_outage_and_nothing_waits_for_a_cable(
    line: FaultProxy, counter: Counter, start: Start
) -> None:
    """Pain 4: the local network was up, the way to the centre was not, and no event ever said so."""
    line.next(Fault.INSTEAD, "", times=10_000)
    service = start(counter)
    taken = [accept(counter, CLERK, request(counter, f"r-{n}")) for n in range(5)]
    eventually(lambda: "outage.started" in side(counter).kinds())
    assert [each.seq for each in taken] == sorted(each.seq for each in taken)
    assert side(counter).state.link != "up"
    again = open_store(counter.store.place, counter.store.keys, write=False)
    with again.read() as conn:  # all of it is on disk, for any program to read
        assert counts(conn, day=_day(counter)).pending >= 5
    again.close()
    line.calm()
    eventually(lambda: side(counter).is_level, 20)
    assert service.link is not None
    assert service.link.state == "up"


def test_what_was_being_sent_at_a_kill_is_unknown_at_the_next_start_and_asked_for(
    centre: RunningCentre, line: FaultProxy, nursery: Nursery, tmp_path: Path
) -> None:
    """Pain 6: 'sending' for ever; neither a reload nor a new log-in helped."""
    line.next(Fault.HANG, JOURNAL, method="POST", times=1_000)
    nursery.start(1)
    nursery.wait(lambda: line.count(JOURNAL, "POST") >= 1 and "receipt" in nursery.told[-1])
    nursery.kill()
    line.release()
    line.calm()
    counter = open_counter(Place(tmp_path / "counter"), PASSPHRASE, write=True)
    with counter.store.read() as conn:
        assert sync_state.read(conn).sending_unknown
        assert counts(conn, day=_day(counter)).sending == 0
    line.seen.clear()
    assert sync(counter).outcome is Outcome.LEVEL
    calls = [(e.method, e.path.split("?")[0]) for e in line.seen if e.path.startswith(JOURNAL)]
    assert calls[0] == ("GET", f"{JOURNAL}/head")
    assert held_lines(centre, counter.identity.device) == own_lines(counter)
    counter.close()


def test_the_queue_moves_again_by_itself_when_the_centre_is_back(
    centre: RunningCentre, counter: Counter, start: Start
) -> None:
    """Pain 12: 'will retry', and never did until the next thing was written."""
    start(counter)
    eventually(lambda: side(counter).state.link == "up")
    centre.stop()
    for number in range(3):
        accept(counter, CLERK, request(counter, f"r-{number}"))
    eventually(lambda: "outage.started" in side(counter).kinds())
    centre.start()
    eventually(lambda: side(counter).is_level, 20)
    assert held_lines(centre, counter.identity.device) == own_lines(counter)


def test_neither_a_feed_that_hangs_nor_a_batch_that_hangs_keeps_a_citizen_or_the_other_waiting(
    centre: RunningCentre, line: FaultProxy, counter: Counter, start: Start
) -> None:
    """Pain 13: one large upload froze sending and receiving for two days, and nobody saw it."""
    line.next(Fault.HANG, "/v1/feed", times=1_000)
    start(counter)
    taken = accept(counter, CLERK, request(counter, "r-1"))
    eventually(lambda: side(counter).is_level)
    line.calm()
    line.release()
    line.next(Fault.REFUSE, JOURNAL, method="POST", times=1_000)
    late = accept(counter, CLERK, request(counter, "r-2"))

    def has_tracking() -> bool:
        with counter.store.read() as conn:
            row = applications.find_by_receipt(conn, taken.receipt)
        return row is not None and bool(row.tracking)

    eventually(has_tracking, 20)
    assert own_head(counter).seq >= late.seq
    assert not side(counter).is_level
    line.calm()
    eventually(lambda: side(counter).is_level, 20)


def test_a_centre_from_an_older_backup_is_filled_again_while_the_office_serves(
    centre: RunningCentre, line: FaultProxy, counter: Counter, start: Start
) -> None:
    """Pain 15: the checkpoints said 'sent', the restored server had nothing, and it was gone for good."""
    accept(counter, CLERK, request(counter, "r-1"))
    assert sync(counter).outcome is Outcome.LEVEL
    old = centre.backup()
    start(counter)
    for number in range(2, 12):
        accept(counter, CLERK, request(counter, f"r-{number}"))
    eventually(lambda: side(counter).is_level, 20)
    centre.restore(old)
    accept(counter, CLERK, request(counter, "r-12"))
    device = counter.identity.device
    eventually(lambda: held_lines(centre, device) == own_lines(counter), 30)
    eventually(lambda: centre.query("SELECT count(*) FROM receipts") == [(12,)], 20)
    eventually(lambda: _without_tracking(counter) == 0, 20)
    assert set(Acts(own_lines(counter)).applications.values()) == {1}
    assert verify(counter.store).ok


def test_a_restored_office_gets_its_own_back_and_does_not_overwrite_itself(
    centre: RunningCentre, counter: Counter, tmp_path: Path
) -> None:
    """Pain 17: a restored image was two devices with one id, and one overwrote the other."""
    accept(counter, CLERK, request(counter, "r-1"))
    backup.backup_to(counter.store, tmp_path / "copy.db")
    receipts = [accept(counter, CLERK, request(counter, f"r-{n}")).receipt for n in range(2, 8)]
    assert sync(counter).outcome is Outcome.LEVEL
    before = own_lines(counter)
    counter.close()
    backup.restore_from(counter.store.place, counter.store.keys, tmp_path / "copy.db")
    restored = Counter.open(counter.store.place, counter.store.keys, write=True)
    assert sync(restored).outcome is Outcome.LEVEL
    assert own_lines(restored)[: len(before)] == before
    assert side(restored).kinds()[len(before) :] == ["store.restored"]
    next_one = accept(restored, CLERK, request(restored, "r-8"))
    assert next_one.receipt not in receipts
    assert sync(restored).outcome is Outcome.LEVEL
    assert held_lines(centre, restored.identity.device) == own_lines(restored)
    restored.close()


def test_serving_syncing_reading_copying_and_checking_share_one_store(
    counter: Counter, tmp_path: Path, start: Start
) -> None:
    """Pain 18: 'database is locked' broke the sync and the screens."""
    start(counter)
    failures: list[BaseException] = []
    is_over = threading.Event()

    def again_and_again(work: Callable[[int], object]) -> threading.Thread:
        def loop() -> None:
            turn = 0
            try:
                while not is_over.is_set():
                    turn += 1
                    work(turn)
            except BaseException as error:  # noqa: BLE001 - told to the thread that waits
                failures.append(error)

        thread = threading.Thread(target=loop)
        thread.start()
        return thread

    def read_from_another_handle(_: int) -> None:
        with open_store(counter.store.place, counter.store.keys, write=False) as other, other.read() as conn:
            counts(conn, day=_day(counter))

    def write_from_another_handle(_: int) -> None:
        with pytest.raises(StoreLocked):
            open_store(counter.store.place, counter.store.keys, write=True)

    threads = [
        again_and_again(lambda turn: backup.backup_to(counter.store, tmp_path / f"{turn}.db")),
        again_and_again(lambda _: verify(counter.store)),
        again_and_again(read_from_another_handle),
        again_and_again(write_from_another_handle),
    ]
    for number in range(60):
        accept(counter, CLERK, request(counter, f"r-{number}"))
    is_over.set()
    for thread in threads:
        thread.join()
    assert failures == []
    eventually(lambda: side(counter).is_level, 20)
    assert verify(counter.store).ok


def test_a_counter_that_died_holding_the_lock_starts_again_at_once_and_goes_on(
    centre: RunningCentre, nursery: Nursery, tmp_path: Path
) -> None:
    """Pain 19: a job that died once was never run again; its 'running' flag outlived the reboot."""
    for _ in range(2):
        nursery.start(1)
        nursery.wait_for_answer()
        nursery.kill()
    assert Place(tmp_path / "counter").lock_file.exists()
    nursery.start(1)
    nursery.wait(lambda: sum("receipt" in line for line in nursery.told) > 5)
    device = next(device for (device,) in centre.query("SELECT device FROM devices"))
    eventually(lambda: len(held_lines(centre, device)) > 5, 20)
    nursery.kill()


def _day(counter: Counter) -> str:
    return counter.day(counter.now())[0]


def _without_tracking(counter: Counter) -> int:
    with counter.store.read() as conn:
        missing = "SELECT count(*) FROM applications WHERE tracking IS NULL"
        return int(conn.exec_driver_sql(missing).scalar_one())

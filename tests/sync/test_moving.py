"""What a new counter takes along from the one it replaces is what the centre lacks now, whatever befell it.

Real stores, a real gateway, and backups of either side put back.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.centre import RunningCentre
from support.fault_proxy import Fault, FaultProxy
from support.line_office import Office, enrolled, opened

from app.domain.chain import Head, genesis
from app.domain.entry import decode
from app.local_db import journal
from app.sync.moving import Lacking, carry_missing, carry_over, find_common, find_lacking
from app.sync.recover import StoppedByFork
from app.sync.sync_once import Outcome


@pytest.fixture
def new(gateway: RunningCentre, line: FaultProxy, office: Office, tmp_path: Path) -> Iterator[Office]:
    """Another device of the same office, to take the counter's place."""
    counter = enrolled(gateway, line.url, tmp_path / "new", office.code)
    yield counter
    counter.store.close()


def own(office: Office) -> list[bytes]:
    with office.store.read() as conn:
        return journal.lines_after(conn, 0, 1_000_000, 1 << 40)


def held(gateway: RunningCentre, device: str) -> list[bytes]:
    """The lines that the centre holds of a device, as that device wrote them."""
    rows = gateway.query("SELECT line FROM journal WHERE device = %s ORDER BY seq", device)
    return [bytes(row[0]) for row in rows]


def carried(gateway: RunningCentre, by: Office, origin: Office) -> list[bytes]:
    """The former device's lines that the centre holds because another carried them."""
    entries = [decode(line) for line in held(gateway, by.device)]
    return [
        str(entry.data["entry"]).encode()
        for entry in entries
        if entry.kind == "entry.carried" and entry.data["origin"]["device"] == origin.device
    ]


def restore(gateway: RunningCentre, line: FaultProxy, backup: str) -> None:
    gateway.restore(backup)
    line.target = gateway.base_url


def replace(office: Office, new: Office) -> int:
    """Carry over and send; how many entries."""
    centre = new.centre()
    try:
        found = carry_missing(office.store, new.store, centre, new.clock)
    finally:
        centre.close()
    assert new.sync().outcome is Outcome.LEVEL
    return found


def cloned(office: Office, directory: Path) -> tuple[Office, Office]:
    """The counter again, and its clone."""
    keys = office.store.keys
    again = office.copied(directory)
    return again, opened(directory, keys)


def test_a_centre_restored_to_before_the_fork_gets_what_it_lost_from_the_replaced_counter(
    gateway: RunningCentre, line: FaultProxy, office: Office, tmp_path: Path
) -> None:
    """Pain 15 and 17: what the centre had confirmed before the fork is nowhere but in the old store."""
    office.accept(10)
    office.sync()
    backup = gateway.backup()
    line.target = gateway.base_url
    office.accept(20)
    assert office.sync().outcome is Outcome.LEVEL
    office, clone = cloned(office, tmp_path / "clone")
    office.accept(3)
    office.sync()
    clone.accept(4)
    outcome = clone.sync()
    assert isinstance(outcome.error, StoppedByFork)
    assert clone.state.fork_seq == 31
    restore(gateway, line, backup)

    new = enrolled(gateway, line.url, tmp_path / "new", office.code)
    assert replace(clone, new) == 24
    moved = new.data("device.moved")
    assert [(m["origin_seq"], m["carried"]) for m in moved] == [(10, 24)]
    assert held(gateway, clone.device) + carried(gateway, new, clone) == own(clone)
    assert office.sync().outcome is Outcome.LEVEL, "the other PC sends what it has, as ever"
    assert held(gateway, office.device) == own(office)
    assert replace(clone, new) == 0
    for each in (office, clone, new):
        each.store.close()


def test_the_last_common_entry_is_found_where_a_third_history_took_the_devices_place(
    gateway: RunningCentre, line: FaultProxy, office: Office, tmp_path: Path
) -> None:
    """Pain 17: the centre went back, and another copy of the disk was the first to send."""
    office.accept(10)
    office.sync()
    backup = gateway.backup()
    line.target = gateway.base_url
    office.accept(7)
    office, early = cloned(office, tmp_path / "early")
    office.accept(20)
    office.sync()
    office, late = cloned(office, tmp_path / "late")
    office.accept(1)
    office.sync()
    late.accept(2)
    late.sync()
    assert late.state.fork_seq == 38
    restore(gateway, line, backup)
    early.accept(200)
    assert early.sync().outcome is Outcome.LEVEL

    new = enrolled(gateway, line.url, tmp_path / "new", office.code)
    centre = new.centre()
    line.seen.clear()
    assert find_common(late.store, centre).seq == 17
    assert line.count("/v1/journal?", "GET") <= 7
    centre.close()
    assert replace(late, new) == 22
    assert own(early)[:17] + carried(gateway, new, late) == own(late)
    for each in (office, early, late, new):
        each.store.close()


def test_an_old_store_that_is_behind_the_centre_has_nothing_to_carry(
    office: Office, new: Office, tmp_path: Path
) -> None:
    office.accept(5)
    office.sync()
    office, older = cloned(office, tmp_path / "older")
    office.accept(5)
    office.sync()
    assert replace(older, new) == 0
    for each in (office, older):
        each.store.close()


def test_a_centre_that_does_not_know_the_old_counter_gets_its_whole_journal(
    gateway: RunningCentre, line: FaultProxy, tmp_path: Path
) -> None:
    """Pain 15: the backup is older than the counter."""
    code = gateway.add_office("0871")
    backup = gateway.backup()
    line.target = gateway.base_url
    old = enrolled(gateway, line.url, tmp_path / "old", code)
    old.accept(12)
    assert old.sync().outcome is Outcome.LEVEL
    restore(gateway, line, backup)
    assert old.sync().outcome is Outcome.REFUSED
    new = enrolled(gateway, line.url, tmp_path / "new", code)
    assert replace(old, new) == len(own(old))
    assert carried(gateway, new, old) == own(old)
    old.store.close()
    new.store.close()


def test_what_a_revoked_counter_had_sent_is_known_to_its_neighbours(
    gateway: RunningCentre, office: Office, new: Office
) -> None:
    office.accept(5)
    office.sync()
    office.accept(2)
    gateway.revoke(office.device)
    assert replace(office, new) == 2


def test_entries_that_an_archived_store_alone_still_has_are_noticed_and_carried_once(
    gateway: RunningCentre, office: Office, new: Office
) -> None:
    """Pain 15: the centre lost them since; what was carried before is neither missed nor repeated."""
    office.accept(9)
    office.sync()
    office.accept(4)
    with office.store.read() as conn:
        at_nine, at_six = journal.hash_at(conn, 9), journal.hash_at(conn, 6)
    assert at_nine is not None
    assert carry_over(office.store, new.store, new.clock, Head(9, at_nine)) == 4
    assert new.sync().outcome is Outcome.LEVEL
    centre = new.centre()
    assert find_lacking(new.store, centre) == []
    gateway.query("DELETE FROM journal WHERE device = %s AND seq > 6", office.device)
    gateway.query("UPDATE devices SET head_seq = 6, head_hash = %s WHERE device = %s", at_six, office.device)
    assert find_lacking(new.store, centre) == [Lacking(office.device, 6, 9)]
    assert replace(office, new) == 3
    assert find_lacking(new.store, centre) == []
    assert replace(office, new) == 0
    centre.close()
    assert held(gateway, office.device) + sorted(carried(gateway, new, office), key=_seq) == own(office)


def test_a_counter_that_served_on_after_its_entries_were_carried_has_the_rest_carried_too(
    gateway: RunningCentre, office: Office, new: Office
) -> None:
    office.accept(3)
    start = genesis(office.device)
    assert carry_over(office.store, new.store, new.clock, start) == 3
    office.accept(2)
    assert carry_over(office.store, new.store, new.clock, start) == 5, "in one piece, so that each is proved"
    assert carry_over(office.store, new.store, new.clock, start) == 0
    assert new.sync().outcome is Outcome.LEVEL
    assert set(carried(gateway, new, office)) == set(own(office))


def _seq(line: bytes) -> int:
    return decode(line).seq


def test_scans_that_were_not_sent_go_along_under_the_new_keys(
    line: FaultProxy, office: Office, new: Office
) -> None:
    office.accept(scans=office.keep(b"sent"))
    office.sync()
    line.next(Fault.REFUSE, "/v1/documents", times=9)
    office.accept(scans=office.keep(b"its entry was sent"))
    assert office.sync().documents_waiting == 1
    line.calm()
    office.accept(scans=office.keep(b"was not sent"))
    office.accept(scans=office.keep(b"go"))
    min(office.store.place.documents.iterdir(), key=lambda file: file.stat().st_size).unlink()
    assert replace(office, new) == 2
    assert new.kinds().count("document.added") == 1
    assert new.sync().outcome is Outcome.LEVEL
    assert sorted(state for state, _ in new.scans()) == ["held", "held", "lost"]
    replace(office, new)
    assert new.kinds().count("document.added") == 1

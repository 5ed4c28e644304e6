"""Restored and cloned stores, a restored centre, and a counter that sends through its neighbour.

Backups are what careless people make: copies of the store's files, a copy of the centre's database.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.centre import RunningCentre
from support.fault_proxy import Fault, FaultProxy
from support.line_office import Office, enrolled, opened

from app.domain.entry import decode
from app.local_db import journal, sync_state
from app.local_db.keys import Keys
from app.sync import carry
from app.sync.errors import ProblemAnswer
from app.sync.moving import NothingToCarryInto, carry_missing
from app.sync.recover import StoppedByFork
from app.sync.sync_once import Outcome


def held(gateway: RunningCentre, office: Office) -> list[bytes]:
    """The lines that the centre holds of this counter."""
    rows = gateway.query("SELECT line FROM journal WHERE device = %s ORDER BY seq", office.device)
    return [bytes(row[0]) for row in rows]


def own(office: Office) -> list[bytes]:
    with office.store.read() as conn:
        return journal.lines_after(conn, 0, 1_000_000, 1 << 40)


class Shelf:
    """Copies of a counter's files, and the counters opened from them."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._open: list[Office] = []
        self._count = 0

    def shelve(self, office: Office) -> tuple[Path, Keys, Office]:
        """A copy, the keys to it, and the counter open again."""
        self._count += 1
        copy = self._root / f"copy-{self._count}"
        keys = office.store.keys
        again = office.copied(copy)
        self._open.append(again)
        return copy, keys, again

    def open(self, copy: Path, keys: Keys) -> Office:
        """The counter of a copy."""
        counter = opened(copy, keys)
        self._open.append(counter)
        return counter

    def close(self) -> None:
        for counter in self._open:
            counter.store.close()


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    kept = Shelf(tmp_path)
    yield kept
    kept.close()


def test_a_centre_restored_from_an_older_backup_gets_again_what_it_lost(
    gateway: RunningCentre, line: FaultProxy, office: Office
) -> None:
    """Pain 15: the office keeps what was confirmed, and the centre's past can change."""
    office.accept(30)
    office.sync()
    backup = gateway.backup()
    line.target = gateway.base_url
    office.accept(40)
    assert office.sync().outcome is Outcome.LEVEL
    gateway.restore(backup)
    line.target = gateway.base_url
    office.accept(5)
    outcome = office.sync()
    assert outcome.outcome is Outcome.LEVEL
    assert outcome.sent == 45
    assert held(gateway, office) == own(office)


def test_a_centre_restored_in_the_middle_of_a_drain_says_behind_and_gets_the_rest(
    gateway: RunningCentre, line: FaultProxy, office: Office
) -> None:
    """Pain 15: ``journal-behind`` is answered with what lies after the head it names."""
    office.accept(10)
    office.sync()
    office.accept(2_000)
    head = office.head
    with office.store.read() as conn:
        digest = journal.hash_at(conn, 4)
    assert digest is not None
    line.next(
        Fault.INSTEAD,
        "/v1/journal",
        method="POST",
        status=409,
        content_type="application/problem+json",
        body=(
            b'{"type":"urn:daftar:problem:journal-behind","title":"behind","status":409,'
            b'"head":{"seq":4,"hash":"%s"}}' % digest.hex().encode()
        ),
    )
    assert office.sync().outcome is Outcome.LEVEL
    assert office.state.acknowledged == head
    assert held(gateway, office) == own(office)


def test_an_office_restored_from_a_backup_fetches_its_own_entries_back(
    gateway: RunningCentre, office: Office, shelf: Shelf
) -> None:
    """Pain 17: a restored store asks first, gets its entries back, and says that it did."""
    office.accept(20)
    office.sync()
    copy, keys, office = shelf.shelve(office)
    office.accept(1_300)
    office.sync()
    before = own(office)
    office.store.close()
    restored = shelf.open(copy, keys)
    outcome = restored.sync()
    assert outcome.outcome is Outcome.LEVEL
    assert own(restored)[:1_320] == before
    assert restored.data("store.restored") == [
        {"from_seq": 21, "to_seq": 1_320, "hash": restored.data("store.restored")[0]["hash"]}
    ]
    assert restored.kinds()[1_320:] == ["store.restored"]
    assert held(gateway, restored) == own(restored)


@pytest.mark.parametrize("fault", [Fault.TRUNCATE, Fault.REPLACE, Fault.DROP_ANSWER])
def test_entries_that_come_back_spoilt_are_not_applied_in_part(
    line: FaultProxy, office: Office, shelf: Shelf, fault: Fault
) -> None:
    office.accept(5)
    office.sync()
    copy, keys, office = shelf.shelve(office)
    office.accept(50)
    office.sync()
    office.store.close()
    restored = shelf.open(copy, keys)
    line.next(fault, "/v1/journal?", method="GET")
    assert restored.sync().outcome is Outcome.UNREACHABLE
    assert len(own(restored)) == 6  # five, and the outage that this was
    assert "store.restored" not in restored.kinds()


def test_changed_entries_from_the_centre_are_not_taken(
    line: FaultProxy, office: Office, shelf: Shelf
) -> None:
    office.accept(5)
    office.sync()
    copy, keys, office = shelf.shelve(office)
    office.accept(3)
    office.sync()
    lines = own(office)[5:]
    office.store.close()
    restored = shelf.open(copy, keys)
    line.next(
        Fault.REPLACE,
        "/v1/journal?",
        method="GET",
        times=9,
        content_type="application/x-ndjson",
        body=b"\n".join(lines).replace(b'"amount_rials":1000', b'"amount_rials":9000'),
    )
    outcome = restored.sync()
    assert outcome.outcome is Outcome.UNREACHABLE
    assert restored.kinds().count("application.accepted") == 5


def test_a_cloned_store_stops_sending_and_keeps_serving(
    gateway: RunningCentre, office: Office, shelf: Shelf
) -> None:
    """Pain 17: two heads on one chain: stop, say so, keep both."""
    office.accept(10)
    office.sync()
    copy, keys, office = shelf.shelve(office)
    clone = shelf.open(copy, keys)
    office.accept(3)
    assert office.sync().outcome is Outcome.LEVEL
    clone.accept(2)
    outcome = clone.sync()
    assert outcome.outcome is Outcome.FORK
    assert isinstance(outcome.error, StoppedByFork)
    assert clone.state.fork_seq == 11
    clone.accept(5)
    assert clone.sync().outcome is Outcome.FORK
    assert clone.head.seq == 17
    assert held(gateway, office) == own(office)


def test_a_fork_that_the_gateway_finds_is_persisted(office: Office, shelf: Shelf) -> None:
    """Pain 17: also when the clone is ahead, so that its batch is what shows it."""
    office.accept(10)
    office.sync()
    copy, keys, office = shelf.shelve(office)
    clone = shelf.open(copy, keys)
    office.accept(1)
    office.sync()
    clone.accept(20)
    assert clone.sync().outcome is Outcome.FORK
    assert clone.state.fork_seq == 11


def test_a_head_that_lies_is_no_fork(line: FaultProxy, gateway: RunningCentre, office: Office) -> None:
    """A fork is proved by the entries themselves before anything stops."""
    office.accept(10)
    office.sync()
    line.next(
        Fault.REPLACE,
        "/v1/journal/head",
        content_type="application/json",
        body=b'{"seq":7,"hash":"%s"}' % (b"ab" * 32),
    )
    assert office.sync().outcome is Outcome.UNREACHABLE
    assert office.state.fork_seq is None
    assert office.sync().outcome is Outcome.LEVEL
    assert held(gateway, office) == own(office)


def test_unsent_entries_of_a_forked_counter_move_to_the_new_one_with_their_origin(
    gateway: RunningCentre, line: FaultProxy, office: Office, shelf: Shelf, tmp_path: Path
) -> None:
    """Pain 17: re-enrol, and keep both: every receipt of the clone reaches the centre under its origin."""
    office.accept(10)
    office.sync()
    copy, keys, office = shelf.shelve(office)
    clone = shelf.open(copy, keys)
    office.accept(3)
    office.sync()
    clone.accept(4)
    clone.sync()
    unsent = own(clone)[10:]
    new = enrolled(gateway, line.url, tmp_path / "new", office.code)
    centre = new.centre()
    assert carry_missing(clone.store, new.store, centre, new.clock) == 4
    assert carry_missing(clone.store, new.store, centre, new.clock) == 0
    centre.close()
    assert new.kinds() == ["device.moved", *["entry.carried"] * 4]
    moved = new.data("device.moved")[0]
    assert moved["origin"] == clone.device
    assert (moved["origin_seq"], moved["carried"]) == (10, 4)
    carried = new.data("entry.carried")
    assert [str(each["entry"]).encode() for each in carried] == unsent
    with clone.store.read() as conn:
        last = journal.hash_at(conn, 14)
    assert last is not None
    assert carried[-1]["origin"] == {
        "device": clone.device,
        "seq": 14,
        "hash": last.hex(),
    }
    assert new.sync().outcome is Outcome.LEVEL
    assert held(gateway, new) == own(new)
    new.store.close()


def test_nothing_is_carried_into_the_same_counter(office: Office) -> None:
    centre = office.centre()
    with pytest.raises(NothingToCarryInto):
        carry_missing(office.store, office.store, centre, office.clock)
    centre.close()


def test_a_neighbour_sends_the_batches_of_a_counter_whose_line_is_down(
    gateway: RunningCentre, line: FaultProxy, office: Office, tmp_path: Path
) -> None:
    """Pain 4: what is on disk can travel by any hand; the signature proves it, not the carrier."""
    office.accept(2_300)
    file = tmp_path / "unsent.ndjson"
    assert carry.export_unsent(office.store, office.signer, file) == 2_300
    assert file.stat().st_mode & 0o077 == 0
    neighbour = enrolled(gateway, line.url, tmp_path / "neighbour", office.code)
    centre = neighbour.centre()
    for _ in range(2):  # by two hands, or twice by one
        device, head = carry.carry_file(centre, file)
        assert (device, head) == (office.device, office.head)
    centre.close()
    neighbour.store.close()
    assert held(gateway, office) == own(office)
    assert not office.is_level  # only the centre's own word counts
    line.seen.clear()
    assert office.sync().outcome is Outcome.LEVEL
    assert line.count("/v1/journal", "POST") == 0


def test_a_file_that_was_changed_on_its_way_is_not_sent(
    gateway: RunningCentre, line: FaultProxy, office: Office, tmp_path: Path
) -> None:
    office.accept(5)
    file = tmp_path / "unsent.ndjson"
    carry.export_unsent(office.store, office.signer, file)
    whole = file.read_bytes()
    neighbour = enrolled(gateway, line.url, tmp_path / "neighbour", office.code)
    centre = neighbour.centre()
    for spoilt in (whole.replace(b"9900000013", b"9900000021", 1), whole[:-700], b"", b"{}\n"):
        file.write_bytes(spoilt)
        with pytest.raises(carry.NotBatches):
            carry.carry_file(centre, file)
    centre.close()
    neighbour.store.close()
    assert held(gateway, office) == []


def test_another_offices_entries_are_not_carried(
    gateway: RunningCentre, line: FaultProxy, office: Office, tmp_path: Path
) -> None:
    stranger = enrolled(gateway, line.url, tmp_path / "stranger", gateway.add_office("0999"))
    office.accept(2)
    file = tmp_path / "unsent.ndjson"
    carry.export_unsent(office.store, office.signer, file)
    centre = stranger.centre()
    with pytest.raises(ProblemAnswer) as refused:
        carry.carry_file(centre, file)
    assert refused.value.problem_type == "not-your-office"
    centre.close()
    stranger.store.close()


def test_a_local_entry_is_never_replaced_by_the_centres_copy(office: Office, shelf: Shelf) -> None:
    """Pain 3: the server's copy never overwrites what happened here."""
    office.accept(3)
    office.sync()
    copy, keys, office = shelf.shelve(office)
    office.accept(2)
    office.sync()
    clone = shelf.open(copy, keys)
    clone.accept(1)
    mine = own(clone)
    assert clone.sync().outcome is Outcome.FORK
    assert own(clone) == mine
    with clone.store.read() as conn:
        assert sync_state.read(conn).acknowledged.seq == 3
    assert decode(mine[-1]).kind == "application.accepted"

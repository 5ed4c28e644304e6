"""Proves what the projector makes of entries carried by another counter, or of a restored or cloned one.

Entries are put into the journal of a real PostgreSQL as the gateway would have.
"""

from __future__ import annotations

from support.held_journal import CentreBase, HeldJournal, project


def test_carried_entries_count_for_the_device_that_wrote_them(base: CentreBase, pc: HeldJournal) -> None:
    dead = base.device()
    sent, unsent = dead.accept(), dead.accept()
    dead.hold(1)
    pc.carry(dead, [1, 2])
    assert project(base, pc) == []
    assert base.rows("SELECT receipt, device, seq FROM applications ORDER BY seq") == [
        (sent["receipt"], dead.device, 1),
        (unsent["receipt"], dead.device, 2),
    ]
    dead.hold()
    assert project(base, dead) == [], "the dead PC came back and sent the rest itself"
    assert len(base.feed(kind="receipt.recorded")) == 2
    assert base.rows("SELECT count(*) FROM payments") == [(2,)]


def test_a_carried_entry_goes_to_the_upstream_with_its_own_fields(base: CentreBase, pc: HeldJournal) -> None:
    dead = base.device()
    dead.accept()
    pc.entry("device.moved", {"origin": dead.device, "origin_seq": 0, "origin_hash": "", "carried": 1})
    pc.carry(dead, [1])
    assert project(base, pc) == []
    assert base.rows("SELECT held_device, held_seq FROM relay_jobs") == [(pc.device, 2)]


def test_a_carried_payment_is_taken_once(base: CentreBase, pc: HeldJournal) -> None:
    dead = base.device()
    dead.pay(dead.accept(unpaid=True))
    pc.carry(dead, [1, 2])
    other = base.device()
    other.carry(dead, [1, 2])
    dead.hold()
    assert project(base, pc, other) == []
    assert base.rows("SELECT state, paid_rials FROM applications") == [("recorded", 900_000)]


def test_a_carried_entry_whose_chain_is_not_proven_is_found(base: CentreBase, pc: HeldJournal) -> None:
    dead = base.device()
    dead.accept()
    dead.accept()
    pc.carry(dead, [2])
    assert project(base, pc) == ["origin-unproven"]
    assert base.rows("SELECT count(*) FROM applications") == [(1,)]


def test_an_entry_carried_from_another_office_is_found_and_not_taken(
    base: CentreBase, pc: HeldJournal
) -> None:
    stranger = base.device("0500")
    stranger.accept()
    pc.carry(stranger, [1])
    assert project(base, pc) == ["origin-unproven"]
    assert base.rows("SELECT count(*) FROM applications") == [(0,)]


def test_entries_of_a_pc_that_the_restored_centre_forgot_are_taken_once_and_found(
    base: CentreBase, pc: HeldJournal
) -> None:
    """Pain 15: the backup is older than the PC that took the money; another PC of the office brings it."""
    forgotten = HeldJournal(base.url, pc.office, 77)
    forgotten.pay(forgotten.accept(unpaid=True))
    forgotten.entry("staff.signed_out", {"staff": "1001", "offline": True})
    pc.carry(forgotten, [1, 2, 3])
    other = base.device()
    other.carry(pc, [1, 2, 3])
    other.carry(forgotten, [1, 2, 3])
    assert project(base, pc, other) == ["origin-unproven"] * 2
    assert base.rows("SELECT state, paid_rials, device FROM applications") == [
        ("recorded", 900_000, forgotten.device)
    ]
    assert len(base.feed(kind="receipt.recorded")) == 1


def test_a_clones_own_entries_are_taken_beside_the_originals(base: CentreBase, pc: HeldJournal) -> None:
    """Pain 17: a cloned disk. Both branches took money; neither may vanish."""
    original = base.device()
    original.accept()
    clone = HeldJournal(base.url, original.office, original.counter, original.device)
    clone.lines, clone.running = list(original.lines), original.running
    ours, theirs = original.accept(), clone.accept()
    original.hold()
    pc.carry(clone, [2])
    assert project(base, original, pc) == ["number-used-twice"]
    found = {row[0] for row in base.rows("SELECT application FROM applications")}
    assert {ours["application"], theirs["application"]} <= found

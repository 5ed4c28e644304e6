"""Proves that the journal keeps exact bytes in one unbroken chain, and takes nothing that breaks it."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.store_rig import START, accept, application, new_store, note

from app.domain.chain import Head, extend, genesis
from app.domain.entry import ENTRY_BYTES_MAX, EntryTooLarge, decode
from app.local_db import journal
from app.local_db.backup import backup_to, restore_from
from app.local_db.errors import ChainBroken
from app.local_db.queries import applications
from app.local_db.store import Store, open_store
from app.local_db.verify import verify


def lines(store: Store) -> list[bytes]:
    with store.read() as conn:
        return journal.lines_after(conn, 0, 1_000, 10**9)


def test_an_empty_journal_ends_at_the_devices_genesis(store: Store) -> None:
    with store.read() as conn:
        assert journal.head(conn) == genesis(store.identity.device)
        assert journal.hash_at(conn, 0) == genesis(store.identity.device).hash
        assert journal.hash_at(conn, 1) is None
        assert journal.find_line(conn, 1) is None


def test_entries_are_chained_over_their_exact_bytes(store: Store) -> None:
    appended = [note(store, "staff.signed_in", {"staff": "1001", "offline": False}, n) for n in range(5)]
    assert [a.entry.seq for a in appended] == [1, 2, 3, 4, 5]
    assert lines(store) == [a.line for a in appended]
    assert extend(genesis(store.identity.device), lines(store)) == appended[-1].head
    with store.read() as conn:
        assert journal.head(conn) == appended[-1].head
        assert journal.hash_at(conn, 3) == appended[2].head.hash
    assert appended[0].entry.device == store.identity.device
    assert appended[0].entry.at == "2026-11-23T08:00:00.000Z"


def test_an_entry_of_an_unknown_kind_is_kept(store: Store) -> None:
    note(store, "parcel.weighed", {"grams": 5})
    assert decode(lines(store)[0]).data == {"grams": 5}
    assert verify(store).ok


def test_a_batch_is_bounded_by_count_and_by_bytes_but_never_empty(store: Store) -> None:
    for number in range(1, 6):
        accept(store, number)
    sizes = [len(line) + 1 for line in lines(store)]
    with store.read() as conn:
        assert len(journal.lines_after(conn, 0, 2, 10**9)) == 2
        assert len(journal.lines_after(conn, 3, 100, 10**9)) == 2
        assert len(journal.lines_after(conn, 0, 100, sum(sizes[:3]))) == 3
        assert len(journal.lines_after(conn, 0, 100, sum(sizes[:3]) - 1)) == 2
        assert len(journal.lines_after(conn, 0, 100, 1)) == 1
        assert journal.lines_after(conn, 5, 100, 1) == []


def test_an_entry_that_is_too_large_is_refused_and_leaves_nothing(store: Store) -> None:
    with pytest.raises(EntryTooLarge):
        accept(store, 1, fields={"note": "x" * ENTRY_BYTES_MAX})
    assert lines(store) == []
    accept(store, 1)


def test_only_a_writing_transaction_may_append(store: Store) -> None:
    with store.read() as conn, pytest.raises(RuntimeError):
        journal.append(conn, kind="x", staff="", data={}, at=START)


def test_an_older_backup_gets_its_own_entries_back(tmp_path: Path) -> None:
    """Pain 16 and the protocol's 'head ahead of the client's own'."""
    with new_store(tmp_path / "place") as store:
        accept(store, 1)
        backup_to(store, tmp_path / "old.db")
        paid = accept(store, 2)
        accept(store, 3, payments=[], state="captured-unpaid")
        held_by_centre = lines(store)
        with store.read() as conn:
            head = journal.head(conn)
    restore_from(store.place, store.keys, tmp_path / "old.db")
    with open_store(store.place, store.keys, write=True) as store:
        with store.write() as conn:
            assert journal.append_fetched(conn, held_by_centre[1:]) == head
        with store.read() as conn:
            found = applications.find_by_request(conn, "request-2")
            assert found is not None
            assert found.receipt == paid["receipt"]
            assert applications.next_running(conn, 1405) == 4
            assert len(applications.unpaid(conn)) == 1
        assert lines(store) == held_by_centre
        assert verify(store).ok


def test_entries_that_do_not_continue_the_chain_are_not_taken(tmp_path: Path, store: Store) -> None:
    accept(store, 1)
    with new_store(tmp_path / "other") as other:
        accept(other, 1)
        accept(other, 2)
        foreign = lines(other)
    own = lines(store)
    for wrong in ([foreign[1]], [own[0]], [b"not json"], [b'{"seq":2}']):
        with pytest.raises(ChainBroken), store.write() as conn:
            journal.append_fetched(conn, wrong)
    assert lines(store) == own
    accept(store, 2)
    assert verify(store).ok


def test_a_carried_entry_counts_as_its_inner_one_and_once_only(tmp_path: Path, store: Store) -> None:
    with new_store(tmp_path / "old") as old:
        carried = accept(old, 7, receipt="0412-01-05-000007-1")
        old_line = lines(old)[0]
        old_device = old.identity.device
    data = {"origin": {"device": old_device, "seq": 1, "hash": "00" * 32}, "entry": old_line.decode()}
    note(store, "entry.carried", data)
    note(store, "entry.carried", data)
    note(store, "entry.carried", data | {"entry": "not an entry"})
    note(store, "entry.carried", data | {"entry": old_line.decode().replace('"fee":', '"price":')})
    with store.read() as conn:
        found = applications.full(conn, carried["application"])
        assert found is not None
        assert found.row.seq == 1
        assert found.row.paid_rials == 1500
        assert len(found.payments) == 1
        assert applications.next_running(conn, 1405) == 1
    assert verify(store).ok


def test_receipt_numbers_have_no_gap_even_when_one_was_taken_back(store: Store) -> None:
    def give(number_seen: list[int], *, fails: bool) -> None:
        with store.write() as conn:
            number = applications.next_running(conn, 1405)
            data = application(number)
            journal.append(conn, kind="application.accepted", staff="1001", data=data, at=START)
            if fails:
                raise KeyboardInterrupt
            number_seen.append(number)

    seen: list[int] = []
    for fails in (False, True, False, True, True, False):
        if fails:
            with pytest.raises(KeyboardInterrupt):
                give(seen, fails=True)
        else:
            give(seen, fails=False)
    assert seen == [1, 2, 3]
    with store.read() as conn:
        assert applications.next_running(conn, 1406) == 1


def test_a_broken_chain_is_found_with_the_first_bad_entry(store: Store) -> None:
    from app.local_db.engine import connect

    for number in range(1, 8):
        accept(store, number)
    raw = connect(store.place.store_file, store.keys.store_key)
    raw.execute("UPDATE journal SET bytes = CAST(bytes || X'20' AS BLOB) WHERE seq = 4")
    raw.close()
    found = verify(store)
    assert (found.chain, found.first_bad_seq, found.entries, found.ok) == ("broken", 4, 3, False)
    raw = connect(store.place.store_file, store.keys.store_key)
    raw.execute("DELETE FROM journal WHERE seq = 2")
    raw.close()
    assert verify(store).first_bad_seq == 2


def test_verification_tells_how_far_it_is(store: Store) -> None:
    for number in range(1, 4):
        accept(store, number)
    told: list[tuple[int, int]] = []
    assert verify(store, progress=lambda done, total: told.append((done, total))).ok
    assert told[-1] == (3, 3)


def test_a_head_is_a_value(store: Store) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Head(1, b"short")

"""Proves that the confirmed head moves only to what this chain proves, and that nothing on its way is
guessed: after a restart it is unknown until the centre was asked.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from support.store_rig import accept, new_store

from app.domain.chain import Head
from app.local_db import journal, sync_state
from app.local_db.errors import ChainBroken
from app.local_db.store import Store, open_store


@pytest.fixture
def heads(store: Store) -> list[Head]:
    """The heads after 0 to 5 entries."""
    for number in range(1, 6):
        accept(store, number)
    with store.read() as conn:
        return [Head(seq, journal.hash_at(conn, seq) or b"") for seq in range(6)]


def state(store: Store) -> sync_state.SyncState:
    with store.read() as conn:
        return sync_state.read(conn)


def test_a_new_store_has_nothing_confirmed(store: Store) -> None:
    found = state(store)
    with store.read() as conn:
        assert found.acknowledged == journal.head(conn)
    assert (found.sending_seq, found.sending_unknown, found.fork_seq, found.refused) == (0, False, None, None)
    assert (found.last_exchange_at, found.clock_offset_ms, found.link) == (None, 0, "no-network")


def test_a_confirmed_head_moves_forward_and_a_late_answer_moves_nothing(
    store: Store, heads: list[Head]
) -> None:
    with store.write() as conn:
        sync_state.mark_sending(conn, 4)
        assert sync_state.acknowledge(conn, heads[4], at="2026-11-23T09:00:00.000Z")
        assert not sync_state.acknowledge(conn, heads[2])
        assert not sync_state.acknowledge(conn, heads[4])
    found = state(store)
    assert found.acknowledged == heads[4]
    assert found.last_exchange_at == "2026-11-23T09:00:00.000Z"


def test_a_head_with_another_hash_or_past_the_end_is_not_believed(store: Store, heads: list[Head]) -> None:
    for wrong in (Head(3, bytes(32)), Head(6, heads[5].hash), Head(0, bytes(32))):
        for rewind in (False, True):
            with pytest.raises(ChainBroken), store.write() as conn:
                sync_state.acknowledge(conn, wrong, rewind=rewind)
    assert state(store).acknowledged == heads[0]


def test_a_centre_that_went_back_is_followed_back(store: Store, heads: list[Head]) -> None:
    with store.write() as conn:
        sync_state.mark_sending(conn, 5)
        sync_state.acknowledge(conn, heads[5])
        assert sync_state.acknowledge(conn, heads[2], rewind=True)
    found = state(store)
    assert (found.acknowledged, found.sending_seq) == (heads[2], 2)


def test_what_was_on_its_way_at_the_end_of_the_program_is_unknown_at_the_next_start(tmp_path: Path) -> None:
    """Pain 6 and 10: no in-between state outlives a restart."""
    with new_store(tmp_path / "place") as store:
        for number in range(1, 4):
            accept(store, number)
        with store.write() as conn:
            sync_state.mark_sending(conn, 2)
        assert not state(store).sending_unknown
    with open_store(store.place, store.keys, write=False) as reader:
        assert not state(reader).sending_unknown
    with open_store(store.place, store.keys, write=True) as store:
        assert state(store).sending_unknown
        with store.read() as conn:
            first = Head(1, journal.hash_at(conn, 1) or b"")
        with store.write() as conn:
            sync_state.acknowledge(conn, first)
            assert sync_state.read(conn).sending_unknown
            sync_state.mark_asked(conn)
        found = state(store)
        assert (found.acknowledged.seq, found.sending_seq, found.sending_unknown) == (1, 1, False)


def test_what_was_confirmed_is_not_unknown_any_more(store: Store, heads: list[Head]) -> None:
    with store.write() as conn:
        sync_state.mark_sending(conn, 3)
        sync_state.mark_unknown(conn)
        assert sync_state.read(conn).sending_unknown
        sync_state.acknowledge(conn, heads[3])
        assert not sync_state.read(conn).sending_unknown
        sync_state.mark_unknown(conn)
        assert not sync_state.read(conn).sending_unknown


def test_the_links_own_facts_are_kept(store: Store) -> None:
    heard: list[frozenset[str]] = []
    store.on_change(heard.append)
    with store.write() as conn:
        sync_state.set_offset(conn, -1500)
        sync_state.set_fork(conn, 7)
        sync_state.set_refused(conn, "too-large")
        sync_state.set_link(conn, "centre-down", "2026-11-23T09:00:00.000Z")
    found = state(store)
    assert (found.clock_offset_ms, found.fork_seq, found.refused) == (-1500, 7, "too-large")
    assert (found.link, found.link_since) == ("centre-down", "2026-11-23T09:00:00.000Z")
    assert heard == [frozenset({"sync", "link"})]
    with store.write() as conn:
        sync_state.set_fork(conn, None)
        sync_state.set_refused(conn, None)
    assert (state(store).fork_seq, state(store).refused) == (None, None)

"""Proves that the read table's state is the one machine's, however the two logs of a life come together.

The table computes it in SQL from columns that each log fills on its own; the machine follows event by event.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.lives import OWN, Written, invented
from support.store_rig import START, item, new_store

from app.domain.life import event_of
from app.domain.story import Said, weave
from app.local_db import feed_log, journal
from app.local_db.queries import applications
from app.local_db.queries.story import centre_words, own_words
from app.local_db.store import Store

STEPS_MAX = 14


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store for all lives: each is of another application."""
    store = new_store(Path(tmp_path_factory.mktemp("lives")) / "place")
    with store.write() as conn:
        feed_log.begin_epoch(conn, "one")
    yield store
    store.close()


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10**9))
def test_the_read_table_and_the_machine_say_the_same_of_every_life(kept: Store, seed: int) -> None:
    dice = random.Random(seed)
    order, life = invented(dice, STEPS_MAX)
    with kept.write() as conn:  # one transaction a life: what is asked is not whether it is durable
        number = journal.head(conn).seq + 1
        written = Written(number)
        own = [event for event in order if event.kind in OWN]
        centre = [event for event in order if event.kind not in OWN]
        late = dice.random() < 0.3  # as after a restore: the centre's words come before the office's own
        for event in [*centre, *own] if late else order:
            if event.kind in OWN:
                journal.append(conn, kind=event.kind, staff="1001", data=written.entry(event), at=START)
            else:
                told = item(feed_log.cursor(conn).seq + 1, event.kind, written.item(event))
                assert feed_log.apply_page(conn, "one", [told]).applied == 1
        row = applications.find(conn, written.data["application"])
        assert row is not None
        assert row.state == life.state
        assert (row.barcode, row.version) == (life.barcode, life.version)
        steps = weave(
            [
                Said(w.seq, event_of(w.entry.kind, w.entry.data), w)
                for w in own_words(conn, row.application, row.seq)
            ],
            [
                Said(w.after_seq, event_of(w.item.kind, w.item.data), w)
                for w in centre_words(conn, row.application)
            ],
        )
    assert len(steps) == len(order)
    assert all(step.fits for step in steps)
    assert steps[-1].life == life

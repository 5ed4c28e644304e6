"""Proves that nobody waits for the projector's backlog: after each batch it holds nothing of the office.

A clerk's change, an upstream's change and a new activation come between two batches of a long journal of
the same office; a lock that a batch had kept would make them fail.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator

import pytest
from support.centre import Postgres
from support.held_journal import CentreBase, HeldJournal

from central import feed, offices
from central.database import Database
from central.projector import batch
from central.projector.knowledge import Publications

SECOND_MAX_ENTRIES = 1_000
"""Entries that are projected well within a second on an office's machine."""
BATCHES, BATCH_ENTRIES = 4, 10


@pytest.fixture
def base(postgres: Postgres) -> Iterator[CentreBase]:
    made = CentreBase(postgres.fresh(), ["0412"])
    yield made
    postgres.drop(made.url)


@pytest.fixture
def backlog(base: CentreBase, monkeypatch: pytest.MonkeyPatch) -> HeldJournal:
    """A journal that takes several batches."""
    monkeypatch.setattr(batch, "BATCH_ENTRIES_MAX", BATCH_ENTRIES)
    journal = base.device()
    for person in range(BATCHES * BATCH_ENTRIES):
        journal.accept(person=person)
    journal.hold()
    return journal


async def _change_staff(database: Database) -> None:
    await offices.add_staff(database, "0412", "2002", "نمونه", ["clerk"], "a long password")


async def _change_upstream(database: Database) -> None:
    told = feed.Decision("upstream.changed", {"name": "passport", "state": "down", "since": "now"})
    async with database.transaction() as conn:
        await feed.append_everywhere(conn, [told])


async def _activate(database: Database) -> None:
    await offices.make_activation(database, "0412")


@pytest.mark.parametrize("change", [_change_staff, _change_upstream, _activate])
def test_a_change_at_the_office_gets_its_turn_between_two_batches(
    base: CentreBase, backlog: HeldJournal, change: Callable[[Database], Awaitable[None]]
) -> None:
    async def work(database: Database) -> list[int]:
        published, counts = Publications(), []
        while count := await batch.project_batch(database, published):
            counts.append(count)
            await change(database)
        return counts

    assert base.run(work) == [BATCH_ENTRIES] * BATCHES
    assert base.gaps() == []


def test_a_batch_is_short_enough_that_a_second_holds_several() -> None:
    assert batch.BATCH_ENTRIES_MAX <= SECOND_MAX_ENTRIES


def test_a_journal_that_is_growing_is_left_alone_until_it_rests_and_read_at_once_when_that_is_asked(
    base: CentreBase, backlog: HeldJournal
) -> None:
    async def work(database: Database) -> tuple[int, int]:
        published = Publications()
        growing = await batch.project_batch(database, published, settled_s=60)
        return growing, await batch.project_batch(database, published)

    assert base.run(work) == (0, BATCH_ENTRIES)
    base.rows("UPDATE devices SET head_at = now() - interval '61 s' RETURNING head_at")

    async def rested(database: Database) -> int:
        return await batch.project_batch(database, Publications(), settled_s=60)

    assert base.run(rested) == BATCH_ENTRIES

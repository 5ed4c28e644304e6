"""Proves that a reader who follows the feed by cursor sees every item, in order, while many write.

Writers append concurrently from several connections, some roll back; readers poll with a cursor all the
while, as offices do. No item may ever appear behind a cursor that has passed it.
"""

from __future__ import annotations

import asyncio
import random

from support.centre import Postgres
from support.held_journal import CentreBase

from central import feed
from central.database import Database

WRITERS, ITEMS_EACH, READERS = 6, 40, 3


def test_no_item_appears_behind_a_readers_cursor(postgres: Postgres) -> None:
    base = CentreBase(postgres.fresh())
    ((start,),) = base.rows("SELECT seq FROM feed_counters WHERE office = '0412'")
    written: list[int] = []

    async def write(database: Database, seed: int) -> None:
        dice = random.Random(seed)
        for n in range(ITEMS_EACH):
            try:
                async with database.transaction() as conn:
                    items = [feed.Decision("notice.posted", {"n": n}) for _ in range(dice.randrange(1, 4))]
                    last = await feed.append(conn, "0412", items)
                    await asyncio.sleep(dice.random() / 300)
                    if dice.random() < 0.2:
                        raise InterruptedError
                written.extend(range(last - len(items) + 1, last + 1))
            except InterruptedError:
                continue

    async def read(database: Database, done: asyncio.Event) -> list[int]:
        cursor, seen = start, []
        while True:
            ended = done.is_set()
            async with database.autocommit() as conn:
                query = "SELECT seq FROM feed WHERE office = '0412' AND seq > %s ORDER BY seq LIMIT 7"
                rows = await (await conn.execute(query, [cursor])).fetchall()
            seen += [row[0] for row in rows]
            cursor = seen[-1] if seen else cursor
            if ended and not rows:
                return seen
            await asyncio.sleep(0)

    async def work(database: Database) -> list[list[int]]:
        done = asyncio.Event()
        readers = [asyncio.create_task(read(database, done)) for _ in range(READERS)]
        await asyncio.gather(*(write(database, seed) for seed in range(WRITERS)))
        done.set()
        return await asyncio.gather(*readers)

    for seen in base.run(work):
        assert seen == sorted(written)
        assert seen == list(range(start + 1, start + 1 + len(seen)))

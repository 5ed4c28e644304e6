"""Waiting for something to happen to a device or an office, without a connection per waiter."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import Iterator

import psycopg

from central.database import Database
from central.feed import CHANNEL

log = logging.getLogger("daftar.gateway")

LISTEN_AGAIN_S = 1.0
"""Pause before listening anew after the database went away."""


class Bell:
    """Wakes those who wait for a key. Take a ticket, look, then wait on it: nothing is missed."""

    def __init__(self) -> None:
        self._waiting: dict[str, set[asyncio.Event]] = defaultdict(set)

    @contextlib.contextmanager
    def ticket(self, key: str) -> Iterator[asyncio.Event]:
        """An event that is set when the key rings from now on."""
        event = asyncio.Event()
        self._waiting[key].add(event)
        try:
            yield event
        finally:
            self._waiting[key].discard(event)
            if not self._waiting[key]:
                del self._waiting[key]

    def ring(self, key: str) -> None:
        """Wake all who wait for the key."""
        for event in self._waiting.get(key, ()):
            event.set()

    def ring_all(self) -> None:
        """Wake everybody."""
        for key in list(self._waiting):
            self.ring(key)


class FeedBell(Bell):
    """Rings an office's code when its feed grew, in whichever process: one ``LISTEN`` for all waiters."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database = database
        self._task: asyncio.Task[None] | None = None
        self.closed = False

    def start(self) -> None:
        """Begin to listen."""
        self._task = asyncio.create_task(self._listen(), name="feed bell")

    async def close(self) -> None:
        """Stop listening and let all who wait go."""
        self.closed = True
        self.ring_all()
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def _listen(self) -> None:
        while True:
            try:
                async with await self._database.listener() as conn:
                    await conn.execute(f"LISTEN {CHANNEL}")
                    self.ring_all()  # whatever was written while nobody listened
                    async for notice in conn.notifies():
                        self.ring(notice.payload)
            except (psycopg.Error, OSError) as error:
                log.warning("the feed's notifications are interrupted: %s", error)
            await asyncio.sleep(LISTEN_AGAIN_S)


async def wait(event: asyncio.Event, timeout_s: float) -> None:
    """Wait until the event is set, at most ``timeout_s``."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), timeout_s)

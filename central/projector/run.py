"""The projector's loop: as long as some journal has entries past its cursor, project them."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time

import psycopg
from psycopg_pool import PoolTimeout

from central.database import Database
from central.projector.batch import project_batch
from central.projector.knowledge import Publications

log = logging.getLogger("daftar.projector")

IDLE_S = 0.1
"""Pause between two looks at the journals when the last one found nothing."""

SETTLED_S = 0.25
"""A journal that is growing at this moment is left alone: its office waits for the gateway's word that the
entries are durable, and until then the projector would only share processor and disk with that."""

GROWING_S = 2.0
"""After this long a journal that does not stop growing is read all the same, a batch at a time."""

TROUBLE_S = 1.0
"""Pause after the database could not be reached or a transaction was undone."""


async def run(database: Database, stop: asyncio.Event) -> None:
    """Project until ``stop`` is set. Any number of processes may run this on one database."""
    published = Publications()
    read_growing_at = time.monotonic() + GROWING_S
    while not stop.is_set():
        now = time.monotonic()
        is_due = now >= read_growing_at
        if is_due:
            read_growing_at = now + GROWING_S
        try:
            count = await project_batch(database, published, settled_s=0 if is_due else SETTLED_S)
        except (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout) as error:
            log.warning("the projector waits %s s: %s", TROUBLE_S, error)
            await pause(stop, TROUBLE_S)
            continue
        if count:
            await asyncio.sleep(0)
        else:
            await pause(stop, IDLE_S)


async def drain(database: Database) -> int:
    """Project everything that waits now; how many entries that was."""
    published, total = Publications(), 0
    while count := await project_batch(database, published):
        total += count
    return total


async def pause(stop: asyncio.Event, seconds: float) -> None:
    """Wait that long, or until ``stop`` is set."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)

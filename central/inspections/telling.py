"""The teller's loop: as long as some office has not heard of a vehicle that it follows, tell it."""

from __future__ import annotations

import asyncio
import contextlib
import logging

import psycopg
from psycopg_pool import PoolTimeout

from central.database import Database
from central.inspections.following import tell_office

log = logging.getLogger("daftar.inspections")

IDLE_S = 0.2
TROUBLE_S = 1.0
"""Pause after the database could not be reached or a transaction was undone."""


async def run(database: Database, stop: asyncio.Event) -> None:
    """Tell until ``stop`` is set. Any number of processes may run this on one database."""
    while not stop.is_set():
        pause_s = IDLE_S
        try:
            if await tell_office(database):
                continue
        except (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout) as error:
            log.warning("the teller waits %s s: %s", TROUBLE_S, error)
            pause_s = TROUBLE_S
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause_s)


async def drain(database: Database) -> int:
    """Tell everything that waits now; how many marks that was."""
    total = 0
    while count := await tell_office(database):
        total += count
    return total

"""``project``, ``relay``, ``tell`` and ``migrate``: the parts of a centre on their own.

A part is imported by the command that runs it: every other command starts without it.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from collections.abc import Awaitable, Callable

import click

from central.cli.common import Out, Where, command
from central.database import Database, open_database
from central.database import run as run_loop
from central.schema import revision

Part = Callable[[Database, asyncio.Event], Awaitable[None]]


def add(group: click.Group) -> None:
    """Add the commands to ``group``."""

    @command(group=group, name="project")
    def _project(where: Where, out: Out) -> None:
        """Turn journal entries into receipts, findings and feed items, until stopped."""
        from central import projector

        _run_part("projector", projector.run, where, out)

    @command(group=group, name="relay")
    def _relay(where: Where, out: Out) -> None:
        """Hand applications to the national systems and bring their decisions, until stopped."""
        from central import relay

        _run_part("relay", relay.run, where, out)

    @command(group=group, name="tell")
    def _tell(where: Where, out: Out) -> None:
        """Tell offices of the inspections of vehicles that concern them, until stopped."""
        from central.inspections import telling

        _run_part("teller", telling.run, where, out)

    @command(group=group, name="migrate")
    def _migrate(where: Where, out: Out) -> None:
        """Bring the database to this version's schema; every other command does so too."""

        async def work(database: Database) -> str | None:
            return await asyncio.to_thread(revision, database.url)

        found = where.open(work)
        out.say({"revision": found}, f"The schema is at revision {found}.")


def _run_part(name: str, part: Part, where: Where, out: Out) -> None:
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)

    async def main() -> None:
        stop, loop = asyncio.Event(), asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
        async with open_database(url=where.url, data_dir=where.data_dir) as database:
            out.say({"running": name}, f"The {name} is running; stop it with Ctrl+C.")
            await part(database, stop)

    run_loop(main())

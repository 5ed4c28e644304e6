"""The relay's loops: one an upstream, each with its own circuit, so that a sick one holds up no other."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections.abc import Callable
from datetime import datetime

import psycopg
from psycopg_pool import PoolTimeout

from central.database import Database
from central.projector.run import pause
from central.relay import circuit as circuits
from central.relay.applying import Result, apply_outcomes, settle
from central.relay.calls import Came, Outcome, call_all
from central.relay.circuit import Circuit, CircuitState
from central.relay.jobs import begin, take_due, take_in_order
from central.relay.standing import Order, Standing, play_scripts
from central.upstreams import get_upstream
from central.upstreams.adapter import Upstream

log = logging.getLogger("daftar.relay")

IDLE_S = 0.15
"""Pause after a look at the queue that found nothing due."""

TROUBLE_S = 1.0
NAMES_EVERY_S = 2.0
"""How often upstreams that nobody works for yet are looked for."""

SQL_NAMES = "SELECT name FROM upstream_states UNION SELECT upstream FROM relay_jobs WHERE state <> 'done'"
SQL_SAID = "SELECT state, since FROM upstream_states WHERE name = %(name)s"

Find = Callable[[str, Database], Upstream]


async def run(database: Database, stop: asyncio.Event, find: Find = get_upstream) -> None:
    """Hand applications over and ask for decisions until ``stop`` is set, in any number of processes."""
    workers: dict[str, asyncio.Task[None]] = {}
    scripts = asyncio.create_task(play_scripts(database, stop), name="relay scripts")
    try:
        while not stop.is_set():
            try:
                async with database.autocommit() as conn:
                    names = [row[0] for row in await (await conn.execute(SQL_NAMES)).fetchall()]
            except (psycopg.OperationalError, PoolTimeout) as error:
                log.warning("the relay waits %s s: %s", TROUBLE_S, error)
                names = []
            for name in names:
                if name in workers and workers[name].done():
                    log.error("%s: its loop failed and begins anew", name, exc_info=_failure(workers[name]))
                if name not in workers or workers[name].done():
                    worker = Worker(find(name, database), database)
                    workers[name] = asyncio.create_task(worker.run(stop), name=f"relay {name}")
            await pause(stop, NAMES_EVERY_S)
    finally:
        for task in (scripts, *workers.values()):
            task.cancel()
        await asyncio.gather(scripts, *workers.values(), return_exceptions=True)


class Worker:
    """Works for one upstream: a round takes jobs, calls, applies the answers and commits."""

    def __init__(self, upstream: Upstream, database: Database) -> None:
        self.upstream = upstream
        habits = upstream.habits
        self.circuit = Circuit(backoff=circuits.Backoff(habits.backoff_first_s, habits.backoff_max_s))
        self._database = database
        self._said: tuple[str, datetime] | None = None
        self._order = Order()
        self._standing = Standing(upstream.name)

    async def run(self, stop: asyncio.Event) -> None:
        """Rounds until ``stop`` is set, at no more calls a second than the system wants."""
        while not stop.is_set():
            began = time.monotonic()
            try:
                await self._listen_to_operator()
                worked = await self.round()
                await self._standing.tell(self._database, self.circuit)
            except (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout) as error:
                log.warning("%s: the relay waits %s s: %s", self.upstream.name, TROUBLE_S, error)
                await pause(stop, TROUBLE_S)
                continue
            rest_s = worked / self.upstream.habits.calls_per_s - (time.monotonic() - began)
            if not worked:
                await pause(stop, IDLE_S)
            elif rest_s > 0:
                await pause(stop, rest_s)

    async def round(self) -> int:
        """One round; how many jobs it took up."""
        limit = circuits.allowed(self.circuit, time.monotonic())
        if limit == 0:
            return 0
        in_order = self.upstream.habits.ordered
        async with self._database.autocommit() as conn:
            ordered = () if in_order else await self._order.services(conn)
            await begin(conn, self.upstream.name, limit, ordered, in_order=in_order)
        async with self._database.transaction() as conn:
            if in_order:
                jobs = await take_in_order(conn, self.upstream.name, limit)
            else:
                jobs = await take_due(conn, self.upstream.name, limit, ordered)
            if not jobs:
                return 0
            self.circuit = circuits.started(self.circuit, time.monotonic())
            outcomes = await call_all(self.upstream, jobs)
            results = [
                settle(outcome, habits=self.upstream.habits, jitter=_jitter())
                for outcome in outcomes
                if outcome.came is not Came.HELD_BACK
            ]
            await apply_outcomes(conn, results)
        self._learn(outcomes, results)
        return len(jobs)

    def _learn(self, outcomes: list[Outcome], results: list[Result]) -> None:
        """The circuit after a round. An answer that nobody can read counts as none."""
        failures = [o for o in outcomes if o.came is Came.NO_ANSWER]
        spoilt = sum(bool(r.findings) and not r.believed and not r.done for r in results)
        heard = len(results) - len(failures) - spoilt
        was = self.circuit.state
        if heard and (failures or spoilt):
            self.circuit = circuits.mixed(self.circuit)
        elif heard:
            self.circuit = circuits.succeeded(self.circuit)
        else:
            waits = [o.retry_after_s for o in failures if o.retry_after_s is not None]
            self.circuit = circuits.failed(
                self.circuit, time.monotonic(), _jitter(), max(waits, default=None)
            )
        if CircuitState.OPEN in (was, self.circuit.state) and was is not self.circuit.state:
            log.info("%s: %s", self.upstream.name, self.circuit)

    async def _listen_to_operator(self) -> None:
        async with self._database.autocommit() as conn:
            row = await (await conn.execute(SQL_SAID, {"name": self.upstream.name})).fetchone()
        said = None if row is None else (str(row[0]), row[1])
        if said != self._said and said is not None and said[0] != "down" and self._said is not None:
            self.circuit = circuits.said_to_be_up(self.circuit, time.monotonic())
        self._said = said


def _failure(task: asyncio.Task[None]) -> BaseException | None:
    return None if task.cancelled() else task.exception()


def _jitter() -> float:
    return random.random()  # noqa: S311 - spreads retries, guards nothing

"""What the relay looks up and leaves behind between rounds: order, its circuit, scripts that are due."""

from __future__ import annotations

import asyncio
import logging
import time

import psycopg
from psycopg_pool import PoolTimeout

from central.database import Connection, Database
from central.projector.run import pause
from central.publications import newest_catalogue
from central.relay.circuit import Circuit
from central.upstreams.states import play_due

log = logging.getLogger("daftar.relay")

SCRIPTS_EVERY_S = 0.25
TOLD_EVERY_S = 0.5
"""A window that goes up and down is written down no more often than this; a change of state always is."""

TROUBLE_S = 1.0

SQL_CATALOGUE_VERSION = "SELECT max(version) FROM publications WHERE kind = 'catalogue'"
SQL_CIRCUIT = """
INSERT INTO upstream_circuits (name, state, calls_at_once, failures)
VALUES (%(name)s, %(state)s, %(calls_at_once)s, %(failures)s)
ON CONFLICT (name) DO UPDATE SET state = excluded.state, calls_at_once = excluded.calls_at_once,
    failures = excluded.failures, changed_at = now()
"""


class Order:
    """Which services the catalogue in force wants handed over in their order."""

    def __init__(self) -> None:
        self._version: int | None = None
        self._services: tuple[str, ...] = ()

    async def services(self, conn: Connection) -> tuple[str, ...]:
        """Their codes; the catalogue is read once a version."""
        ((version,),) = await (await conn.execute(SQL_CATALOGUE_VERSION)).fetchall()
        if version != self._version:
            catalogue = await newest_catalogue(conn)
            found = catalogue.services if catalogue is not None else ()
            self._services = tuple(service.code for service in found if service.ordered)
            self._version = version
        return self._services


class Standing:
    """Writes down how a relay stands towards one system, for ``daftar-central upstream show``."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._told: Circuit | None = None
        self._told_at = 0.0

    async def tell(self, database: Database, circuit: Circuit) -> None:
        """Write it when it has changed."""
        now = time.monotonic()
        was = self._told
        if was is not None and was.state is circuit.state:
            is_same = (was.window, was.failures) == (circuit.window, circuit.failures)
            if is_same or now - self._told_at < TOLD_EVERY_S:
                return
        values = {
            "name": self._name,
            "state": circuit.state.value,
            "calls_at_once": circuit.window,
            "failures": circuit.failures,
        }
        async with database.autocommit() as conn:
            await conn.execute(SQL_CIRCUIT, values)
        self._told, self._told_at = circuit, now


async def play_scripts(database: Database, stop: asyncio.Event) -> None:
    """Play the scripts of all systems until ``stop`` is set."""
    while not stop.is_set():
        try:
            await play_due(database)
        except (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout) as error:
            log.warning("scripts wait %s s: %s", TROUBLE_S, error)
            await pause(stop, TROUBLE_S)
            continue
        await pause(stop, SCRIPTS_EVERY_S)

"""A real centre for tests: one embedded PostgreSQL a session, a fresh database and gateway each time.

Use it from a directory's ``conftest.py``::

    from support.centre import centre, gateway, postgres  # noqa: F401 - fixtures

``gateway`` serves the calls only; ``centre`` runs projector and relay beside it.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import uuid
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, TypeVar

import psycopg
import pytest
from psycopg import sql

from central import offices
from central.database import Database
from central.embedded import EmbeddedServer
from central.epoch import new_epoch
from central.schema import migrate
from central.seed import RESOURCES, seed
from central.serve import serve_until

_T = TypeVar("_T")
START_TIMEOUT_S = 60
MEMORY = Path("/dev/shm")
MEMORY_BYTES_MIN = 2 << 30
"""So much must be free there for the server's files to lie in memory; they take a tenth of it."""


class Postgres:
    """The session's server: makes databases from a migrated template, copies and drops them."""

    def __init__(self, directory: Path) -> None:
        self._template = f"template_{os.getpid()}"
        self._server = EmbeddedServer.start(directory, self._template)
        self._forget_power_cuts()
        migrate(self._server.url)

    def _forget_power_cuts(self) -> None:
        """Let the server of hundreds of passing databases not wait for the disk.

        Killed programs are what is tested on it; a power cut has a server of its own (test_gateway_killed).
        """
        with psycopg.connect(self._server.server_url("postgres"), autocommit=True) as conn:
            for setting in ("fsync", "synchronous_commit", "full_page_writes"):
                conn.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
            conn.execute("ALTER SYSTEM SET max_wal_size = '128MB'")
            conn.execute("SELECT pg_reload_conf()")

    def release(self) -> None:
        """Stop using the server; the last test process stops it."""
        self._server.release()

    def fresh(self) -> str:
        """The URL of a new, migrated, empty database."""
        return self._create(f"t_{uuid.uuid4().hex}", self._template)

    def copy(self, url: str) -> str:
        """The URL of a copy of a database, which nobody may be using: a backup."""
        return self._create(f"b_{uuid.uuid4().hex}", _name(url))

    def restore(self, url: str, backup: str) -> None:
        """Put the backup in the place of a database, which nobody may be using."""
        self.drop(url)
        self._create(_name(url), _name(backup))

    def drop(self, url: str) -> None:
        """Remove a database, whoever uses it."""
        self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", _name(url))

    def lock_out(self, url: str) -> None:
        """Let nobody into a database and end the connections that it has: the server is away."""
        self._execute("ALTER DATABASE {} ALLOW_CONNECTIONS false", _name(url))
        with psycopg.connect(self._server.server_url("postgres"), autocommit=True) as conn:
            conn.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [_name(url)]
            )

    def let_in(self, url: str) -> None:
        """End :meth:`lock_out`."""
        self._execute("ALTER DATABASE {} ALLOW_CONNECTIONS true", _name(url))

    def _create(self, name: str, template: str) -> str:
        # Copied file by file: the other way, through the log, takes the server twice as long.
        self._execute("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, template)
        return self._server.server_url(name)

    def _execute(self, statement: str, *names: str) -> None:
        with psycopg.connect(self._server.server_url("postgres"), autocommit=True) as conn:
            conn.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


class RunningCentre:
    """A centre in a thread of its own, on a port that it keeps over restarts."""

    def __init__(self, postgres: Postgres, *, parts: bool, resources: Path | None = RESOURCES) -> None:
        self.postgres = postgres
        self.database_url = postgres.fresh()
        self.base_url = ""
        self._parts, self._resources = parts, resources
        self._port = 0
        self._thread: threading.Thread | None = None
        self._asking: psycopg.Connection[tuple[Any, ...]] | None = None
        self.start()

    @property
    def is_serving(self) -> bool:
        """Whether it was started and not stopped since."""
        return self._thread is not None

    def start(self) -> None:
        """Serve, on the same port as before."""
        ready, failure = threading.Event(), []

        def work() -> None:
            try:
                asyncio.run(self._serve(ready))
            except BaseException as error:  # noqa: BLE001 - told to the thread that waits
                failure.append(error)
                ready.set()

        self._thread = threading.Thread(target=work, name="centre", daemon=True)
        self._thread.start()
        if not ready.wait(START_TIMEOUT_S) or failure:
            raise RuntimeError("the centre did not start") from (failure[0] if failure else None)

    def stop(self) -> None:
        """Stop serving; requests under way are answered first."""
        if self._thread is not None and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join(START_TIMEOUT_S)
        self._thread = None
        if self._asking is not None:
            self._asking.close()
            self._asking = None

    def close(self) -> None:
        """Stop and drop the database."""
        self.stop()
        self.postgres.drop(self.database_url)

    def backup(self) -> str:
        """A copy of the database as it stands; serving pauses meanwhile."""
        self.stop()
        backup = self.postgres.copy(self.database_url)
        self.start()
        return backup

    def restore(self, backup: str) -> None:
        """Go back to a backup and begin a new epoch, as an operator does."""
        self.stop()
        self.postgres.restore(self.database_url, backup)
        asyncio.run(_with_database(self.database_url, new_epoch))
        self.start()

    def run(self, work: Callable[[Database], Coroutine[Any, Any, _T]]) -> _T:
        """Run ``work(database)`` in the centre's own loop and give its result."""
        return asyncio.run_coroutine_threadsafe(work(self._database), self._loop).result(START_TIMEOUT_S)

    def query(self, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Rows of a statement, committed; UUIDs as text. Works while the centre is stopped, too."""
        if not self.is_serving:  # nobody may be using a database that is copied
            with psycopg.connect(self.database_url, autocommit=True) as conn:
                return self._rows(conn, statement, parameters)
        if self._asking is None or self._asking.closed:
            self._asking = psycopg.connect(self.database_url, autocommit=True)
        return self._rows(self._asking, statement, parameters)

    @staticmethod
    def _rows(
        conn: psycopg.Connection[tuple[Any, ...]], statement: str, parameters: tuple[object, ...]
    ) -> list[tuple[Any, ...]]:
        cursor = conn.execute(statement, parameters)
        rows = cursor.fetchall() if cursor.description else []
        return [tuple(str(v) if isinstance(v, uuid.UUID) else v for v in row) for row in rows]

    def add_office(self, code: str = "0412", name: str = "دفتر نمونه") -> str:
        """Register an office; its code."""
        self.run(lambda database: offices.add_office(database, code, name))
        return code

    def add_staff(
        self,
        office: str = "0412",
        staff: str = "1001",
        name: str = "کارمند نمونه",
        roles: tuple[str, ...] = ("clerk",),
        password: str = "a-good-password",
    ) -> int:
        """Register a staff member; the credential's version."""
        return self.run(lambda db: offices.add_staff(db, office, staff, name, roles, password))

    def activation(self, office: str = "0412") -> str:
        """A new activation code."""
        return self.run(lambda database: offices.make_activation(database, office)).code

    def revoke(self, device: str, reason: str = "lost") -> None:
        """Revoke a device."""
        self.run(lambda database: offices.revoke_device(database, device, reason))

    async def _serve(self, ready: threading.Event) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()

        def on_ready(base_url: str) -> None:
            self.base_url, self._port = base_url, int(base_url.rpartition(":")[2])
            ready.set()

        async with AsyncExitStack() as stack:
            self._database = Database(self.database_url)
            stack.push_async_callback(self._database.close)
            await self._database.open()
            if self._resources is not None:
                await seed(self._database, self._resources)
            await serve_until(
                self._stop,
                self._database,
                host="127.0.0.1",
                port=self._port,
                parts=self._parts,
                on_ready=on_ready,
            )


class CentreProcess:
    """A centre in a process of its own, to be killed. It shares the session's server by URL.

    As a context it is killed at the end, should it still run.
    """

    def __init__(self, database_url: str, *, port: int = 0, parts: bool = False) -> None:
        program = (
            f"import sys; from central.serve import serve; serve(url=sys.argv[1], port={port}, parts={parts})"
        )
        self._process = subprocess.Popen(
            [sys.executable, "-c", program, database_url], stdout=subprocess.PIPE, text=True
        )
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line:
            raise RuntimeError("the centre's process ended before it was ready")
        self.base_url: str = json.loads(line)["listening"]

    def kill(self) -> None:
        """End it with SIGKILL."""
        self._process.kill()
        self._process.wait()

    def __enter__(self) -> CentreProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def terminate(self) -> int:
        """Ask it to stop (SIGTERM); its exit status."""
        self._process.terminate()
        return self._process.wait(START_TIMEOUT_S)


async def _with_database(url: str, work: Callable[[Database], Awaitable[_T]]) -> _T:
    database = Database(url)
    await database.open()
    try:
        return await work(database)
    finally:
        await database.close()


def roomy_folder() -> Path:
    """Where servers of passing databases lie, each of a thousand files: in memory where that has room."""
    is_roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= MEMORY_BYTES_MIN
    return MEMORY if is_roomy else Path(tempfile.gettempdir())


def _name(url: str) -> str:
    return str(psycopg.conninfo.conninfo_to_dict(url)["dbname"])


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One embedded server for the session, shared by its processes.

    Not under pytest's own directory: every start of pytest takes others' rights to that away, and run by
    root the server is another user.
    """
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    directory = roomy_folder() / f"daftar-centre-{run}"
    server = Postgres(directory)
    yield server
    server.release()
    if not (directory / "postgres" / "postmaster.pid").exists():
        shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture
def gateway(postgres: Postgres) -> Iterator[RunningCentre]:
    """A gateway alone on a fresh database, without publications."""
    running = RunningCentre(postgres, parts=False, resources=None)
    yield running
    running.close()


@pytest.fixture
def centre(postgres: Postgres) -> Iterator[RunningCentre]:
    """A whole centre on a fresh database, with the publications of ``resources/``."""
    running = RunningCentre(postgres, parts=True)
    yield running
    running.close()

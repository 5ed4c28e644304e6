"""The centre's schema: who owns which table, and bringing a database up to date.

==================  =======================================================================
owner               tables
==================  =======================================================================
``gateway``         devices, activations (use of), used_jti, attempts, journal
``feed``            feed_counters, feed
``epoch``           epochs
``signing``         signing_keys
``seed``            publications (with the ``publish`` command)
``projector``       projector_cursors, applications, receipts, payments, findings, relay_jobs (making)
``relay``           relay_jobs (moving), applications.state and reference, upstream_states
``upstreams``       simulated_orders
``cli``             offices, staff, activations (making)
==================  =======================================================================

``journal`` and ``feed`` are the two logs: rows are added, never changed. Everything of the projector can
be made again from the journal.
"""

from __future__ import annotations

from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.engine import Engine
from sqlalchemy.pool import NullPool

MIGRATION_LOCK = 4_120_001
"""Key of the advisory lock that lets one process migrate while the others wait."""

SQL_LOCK = f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})"


def migrate(url: str) -> str:
    """Bring the database at ``url`` to the newest schema; the revision it then has.

    Safe to call from several processes at once: one migrates, the others wait for it. All pending
    migrations commit together or not at all. Raises ``psycopg.Error`` or ``sqlalchemy.exc.DBAPIError``.
    """
    engine = _engine(url)
    try:
        newest = ScriptDirectory.from_config(_config()).get_current_head() or ""
        with engine.connect() as connection:
            if MigrationContext.configure(connection).get_current_revision() == newest:
                return newest
        with engine.begin() as connection:
            connection.exec_driver_sql(SQL_LOCK)
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        return newest
    finally:
        engine.dispose()


def revision(url: str) -> str | None:
    """The revision that the database at ``url`` has, None before the first migration."""
    engine = _engine(url)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()


def _engine(url: str) -> Engine:
    """psycopg reads the URL itself, so that sockets and options mean the same here and in the pool."""
    return create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(url), poolclass=NullPool)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config

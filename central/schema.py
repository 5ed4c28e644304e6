"""The centre's schema: who owns which table, and bringing a database up to date.

==================  =======================================================================
owner               tables
==================  =======================================================================
``gateway``         devices, activations (use of), used_jti, attempts, journal, identity_checks
``feed``            feed_counters, feed
``epoch``           epochs
``signing``         signing_keys
``seed``            publications (with the ``publish`` command)
``documents``       documents, document_chunks; named_documents (with the projector, which names)
``projector``       projector_cursors, applications, receipts, payments, findings, relay_jobs (making)
``relay``           relay_jobs (moving), applications.state and reference, upstream_circuits
``upstreams``       simulated_orders, upstream_states, upstream_scripts
``cli``             offices, staff, activations (making)
==================  =======================================================================

``journal`` and ``feed`` are the two logs: rows are added, never changed. Everything of the projector can
be made again from the journal.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psycopg

MIGRATIONS = Path(__file__).parent / "migrations"
MIGRATION_LOCK = 4_120_001
"""Key of the advisory lock that lets one process migrate while the others wait."""

SQL_LOCK = f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})"
SQL_HAS_REVISION = "SELECT to_regclass('alembic_version') IS NOT NULL"
SQL_REVISION = "SELECT version_num FROM alembic_version"


def migrate(url: str) -> str:
    """Bring the database at ``url`` to the newest schema; the revision it then has.

    Safe to call from several processes at once: one migrates, the others wait for it. All pending
    migrations commit together or not at all. Raises ``psycopg.Error``, ``sqlalchemy.exc.DBAPIError``, or
    ``alembic.util.exc.CommandError`` when the database is newer than this program.
    """
    newest = newest_revision()
    if revision(url) != newest:
        _upgrade(url)
    return newest


def revision(url: str) -> str | None:
    """The revision that the database at ``url`` has, None before the first migration."""
    with psycopg.connect(url, autocommit=True) as conn:
        ((migrated,),) = conn.execute(SQL_HAS_REVISION).fetchall()
        row = conn.execute(SQL_REVISION).fetchone() if migrated else None
    return None if row is None else str(row[0])


def newest_revision() -> str:
    """The revision of the last migration; their files are named by it (``0001_first.py``)."""
    return max(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9][0-9][0-9][0-9]_*.py"))


def _upgrade(url: str) -> None:
    # Half a second of imports that only a database with something to migrate has to pay for.
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool

    def connect() -> Any:
        return psycopg.connect(url)  # it reads the URL itself: sockets and options mean what they mean there

    engine = create_engine("postgresql+psycopg://", creator=connect, poolclass=NullPool)
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql(SQL_LOCK)
            config = Config()
            config.set_main_option("script_location", str(MIGRATIONS))
            config.set_main_option("path_separator", "os")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()

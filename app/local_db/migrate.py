"""Bring a store's file to this program's schema: copy, migrate the copy, verify it, swap, keep the old.

Alembic is imported only when there is something to do (it costs a quarter of a second).
"""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from app.local_db.chain_check import check_chain
from app.local_db.engine import DriverError, Raw, connect, connection_on, is_busy
from app.local_db.errors import StoreBusy, StoreFault, StoreUnwritable
from app.local_db.place import FILE_MODE, Place, sync_directory, sync_file
from app.local_db.schema import APPLICATION_ID, SCHEMA_VERSION

_SCRIPTS = Path(__file__).parent / "migrations"


def upgrade(conn: Connection, version: int = SCHEMA_VERSION) -> None:
    """Run the migrations up to ``version`` inside the caller's transaction, and note it in the file."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = conn
    command.upgrade(config, f"{version:04d}")
    conn.exec_driver_sql(f"PRAGMA user_version = {version:d}")
    conn.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID:d}")


def migrate_raw(raw: Raw, version: int = SCHEMA_VERSION) -> None:
    """Run the migrations on an open connection, as one transaction."""
    with connection_on(raw) as conn:
        conn.exec_driver_sql("BEGIN IMMEDIATE")
        upgrade(conn, version)
        conn.exec_driver_sql("COMMIT")


def migrate_file(place: Place, key: bytes) -> Path:
    """Migrate an existing store; the caller holds the writer's lock. Returns where the old file is kept.

    The store is exchanged in one rename, only after the migrated copy's chain was read through and ends
    where the old one does. Raises :class:`StoreBusy` while another process has it open,
    :class:`StoreFault` when the copy does not verify (the old store then stays in place).
    """
    version = _settle(place, key)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    kept = place.backups / f"before-migration-from-{version}-{stamp}.db"
    copy = place.directory / "office.db.migrating"
    try:
        place.make()
        for target in (kept, copy):
            shutil.copyfile(place.store_file, target)
            target.chmod(FILE_MODE)
        sync_file(kept)
        sync_directory(place.backups)
        _migrate_copy(copy, key, kept)
        sync_file(copy)
        copy.replace(place.store_file)
        sync_directory(place.directory)
    except OSError as error:
        raise StoreUnwritable(place=place.directory, reason=error.strerror or error) from error
    return kept


def _settle(place: Place, key: bytes) -> int:
    """Fold the write-ahead log into the file, and prove that nobody else has it open."""
    raw = connect(place.store_file, key)
    try:
        version = int(raw.execute("PRAGMA user_version").fetchone()[0])
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if raw.execute("PRAGMA journal_mode = DELETE").fetchone()[0] != "delete":
            raise StoreBusy(place=place.directory)
    except DriverError as error:
        if is_busy(error):
            raise StoreBusy(place=place.directory) from error
        raise
    finally:
        raw.close()
    return version


def _migrate_copy(copy: Path, key: bytes, old: Path) -> None:
    before = connect(old, key, readonly=True)
    raw = connect(copy, key)
    try:
        migrate_raw(raw)
        found, expected = check_chain(raw), check_chain(before)
        if found != expected or found.first_bad_seq is not None:
            raise StoreFault(reason="the migrated copy does not hold the same journal")
        if raw.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise StoreFault(reason="the migrated copy does not pass the database's own check")
    finally:
        before.close()
        raw.close()

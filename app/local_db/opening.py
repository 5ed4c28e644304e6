"""Making a store's file and looking at one before it is trusted: key, kind, version, owner, lock."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout
from sqlalchemy.exc import DBAPIError

from app.domain.chain import genesis
from app.local_db import sync_state
from app.local_db.engine import (
    DriverError,
    connect,
    connection_on,
    failure_code,
    failure_text,
    is_storage_failure,
)
from app.local_db.errors import (
    NotAStore,
    StoreBusy,
    StoreExists,
    StoreLocked,
    StoreMissing,
    StoreTooNew,
    StoreUnwritable,
)
from app.local_db.identity import Identity, read_identity, write_identity
from app.local_db.place import FILE_MODE, Place, sync_directory
from app.local_db.schema import APPLICATION_ID, SCHEMA_VERSION

if TYPE_CHECKING:
    from app.local_db.store import Store

_PLAIN_SQLITE = b"SQLite format 3\x00"
_SQLITE_BUSY, _SQLITE_CORRUPT, _SQLITE_NOTADB = 5, 11, 26


def take_lock(place: Place) -> FileLock:
    """The writer's lock, without waiting. Raises :class:`StoreLocked` or :class:`StoreUnwritable`."""
    place.make()
    lock = FileLock(place.lock_file, timeout=0, mode=FILE_MODE, thread_local=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise StoreLocked(place=place.directory) from error
    except OSError as error:
        raise StoreUnwritable(place=place.directory, reason=error.strerror or error) from error
    return lock


def require_file(place: Place) -> None:
    """Raises :class:`StoreMissing` when there is no store file."""
    if not place.store_file.exists():
        raise StoreMissing(place=place.directory)


def create_file(place: Place, key: bytes, identity: Identity) -> None:
    """Make the file under another name and give it its own only when it is whole and durable."""
    if place.store_file.exists():
        raise StoreExists(place=place.directory)
    from app.local_db.migrate import upgrade

    partial = place.directory / "office.db.creating"
    try:
        with explained(place.store_file):
            for leftover in place.directory.glob(partial.name + "*"):
                leftover.unlink()
            os.close(os.open(partial, os.O_RDWR | os.O_CREAT | os.O_EXCL, FILE_MODE))
            raw = connect(partial, key)
            try:
                with connection_on(raw) as conn:
                    conn.exec_driver_sql("BEGIN IMMEDIATE")
                    upgrade(conn)
                    write_identity(conn, identity)
                    conn.exec_driver_sql(
                        "INSERT INTO sync_state (id, acknowledged_seq, acknowledged_hash, sending_seq,"
                        " sending_unknown, clock_offset_ms, link, link_since)"
                        " VALUES (1, 0, ?, 0, 0, 0, 'no-network', '')",
                        (genesis(identity.device).hash,),
                    )
                    conn.exec_driver_sql("INSERT INTO upload_cursor (id, place) VALUES (1, 0)")
                    conn.exec_driver_sql("INSERT INTO feed_cursor (id, epoch, seq) VALUES (1, '', 0)")
                    conn.exec_driver_sql("COMMIT")
                raw.execute("PRAGMA journal_mode = WAL")
            finally:
                raw.close()
            partial.rename(place.store_file)
            sync_directory(place.directory)
    except OSError as error:
        raise StoreUnwritable(place=place.directory, reason=error.strerror or error) from error


def inspect(place: Place, key: bytes, lock: FileLock | None = None) -> Identity:
    """Look at the file without changing it; migrate it when it is of an older version.

    Raises :class:`StoreMissing`, :class:`NotAStore`, :class:`StoreTooNew`; :class:`StoreLocked` when a
    migration is due and another process writes.
    """
    require_file(place)
    version, identity = look(place.store_file, key)
    if version < SCHEMA_VERSION:
        from app.local_db.migrate import migrate_file

        own = take_lock(place) if lock is None else None
        try:
            migrate_file(place, key)
        finally:
            if own is not None:
                own.release()
        _, identity = look(place.store_file, key)
    return identity


def ask_again(store: Store) -> None:
    """At start, what was on its way when the program ended is unknown: the centre is asked for its head."""
    if store.fault is not None:
        return
    with store.read() as conn:
        state = sync_state.read(conn)
    if state.sending_seq > state.acknowledged.seq and not state.sending_unknown:
        with store.write() as conn:
            sync_state.mark_unknown(conn)


@contextmanager
def explained(file: Path) -> Iterator[None]:
    """Turn the driver's errors while opening into words for a person."""
    try:
        yield
    except (DBAPIError, DriverError) as error:
        code = failure_code(error)
        if code in (_SQLITE_NOTADB, _SQLITE_CORRUPT):
            reason = "it is damaged, or not a store, or another key made it"
            raise NotAStore(file=file, reason=reason) from error
        if code == _SQLITE_BUSY:
            raise StoreBusy(place=file.parent) from error
        if not is_storage_failure(error):
            raise
        raise StoreUnwritable(place=file.parent, reason=failure_text(error)) from error


def look(file: Path, key: bytes) -> tuple[int, Identity]:
    """A store file's version and owner; the file is not changed.

    Raises :class:`NotAStore`, :class:`StoreTooNew`, :class:`StoreUnwritable`.
    """
    _refuse_foreign(file)
    with explained(file):
        raw = connect(file, key, readonly=True)
        try:
            raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
            application_id = raw.execute("PRAGMA application_id").fetchone()[0]
            version = int(raw.execute("PRAGMA user_version").fetchone()[0])
            if application_id != APPLICATION_ID or version < 1:
                raise NotAStore(file=file, reason="it is not a store of Daftar")
            if version > SCHEMA_VERSION:
                raise StoreTooNew(found=version, known=SCHEMA_VERSION)
            with connection_on(raw) as conn:
                identity = read_identity(conn)
        finally:
            raw.close()
    if identity is None:
        raise NotAStore(file=file, reason="it does not say whose it is")
    return version, identity


def _refuse_foreign(file: Path) -> None:
    try:
        with file.open("rb") as opened:
            start = opened.read(len(_PLAIN_SQLITE))
    except OSError as error:
        raise StoreUnwritable(place=file.parent, reason=error.strerror or error) from error
    if start == _PLAIN_SQLITE:
        raise NotAStore(file=file, reason="it is another program's database")
    if not start:
        raise NotAStore(file=file, reason="it is empty")

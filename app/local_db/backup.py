"""Copies of the store: made while it is in use, and put back in its place.

A copy is a whole store, encrypted with the same key.
"""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from app.domain.chain import Head
from app.local_db import opening
from app.local_db.chain_check import check_chain
from app.local_db.engine import DriverError, connect, failure_text
from app.local_db.errors import NotAStore, StoreExists, StoreUnwritable
from app.local_db.keys import Keys
from app.local_db.place import FILE_MODE, Place, sync_directory, sync_file
from app.local_db.store import Store

_RESTORING = "office.db.restoring"


def backup_to(store: Store, path: Path) -> Head:
    """Copy the store as it is at this moment to ``path``, verify the copy, and return its journal's head.

    The copy appears under its name only when it is whole. Raises :class:`StoreExists` when there is such
    a file already, :class:`StoreUnwritable` when the disk refuses.
    """
    if path.exists():
        raise StoreExists(place=path)
    partial = path.with_name(path.name + ".partial")
    try:
        partial.unlink(missing_ok=True)
        with store.raw_read() as raw:
            raw.execute("COMMIT")
            raw.execute("PRAGMA query_only = OFF")
            raw.execute("VACUUM INTO ?", (str(partial),))
        partial.chmod(FILE_MODE)
        head = _verified(partial, store.keys)
        sync_file(partial)
        partial.rename(path)
        sync_directory(path.parent)
    except DriverError as error:
        partial.unlink(missing_ok=True)
        raise StoreUnwritable(place=path.parent, reason=failure_text(error)) from error
    except OSError as error:
        raise StoreUnwritable(place=path.parent, reason=error.strerror or error) from error
    return head


def restore_from(place: Place, keys: Keys, path: Path) -> Path | None:
    """Put a backup in the store's place; returns where the store that was there is kept.

    Nothing is deleted. Raises :class:`NotAStore` when the backup is not a whole store of these keys,
    :class:`StoreLocked` while the store is open for writing.
    """
    lock = opening.take_lock(place)
    try:
        copy = place.directory / _RESTORING
        copy.unlink(missing_ok=True)
        shutil.copyfile(path, copy)
        copy.chmod(FILE_MODE)
        _verified(copy, keys)
        sync_file(copy)
        kept = _set_aside(place)
        copy.rename(place.store_file)
        sync_directory(place.directory)
    except OSError as error:
        raise StoreUnwritable(place=place.directory, reason=error.strerror or error) from error
    finally:
        (place.directory / _RESTORING).unlink(missing_ok=True)
        lock.release()
    return kept


def _set_aside(place: Place) -> Path | None:
    """Move the present store with its write-ahead log into ``backups``."""
    if not place.store_file.exists():
        return None
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    kept = place.backups / f"before-restore-{stamp}.db"
    for suffix in ("-wal", "-shm", ""):
        part = place.store_file.with_name(place.store_file.name + suffix)
        if part.exists():
            part.rename(kept.with_name(kept.name + suffix))
    sync_directory(place.backups)
    return kept


def _verified(file: Path, keys: Keys) -> Head:
    """The head of a copy that was read through from end to end. Raises :class:`NotAStore`."""
    _, identity = opening.look(file, keys.store_key)
    with opening.explained(file):
        raw = connect(file, keys.store_key, readonly=True)
        try:
            if raw.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise NotAStore(file=file, reason="the copy is damaged")
            chain = check_chain(raw, device=identity.device)
        finally:
            raw.close()
    if chain.first_bad_seq is not None:
        raise NotAStore(file=file, reason=f"its chain breaks at entry {chain.first_bad_seq}")
    return chain.head

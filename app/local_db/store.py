"""The store of one counter: one file, written by one process, read by many (docs/store.md)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from filelock import FileLock
from sqlalchemy import Connection

from app.local_db import opening
from app.local_db.courtesy import Courtesy
from app.local_db.engine import Raw, connect, reader_engine
from app.local_db.errors import StoreFault
from app.local_db.identity import Identity
from app.local_db.keys import Keys
from app.local_db.place import Place
from app.local_db.writer import Writer

__all__ = ["Identity", "Listener", "Store", "create_store", "open_store"]

Listener = Callable[[frozenset[str]], None]
"""Hears the topics that a commit changed: journal, feed, sync, link, applications, staff, catalogue, tariff,
upstreams, findings, outages, documents."""


def create_store(place: Place, keys: Keys, identity: Identity) -> Store:
    """Make the store of a device that was just enrolled, and open it for writing.

    Raises :class:`StoreExists`, :class:`StoreLocked`, :class:`StoreUnwritable`; no file is left then.
    """
    lock = opening.take_lock(place)
    try:
        opening.create_file(place, keys.store_key, identity)
        return Store(place, keys, identity, lock)
    except BaseException:
        lock.release()
        raise


def open_store(place: Place, keys: Keys, *, write: bool) -> Store:
    """Open the store of this place; an older one is migrated first.

    Raises :class:`StoreMissing`, :class:`NotAStore`, :class:`StoreTooNew`, :class:`StoreUnwritable`,
    :class:`StoreLocked` (only when writing, or when a migration is due).
    """
    if not write:
        return Store(place, keys, opening.inspect(place, keys.store_key), None)
    opening.require_file(place)
    lock = opening.take_lock(place)
    try:
        store = Store(place, keys, opening.inspect(place, keys.store_key, lock), lock)
    except BaseException:
        lock.release()
        raise
    try:
        opening.ask_again(store)
    except BaseException:
        store.close()
        raise
    return store


class Store:
    """An open store, usable from any thread. Made by :func:`open_store` and :func:`create_store`."""

    def __init__(self, place: Place, keys: Keys, identity: Identity, lock: FileLock | None) -> None:
        self.place = place
        self.keys = keys
        self.identity = identity
        self.courtesy = Courtesy()
        """What works on the store in the background lets the clerk go first."""
        self._lock = lock
        self._turn = threading.Lock()
        self._writing_thread: int | None = None
        self._listeners: list[Listener] = []
        self._readers = reader_engine(lambda: connect(place.store_file, keys.store_key, readonly=True))
        with opening.explained(place.store_file):
            self._writer = None if lock is None else Writer(place.store_file, keys.store_key, identity)

    @property
    def writable(self) -> bool:
        """Whether this process holds the writer's lock."""
        return self._lock is not None

    @property
    def fault(self) -> str | None:
        """Why the store accepts nothing more; None while it does."""
        return None if self._writer is None else self._writer.trouble

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection on one snapshot of the store, for reading; any thread, any number at once."""
        with self._readers.connect() as conn:
            yield conn

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One durable transaction: what was written is on disk when the block has ended without error.

        Threads take turns. An exception inside the block takes everything back and goes on. Raises
        :class:`NotSaved` when the disk refused (checked on a fresh handle), :class:`StoreFault` when the
        store accepts nothing any more, :class:`StoreBusy` when another program holds the file.
        """
        writer = self._require_writer()
        with self._turn:
            self._writing_thread = threading.get_ident()
            try:
                conn = writer.begin()
                try:
                    yield conn
                except BaseException as error:
                    writer.take_back(error)
                    raise
                writer.commit()
                topics = frozenset(writer.context.topics)
            finally:
                writer.context.topics.clear()
                self._writing_thread = None
        for listener in tuple(self._listeners) if topics else ():
            listener(topics)

    @contextmanager
    def raw_read(self) -> Iterator[Raw]:
        """A snapshot on a connection of the driver itself, for checks that read everything."""
        raw = connect(self.place.store_file, self.keys.store_key, readonly=True)
        try:
            raw.execute("BEGIN")
            yield raw
        finally:
            raw.close()

    def on_change(self, callback: Listener) -> Callable[[], None]:
        """Call ``callback`` after each commit, in the committing thread, with the topics that changed.

        Returns a function that ends the subscription.
        """
        self._listeners.append(callback)

        def end() -> None:
            if callback in self._listeners:
                self._listeners.remove(callback)

        return end

    def close(self) -> None:
        """Close every connection and give up the writer's lock. Doing it again changes nothing."""
        with self._turn:
            if self._writer is not None:
                self._writer.close()
            self._readers.dispose()
            if self._lock is not None:
                self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _require_writer(self) -> Writer:
        if self._writer is None:
            raise StoreFault(reason="it was opened for reading only")
        if self._writing_thread == threading.get_ident():
            raise RuntimeError("a transaction is open in this thread already")
        return self._writer

"""Connections to a SQLCipher file: the key, the settings, and what a failure code means."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool, StaticPool

sqlcipher: Any = importlib.import_module("sqlcipher3.dbapi2")
"""The driver; it ships no types."""

DriverError: type[Exception] = sqlcipher.Error
"""Base of what the driver raises when SQLAlchemy is not in between."""

KEY_BYTES = 32
BUSY_TIMEOUT_MS = 5_000
READERS_MAX = 8
READER_WAIT_S = 10.0
CHECKPOINT_PAGES = 2_000
"""Size of the log (8 MiB) at which a commit folds it into the file; some clerk waits for that one."""
STATEMENTS_KEPT = 256
"""Prepared statements that one connection remembers."""

_READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB, _NOMEM, _PROTOCOL = 8, 10, 11, 13, 14, 26, 7, 15
_BUSY, _LOCKED = 5, 6
STORAGE_CODES = frozenset({_READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB, _NOMEM, _PROTOCOL})
"""Primary result codes that speak of the disk, not of the statement."""
DAMAGE_CODES = frozenset({_IOERR, _CORRUPT, _NOTADB, _NOMEM})
"""Those that reading gives when pages of the file are not what they were."""
BUSY_CODES = frozenset({_BUSY, _LOCKED})

Raw = Any
"""A connection of the driver itself."""


def connect(path: Path, key: bytes, *, readonly: bool = False, create: bool = False) -> Raw:
    """Open ``path`` in autocommit mode and give it its raw key and settings.

    ``create`` makes the file when it is missing. Raises :data:`DriverError`; a wrong key shows at the
    first read of the file, which is the caller's.
    """
    if len(key) != KEY_BYTES:
        raise ValueError(f"a store key has {KEY_BYTES} bytes")
    mode = "rwc" if create else "rw"
    raw = sqlcipher.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_TIMEOUT_MS / 1000,
        cached_statements=STATEMENTS_KEPT,
    )
    # Its own log goes to standard error, where people read; what failed is raised anyway.
    raw.execute("PRAGMA cipher_log_level = NONE")
    # PRAGMA takes no parameters. What is put into it is the hex of our own 32 bytes.
    raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute("PRAGMA cell_size_check = ON")
    raw.execute("PRAGMA trusted_schema = OFF")
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
    if readonly:
        raw.execute("PRAGMA query_only = ON")
    return raw


def connection_on(raw: Raw) -> Connection:
    """SQLAlchemy's view of an open connection of the driver; it starts no transaction of its own.

    The caller says BEGIN and COMMIT, and closes ``raw`` in the end; closing this one leaves it open. A
    transaction that was begun before, and in which nothing was read or written yet, goes on.
    """
    has_begun = raw.in_transaction
    engine = create_engine(
        "sqlite+pysqlite://",
        module=sqlcipher,
        creator=lambda: raw,
        poolclass=StaticPool,
        pool_reset_on_return=None,
    )
    conn = engine.connect()
    if has_begun and not raw.in_transaction:
        raw.execute("BEGIN")  # SQLAlchemy rolls back once, when it first meets a driver's connection
    return conn


def reader_engine(connect_raw: Callable[[], Raw]) -> Engine:
    """An engine whose every connection is one snapshot, from its first read until it is given back."""
    engine = create_engine(
        "sqlite+pysqlite://",
        module=sqlcipher,
        creator=connect_raw,
        poolclass=QueuePool,
        pool_size=READERS_MAX,
        max_overflow=READERS_MAX,
        pool_timeout=READER_WAIT_S,
        pool_use_lifo=True,
    )

    @event.listens_for(engine, "begin")
    def _begin(conn: Any) -> None:
        conn.exec_driver_sql("BEGIN")

    return engine


def failure_code(error: BaseException) -> int | None:
    """SQLite's primary result code of an error of the driver, wrapped by SQLAlchemy or not."""
    original = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(original, "sqlite_errorcode", None)
    return None if code is None else int(code) & 0xFF


def is_storage_failure(error: BaseException) -> bool:
    """Whether an error means that the disk or the file failed."""
    return failure_code(error) in STORAGE_CODES


def is_damage(error: BaseException) -> bool:
    """Whether an error while reading means that the file itself is damaged.

    A page that does not decrypt may show as a size that no memory holds.
    """
    return isinstance(error, MemoryError) or failure_code(error) in DAMAGE_CODES


def is_busy(error: BaseException) -> bool:
    """Whether an error means that another connection holds the file."""
    return failure_code(error) in BUSY_CODES


def failure_text(error: BaseException) -> str:
    """The driver's own short text, without the statement that SQLAlchemy adds (it may hold names)."""
    return str(error.orig if isinstance(error, DBAPIError) else error)

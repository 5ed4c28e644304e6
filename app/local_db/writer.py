"""The one writing connection: begin, commit, and what follows a commit that failed.

A commit that returned is durable (WAL, ``synchronous=FULL``). One that failed is never retried on the
same handle: the file is opened afresh and checked, and only then is anything more accepted.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from app.domain.chain import Head
from app.local_db import journal
from app.local_db.chain_check import check_tail
from app.local_db.engine import (
    DriverError,
    Raw,
    connect,
    connection_on,
    failure_text,
    is_busy,
    is_storage_failure,
)
from app.local_db.errors import NotSaved, SaveUnknown, StoreBusy, StoreFault
from app.local_db.identity import Identity
from app.local_db.write_context import WriteContext, attach

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Doubt:
    """A failed commit nobody could look into yet: the journal ends at one of these."""

    before: Head
    after: Head


class Writer:
    """Begins and ends transactions for :class:`app.local_db.store.Store`, which lets threads take turns.

    ``fault`` says why nothing more is accepted; None while all is well.
    """

    def __init__(self, file: Path, key: bytes, identity: Identity) -> None:
        self.context = WriteContext(identity)
        self.fault: str | None = None
        self._file = file
        self._key = key
        self._conn: Connection | None = None
        self._raw: Raw = None
        self._before: Head | None = None
        self._doubt: _Doubt | None = None
        self._open()

    @property
    def trouble(self) -> str | None:
        """Why nothing is accepted at this moment: ``fault``, or a failed commit not looked into yet."""
        if self.fault is None and self._doubt is not None:
            return "it did not open again after a failed commit"
        return self.fault

    def begin(self) -> Connection:
        """Start a transaction. Raises :class:`StoreBusy`, :class:`StoreFault`, :class:`NotSaved`."""
        if self._doubt is not None:
            self._settle_doubt(self._doubt)
        if self.fault is not None or self._conn is None:
            raise StoreFault(reason=self.fault or "it is closed")
        conn = self._conn
        try:
            self._raw.execute("BEGIN IMMEDIATE")
            self._before = journal.head(conn)
        except (DriverError, DBAPIError) as error:
            self._begin_failed(error)
        return conn

    def commit(self) -> None:
        """Make the transaction durable. Raises :class:`NotSaved` or :class:`StoreFault`."""
        before = self._require_before()
        after = self.context.head or before
        try:
            self._raw.execute("COMMIT")
        except DriverError as error:
            self._recover(error, before, after)

    def take_back(self, error: BaseException) -> None:
        """Undo the transaction because of ``error``; when that came from the disk, look closer.

        Raises :class:`NotSaved` or :class:`StoreFault` in that case; otherwise returns.
        """
        before = self._require_before()
        self.context.head = None
        try:
            if self._raw.in_transaction:
                self._raw.execute("ROLLBACK")
        except DriverError as failed:
            self._recover(failed, before, before)
        if isinstance(error, (DBAPIError, DriverError)) and is_storage_failure(error):
            self._recover(error, before, before)

    def close(self) -> None:
        """Close the handle; one that fails even to close is left to the system."""
        raw, self._raw, self._conn = self._raw, None, None
        if raw is not None:
            try:
                raw.close()
            except DriverError as error:
                _log.warning("a handle did not close: %s", error)

    def _open(self) -> Head:
        """A fresh handle, and the quick check of the chain's end."""
        raw = connect(self._file, self._key)
        # A restored or migrated copy is one file without a log, where readers would hold up the writer.
        raw.execute("PRAGMA journal_mode = WAL")
        self._raw = raw
        self._conn = connection_on(raw)
        attach(self._conn, self.context)
        self.context.raw = raw
        self.context.head = None
        check = check_tail(raw, self.context.identity.device)
        if check.first_bad_seq is not None:
            self.fault = f"the journal's chain breaks at entry {check.first_bad_seq}"
        else:
            self.context.head = check.head
        return check.head

    def _require_before(self) -> Head:
        if self._before is None:
            raise RuntimeError("no transaction was begun")
        return self._before

    def _begin_failed(self, error: Exception) -> None:
        if is_busy(error):
            raise StoreBusy(place=self._file.parent) from error
        before = self.context.head or self._before
        if before is None:
            self.fault = failure_text(error)
            raise StoreFault(reason=self.fault) from error
        self._recover(error, before, before)

    def _recover(self, error: Exception, before: Head, after: Head) -> None:
        """Open afresh and look. Returns only when the entries proved to be saved after all."""
        reason = failure_text(error)
        _log.error("a commit failed (%s); the store is opened afresh and checked", reason)
        self.close()
        try:
            found = self._open()
            saved = after != before and found == after and self._make_durable()
        except (DBAPIError, DriverError, OSError) as failed:
            self.close()
            self._doubt = _Doubt(before, after)
            raise SaveUnknown(reason=failure_text(failed)) from error
        if saved and self.fault is None:
            return
        if found != before or self.fault is not None:
            self._distrust(found)
            raise StoreFault(reason=self.fault) from error
        raise NotSaved(reason=reason) from error

    def _settle_doubt(self, doubt: _Doubt) -> None:
        """Try again to open a store that did not open after a failed commit."""
        try:
            found = self._open()
            durable = self._make_durable()
        except (DBAPIError, DriverError, OSError) as failed:
            self.close()
            raise StoreFault(reason=f"it does not open ({failure_text(failed)})") from failed
        if self.fault is not None or found not in (doubt.before, doubt.after) or not durable:
            self._distrust(found)
            raise StoreFault(reason=self.fault)
        self._doubt = None

    def _distrust(self, found: Head) -> None:
        if self.fault is None:
            self.fault = f"after a failed commit its journal ends at {found.seq}, which was not expected"

    def _make_durable(self) -> bool:
        """Write the log's content into the database file, which syncs it anew; whether all of it went."""
        busy, in_log, done = self._raw.execute("PRAGMA wal_checkpoint(FULL)").fetchone()
        return bool(busy == 0 and in_log == done)

"""Sending documents: behind the entries that name them, resumable, and never at the others' cost.

A document is sent once the centre has confirmed its entry. How far it has come is asked, not remembered, so
that any break is gone on from; what was lost or spoilt is sent again, in smaller pieces on a bad line.
One that cannot be read here any more is told by an entry, once, unless the centre holds it already.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from app.domain.entry import Kind
from app.local_db import documents, journal, sync_state, uploads
from app.local_db.queries import documents as rows
from app.local_db.queries.documents import DocumentRow
from app.local_db.store import Store
from app.sync.errors import CentreError, Malformed, ProblemAnswer
from app.sync.events import DocumentsProgress
from app.sync.protocol import ProblemType
from app.sync.transport import Centre

PIECE_BYTES_FIRST = 128 * 1024
PIECE_BYTES_MIN = 16 * 1024
PIECE_BYTES_MAX = 1024 * 1024
ROWS_AT_ONCE = 50
SPOILT_MAX = 5
"""Pieces of one document that may come spoilt or at a wrong offset before it is left for the next time."""
AGAIN = frozenset({ProblemType.OFFSET_DIFFERS, ProblemType.CHECKSUM_MISMATCH, ProblemType.DOCUMENT_DIFFERS})


class _NotWhole(Malformed):
    """The centre took every piece and does not hold the whole."""

    def __init__(self) -> None:
        super().__init__("a document that is not whole after its last piece")


class Uploader:
    """Sends the documents of one store. :attr:`sent` counts those that the last call brought whole."""

    def __init__(
        self,
        store: Store,
        centre: Centre,
        *,
        on_progress: Callable[[DocumentsProgress], None] | None = None,
        is_stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        self._store, self._centre = store, centre
        self._on_progress, self._is_stopping = on_progress, is_stopping
        self._piece_bytes = PIECE_BYTES_FIRST
        self._left_out: set[str] = set()
        self.sent = 0
        self.left_out: tuple[Exception, ...] = ()

    def upload_all(self) -> int:
        """Send every document whose entry is confirmed; how many became whole at the centre.

        One that the centre declines, or that cannot be read just now, is left for the next call
        (``left_out`` says why) and holds up no other. Raises ``CentreError`` when line or centre fail.
        """
        self.sent, self._left_out, self.left_out = 0, set(), ()
        meter = _Meter(self._store, self._on_progress)
        self._look_for_found_again()
        while not self._is_stopping():
            due = self._due()
            if not due:
                break
            for row in due:
                if self._is_stopping():
                    break
                self._send(row, meter)
        return self.sent

    def _due(self) -> list[DocumentRow]:
        """The next ones, each content once."""
        with self._store.read() as conn:
            confirmed = sync_state.read(conn).acknowledged.seq
            found = rows.waiting(conn, ROWS_AT_ONCE + len(self._left_out))
        due: dict[str, DocumentRow] = {}
        for row in found:
            if row.seq <= confirmed and row.sha256 not in self._left_out:
                due.setdefault(row.sha256, row)
        return list(due.values())

    def _send(self, row: DocumentRow, meter: _Meter) -> None:
        try:
            offset = self._centre.documents.offset(row.sha256, row.size_bytes)
            if offset != row.size_bytes:
                content = self._content(row)
                if content is None:
                    return
                if offset is None:
                    offset = self._centre.documents.begin(row.sha256, row.size_bytes, row.media_type)
                self._send_from(row, content, offset, meter)
        except (documents.DocumentUnreadable, ProblemAnswer, _NotWhole) as error:
            self._leave_out(row, error)
            return
        if row.sha256 in self._left_out:
            return
        with self._store.write() as conn:
            uploads.held(conn, row.sha256, row.size_bytes)
        self.sent += 1
        meter.finished(row)

    def _send_from(self, row: DocumentRow, content: bytes, offset: int, meter: _Meter) -> None:
        """Send what is missing from ``offset`` on, and see that the centre holds all of it at the end."""
        spoilt = 0
        while offset < len(content):
            if self._is_stopping():
                self._note(row, offset)
                self._left_out.add(row.sha256)
                return
            self._store.courtesy.after_you()
            piece = content[offset : offset + self._piece_bytes]
            try:
                offset = self._centre.documents.add(row.sha256, offset, piece, len(content))
                self._piece_bytes = min(2 * self._piece_bytes, PIECE_BYTES_MAX)
                meter.moved(len(piece))
            except ProblemAnswer as error:
                spoilt += 1
                if error.problem_type not in AGAIN or spoilt > SPOILT_MAX:
                    raise
                self._slow_down()
                offset = self._centre.documents.offset(row.sha256, len(content)) or 0
            except CentreError:
                self._slow_down()
                self._note(row, offset)
                raise
        if self._centre.documents.offset(row.sha256, len(content)) != len(content):
            raise _NotWhole

    def _content(self, row: DocumentRow) -> bytes | None:
        """What is to be sent; None for one that is lost, which is then told."""
        self._store.courtesy.after_you()
        try:
            return documents.read(self._store, row.sha256)
        except documents.DocumentMissing:
            self._tell_lost(row, documents.MISSING)
        except documents.DocumentDamaged:
            self._tell_lost(row, documents.DAMAGED)
        return None

    def _tell_lost(self, row: DocumentRow, reason: str) -> None:
        """One entry for each scan of this content that waits; what is told is not told again."""
        with self._store.write() as conn:
            for one in rows.of_content(conn, row.sha256):
                if one.state not in (rows.WAITING, rows.UPLOADING):
                    continue
                data = {
                    "application": one.application,
                    "receipt": one.receipt,
                    "paper": one.paper,
                    "sha256": one.sha256,
                    "reason": reason,
                }
                journal.append(
                    conn, kind=Kind.DOCUMENT_LOST, staff="", data=data, at=self._centre.clock.now()
                )
            uploads.given_up(conn)

    def _look_for_found_again(self) -> None:
        """Those told lost whose file is back (the folder was put back from a copy) are sent after all."""
        with self._store.read() as conn:
            lost = rows.lost(conn, ROWS_AT_ONCE)
        for row in lost:
            if not documents.is_kept(self._store, row.sha256, row.size_bytes):
                continue
            try:
                if documents.fault_of(self._store, row.sha256):
                    continue
            except documents.DocumentUnreadable:
                continue
            self._send(row, _Meter(self._store, None))

    def _leave_out(self, row: DocumentRow, error: Exception) -> None:
        self._left_out.add(row.sha256)
        self.left_out = (*self.left_out, error)

    def _slow_down(self) -> None:
        self._piece_bytes = max(self._piece_bytes // 2, PIECE_BYTES_MIN)

    def _note(self, row: DocumentRow, offset: int) -> None:
        """Keep how far it came, for those who look."""
        with self._store.write() as conn:
            uploads.progressed(conn, row.sha256, offset)


class _Meter:
    """Counts what goes up and tells it: documents, bytes, bytes a second, seconds left."""

    def __init__(self, store: Store, tell: Callable[[DocumentsProgress], None] | None) -> None:
        with store.read() as conn:
            self._total, self._bytes_left = rows.counts(conn)
        self._tell = tell
        self._started_s = time.monotonic()
        self._done = self._bytes_sent = 0

    def moved(self, size_bytes: int) -> None:
        """A piece is durable at the centre."""
        self._bytes_sent += size_bytes
        self._say()

    def finished(self, row: DocumentRow) -> None:
        """A document is whole at the centre."""
        del row
        self._done += 1
        self._say()

    def _say(self) -> None:
        if self._tell is None:
            return
        left = max(self._bytes_left - self._bytes_sent, 0)
        rate = self._bytes_sent / max(time.monotonic() - self._started_s, 1e-3)
        left_s = left / rate if rate > 0 else None
        total = max(self._total, self._done)
        self._tell(DocumentsProgress(self._done, total, self._bytes_sent, left, rate, left_s))

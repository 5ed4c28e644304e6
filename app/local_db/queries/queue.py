"""The queue: every application with how far it has got, what it waits for, and what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, literal_column, not_, or_, select
from sqlalchemy import text as sql

from app.domain.application import State
from app.domain.business_day import business_day
from app.domain.entry import decode
from app.domain.sync_status import QueueState
from app.local_db import journal, sync_state
from app.local_db.queries.queue_row import QueueRow, asked, told
from app.local_db.queries.queue_rule import EARLY, NEEDS_YOU, WITH_THE_SYSTEM
from app.local_db.schema import applications, findings
from app.local_db.search import matching
from app.local_db.sync_state import SyncState

PAGE_MAX = 500
MATCHES_MAX = 5_000
"""The newest applications that a search looks at further; a text that fits more is too short to mean one."""
SENT_ENTRIES_MAX = 20_000
"""How far before the confirmed head ``sent`` is looked for; the centre's reading is never so far behind."""

_NEXT_WORD = "SELECT min(state) FROM applications WHERE state <> 'accepted' AND state > ?"
_ORDINAL_AT = "SELECT ordinal FROM applications WHERE seq <= ? ORDER BY seq DESC LIMIT 1"
_a = applications.c


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """``pending`` journal entries of any kind that the centre has not confirmed, with the instant of the
    oldest; all others count applications. ``recorded_today`` those of the day that have a tracking number.
    """

    pending: int
    oldest_pending_at: str | None
    stored: int
    sending: int
    unknown: int
    recorded_today: int
    needs_you: int


def queue(
    conn: Connection, *, limit: int, offset: int, text: str = "", state: QueueState | None = None
) -> list[QueueRow]:
    """A page of the queue, newest first; without a filter, what needs a person comes before all else.

    ``text`` is looked for in names, national codes, mobiles and receipt numbers.
    """
    limit = min(limit, PAGE_MAX)
    sync = sync_state.read(conn)
    if state is not None or text.strip():
        words = _words(conn) if state is QueueState.DECIDED else ()
        rows = _page(conn, _where(sync, state, words), text, limit, offset)
    else:
        urgent = _page(conn, _where(sync, QueueState.NEEDS_YOU), "", limit, offset)
        skip = 0 if urgent else offset - _count(conn, _where(sync, QueueState.NEEDS_YOU))
        rest = limit - len(urgent)
        rows = urgent + (_page(conn, not_(_needs_you()), "", rest, max(0, skip)) if rest else [])
    return told(conn, rows, sync)


def counts(conn: Connection, *, day: str | None = None) -> QueueCounts:
    """How many stand where; ``day`` is the business day of ``recorded_today`` (by default, this PC's)."""
    sync = sync_state.read(conn)
    head = journal.head(conn)
    pending = head.seq - sync.acknowledged.seq
    oldest = journal.find_line(conn, sync.acknowledged.seq + 1) if pending > 0 else None
    sending = max(sync.sending_seq, sync.acknowledged.seq)
    stored = _count_between(conn, sending, head.seq)
    on_its_way = _count_between(conn, sync.acknowledged.seq, sending)
    today = business_day(datetime.now(UTC)) if day is None else day
    return QueueCounts(
        pending=pending,
        oldest_pending_at=None if oldest is None else decode(oldest).at,
        stored=stored,
        sending=0 if sync.sending_unknown else on_its_way,
        unknown=on_its_way if sync.sending_unknown else 0,
        recorded_today=_count(conn, and_(_a.day == today, _a.tracking.is_not(None))),
        needs_you=_count(conn, _where(sync, QueueState.NEEDS_YOU)),
    )


def _needs_you() -> ColumnElement[bool]:
    # The second term names the partial index (`applications_by_state`) in words SQLite can prove.
    named = and_(_a.state.in_(NEEDS_YOU), _a.state != "accepted")
    found = select(findings.c.application).where(findings.c.withdrawn_at.is_(None))
    return or_(named, _a.application.in_(found))


def _where(sync: SyncState, state: QueueState | None, words: Sequence[str] = ()) -> ColumnElement[bool]:
    """The same rule as :func:`queue_state`, for the database; a test holds the two equal.

    ``words`` are the decisions that this store holds, for those that end the way.
    """
    acknowledged = sync.acknowledged.seq
    sending = max(sync.sending_seq, acknowledged)
    calm = not_(_needs_you())
    sent = _a.seq <= acknowledged
    recorded = (State.CAPTURED_UNPAID, State.RECORDED)
    on_its_way = and_(_a.seq > acknowledged, _a.seq <= sending, calm)
    nothing = literal_column("0") == 1
    match state:
        case None:
            return literal_column("1") == 1
        case QueueState.NEEDS_YOU:
            return _needs_you()
        case QueueState.STORED:
            return and_(_a.seq > sending, calm)
        case QueueState.SENDING:
            return nothing if sync.sending_unknown else on_its_way
        case QueueState.UNKNOWN:
            return on_its_way if sync.sending_unknown else nothing
        case QueueState.SENT:
            waiting = _a.state.in_((State.CAPTURED_UNPAID, State.ACCEPTED))
            recent = _a.seq > acknowledged - SENT_ENTRIES_MAX
            return and_(sent, recent, _a.tracking.is_(None), waiting, calm)
        case QueueState.RECORDED:
            named = and_(_a.state.in_(recorded), _a.state != "accepted")
            return and_(sent, named, _a.tracking.is_not(None), calm)
        case QueueState.WAITING_UPSTREAM:
            return and_(sent, _a.state.in_(WITH_THE_SYSTEM), _a.state != "accepted", calm)
        case QueueState.DECIDED:
            last = [word for word in words if word not in EARLY and word not in NEEDS_YOU]
            return and_(sent, _a.state.in_(last), _a.state != "accepted", calm)


def _words(conn: Connection) -> list[str]:
    """Every state that an application of this store has, but ``accepted``: a handful of index look-ups."""
    found: list[str] = []
    word: str | None = ""
    while (word := conn.exec_driver_sql(_NEXT_WORD, (word,)).scalar()) is not None:
        found.append(word)
    return found


def _page(conn: Connection, where: ColumnElement[bool], text: str, limit: int, offset: int) -> list[Row[Any]]:
    found = asked().where(where)
    if text.strip():
        condition = matching(text, MATCHES_MAX)
        if condition is None:
            return []
        found = found.where(sql(condition[0])).params(**condition[1])
    return list(conn.execute(found.order_by(_a.seq.desc()).limit(limit).offset(offset)))


def _count(conn: Connection, where: ColumnElement[bool]) -> int:
    return conn.execute(select(func.count()).select_from(applications).where(where)).scalar_one()


def _count_between(conn: Connection, after: int, last: int) -> int:
    """Applications with ``after < seq <= last`` that need nobody; by ordinals, however many there are."""
    if last <= after:
        return 0
    ends = [conn.exec_driver_sql(_ORDINAL_AT, (seq,)).scalar() or 0 for seq in (after, last)]
    urgent = _count(conn, and_(_needs_you(), _a.seq > after, _a.seq <= last))
    return int(ends[1] - ends[0] - urgent)

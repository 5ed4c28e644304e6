"""One line of the queue, as the store has it and as the window shows it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, select

from app.domain.sync_status import QueueState, Why
from app.local_db import sync_state
from app.local_db.queries.queue_rule import queue_state, why_so
from app.local_db.queries.upstreams import UpstreamRow, states
from app.local_db.schema import applications, findings
from app.local_db.sync_state import SyncState

_a = applications.c


class QueueRow(msgspec.Struct, frozen=True, gc=False):
    """One line of the queue page. ``upstream`` the system that has it, ``decision`` its latest word.

    ``note_fa``/``note_en`` are the words that came with a decision or a finding; ``why`` is the reason
    behind ``state`` and ``since`` the instant from which the thing it waits for is down ("" when none is).
    ``stands`` is the application's own state (``app.domain.application.State``).
    """

    application: str
    seq: int
    state: QueueState
    why: Why
    since: str
    receipt: str
    service: str
    applicant: str
    at: str
    day: str
    amount_rials: int
    paid_rials: int
    tracking: str
    upstream: str
    decision: str
    note_fa: str
    note_en: str
    finding: str
    offline: bool
    stands: str
    barcode: str
    void_word: str
    void_reason: str
    refunded_rials: int


@cache
def asked() -> Select[Any]:
    """What :func:`told` makes rows of: every application, in no order."""
    finding = (
        select(findings.c.finding)
        .where(findings.c.application == _a.application, findings.c.withdrawn_at.is_(None))
        .order_by(findings.c.raised_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    return select(
        _a.application,
        _a.seq,
        _a.receipt,
        _a.service,
        _a.given,
        _a.family,
        _a.at,
        _a.day,
        _a.amount_rials,
        _a.paid_rials,
        _a.tracking,
        _a.upstream,
        _a.decision,
        _a.decision_note_fa,
        _a.decision_note_en,
        _a.state,
        _a.offline,
        _a.barcode,
        _a.void_word,
        _a.void_reason,
        _a.refunded_rials,
        finding.label("finding"),
    )


def told(conn: Connection, rows: Sequence[Row[Any]], sync: SyncState | None = None) -> list[QueueRow]:
    """Rows of :func:`asked` with how far each has got, what it waits for and since when."""
    now = sync_state.read(conn) if sync is None else sync
    upstreams = {row.name: row for row in states(conn)}
    return [_row(row, now, upstreams) for row in rows]


def _row(row: Row[Any], sync: SyncState, upstreams: dict[str, UpstreamRow]) -> QueueRow:
    """Columns by their place in :func:`asked`: by name each costs as much as all of the rest."""
    (
        application,
        seq,
        receipt,
        service,
        given,
        family,
        at,
        day,
        amount_rials,
        paid_rials,
        tracking,
        upstream,
        decision,
        note_fa,
        note_en,
        stands,
        offline,
        barcode,
        void_word,
        void_reason,
        refunded_rials,
        finding,
    ) = tuple(row)
    state = queue_state(
        seq=seq,
        acknowledged=sync.acknowledged.seq,
        sending=sync.sending_seq,
        unknown=sync.sending_unknown,
        state=stands,
        tracking=tracking or "",
        finding=finding is not None,
    )
    system = upstreams.get(upstream)
    why, since = why_so(state, stands, sync, None if system is None else (system.state, system.since))
    return QueueRow(
        application=application,
        seq=seq,
        state=state,
        why=why,
        since=since,
        receipt=receipt,
        service=service,
        applicant=f"{given} {family}".strip(),
        at=at,
        day=day,
        amount_rials=amount_rials,
        paid_rials=paid_rials,
        tracking=tracking or "",
        upstream=upstream,
        decision=decision or "",
        note_fa=note_fa,
        note_en=note_en,
        finding=finding or "",
        offline=bool(offline),
        stands=stands,
        barcode=barcode,
        void_word=void_word,
        void_reason=void_reason,
        refunded_rials=refunded_rials,
    )

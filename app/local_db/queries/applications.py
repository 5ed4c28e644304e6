"""Applications, one or few at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, literal_column, select

from app.domain.application import Payment
from app.domain.entry import Entry, Kind, decode
from app.domain.identity import EntryIdentity
from app.local_db import journal
from app.local_db.identity import read_identity
from app.local_db.projections.payments import PLACES
from app.local_db.schema import applications, outcomes, payments
from app.local_db.write_context import find_context, first_row

RUNNING_DIGITS = 6
UNPAID_MAX = 500
"""Rows that :func:`unpaid` returns at most; the oldest come first."""


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """One application as the read table knows it. ``at`` is RFC 3339 UTC, ``day`` Jalali.

    ``tracking`` is the centre's number, "" until it came; ``upstream`` names the system that decided
    and ``barcode`` what it gave to the post ("" for nothing).
    ``version`` counts the corrections from 1, and ``content_seq`` is the entry with the values that count;
    ``decided_version`` is the one that the system's latest word is about. ``voided_at`` is "" unless a
    manager voided it, and ``void_word`` what the centre made of that (``recorded``, ``refused``, "").
    """

    application: str
    request: str
    request_digest: str
    receipt: str
    service: str
    given: str
    family: str
    national_code: str
    mobile: str
    state: str
    amount_rials: int
    paid_rials: int
    seq: int
    at: str
    day: str
    staff: str
    offline: bool
    tracking: str
    decision_note_fa: str
    decision_note_en: str
    upstream: str
    reference: str
    tariff_version: int
    barcode: str
    version: int
    content_seq: int
    decided_version: int
    voided_at: str
    voided_by: str
    void_reason: str
    void_word: str
    refunded_rials: int


@dataclass(frozen=True, slots=True)
class ApplicationWhole:
    """An application with everything its entries say: the values as last corrected, the rest as accepted.

    ``fee`` as in the entry (``lines``, ``total_rials``); ``catalogue`` the version that the values are by.
    ``identity`` is the step as taken at the counter (None: the service asks for none), ``registry`` what the
    civil registry said afterwards, "" until it did.
    """

    row: ApplicationRow
    applicant: dict[str, Any]
    fields: dict[str, Any]
    fee: dict[str, Any]
    payments: list[Payment]
    catalogue: int
    identity: EntryIdentity | None = None
    registry: str = ""


_a = applications.c
_COLUMNS = (
    _a.application,
    _a.request,
    _a.request_digest,
    _a.receipt,
    _a.service,
    _a.given,
    _a.family,
    _a.national_code,
    _a.mobile,
    _a.state,
    _a.amount_rials,
    _a.paid_rials,
    _a.seq,
    _a.at,
    _a.day,
    _a.staff,
    _a.offline,
    _a.tracking,
    _a.decision_note_fa,
    _a.decision_note_en,
    _a.upstream,
    _a.reference,
    _a.tariff_version,
    _a.barcode,
    _a.version,
    _a.content_seq,
    _a.decided_version,
    _a.voided_at,
    _a.voided_by,
    _a.void_reason,
    _a.void_word,
    _a.refunded_rials,
)
_OFFLINE, _TRACKING, _VOIDED_AT = 16, 17, 27

# On the way of every application: plain texts, so that nothing is compiled.
_NAMES = ", ".join(column.name for column in _COLUMNS)
_BY_REQUEST = f"SELECT {_NAMES} FROM applications WHERE request = ? ORDER BY seq LIMIT 1"  # noqa: S608
_LAST_RECEIPT = "SELECT max(receipt) FROM applications WHERE receipt >= ? AND receipt < ?"
_BEFORE = f"SELECT EXISTS (SELECT 1 FROM applications WHERE request = ?), ({_LAST_RECEIPT})"  # noqa: S608


def application_columns() -> Select[Any]:
    """A select of exactly what :func:`row_of` reads."""
    return select(*_COLUMNS)


def row_of(row: Row[Any] | Sequence[Any]) -> ApplicationRow:
    """The value of one row of :func:`application_columns`."""
    values = list(row)
    values[_OFFLINE] = bool(values[_OFFLINE])
    values[_TRACKING] = values[_TRACKING] or ""
    values[_VOIDED_AT] = values[_VOIDED_AT] or ""
    return ApplicationRow(*values)


def find_by_request(conn: Connection, request: str) -> ApplicationRow | None:
    """The application accepted for a caller's own id, or None."""
    row = first_row(conn, _BY_REQUEST, (request,))
    return None if row is None else row_of(row)


def find_by_receipt(conn: Connection, receipt: str) -> ApplicationRow | None:
    """The application with this receipt number (written with hyphens), or None."""
    row = conn.execute(application_columns().where(_a.receipt == receipt)).first()
    return None if row is None else row_of(row)


def find(conn: Connection, application: str) -> ApplicationRow | None:
    """The application with this id, or None."""
    row = conn.execute(application_columns().where(_a.application == application)).first()
    return None if row is None else row_of(row)


def next_running(conn: Connection, jalali_year: int) -> int:
    """The running number of this device's next receipt in a Jalali year, from 1.

    Must be asked in the transaction that appends the entry: only so are the numbers without gaps.
    """
    prefix = _prefix(conn, jalali_year)
    row = first_row(conn, _LAST_RECEIPT, (prefix, prefix + ":"))
    return _after(None if row is None else row[0], prefix)


def before_accepting(conn: Connection, request: str, jalali_year: int) -> tuple[bool, int]:
    """Whether a caller's id was accepted before, and :func:`next_running`: what each receipt waits for."""
    prefix = _prefix(conn, jalali_year)
    row = first_row(conn, _BEFORE, (request, prefix, prefix + ":"))
    return (False, 1) if row is None else (bool(row[0]), _after(row[1], prefix))


def _prefix(conn: Connection, jalali_year: int) -> str:
    """How this device's receipt numbers of a Jalali year begin."""
    context = find_context(conn)
    own = read_identity(conn) if context is None else context.identity
    if own is None:
        raise LookupError("the store does not say whose it is")
    return f"{own.office}-{own.counter:02d}-{jalali_year % 100:02d}-"


def _after(last: str | None, prefix: str) -> int:
    return 1 if last is None else int(last[len(prefix) : len(prefix) + RUNNING_DIGITS]) + 1


def full(conn: Connection, application: str) -> ApplicationWhole | None:
    """One application with its entry's content and every payment so far, or None."""
    row = find(conn, application)
    if row is None:
        return None
    data = _entry_of(conn, row.seq).data
    content = data if row.content_seq == row.seq else _entry_of(conn, row.content_seq).data
    taken = conn.execute(
        select(payments.c.method, payments.c.amount_rials, payments.c.rrn, payments.c.terminal)
        .where(
            payments.c.place.between(row.seq * PLACES, row.seq * PLACES + PLACES - 1)
            | ((payments.c.application == application) & (payments.c.later == literal_column("1")))
        )
        .order_by(payments.c.place)
    )
    registry = conn.scalar(select(outcomes.c.identity).where(outcomes.c.application == application))
    return ApplicationWhole(
        row=row,
        applicant=content["applicant"],
        fields=content["fields"],
        fee=data["fee"],
        payments=[Payment(method=m, amount_rials=n, rrn=rrn, terminal=t) for m, n, rrn, t in taken],
        catalogue=content["catalogue"],
        identity=_identity(data.get("identity")),
        registry=str(registry or ""),
    )


def unpaid(conn: Connection, limit: int = UNPAID_MAX) -> list[ApplicationRow]:
    """Applications captured unpaid, oldest first."""
    found = (
        application_columns()
        .where(_a.state == "captured-unpaid", _a.state != "accepted")
        .order_by(_a.seq)
        .limit(min(limit, UNPAID_MAX))
    )
    return [row_of(row) for row in conn.execute(found)]


def _identity(said: object) -> EntryIdentity | None:
    """The identity step of an entry; one that a carried entry tells in another shape counts as none."""
    try:
        return None if said is None else msgspec.convert(said, EntryIdentity)
    except msgspec.ValidationError:
        return None


def _entry_of(conn: Connection, seq: int) -> Entry:
    """An entry by its place here; the one that was carried in it, if it carried one."""
    line = journal.find_line(conn, seq)
    if line is None:
        raise LookupError(f"no entry {seq}")
    entry = decode(line)
    return decode(entry.data["entry"].encode()) if entry.kind == Kind.ENTRY_CARRIED else entry

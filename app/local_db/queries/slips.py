"""Card slips: one slip pays for one receipt only."""

from __future__ import annotations

from sqlalchemy import Connection

from app.local_db.write_context import first_row

_BY_SLIP = (
    "SELECT receipt FROM payments WHERE rrn = ?1 AND rrn <> '' AND day = ?3"
    " AND (terminal = ?2 OR terminal = '' OR ?2 = '') ORDER BY seq LIMIT 1"
)

_RECEIPT = (
    "SELECT receipt FROM payments WHERE rrn = ?1 AND (terminal = ?2 OR terminal = '')"
    " ORDER BY seq DESC LIMIT 1"
)


def find_slip(conn: Connection, terminal: str, rrn: str, day: str) -> str | None:
    """The receipt that a slip has paid for on a Jalali day, or None.

    A slip is known by its RRN, its terminal and the day; where a terminal was not typed, by the other two.
    """
    if not rrn:
        return None
    row = first_row(conn, _BY_SLIP, (rrn, terminal, day))
    return None if row is None else str(row[0])


def find_receipt(conn: Connection, terminal: str, rrn: str) -> str | None:
    """The latest receipt that a terminal's own slip has paid for, on whatever day; None without one."""
    row = first_row(conn, _RECEIPT, (rrn, terminal)) if rrn else None
    return None if row is None else str(row[0])

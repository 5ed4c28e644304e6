"""Charges: what a card terminal was asked to take, written before it is asked, and what became of it.

A charge is *open* while nobody knows whether the money was taken (``asked``), or while it was taken and is
in no application (``taken``). It ends as ``not-taken``, ``used`` (in the transaction that journals the
payment) or ``given-back``. Nothing of this is journalled, see :data:`app.local_db.schema.charges`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, select

from app.local_db.schema import charges as table
from app.local_db.write_context import changed, first_row, run


class ChargeState(StrEnum):
    """Where a charge stands."""

    ASKED = "asked"
    TAKEN = "taken"
    NOT_TAKEN = "not-taken"
    USED = "used"
    GIVEN_BACK = "given-back"


@dataclass(frozen=True, slots=True)
class Charge:
    """One row. ``about``: service or receipt it was asked for; ``asked_of``: the terminal's setting, as JSON.

    ``charged_rials``, ``rrn``, ``terminal``, ``card`` (masked) and ``taken_at`` are what the terminal said;
    ``why`` and ``code`` why it took nothing; ``receipt`` what it paid for. Instants are RFC 3339 texts.
    """

    charge: str
    state: str
    asked_at: str
    staff: str
    about: str
    asked_of: str
    amount_rials: int
    why: str = ""
    code: str = ""
    charged_rials: int = 0
    rrn: str = ""
    terminal: str = ""
    card: str = ""
    taken_at: str = ""
    receipt: str = ""
    settled_at: str = ""
    settled_by: str = ""


_COLUMNS = ", ".join(column.name for column in table.c)
_INSERT = f"INSERT INTO charges ({_COLUMNS}) VALUES ({', '.join('?' for _ in table.c)})"  # noqa: S608
_TAKEN = (
    "UPDATE charges SET state = 'taken', charged_rials = ?, rrn = ?, terminal = ?, card = ?, taken_at = ?"
    " WHERE charge = ? AND state = 'asked'"
)
_NOT_TAKEN = (
    "UPDATE charges SET state = 'not-taken', why = ?, code = ?, settled_at = ?, settled_by = ?"
    " WHERE charge = ? AND state = 'asked'"
)
_GIVEN_BACK = (
    "UPDATE charges SET state = 'given-back', settled_at = ?, settled_by = ?"
    " WHERE charge = ? AND state = 'taken'"
)
_USED = "UPDATE charges SET state = 'used', receipt = ?, settled_at = ?, settled_by = ? WHERE charge = ?"
_BY_SLIP = (
    f"SELECT {_COLUMNS} FROM charges WHERE rrn = ?1 AND rrn <> ''"  # noqa: S608
    " AND (terminal = ?2 OR ?2 = '') ORDER BY asked_at DESC LIMIT 1"
)

_OPEN = f"SELECT {_COLUMNS} FROM charges WHERE state IN ('asked', 'taken') ORDER BY asked_at"  # noqa: S608


def keep(conn: Connection, charge: Charge) -> None:
    """Write a new charge, before the terminal is asked."""
    values = tuple(getattr(charge, column.name) for column in table.c)
    run(conn, _INSERT, values)
    changed(conn, "charges")


def taken(
    conn: Connection, charge: str, *, charged_rials: int, rrn: str, terminal: str, card: str, taken_at: str
) -> bool:
    """The terminal took money; False when this charge was settled before."""
    changed(conn, "charges")
    return bool(run(conn, _TAKEN, (charged_rials, rrn, terminal, card, taken_at, charge)))


def not_taken(conn: Connection, charge: str, *, why: str, code: str, at: str, by: str = "") -> bool:
    """It took nothing; ``by``: the person who says so when the terminal cannot."""
    changed(conn, "charges")
    return bool(run(conn, _NOT_TAKEN, (why, code, at, by, charge)))


def given_back(conn: Connection, charge: str, *, at: str, by: str) -> bool:
    """A person gave the money back at the terminal; False when the charge is not there to be given back."""
    changed(conn, "charges")
    return bool(run(conn, _GIVEN_BACK, (at, by, charge)))


def use(conn: Connection, charge: str, *, receipt: str, at: str, by: str) -> None:
    """It paid for this receipt: in the transaction that journals the payment."""
    run(conn, _USED, (receipt, at, by, charge))
    changed(conn, "charges")


def find(conn: Connection, charge: str) -> Charge | None:
    """One charge by its id."""
    row = conn.execute(select(table).where(table.c.charge == charge)).first()
    return None if row is None else Charge(*row)


def find_by_slip(conn: Connection, rrn: str, terminal: str) -> Charge | None:
    """The latest charge with this slip; a terminal that was not typed fits any."""
    row = first_row(conn, _BY_SLIP, (rrn, terminal)) if rrn else None
    return None if row is None else Charge(*row)


def all_open(conn: Connection) -> list[Charge]:
    """Those of unknown outcome, and those taken that are in no application; the oldest first."""
    return [Charge(*row) for row in conn.exec_driver_sql(_OPEN)]


def take_over(conn: Connection, found: list[Charge]) -> None:
    """Go on looking after the open charges of a counter that this one replaces; again changes nothing."""
    for one in found:
        if find(conn, one.charge) is None:
            keep(conn, one)

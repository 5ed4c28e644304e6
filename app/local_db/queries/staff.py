"""Staff as the centre knows them, and the leases under which they may sign in offline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select

from app.domain.entitlement import Entitlement
from app.local_db.schema import leases
from app.local_db.schema import staff as staff_table
from app.local_db.write_context import changed


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One person; ``credential`` rises with each change of the password.

    ``entitlements``: the families of services that they may take; None for all.
    """

    staff: str
    name: str
    roles: tuple[str, ...]
    active: bool
    credential: int
    entitlements: tuple[Entitlement, ...] | None = None


@dataclass(frozen=True, slots=True)
class Lease:
    """Leave to sign in offline until ``lease_end`` (RFC 3339), by a password that ``verifier`` checks."""

    staff: str
    name: str
    roles: tuple[str, ...]
    lease_end: str
    verifier: str
    credential: int


def find_staff(conn: Connection, code: str) -> StaffRow | None:
    """The person with this code, or None when the centre never named one."""
    row = conn.execute(select(staff_table).where(staff_table.c.staff == code)).first()
    return None if row is None else _person(row)


def all_staff(conn: Connection) -> list[StaffRow]:
    """Everyone the centre named for this office, by code."""
    rows = conn.execute(select(staff_table).order_by(staff_table.c.staff))
    return [_person(row) for row in rows]


def lease(conn: Connection, code: str) -> Lease | None:
    """The lease of a person, or None: none was kept, or the centre ended it since.

    The centre ends it by making the person inactive or raising ``credential``; a role counts only when
    both the lease and the centre's latest word give it. Whether ``lease_end`` has passed is the caller's.
    """
    row = conn.execute(select(leases).where(leases.c.staff == code)).first()
    if row is None:
        return None
    found = Lease(row[0], row[1], _roles(row[2]), row[3], row[4], row[5])
    known = find_staff(conn, code)
    if known is None:
        return found
    if not known.active or known.credential > found.credential:
        return None
    roles = tuple(role for role in found.roles if role in known.roles)
    return Lease(found.staff, known.name, roles, found.lease_end, found.verifier, found.credential)


def keep_lease(conn: Connection, kept: Lease) -> None:
    """Keep what an online sign-in gave, in place of an older lease. Not journalled: the centre gave it."""
    conn.exec_driver_sql(
        "INSERT INTO leases (staff, name, roles, lease_end, verifier, credential) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (staff) DO UPDATE SET name = excluded.name, roles = excluded.roles,"
        " lease_end = excluded.lease_end, verifier = excluded.verifier, credential = excluded.credential",
        (
            kept.staff,
            kept.name,
            msgspec.json.encode(kept.roles).decode(),
            kept.lease_end,
            kept.verifier,
            kept.credential,
        ),
    )
    changed(conn, "staff")


def _person(row: Row[Any]) -> StaffRow:
    entitlements = None
    if row.entitlements is not None:
        entitlements = msgspec.json.decode(row.entitlements, type=tuple[Entitlement, ...])
    return StaffRow(row.staff, row.name, _roles(row.roles), bool(row.active), row.credential, entitlements)


def _roles(text: str) -> tuple[str, ...]:
    return msgspec.json.decode(text, type=tuple[str, ...])

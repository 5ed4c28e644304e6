"""The staff's records: who works where, in which roles, for which families of services and until when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec

from app.domain.business_day import parse_day
from app.domain.entitlement import ENTITLEMENTS_MAX, FAMILY, Entitlement, changed
from app.domain.feed import FeedKind
from central import feed
from central.database import Connection, Database
from central.offices import RegistryMistake, staff_data

SQL_ONE = """
SELECT name, roles, active, credential, entitlements FROM staff WHERE office = %s AND staff = %s FOR UPDATE
"""
SQL_SET = "UPDATE staff SET entitlements = %s WHERE office = %s AND staff = %s"
SQL_REMEMBER = "INSERT INTO staff_entitlements (office, staff, entitlements) VALUES (%s, %s, %s)"
SQL_OFFICE = "SELECT 1 FROM offices WHERE office = %s"
SQL_ALL = """
SELECT staff, name, roles, active, entitlements FROM staff WHERE office = %s ORDER BY staff
"""


@dataclass(frozen=True, slots=True)
class StaffRecord:
    """One member of staff; ``entitlements`` None for every family."""

    staff: str
    name: str
    roles: tuple[str, ...]
    active: bool
    entitlements: tuple[Entitlement, ...] | None


async def entitle(
    database: Database, office: str, staff: str, family: str, until: str | None
) -> tuple[Entitlement, ...]:
    """Give a family of services to a member of staff until a Jalali day (with it), or (None) take it away.

    The record as it is now; the office is told in the same transaction. The first change limits a record
    that had no limit. Raises :class:`RegistryMistake`.
    """
    if FAMILY.fullmatch(family) is None:
        raise RegistryMistake("a family is the first word of its services' codes, such as passport")
    day = None if until is None else _day(until)
    async with database.transaction() as conn:
        row = await _find(conn, office, staff)
        made = changed(_read(row[4]), family, day)
        if len(made) > ENTITLEMENTS_MAX:
            raise RegistryMistake(f"at most {ENTITLEMENTS_MAX} families stand in one record")
        await _keep(conn, office, staff, row, made)
    return made


async def entitle_to_all(database: Database, office: str, staff: str) -> None:
    """Take every limit off a record. Raises :class:`RegistryMistake`."""
    async with database.transaction() as conn:
        await _keep(conn, office, staff, await _find(conn, office, staff), None)


async def list_staff(database: Database, office: str) -> list[StaffRecord]:
    """Everybody who was ever registered at an office, by code. Raises :class:`RegistryMistake`."""
    async with database.autocommit() as conn:
        if await (await conn.execute(SQL_OFFICE, (office,))).fetchone() is None:
            raise RegistryMistake(f"there is no office {office}")
        rows = await (await conn.execute(SQL_ALL, (office,))).fetchall()
    return [StaffRecord(row[0], row[1], tuple(row[2]), row[3], _read(row[4])) for row in rows]


async def _find(conn: Connection, office: str, staff: str) -> tuple[Any, ...]:
    row = await (await conn.execute(SQL_ONE, (office, staff))).fetchone()
    if row is None:
        raise RegistryMistake(f"office {office} has no staff member {staff}")
    return row


async def _keep(
    conn: Connection,
    office: str,
    staff: str,
    row: tuple[Any, ...],
    made: tuple[Entitlement, ...] | None,
) -> None:
    name, roles, active, credential, _ = row
    entitlements = None if made is None else msgspec.to_builtins(made)
    written = None if made is None else msgspec.json.encode(made).decode()
    await conn.execute(SQL_SET, (written, office, staff))
    await conn.execute(SQL_REMEMBER, (office, staff, written))
    data = staff_data(staff, name, roles, active=active, credential=credential, entitlements=entitlements)
    await feed.append(conn, office, [feed.Decision(FeedKind.STAFF_CHANGED, data)])


def _read(held: list[dict[str, str]] | None) -> tuple[Entitlement, ...] | None:
    return None if held is None else msgspec.convert(held, tuple[Entitlement, ...])


def _day(text: str) -> str:
    try:
        return parse_day(text)
    except ValueError:
        raise RegistryMistake(f"{text!r} is no Jalali day; write it as 1406-12-29") from None

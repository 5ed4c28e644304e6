"""Adding offices, staff and activation codes: the registry that the operator keeps.

Every change that an office must know goes into its feed in the same transaction.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from psycopg import errors

from app.domain.feed import FeedKind
from app.domain.roles import Role
from central import feed, passwords
from central.database import Connection, Database
from central.publications import current_publications

ACTIVATION_LIFETIME = timedelta(hours=72)
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0/O, 1/I/L, U: a code is read over a telephone."""
CODE_GROUPS, CODE_GROUP_LENGTH = 3, 4
NAME_MAX = 100
STAFF_CODE = re.compile(r"[0-9A-Za-z._-]{1,32}", re.ASCII)
OFFICE_CODE = re.compile(r"[0-9]{4}", re.ASCII)

SQL_ADD_OFFICE = "INSERT INTO offices (office, name) VALUES (%s, %s)"
SQL_HOLD_PUBLISHING = "LOCK TABLE publications IN SHARE MODE"
"""A version published meanwhile would miss the new office: one waits for the other."""
SQL_PUT_STAFF = """
INSERT INTO staff AS s (office, staff, name, roles, password_hash, active)
VALUES (%(office)s, %(staff)s, %(name)s, %(roles)s, %(password_hash)s, true)
ON CONFLICT (office, staff) DO UPDATE SET name = excluded.name, roles = excluded.roles, active = true,
    password_hash = excluded.password_hash, credential = s.credential + 1, changed_at = now()
RETURNING credential, entitlements
"""
SQL_END_STAFF = """
UPDATE staff SET active = false, credential = credential + 1, changed_at = now()
WHERE office = %s AND staff = %s RETURNING name, roles, credential, entitlements
"""
SQL_REMEMBER_STAFF = """
INSERT INTO staff_history (office, staff, credential, roles, active) VALUES (%s, %s, %s, %s, %s)
"""
SQL_ADD_ACTIVATION = "INSERT INTO activations (code_hash, office, expires_at) VALUES (%s, %s, %s)"
SQL_REVOKE = """
UPDATE devices SET revoked_at = now(), revoked_reason = %(reason)s
WHERE device = %(device)s AND revoked_at IS NULL RETURNING office
"""


class RegistryMistake(ValueError):
    """What was asked cannot be registered; the text says why."""


@dataclass(frozen=True, slots=True)
class Activation:
    """A one-time code with which one PC is enrolled, and until when."""

    code: str
    expires: datetime


async def add_office(database: Database, code: str, name: str) -> None:
    """Register an office; its feed begins with the publications in force. Raises :class:`RegistryMistake`."""
    if OFFICE_CODE.fullmatch(code) is None:
        raise RegistryMistake("an office code has 4 digits")
    _check_name(name)
    async with database.transaction() as conn:
        await conn.execute(SQL_HOLD_PUBLISHING)
        try:
            await conn.execute(SQL_ADD_OFFICE, (code, name))
        except errors.UniqueViolation:
            raise RegistryMistake(f"office {code} is there already") from None
        published = await current_publications(conn)
        if published:
            await feed.append(conn, code, [publication.decision() for publication in published])


async def add_staff(
    database: Database, office: str, staff: str, name: str, roles: Sequence[str], password: str
) -> int:
    """Register a staff member, or change name, roles and password of one; the credential's version.

    Raises :class:`RegistryMistake`.
    """
    if STAFF_CODE.fullmatch(staff) is None:
        raise RegistryMistake("a staff code has 1 to 32 letters, digits, dots or hyphens")
    _check_name(name)
    known = {role.value for role in Role}
    if not roles or not set(roles) <= known:
        raise RegistryMistake(f"roles are {', '.join(sorted(known))}")
    if not 1 <= len(password) <= passwords.PASSWORD_MAX:
        raise RegistryMistake(f"a password has 1 to {passwords.PASSWORD_MAX} characters")
    values = {
        "office": office,
        "staff": staff,
        "name": name,
        "roles": list(dict.fromkeys(roles)),
        "password_hash": await asyncio.to_thread(passwords.make_hash, password),
    }
    async with database.transaction() as conn:
        try:
            ((credential, held),) = await (await conn.execute(SQL_PUT_STAFF, values)).fetchall()
        except errors.ForeignKeyViolation:
            raise RegistryMistake(f"there is no office {office}") from None
        data = staff_data(staff, name, values["roles"], active=True, credential=credential, entitlements=held)
        await _tell(conn, office, data)
    return int(credential)


async def end_staff(database: Database, office: str, staff: str) -> None:
    """Let a staff member sign in no more; leases at the counters end. Raises :class:`RegistryMistake`."""
    async with database.transaction() as conn:
        row = await (await conn.execute(SQL_END_STAFF, (office, staff))).fetchone()
        if row is None:
            raise RegistryMistake(f"office {office} has no staff member {staff}")
        name, roles, credential, held = row
        data = staff_data(staff, name, roles, active=False, credential=credential, entitlements=held)
        await _tell(conn, office, data)


async def make_activation(
    database: Database, office: str, lifetime: timedelta = ACTIVATION_LIFETIME
) -> Activation:
    """A new activation code for one PC of the office. Raises :class:`RegistryMistake`."""
    groups = (
        "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_GROUP_LENGTH)) for _ in range(CODE_GROUPS)
    )
    code, expires = "-".join(groups), datetime.now(UTC) + lifetime
    async with database.transaction() as conn:
        try:
            await conn.execute(SQL_ADD_ACTIVATION, (code_hash(code), office, expires))
        except errors.ForeignKeyViolation:
            raise RegistryMistake(f"there is no office {office}") from None
    return Activation(code, expires)


async def revoke_device(database: Database, device: str, reason: str) -> bool:
    """Take a device's right to talk to the centre and tell its office; False when it had none."""
    async with database.transaction() as conn:
        row = await (await conn.execute(SQL_REVOKE, {"device": device, "reason": reason})).fetchone()
        if row is None:
            return False
        told = feed.Decision(FeedKind.DEVICE_REVOKED, {"device": device, "reason": reason})
        await feed.append(conn, row[0], [told])
        return True


def staff_data(
    staff: str,
    name: str,
    roles: Sequence[str],
    *,
    active: bool,
    credential: int,
    entitlements: list[dict[str, str]] | None,
) -> dict[str, object]:
    """The data of a ``staff.changed`` item. A record without limit has no ``entitlements`` in it."""
    data: dict[str, object] = {
        "staff": staff,
        "name": name,
        "roles": list(roles),
        "active": active,
        "credential": credential,
    }
    if entitlements is not None:
        data["entitlements"] = entitlements
    return data


def code_hash(code: str) -> bytes:
    """What is kept of an activation code; case, hyphens and spaces do not count."""
    plain = code.upper().replace("-", "").replace(" ", "")
    return hashlib.sha256(b"daftar-activation-v1" + plain.encode()).digest()


async def _tell(conn: Connection, office: str, data: dict[str, object]) -> None:
    values = (office, data["staff"], data["credential"], data["roles"], data["active"])
    await conn.execute(SQL_REMEMBER_STAFF, values)
    await feed.append(conn, office, [feed.Decision(FeedKind.STAFF_CHANGED, data)])


def _check_name(name: str) -> None:
    if not 1 <= len(name.strip()) <= NAME_MAX:
        raise RegistryMistake(f"a name has 1 to {NAME_MAX} characters")

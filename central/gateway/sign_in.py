"""``POST /v1/sign-in``: a staff member's password, checked for the office of the device that asks."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from enum import Enum, auto

from starlette.requests import Request
from starlette.responses import Response

from app.domain.entry import instant
from app.sync.protocol import ProblemType, SignInAnswer, SignInRequest
from central import passwords
from central.database import Database
from central.gateway import attempts
from central.gateway.bodies import answer_json, read_json
from central.gateway.caller import caller_of, revoked
from central.gateway.centre import Caller, Centre, centre_of
from central.gateway.limits import LEASE_LIFETIME, SIGN_IN_WINDOW_S, STAFF_CODE_MAX
from central.gateway.problems import Refusal, invalid

SQL_STAFF = """
SELECT d.revoked_at IS NOT NULL, d.revoked_reason, s.name, s.roles, s.password_hash, s.credential
FROM devices d LEFT JOIN staff s ON s.office = d.office AND s.staff = %(staff)s AND s.active
WHERE d.device = %(device)s
"""


class Outcome(Enum):
    """What can come of a sign-in. Wrong password and unknown person look the same outside."""

    SIGNED_IN = auto()
    REFUSED = auto()


async def sign_in(request: Request) -> Response:
    """Check the password; answer with roles and what the device needs to check it offline."""
    caller = caller_of(request)
    asked = await read_json(request, SignInRequest)
    if not 1 <= len(asked.staff) <= STAFF_CODE_MAX or "\0" in asked.staff:
        raise invalid(f"a staff code has 1 to {STAFF_CODE_MAX} characters")
    if not 1 <= len(asked.password) <= passwords.PASSWORD_MAX:
        raise invalid(f"a password has 1 to {passwords.PASSWORD_MAX} characters")
    centre = centre_of(request)
    outcome, signed_in = await _sign_in(centre, caller, asked)
    await _count(centre.database, _bucket(caller, asked), outcome)
    if outcome is Outcome.REFUSED:
        raise Refusal(401, ProblemType.SIGN_IN_REFUSED)
    return answer_json(request, signed_in)


async def _sign_in(
    centre: Centre, caller: Caller, asked: SignInRequest
) -> tuple[Outcome, SignInAnswer | None]:
    async with centre.database.autocommit() as conn:
        await attempts.refuse_if_too_many(conn, _bucket(caller, asked))
        keys = {"device": caller.device, "staff": asked.staff}
        row = await (await conn.execute(SQL_STAFF, keys)).fetchone()
    if row is None:
        raise Refusal(401, ProblemType.UNAUTHENTICATED, "this centre does not know the device")
    is_revoked, reason, name, roles, password_hash, credential = row
    if is_revoked:
        raise revoked(reason)
    async with centre.password_checks:
        if not await asyncio.to_thread(passwords.matches, password_hash, asked.password):
            return Outcome.REFUSED, None
        verifier = await asyncio.to_thread(passwords.make_hash, asked.password)
    return Outcome.SIGNED_IN, SignInAnswer(
        staff=asked.staff,
        name=name,
        roles=list(roles),
        lease_end=instant(datetime.now(UTC) + LEASE_LIFETIME),
        verifier=verifier,
        credential=credential,
    )


async def _count(database: Database, bucket: str, outcome: Outcome) -> None:
    async with database.autocommit() as conn:
        if outcome is Outcome.SIGNED_IN:
            await attempts.succeeded(conn, bucket)
        else:
            await attempts.failed(conn, bucket, SIGN_IN_WINDOW_S)


def _bucket(caller: Caller, asked: SignInRequest) -> str:
    return f"sign-in:{caller.office}:{asked.staff}"

"""``POST /v1/devices``: a PC is enrolled with a one-time activation code."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from enum import Enum, auto

from starlette.requests import Request
from starlette.responses import Response

from app.domain.chain import genesis
from app.domain.entry import instant
from app.domain.signatures import is_public_key, unb64u
from app.sync.protocol import Enrolment, EnrolRequest, OfficeProfile, ProblemType
from central import signing
from central.database import Connection
from central.epoch import current_epoch
from central.gateway import attempts
from central.gateway.bodies import answer_json, read_json
from central.gateway.centre import AUDIENCE, centre_of
from central.gateway.limits import ACTIVATION_WINDOW_S, DEVICE_NAME_MAX
from central.gateway.problems import Refusal, invalid
from central.offices import OFFICE_CODE, code_hash

SQL_ACTIVATION = """
SELECT office, expires_at <= now(), used_at IS NOT NULL FROM activations WHERE code_hash = %s FOR UPDATE
"""
SQL_NEXT_COUNTER = """
UPDATE offices SET last_counter = last_counter + 1 WHERE office = %s AND last_counter < 99
RETURNING name, last_counter
"""
SQL_ADD_DEVICE = """
INSERT INTO devices (device, office, counter, name, public_key, head_hash)
VALUES (%(device)s, %(office)s, %(counter)s, %(name)s, %(public_key)s, %(head_hash)s)
"""
SQL_ADD_CURSOR = "INSERT INTO projector_cursors (device) VALUES (%s)"
SQL_USE_CODE = "UPDATE activations SET used_at = now(), device = %s WHERE code_hash = %s"


class Outcome(Enum):
    """What can come of an activation code."""

    ENROLLED = auto()
    REFUSED = auto()
    USED = auto()
    NO_COUNTER_LEFT = auto()


async def enrol(request: Request) -> Response:
    """Take a code and a public key; answer with the device's id, counter number and what it must trust."""
    wanted = await read_json(request, EnrolRequest)
    _check(wanted)
    database = centre_of(request).database
    address = request.client.host if request.client else ""
    bucket = f"activation:{wanted.office}:{address}"
    async with database.autocommit() as conn:
        await attempts.refuse_if_too_many(conn, bucket)
    async with database.transaction() as conn:
        outcome, enrolment = await _enrol(conn, wanted)
    if outcome is Outcome.ENROLLED:
        return answer_json(request, enrolment, 201)
    if outcome is Outcome.NO_COUNTER_LEFT:
        raise Refusal(403, ProblemType.ACTIVATION_REFUSED, "the office has had its 99 counters")
    async with database.autocommit() as conn:
        await attempts.failed(conn, bucket, ACTIVATION_WINDOW_S)
    if outcome is Outcome.USED:
        raise Refusal(409, ProblemType.ACTIVATION_USED)
    raise Refusal(403, ProblemType.ACTIVATION_REFUSED)


async def _enrol(conn: Connection, wanted: EnrolRequest) -> tuple[Outcome, Enrolment | None]:
    hashed = code_hash(wanted.activation_code)
    code = await (await conn.execute(SQL_ACTIVATION, (hashed,))).fetchone()
    if code is None or code[0] != wanted.office:
        return Outcome.REFUSED, None
    _, expired, used = code
    if used:
        return Outcome.USED, None
    if expired:
        return Outcome.REFUSED, None
    office = await (await conn.execute(SQL_NEXT_COUNTER, (wanted.office,))).fetchone()
    if office is None:
        return Outcome.NO_COUNTER_LEFT, None
    name, counter = office
    device = str(uuid.uuid4())
    values = {
        "device": device,
        "office": wanted.office,
        "counter": counter,
        "name": wanted.name,
        "public_key": unb64u(wanted.public_key["x"]),
        "head_hash": genesis(device).hash,
    }
    await conn.execute(SQL_ADD_DEVICE, values)
    await conn.execute(SQL_ADD_CURSOR, (device,))
    await conn.execute(SQL_USE_CODE, (device, hashed))
    return Outcome.ENROLLED, Enrolment(
        device=device,
        counter=counter,
        office=OfficeProfile(code=wanted.office, name=name),
        audience=AUDIENCE,
        trust=await signing.public_keys(conn, signing.Purpose.PUBLICATION),
        epoch=await current_epoch(conn),
        time=instant(datetime.now(UTC)),
    )


def _check(wanted: EnrolRequest) -> None:
    if OFFICE_CODE.fullmatch(wanted.office) is None:
        raise invalid("an office code has 4 digits")
    if not 1 <= len(wanted.name) <= DEVICE_NAME_MAX or "\0" in wanted.name:
        raise invalid(f"a device's name has 1 to {DEVICE_NAME_MAX} characters")
    if not is_public_key(wanted.public_key):
        raise invalid("the public key is an Ed25519 JWK without its private part")

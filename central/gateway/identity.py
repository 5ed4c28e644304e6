"""``POST /v1/identity``: ask the civil registry whether a person is who the papers say.

The answer goes out signed for this office and this person, and is kept under the caller's own id: what an
office cannot show signed, it did not hear. Of the person only a digest is kept, and nothing is logged.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from app.domain.business_day import parse_day
from app.domain.identifiers import national_code
from app.domain.identity import REGISTRY, Proof, RegistryAnswer, person_digest, sign_proof
from app.domain.roles import MAY_ACCEPT
from app.domain.tariff import Words
from app.sync.protocol import IdentityAnswer, IdentityQuestion, ProblemType
from central.database import Connection, Database
from central.gateway import attempts
from central.gateway.bodies import answer_json, read_json
from central.gateway.caller import caller_of, revoked
from central.gateway.centre import Caller, Centre, centre_of
from central.gateway.limits import (
    IDENTITY_ASKS_MAX,
    IDENTITY_DIFFERENCES_MAX,
    IDENTITY_DIFFERENCES_WINDOW_S,
    IDENTITY_WINDOW_S,
    PERSON_CHARACTERS_MAX,
    STAFF_CODE_MAX,
)
from central.gateway.problems import Refusal, invalid
from central.gateway.registry import Heard
from central.upstreams.adapter import Submission

SQL_BEFORE = """
SELECT d.revoked_at IS NOT NULL, d.revoked_reason, s.staff IS NOT NULL, u.state, c.state,
    c.changed_at > now() - make_interval(secs => %(pause_s)s), k.id IS NOT NULL
FROM devices d
LEFT JOIN staff s ON s.office = d.office AND s.staff = %(staff)s AND s.active AND s.roles && %(roles)s::text[]
LEFT JOIN upstream_states u ON u.name = %(registry)s
LEFT JOIN upstream_circuits c ON c.name = %(registry)s
LEFT JOIN identity_checks k ON k.id = %(check)s
WHERE d.device = %(device)s
"""
SQL_KEPT = "SELECT office, person, answer, differs, note, proof FROM identity_checks WHERE id = %(check)s"
SQL_KEEP = """
INSERT INTO identity_checks (id, office, device, staff, service, person, answer, differs, reference, note,
    proof)
VALUES (%(check)s, %(office)s, %(device)s, %(staff)s, %(service)s, %(person)s, %(answer)s, %(differs)s,
    %(reference)s, %(note)s::json, %(proof)s) ON CONFLICT (id) DO NOTHING
"""
_ROLES = sorted(role.value for role in MAY_ACCEPT)


@dataclass(frozen=True, slots=True)
class _Before:
    """What is known before the registry is asked: why it need not be tried, whether the id was used."""

    why_not: str
    is_known: bool


async def identity(request: Request) -> Response:
    """The registry's answer, or that it has none now. The same id gets the same answer."""
    caller = caller_of(request)
    asked = await read_json(request, IdentityQuestion)
    _check_shape(asked)
    centre = centre_of(request)
    database = centre.database
    async with database.autocommit() as conn:
        before = await _look(conn, centre, caller, asked)
        if before.is_known:
            return answer_json(request, await _kept(conn, caller, asked))
        await _limit(conn, caller)
    if before.why_not:
        unanswered = IdentityAnswer(check=asked.check, answer=RegistryAnswer.UNANSWERED, why=before.why_not)
        return answer_json(request, unanswered)
    heard = await centre.registry.ask(_submission(caller, asked))
    if heard.answer is RegistryAnswer.UNANSWERED:
        told = IdentityAnswer(check=asked.check, answer=heard.answer, note=heard.note, why=heard.why)
        return answer_json(request, told)
    return answer_json(request, await _keep(centre, database, caller, asked, heard))


def _check_shape(asked: IdentityQuestion) -> None:
    """Raise 400 unless the question can be put to the registry."""
    try:
        is_uuid = str(uuid.UUID(asked.check)) == asked.check
    except ValueError:
        is_uuid = False
    if not is_uuid:
        raise invalid("`check` is a UUID in lower case")
    if not 1 <= len(asked.staff) <= STAFF_CODE_MAX:
        raise invalid(f"a staff code has 1 to {STAFF_CODE_MAX} characters")
    person = msgspec.structs.astuple(asked.person)
    texts = (asked.staff, asked.service, *person)
    if any(len(text) > PERSON_CHARACTERS_MAX or "\0" in text for text in texts):
        raise invalid(f"a text has at most {PERSON_CHARACTERS_MAX} characters")
    if national_code.check(asked.person.national_code) is not None:
        raise invalid("`person.national_code` is none")
    if not asked.person.given or not asked.person.family:
        raise invalid("`person` has no name")
    if asked.person.birth_date and not _is_day(asked.person.birth_date):
        raise invalid("`person.birth_date` is no Jalali day")


def _is_day(text: str) -> bool:
    try:
        return parse_day(text) == text
    except ValueError:
        return False


async def _look(conn: Connection, centre: Centre, caller: Caller, asked: IdentityQuestion) -> _Before:
    keys = {
        "device": caller.device,
        "staff": asked.staff,
        "roles": _ROLES,
        "check": asked.check,
        "registry": REGISTRY,
        "pause_s": centre.registry.upstream.habits.backoff_max_s,
    }
    row = await (await conn.execute(SQL_BEFORE, keys)).fetchone()
    if row is None:
        raise Refusal(401, ProblemType.UNAUTHENTICATED, "this centre does not know the device")
    is_revoked, reason, may_ask, state, circuit, is_fresh, is_known = row
    if is_revoked:
        raise revoked(reason)
    if not may_ask:
        raise Refusal(403, ProblemType.STAFF_NOT_ENTITLED)
    why_not = "down" if state == "down" else ""
    if not why_not and circuit == "open" and is_fresh:
        why_not = "paused"
    return _Before(why_not, is_known)


async def _limit(conn: Connection, caller: Caller) -> None:
    """Count the question. Raises 429 when there were too many, or too many that did not agree."""
    asks = f"identity:{caller.device}"
    await attempts.refuse_if_too_many(conn, asks, IDENTITY_ASKS_MAX)
    await attempts.refuse_if_too_many(conn, _differences(caller), IDENTITY_DIFFERENCES_MAX)
    await attempts.failed(conn, asks, IDENTITY_WINDOW_S)


def _differences(caller: Caller) -> str:
    return f"identity-differs:{caller.office}"


def _submission(caller: Caller, asked: IdentityQuestion) -> Submission:
    who = asked.person
    applicant: dict[str, Any] = {
        "national_code": who.national_code,
        "name": {"given": who.given, "family": who.family},
        "birth_date": who.birth_date,
    }
    return Submission(
        application=asked.check,
        service=asked.service,
        office=caller.office,
        receipt="",
        accepted_at=datetime.now(UTC),
        applicant=applicant,
        fields={"card_serial": who.serial} if who.serial else {},
    )


async def _kept(conn: Connection, caller: Caller, asked: IdentityQuestion) -> IdentityAnswer:
    """The answer that was kept for this id. Raises 409 when it was to another question."""
    row = await (await conn.execute(SQL_KEPT, {"check": asked.check})).fetchone()
    if row is None:
        raise LookupError(f"check {asked.check} is gone")
    office, person, answer, differs, note, proof = row
    if office != caller.office or person != person_digest(asked.check, asked.person):
        raise Refusal(409, ProblemType.CHECK_USED)
    return IdentityAnswer(
        check=asked.check,
        answer=RegistryAnswer(answer),
        differs=list(differs),
        note=msgspec.convert(note, Words),
        proof=proof,
    )


async def _keep(
    centre: Centre, database: Database, caller: Caller, asked: IdentityQuestion, heard: Heard
) -> IdentityAnswer:
    """Sign and keep an answer; of two that came at once the first one counts."""
    digest = person_digest(asked.check, asked.person)
    at = datetime.now(UTC)
    proof = Proof(asked.check, caller.office, digest, heard.answer, heard.differs, heard.reference, at)
    values = {
        "check": asked.check,
        "office": caller.office,
        "device": caller.device,
        "staff": asked.staff,
        "service": asked.service,
        "person": digest,
        "answer": heard.answer.value,
        "differs": list(heard.differs),
        "reference": heard.reference,
        "note": msgspec.json.encode(heard.note or Words("", "")).decode(),
        "proof": sign_proof(centre.proof_key, proof),
    }
    async with database.autocommit() as conn:
        cursor = await conn.execute(SQL_KEEP, values)
        if cursor.rowcount and heard.answer is RegistryAnswer.MISMATCH:
            await attempts.failed(conn, _differences(caller), IDENTITY_DIFFERENCES_WINDOW_S)
        return await _kept(conn, caller, asked)

"""``POST /v1/token``: client credentials with a JWT that the device signed (RFC 6749, RFC 7523)."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qs

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from app.domain.signatures import b64u, unb64u, verify
from app.sync.protocol import ASSERTION_LIFETIME_S, JWT_BEARER, TOKEN_LIFETIME_S, ProblemType, Token
from central.database import Connection
from central.gateway.bodies import answer_json, read_body
from central.gateway.caller import make_access_token
from central.gateway.centre import AUDIENCE, centre_of
from central.gateway.limits import CLOCK_LEEWAY_S, JTI_MAX, SMALL_BODY_BYTES_MAX
from central.gateway.problems import Refusal

SQL_DEVICE = (
    "SELECT office, public_key, revoked_at IS NOT NULL, revoked_reason FROM devices WHERE device = %s"
)
SQL_USE_JTI = """
INSERT INTO used_jti (device, jti, expires_at) VALUES (%s, %s, to_timestamp(%s)) ON CONFLICT DO NOTHING
RETURNING 1
"""
SQL_SEEN = "UPDATE devices SET seen_at = now() WHERE device = %s"
SQL_FORGET_JTI = "DELETE FROM used_jti WHERE expires_at < now() - interval '1 minute'"
FORGET_EVERY_S = 60.0
TOKEN_TYPE = "Bearer"  # noqa: S105 - RFC 6750


class Fault(StrEnum):
    """Error codes of RFC 6749 section 5.2 that this call answers with."""

    INVALID_REQUEST = "invalid_request"
    INVALID_CLIENT = "invalid_client"
    UNSUPPORTED_GRANT_TYPE = "unsupported_grant_type"


class TokenRefused(Exception):
    """``kind`` is the problem beside the OAuth error."""

    def __init__(self, fault: Fault, detail: str, kind: str = ProblemType.UNAUTHENTICATED) -> None:
        super().__init__(detail)
        self.fault, self.detail, self.kind = fault, detail, kind


class _Claims(msgspec.Struct, kw_only=True):
    iss: str
    sub: str
    aud: str | list[str]
    exp: float
    jti: str
    nbf: float | None = None
    iat: float | None = None


@dataclass(frozen=True, slots=True)
class _Assertion:
    claims: _Claims
    signed: bytes
    signature: bytes


async def token(request: Request) -> Response:
    """Exchange a signed assertion for a bearer token of 15 minutes."""
    try:
        assertion = _read(_form(await read_body(request, SMALL_BODY_BYTES_MAX)))
        centre = centre_of(request)
        async with centre.database.transaction() as conn:
            office = await _admit(conn, assertion)
    except TokenRefused as refused:
        return _refusal(refused)
    access = make_access_token(centre.token_key, assertion.claims.sub, office)
    return answer_json(
        request, Token(access_token=access, token_type=TOKEN_TYPE, expires_in=TOKEN_LIFETIME_S)
    )


async def forget_used(conn: Connection) -> None:
    """Forget assertions that would be refused for their age anyway; called now and then."""
    await conn.execute(SQL_FORGET_JTI)


async def _admit(conn: Connection, assertion: _Assertion) -> str:
    device = assertion.claims.sub
    row = await (await conn.execute(SQL_DEVICE, (device,))).fetchone()
    if row is None:
        raise TokenRefused(Fault.INVALID_CLIENT, "no such device")
    office, public_key, is_revoked, reason = row
    if not verify({"x": b64u(bytes(public_key))}, assertion.signed, assertion.signature):
        raise TokenRefused(Fault.INVALID_CLIENT, "the assertion is not signed by the device")
    if is_revoked:
        raise TokenRefused(Fault.INVALID_CLIENT, reason or "revoked", ProblemType.DEVICE_REVOKED)
    values = (device, assertion.claims.jti, assertion.claims.exp + CLOCK_LEEWAY_S)
    if await (await conn.execute(SQL_USE_JTI, values)).fetchone() is None:
        raise TokenRefused(Fault.INVALID_CLIENT, "the assertion was used already")
    await conn.execute(SQL_SEEN, (device,))
    return str(office)


def _form(body: bytes) -> dict[str, str]:
    try:
        fields = parse_qs(body.decode("ascii"), strict_parsing=True, max_num_fields=20)
    except (ValueError, UnicodeDecodeError) as error:
        raise TokenRefused(Fault.INVALID_REQUEST, "not a form", ProblemType.INVALID) from error
    if any(len(values) != 1 for values in fields.values()):
        raise TokenRefused(Fault.INVALID_REQUEST, "a parameter is given twice", ProblemType.INVALID)
    return {name: values[0] for name, values in fields.items()}


def _read(form: dict[str, str]) -> _Assertion:
    grant = form.get("grant_type")
    if grant is None:
        raise TokenRefused(Fault.INVALID_REQUEST, "grant_type is missing", ProblemType.INVALID)
    if grant != "client_credentials":
        raise TokenRefused(Fault.UNSUPPORTED_GRANT_TYPE, "only client_credentials", ProblemType.INVALID)
    if form.get("client_assertion_type") != JWT_BEARER or not form.get("client_assertion"):
        raise TokenRefused(Fault.INVALID_REQUEST, "no JWT client assertion", ProblemType.INVALID)
    assertion = _parse(form["client_assertion"])
    claims, now = assertion.claims, time.time()
    if claims.iss != claims.sub or form.get("client_id", claims.sub) != claims.sub:
        raise TokenRefused(Fault.INVALID_CLIENT, "iss and sub are both the device")
    if AUDIENCE not in ([claims.aud] if isinstance(claims.aud, str) else claims.aud):
        raise TokenRefused(Fault.INVALID_CLIENT, "the assertion is for another audience")
    if claims.exp <= now - CLOCK_LEEWAY_S:
        raise TokenRefused(Fault.INVALID_CLIENT, "the assertion has expired")
    if claims.exp > now + ASSERTION_LIFETIME_S + CLOCK_LEEWAY_S:
        raise TokenRefused(Fault.INVALID_CLIENT, f"exp is more than {ASSERTION_LIFETIME_S} s off")
    if max(claims.nbf or 0, claims.iat or 0) > now + CLOCK_LEEWAY_S:
        raise TokenRefused(Fault.INVALID_CLIENT, "the assertion is not valid yet")
    if not 1 <= len(claims.jti) <= JTI_MAX or "\0" in claims.jti:
        raise TokenRefused(Fault.INVALID_CLIENT, f"jti has 1 to {JTI_MAX} characters")
    return assertion


def _parse(text: str) -> _Assertion:
    """Take the compact JWS apart; its signature is checked once the device's key is known."""
    try:
        head, body, signature = text.split(".")
        header: dict[str, Any] = msgspec.json.decode(unb64u(head), type=dict[str, Any])
        if header.get("alg") not in ("EdDSA", "Ed25519") or "crit" in header:
            raise ValueError("alg is EdDSA")
        claims = msgspec.json.decode(unb64u(body), type=_Claims)
        if str(uuid.UUID(claims.sub)) != claims.sub:
            raise ValueError("sub is a device's id")
        return _Assertion(claims, f"{head}.{body}".encode(), unb64u(signature))
    except (ValueError, RecursionError) as error:
        raise TokenRefused(Fault.INVALID_CLIENT, "the assertion is not a JWT of a device") from error


def _refusal(refused: TokenRefused) -> Response:
    """The OAuth error as RFC 6749 wants it, with the members of a problem beside it."""
    status = 401 if refused.fault is Fault.INVALID_CLIENT else 400
    refusal = Refusal(
        status, refused.kind, refused.detail, error=refused.fault.value, error_description=refused.detail
    )
    return refusal.response("application/json")

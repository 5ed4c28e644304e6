"""Access tokens: made by ``POST /v1/token``, verified on every call that needs one, without a query.

A token says which device of which office calls; that a device was revoked meanwhile is found by the
query that each call makes anyway.
"""

from __future__ import annotations

import time
import uuid

import msgspec
from starlette.requests import Request

from app.domain.signatures import BadSignature, Signer, open_jws
from app.sync.protocol import TOKEN_LIFETIME_S, ProblemType
from central.gateway.centre import AUDIENCE, Caller, Centre, centre_of
from central.gateway.problems import Refusal

ISSUER = AUDIENCE
ACCESS_TOKEN_TYP = "at+jwt"  # noqa: S105 - a kind of token (RFC 9068)
TOKEN_CHARACTERS_MAX = 2_048


class _Claims(msgspec.Struct, kw_only=True):
    iss: str
    aud: str
    sub: str
    office: str
    exp: int
    iat: int
    jti: str


def make_access_token(key: Signer, device: str, office: str) -> str:
    """A bearer token for a device, valid ``TOKEN_LIFETIME_S`` from now."""
    now = int(time.time())
    claims = _Claims(
        iss=ISSUER,
        aud=AUDIENCE,
        sub=device,
        office=office,
        iat=now,
        exp=now + TOKEN_LIFETIME_S,
        jti=str(uuid.uuid4()),
    )
    return key.jws(msgspec.json.encode(claims), ACCESS_TOKEN_TYP)


def caller_of(request: Request) -> Caller:
    """Whose token the request carries. Raises 401 ``unauthenticated``."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not 0 < len(token) <= TOKEN_CHARACTERS_MAX:
        raise Refusal(401, ProblemType.UNAUTHENTICATED, "no bearer token")
    centre = centre_of(request)
    caller = centre.callers.get(token)
    if caller is None:
        caller = _verified(centre, token)
        centre.callers.put(token, caller)
    if caller.expires <= time.time():
        centre.callers.forget(token)
        raise Refusal(401, ProblemType.UNAUTHENTICATED, "the token has expired")
    return caller


def revoked(reason: str | None) -> Refusal:
    """401 ``device-revoked``: the token is good, the device is not."""
    return Refusal(401, ProblemType.DEVICE_REVOKED, reason or "")


def _verified(centre: Centre, token: str) -> Caller:
    try:
        payload = open_jws({"keys": [centre.token_key.public_jwk()]}, token, ACCESS_TOKEN_TYP)
        claims = msgspec.json.decode(payload, type=_Claims)
    except (BadSignature, msgspec.DecodeError) as error:
        raise Refusal(401, ProblemType.UNAUTHENTICATED, "the token is not one of this centre") from error
    if claims.iss != ISSUER or claims.aud != AUDIENCE:
        raise Refusal(401, ProblemType.UNAUTHENTICATED, "the token is for something else")
    return Caller(claims.sub, claims.office, claims.exp)

"""Calls by partner systems: whose key it is, what it may do, and how often."""

from __future__ import annotations

from starlette.requests import Request

from app.domain.identifiers import plate as plates
from app.domain.identifiers import vin as vins
from app.sync.protocol import ProblemType
from central.database import Connection
from central.gateway.centre import centre_of
from central.gateway.limits import PARTNER_KEY_CHARACTERS_MAX
from central.gateway.problems import Refusal, invalid
from central.partners import Partner, PartnerKind, count_call, find_partner

TYPED_CHARACTERS_MAX = 60


async def partner_of(request: Request, kind: PartnerKind, call: str) -> Partner:
    """Whose key the request carries; the call is counted.

    Raises 401 for a key that is not known or was taken back, 403 for one of another kind of partner and 429
    with ``Retry-After`` past its number of calls.
    """
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not 0 < len(key) <= PARTNER_KEY_CHARACTERS_MAX:
        raise Refusal(401, ProblemType.UNAUTHENTICATED, "no partner's key")
    async with centre_of(request).database.autocommit() as conn:
        partner = await find_partner(conn, key)
        if partner is None:
            raise Refusal(401, ProblemType.UNAUTHENTICATED, "the key is not one of this centre's partners")
        if partner.kind is not kind:
            raise Refusal(403, ProblemType.NOT_ALLOWED, f"this call is for partners of kind {kind}")
        await refuse_if_too_often(conn, partner.partner, call, partner.calls_per_minute)
    return partner


async def refuse_if_too_often(conn: Connection, caller: str, call: str, calls_per_minute: int) -> None:
    """Count a call of a partner or device. Raises 429 with ``Retry-After`` past the limit."""
    wait_s = await count_call(conn, caller, call, calls_per_minute)
    if wait_s is not None:
        detail = f"at most {calls_per_minute} such calls a minute; again in {wait_s} s"
        raise Refusal(429, ProblemType.TOO_MANY, detail, retry_after_s=wait_s)


def read_plate(typed: str) -> str:
    """A plate in its stored form. Raises 400."""
    stored = plates.normalise(typed[: TYPED_CHARACTERS_MAX + 1])
    if len(typed) > TYPED_CHARACTERS_MAX or plates.check(stored) is not None:
        raise invalid("`plate` is no plate")
    return stored


def read_vin(typed: str) -> str:
    """A VIN in its stored form; empty stays empty. Raises 400."""
    stored = vins.normalise(typed[: TYPED_CHARACTERS_MAX + 1])
    if len(typed) > TYPED_CHARACTERS_MAX or (stored and vins.check(stored) is not None):
        raise invalid("`vin` is no VIN")
    return stored

"""``GET /v1/receipts/{number}``: is this receipt genuine, what did the tariff say, was more paid.

Public: a page in Persian, or JSON for whoever asks for it. It says nothing about the applicant. With
``t``, the text of the receipt's QR code, the device's signature is checked too, so that a receipt given
while the centre was out of reach can be told from a forged one before its entry has arrived.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from app.domain.application import State
from app.domain.entry import instant
from app.domain.life import DECIDED
from app.domain.receipt import ReceiptClaims, parse
from app.domain.signatures import RECEIPT_TYP, BadSignature, b64u, open_jws
from app.sync.protocol import ProblemType
from central.database import Connection
from central.gateway.bodies import answer_json
from central.gateway.centre import centre_of
from central.gateway.limits import NUMBER_CHARACTERS_MAX, SIGNED_TEXT_CHARACTERS_MAX
from central.gateway.problems import Refusal
from central.publications import newest_catalogue
from central.web.receipt_page import receipt_page

SQL_RECEIPT = """
SELECT o.name, r.service, r.day, r.tariff_version, r.lines, r.total_rials, r.paid_rials,
    coalesce(a.state IN ('voided', 'refunded'), false), coalesce(a.refunded_rials, 0),
    a.state, a.accepted_at, r.recorded_at, a.decided_at, j.barcode
FROM receipts r JOIN offices o ON o.office = r.office
LEFT JOIN applications a ON a.application = r.application AND a.receipt = r.receipt
LEFT JOIN relay_jobs j ON j.application = a.application
WHERE r.receipt = %s ORDER BY r.recorded_at, r.device, r.seq LIMIT 1
"""
SQL_SIGNER = """
SELECT d.device, d.public_key, o.name FROM devices d JOIN offices o ON o.office = d.office
WHERE d.office = %s AND d.counter = %s
"""


class Verdict(StrEnum):
    """What can be said of a receipt."""

    GENUINE = "genuine"
    """Recorded at the centre (and, when its text was given, exactly so)."""
    PROVISIONAL = "provisional"
    """Signed by the office's device; its entry has not arrived yet."""
    DIFFERS = "differs"
    """Recorded, but the text that was given says something else, or is not signed by the device."""
    FORGED = "forged"
    """Not recorded, and the text that was given is not signed by the device."""
    UNKNOWN = "unknown"


class StateReached(msgspec.Struct, frozen=True, kw_only=True):
    """A state of the application and the instant since when (RFC 3339; "" where none is kept)."""

    state: str
    at: str


class ReceiptAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The JSON answer. ``lines`` as on the receipt: item, name, payee, amount_rials.

    ``voided``: the office took the application back; the receipt is genuine all the same. ``state`` is where
    the application stands, ``states`` the way there as far as the centre keeps instants. ``barcode`` is the
    postal item's, told only to who holds the paper with its signed text.
    """

    receipt: str
    verdict: Verdict
    genuine: bool
    office: str = ""
    service: str = ""
    service_name: dict[str, str] | None = None
    day: str = ""
    tariff_version: int | None = None
    lines: list[dict[str, Any]] = []
    total_rials: int | None = None
    paid_rials: int | None = None
    voided: bool = False
    refunded_rials: int = 0
    state: str = ""
    states: list[StateReached] = []
    barcode: str = ""


@dataclass(frozen=True, slots=True)
class _Signed:
    """What a receipt's text says, ``claims`` None when it is not the device's word; who signed."""

    claims: ReceiptClaims | None
    office_name: str


async def receipt(request: Request) -> Response:
    """The public answer for one receipt number."""
    text = str(request.path_params["number"])
    signed_text = request.query_params.get("t", "")
    try:
        number = str(parse(text))
    except ValueError:
        if len(text) > NUMBER_CHARACTERS_MAX or "\0" in text:
            return _respond(request, _unknown(text[:32]))
        # No number of an office's own making; but it may be held as it came, with a finding.
        number, signed_text = text, ""
    async with centre_of(request).database.autocommit() as conn:
        signed = await _signed(conn, number, signed_text) if signed_text else None
        found = await _look_up(conn, number, signed)
    return _respond(request, found)


async def _look_up(conn: Connection, number: str, signed: _Signed | None) -> ReceiptAnswer:
    row = await (await conn.execute(SQL_RECEIPT, (number,))).fetchone()
    if row is None and signed is None:
        return _unknown(number)
    if row is None and signed is not None:
        return await _not_recorded(conn, number, signed)
    office, service, day, version, lines, total_rials, paid_rials, voided, refunded_rials, *life = row or ()
    state, accepted_at, recorded_at, decided_at, barcode = life
    verdict = Verdict.GENUINE
    if signed is not None and not _same(signed.claims, service, version, lines, total_rials):
        verdict = Verdict.DIFFERS
    return ReceiptAnswer(
        receipt=number,
        verdict=verdict,
        genuine=verdict is Verdict.GENUINE,
        office=office,
        service=service,
        service_name=await _service_name(conn, service),
        day=day,
        tariff_version=version,
        lines=lines,
        total_rials=total_rials,
        paid_rials=paid_rials,
        voided=voided,
        refunded_rials=refunded_rials,
        state=state or "",
        states=_states(state, accepted_at, recorded_at, decided_at) if state else [],
        barcode=(barcode or "") if signed is not None and verdict is Verdict.GENUINE else "",
    )


def _states(
    state: str, accepted_at: datetime, recorded_at: datetime, decided_at: datetime | None
) -> list[StateReached]:
    """The states on the way to ``state``, in order; it stands last."""
    reached = [StateReached(state=State.ACCEPTED, at=instant(accepted_at))]
    if state == State.CAPTURED_UNPAID:
        return [StateReached(state=state, at=instant(accepted_at))]
    reached.append(StateReached(state=State.RECORDED, at=instant(recorded_at)))
    if state != State.RECORDED:
        decided = decided_at if state in DECIDED and state != State.CORRECTED else None
        reached.append(StateReached(state=state, at="" if decided is None else instant(decided)))
    return reached


async def _not_recorded(conn: Connection, number: str, signed: _Signed) -> ReceiptAnswer:
    if signed.claims is None:
        return ReceiptAnswer(receipt=number, verdict=Verdict.FORGED, genuine=False)
    claims = signed.claims
    return ReceiptAnswer(
        receipt=number,
        verdict=Verdict.PROVISIONAL,
        genuine=True,
        office=signed.office_name,
        service=claims.s,
        service_name=await _service_name(conn, claims.s),
        tariff_version=claims.v,
        lines=[{"item": i, "name": None, "payee": p, "amount_rials": rials} for i, p, rials in claims.l],
        total_rials=claims.t,
        paid_rials=claims.p,
    )


async def _signed(conn: Connection, number: str, text: str) -> _Signed:
    """Check the receipt's text against the key of the device that its number names."""
    parts = parse(number)
    row = await (await conn.execute(SQL_SIGNER, (parts.office, parts.counter))).fetchone()
    if row is None:
        return _Signed(None, "")
    device, public_key, office_name = row
    keys = {"keys": [{"kty": "OKP", "crv": "Ed25519", "x": b64u(bytes(public_key)), "kid": device}]}
    try:
        if len(text) > SIGNED_TEXT_CHARACTERS_MAX:
            raise BadSignature("too long for a receipt")
        claims = msgspec.json.decode(open_jws(keys, text, RECEIPT_TYP), type=ReceiptClaims)
    except (BadSignature, msgspec.DecodeError):
        return _Signed(None, office_name)
    return _Signed(claims if claims.n == number and claims.consistent() else None, office_name)


def _same(
    claims: ReceiptClaims | None, service: str, version: int, lines: list[dict[str, Any]], total_rials: int
) -> bool:
    if claims is None or (claims.s, claims.v, claims.t) != (service, version, total_rials):
        return False
    recorded = [(line["item"], line["payee"], line["amount_rials"]) for line in lines]
    return recorded == [tuple(line) for line in claims.l]


async def _service_name(conn: Connection, code: str) -> dict[str, str] | None:
    catalogue = await newest_catalogue(conn)
    service = catalogue.find_service(code) if catalogue else None
    return None if service is None else {"fa": service.name.fa, "en": service.name.en}


def _unknown(number: str) -> ReceiptAnswer:
    return ReceiptAnswer(receipt=number, verdict=Verdict.UNKNOWN, genuine=False)


def _respond(request: Request, found: ReceiptAnswer) -> Response:
    known = found.verdict not in (Verdict.UNKNOWN, Verdict.FORGED)
    accept = request.headers.get("accept", "")
    if "application/json" in accept and "text/html" not in accept:
        if known:
            return answer_json(request, found)
        raise Refusal(404, ProblemType.NOT_FOUND, receipt=found.receipt, verdict=found.verdict, genuine=False)
    return receipt_page(msgspec.to_builtins(found), 200 if known else 404)

"""Check the text of a receipt's QR offline: did this counter sign it, and do its lines add up?

A receipt of another counter cannot be judged here, because its key is not kept here; the centre can.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import msgspec

from app.domain import receipt
from app.domain.receipt import ReceiptClaims
from app.domain.signatures import RECEIPT_TYP, BadSignature, open_jws, unb64u
from app.local_db.queries import applications
from app.office.counter import Counter

TEXT_CHARACTERS_MAX = 8_192
"""More than any QR can hold."""


class Finding(StrEnum):
    """What a check of a receipt's text found."""

    GENUINE = "genuine"
    FORGED = "forged"
    OTHER_DEVICE = "other-device"
    UNREADABLE = "unreadable"
    INCONSISTENT = "inconsistent"
    UNKNOWN_HERE = "unknown-here"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Verdict:
    """``claims`` is what the text says, once its signature has proved true; ``sentence`` explains."""

    finding: Finding
    sentence: str
    claims: ReceiptClaims | None = None

    @property
    def genuine(self) -> bool:
        """Whether this counter made exactly this receipt."""
        return self.finding is Finding.GENUINE


def verify_receipt(counter: Counter, text: str) -> Verdict:
    """Judge what a QR says: the signed text alone, or behind ``<centre>/v1/receipts/<number>`` and ``?t=``.

    ``#`` in place of ``?t=`` does as well, for whoever keeps the proof from the centre.
    """
    link, signed = _parts(text.strip())
    device = _signed_by(signed) if len(text) <= TEXT_CHARACTERS_MAX else None
    if device is None:
        return Verdict(Finding.UNREADABLE, "This is not the text of a receipt.")
    if device != counter.identity.device:
        return Verdict(Finding.OTHER_DEVICE, "This was signed by another device; ask the centre.")
    try:
        payload = open_jws({"keys": [counter.signer.public_jwk()]}, signed, RECEIPT_TYP)
        claims = msgspec.json.decode(payload, type=ReceiptClaims)
        number = str(receipt.parse(claims.n))
    except BadSignature:
        return Verdict(Finding.FORGED, "The signature does not match: this receipt is not genuine.")
    except (msgspec.DecodeError, ValueError, RecursionError):
        return Verdict(Finding.UNREADABLE, "This counter signed it, but it says nothing of a receipt.")
    if link and not link.endswith(f"/{number}"):
        return Verdict(Finding.FORGED, "The address and the signed text name different receipts.", claims)
    if not claims.consistent():
        return Verdict(Finding.INCONSISTENT, "The lines do not add up to the total.", claims)
    return _compare(counter, claims, number)


def _compare(counter: Counter, claims: ReceiptClaims, number: str) -> Verdict:
    with counter.store.read() as conn:
        row = applications.find_by_receipt(conn, number)
    if row is None:
        return Verdict(
            Finding.UNKNOWN_HERE,
            "This counter signed it, but has no such receipt now: was its store restored? Ask the centre.",
            claims,
        )
    if (row.service, row.amount_rials, row.tariff_version) != (claims.s, claims.t, claims.v):
        return Verdict(Finding.DIFFERS, "This counter signed it, but its journal says otherwise.", claims)
    return Verdict(Finding.GENUINE, "Genuine: this counter made this receipt, and its lines add up.", claims)


def _parts(text: str) -> tuple[str, str]:
    """The address, "" without one, and the signed text, wherever in the address it stands."""
    address, _, fragment = text.partition("#")
    link, _, query = address.partition("?")
    for parameter in (*query.split("&"), *fragment.split("&")):
        if parameter.startswith("t="):
            return link, parameter.removeprefix("t=")
    return (link, fragment) if fragment else ("", text)


def _signed_by(text: str) -> str | None:
    """The ``kid`` of a compact JWS, unproved; None when the text is none."""
    parts = text.split(".")
    if len(parts) != 3:
        return None
    try:
        header = msgspec.json.decode(unb64u(parts[0]))
    except (ValueError, msgspec.DecodeError, RecursionError):
        return None
    kid = header.get("kid") if isinstance(header, dict) else None
    return kid if isinstance(kid, str) else None

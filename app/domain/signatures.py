"""Ed25519 signatures: of heads by devices, of publications by the centre, of receipts by devices.

Raw signatures for the protocol's heads; compact JWS (RFC 7515, EdDSA of RFC 8037) for publications and
receipts, with a ``typ`` of their own each so that one kind can never pass for another.
"""

from __future__ import annotations

import base64
import warnings
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jws
from joserfc.errors import JoseError, SecurityWarning
from joserfc.jwk import OKPKey

CATALOGUE_TYP = "daftar-catalogue+jws"
TARIFF_TYP = "daftar-tariff+jws"
RECEIPT_TYP = "daftar-receipt+jws"
_ALGORITHMS = ["EdDSA"]
SIGNED_CHARACTERS_MAX = 8 * 1024 * 1024
"""Longest signed payload in base64: a whole catalogue has some hundred thousand."""
_GENERAL_TYPES = (None, "JOSE", "JWT")
"""What a JWS says of itself that says nothing of its kind (RFC 7515 section 4.1.9)."""
# The protocol names the algorithm EdDSA (RFC 8037); RFC 9864 would call the very same one Ed25519.
warnings.filterwarnings("ignore", message="EdDSA is deprecated", category=SecurityWarning)


class _Registry(jws.JWSRegistry):
    """The library's own limit (128,000 characters) is below a catalogue's length."""

    max_payload_length = SIGNED_CHARACTERS_MAX


_REGISTRY = _Registry(algorithms=_ALGORITHMS)


class BadSignature(ValueError):
    """The signature does not match, the key is unknown, or the text is no JWS of that kind."""


def b64u(raw: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unb64u(text: str) -> bytes:
    """Decode base64url without padding. Raises ``ValueError``."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


class Signer:
    """An Ed25519 private key from its 32-byte seed; ``kid`` names it in a JWS header."""

    def __init__(self, seed: bytes, kid: str) -> None:
        self.kid = kid
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self._public = self._private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self._key = OKPKey.import_key(
            {"kty": "OKP", "crv": "Ed25519", "x": b64u(self._public), "d": b64u(seed), "kid": kid}
        )

    def sign(self, message: bytes) -> bytes:
        """The raw 64-byte signature of ``message``."""
        return self._private.sign(message)

    def public_jwk(self) -> dict[str, Any]:
        """The public key as a JWK with its ``kid``."""
        return {"kty": "OKP", "crv": "Ed25519", "x": b64u(self._public), "kid": self.kid, "alg": "EdDSA"}

    def jws(self, payload: bytes, typ: str) -> str:
        """``payload`` signed as a compact JWS of kind ``typ``."""
        header = {"alg": "EdDSA", "kid": self.kid, "typ": typ}
        return jws.serialize_compact(header, payload, self._key, registry=_REGISTRY)


def verify(public_jwk: dict[str, Any], message: bytes, signature: bytes) -> bool:
    """Whether ``signature`` is that of ``message`` under an Ed25519 JWK. A key that is none gives False."""
    try:
        key = Ed25519PublicKey.from_public_bytes(unb64u(str(public_jwk["x"])))
        key.verify(signature, message)
    except (InvalidSignature, KeyError, ValueError):
        return False
    return True


def is_public_key(jwk: object) -> bool:
    """Whether ``jwk`` is a well-formed public Ed25519 JWK (and carries no private part)."""
    if not isinstance(jwk, dict) or jwk.get("kty") != "OKP" or jwk.get("crv") != "Ed25519" or "d" in jwk:
        return False
    try:
        return len(unb64u(str(jwk.get("x", "")))) == 32
    except ValueError:
        return False


def open_jws(keys: dict[str, Any], text: str, typ: str, *, untyped: bool = False) -> bytes:
    """The payload of a compact JWS of kind ``typ`` signed by a key of the JWKS.

    A header without ``kid`` is tried with every key. With ``untyped``, one that names no kind of Daftar's
    own is taken too: only for what no other signed text of the same keys could pass for.
    Raises :class:`BadSignature`.
    """
    try:
        header = jws.extract_compact(text.encode(), registry=_REGISTRY).headers()
        payload = _opened(keys, text, header.get("kid"))
    except (JoseError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadSignature(f"not a signed text: {error}") from error
    if payload is None:
        raise BadSignature("signed by a key that is not trusted here")
    named = header.get("typ")
    if named != typ and not (untyped and named in _GENERAL_TYPES):
        raise BadSignature(f"signed as {named!r}, not as {typ!r}")
    return payload


def _opened(keys: dict[str, Any], text: str, kid: object) -> bytes | None:
    """The payload under the key that is named, or under whichever verifies; None when none is known."""
    candidates = [k for k in keys.get("keys", []) if kid is None or k.get("kid") == kid]
    for left, jwk in enumerate(candidates, 1 - len(candidates)):
        public = OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": jwk["x"]})
        try:
            return jws.deserialize_compact(text.encode(), public, registry=_REGISTRY).payload
        except JoseError:
            if left == 0:
                raise
    return None

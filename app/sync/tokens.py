"""The device's bearer token: asked for with its own key, kept until shortly before it expires.

OAuth 2.0 client credentials with ``private_key_jwt`` (RFC 7523, EdDSA). Times in the assertion are the
centre's, by the clock's offset, so that a PC whose clock is wrong is not locked out.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable

import msgspec

from app.domain.ids import uuid7
from app.domain.signatures import Signer
from app.sync.ports import Clock
from app.sync.protocol import JWT_BEARER, Token

ASSERTION_S = 120
"""How long an assertion is good for; the protocol allows 5 minutes, and clocks differ."""
REFRESH_BEFORE_S = 60.0
"""A token with less than this left is replaced before it is used."""
ASSERTION_TYP = "JWT"


def token_form(signer: Signer, device: str, audience: str, clock: Clock) -> dict[str, str]:
    """The form of ``POST /v1/token`` with a fresh assertion."""
    now = clock.now()
    issued = int(now.timestamp())
    claims = {
        "iss": device,
        "sub": device,
        "aud": audience,
        "jti": uuid7(int(now.timestamp() * 1000), secrets.token_bytes(10)),
        "iat": issued,
        "exp": issued + ASSERTION_S,
    }
    return {
        "grant_type": "client_credentials",
        "client_assertion_type": JWT_BEARER,
        "client_assertion": signer.jws(msgspec.json.encode(claims), ASSERTION_TYP),
    }


class Tokens:
    """One token for all lanes. ``fetch`` asks the centre and raises the error tree of ``errors``."""

    def __init__(
        self, fetch: Callable[[], Token], *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._fetch, self._monotonic = fetch, monotonic
        self._lock = threading.Lock()
        self._token = ""
        self._refresh_at_s = 0.0

    def current(self) -> str:
        """A token that is good for the next request; fetched when there is none or it runs out."""
        with self._lock:
            if not self._token or self._monotonic() >= self._refresh_at_s:
                self._renew()
            return self._token

    def renewed(self, rejected: str) -> str:
        """Another token than ``rejected``, which got a 401. Lanes that got it together share one fetch."""
        with self._lock:
            if self._token == rejected:
                self._renew()
            return self._token

    def _renew(self) -> None:
        self._token = ""
        asked_s = self._monotonic()
        token = self._fetch()
        self._token = token.access_token
        self._refresh_at_s = asked_s + max(token.expires_in - REFRESH_BEFORE_S, token.expires_in / 2)

"""The calls of the protocol, over HTTP: typed messages out and in, or one error of the tree.

One client for requests, one for the long poll and one for documents, kept open: a warm connection makes an
idle reconcile one round trip. Nothing here decides what an answer means for the journal.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

import msgspec

from app.domain.chain import Head
from app.domain.entry import parse_instant
from app.domain.signatures import Signer
from app.local_db.identity import Identity
from app.sync.answers import (
    Answer,
    decode,
    expect,
    failure,
    problem_members,
)
from app.sync.document_calls import DocumentCalls
from app.sync.errors import Malformed, NotAuthorised
from app.sync.http import READ_S, Http
from app.sync.ports import Clock
from app.sync.protocol import (
    BATCH_ENTRIES_MAX,
    FEED_PAGE_MAX,
    NDJSON,
    PROBLEM_PREFIX,
    FeedPage,
    HeadAnswer,
    IdentityAnswer,
    IdentityQuestion,
    ProblemType,
    SignInAnswer,
    SignInRequest,
    Status,
    Token,
    VehicleAnswer,
    VehicleQuestion,
    WireHead,
)
from app.sync.tokens import Tokens, token_form

IDENTITY_READ_S = 6.0
"""A citizen waits for the civil registry; the centre itself gives up after 3 s."""


class Centre:
    """The centre, as one enrolled device sees it. Usable from several lanes at once.

    Every call returns its message or raises a ``CentreError``.
    """

    def __init__(self, identity: Identity, signer: Signer, clock: Clock) -> None:
        self.identity, self.signer, self.clock = identity, signer, clock
        self._http = Http(identity.centre_url)
        self._poll = Http(identity.centre_url)
        self._uploads = Http(identity.centre_url)
        self.documents = DocumentCalls(self._exchange_document)
        self._tokens = Tokens(self._fetch_token)

    def status(self) -> Status:
        """What the centre says of itself; needs no token. Teaches the clock the centre's time."""
        with self._distrusting():
            return ask_status(self._http, self.clock)

    def head(self, device: str = "") -> Head:
        """The head that the centre durably holds of this device, or of another of the same office."""
        with self._distrusting():
            answer = self._authorised(self._http, "GET", "/v1/journal/head", params=_of(device))
            return read_head(decode(answer, WireHead))

    def push(self, batch: bytes) -> Head:
        """Send a signed batch (see ``batches``); the head the centre then holds, not yet verified."""
        with self._distrusting():
            answer = self._authorised(
                self._http, "POST", "/v1/journal", content=batch, headers={"content-type": NDJSON}
            )
            return read_head(decode(answer, HeadAnswer).head)

    def entries(self, after: int, limit: int = BATCH_ENTRIES_MAX, device: str = "") -> list[bytes]:
        """The exact bytes of held entries after a seq, at most ``limit``."""
        with self._distrusting():
            params: dict[str, str | int] = {"after": after, "limit": limit, **_of(device)}
            body = expect(self._authorised(self._http, "GET", "/v1/journal", params=params), NDJSON)
            lines = body.split(b"\n")
            if lines[-1] == b"":
                lines.pop()
            if len(lines) > limit or not all(lines):
                raise Malformed("a page of entries that is none")
            return lines

    def feed(self, after: int, wait_s: int, limit: int = FEED_PAGE_MAX) -> FeedPage:
        """Feed items after a seq; the centre holds the request up to ``wait_s`` while there are none."""
        with self._distrusting():
            page = decode(
                self._authorised(
                    self._poll if wait_s else self._http,
                    "GET",
                    "/v1/feed",
                    params={"after": after, "limit": limit, "wait": wait_s},
                    read_s=READ_S + wait_s,
                ),
                FeedPage,
            )
            if len(page.items) > limit or not page.epoch:
                raise Malformed("a feed page that is none")
            return page

    def sign_in(self, staff: str, password: str) -> SignInAnswer:
        """A staff member's credentials, for this device. Raises ``ProblemAnswer`` when refused."""
        with self._distrusting():
            content = msgspec.json.encode(SignInRequest(staff=staff, password=password))
            answer = self._authorised(
                self._http,
                "POST",
                "/v1/sign-in",
                content=content,
                headers={"content-type": "application/json"},
            )
            return decode(answer, SignInAnswer)

    def ask_vehicle(self, plate: str, vin: str) -> VehicleAnswer:
        """How a vehicle's technical inspection stands. Raises ``Busy`` after too many questions."""
        with self._distrusting():
            content = msgspec.json.encode(VehicleQuestion(plate=plate, vin=vin))
            answer = self._authorised(
                self._http,
                "POST",
                "/v1/vehicles/inspection",
                content=content,
                headers={"content-type": "application/json"},
            )
            return decode(answer, VehicleAnswer)

    def ask_identity(self, question: IdentityQuestion) -> IdentityAnswer:
        """Whether a person is who the papers say. Raises ``ProblemAnswer`` when the question is refused."""
        with self._distrusting():
            answer = self._authorised(
                self._http,
                "POST",
                "/v1/identity",
                content=msgspec.json.encode(question),
                headers={"content-type": "application/json"},
                read_s=IDENTITY_READ_S,
            )
            told = decode(answer, IdentityAnswer)
            if told.check != question.check:
                raise Malformed("an answer about another check")
            return told

    def distrust(self) -> None:
        """Let go of every connection: an answer was not what it should have been."""
        self._http.drop()
        self._poll.drop()

    def distrust_documents(self) -> None:
        """Let go of the connections that documents are sent on."""
        self._uploads.drop()

    @contextmanager
    def _distrusting(self) -> Iterator[None]:
        try:
            yield
        except Malformed:
            self.distrust()
            raise

    def abort(self) -> None:
        """End every call now, also a long poll; each raises ``Unreachable``."""
        for http in (self._http, self._poll, self._uploads):
            http.abort()

    def close(self) -> None:
        """Close all connections."""
        for http in (self._http, self._poll, self._uploads):
            http.close()

    def _exchange_document(
        self, method: str, path: str, content: bytes | None, headers: Mapping[str, str]
    ) -> Answer:
        try:
            return self._authorised(self._uploads, method, path, content=content, headers=headers)
        except Malformed:
            self.distrust_documents()
            raise

    def _authorised(
        self,
        http: Http,
        method: str,
        path: str,
        *,
        params: Mapping[str, str | int] | None = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        read_s: float = READ_S,
    ) -> Answer:
        """An exchange with a token; after a 401 once more with a fresh one. Raises ``NotAuthorised``."""
        token = self._tokens.current()
        for is_last in (False, True):
            answer = http.exchange(
                method,
                path,
                params=params,
                content=content,
                headers={**(headers or {}), "authorization": f"Bearer {token}"},
                read_s=read_s,
            )
            if not _wants_token(answer) or is_last:
                return answer
            token = self._tokens.renewed(token)
        raise AssertionError("unreachable")  # the loop returns on its second turn

    def _fetch_token(self) -> Token:
        """A new token; after a refusal once more with the clock set by the centre's, which may be why."""
        try:
            return self._ask_token()
        except NotAuthorised:
            self.status()
            return self._ask_token()

    def _ask_token(self) -> Token:
        form = token_form(self.signer, self.identity.device, self.identity.audience, self.clock)
        answer = self._http.exchange(
            "POST",
            "/v1/token",
            content=urlencode(form).encode(),
            headers={"content-type": "application/x-www-form-urlencoded"},
        )
        if answer.status not in (400, 401):
            return decode(answer, Token)
        refusal = failure(answer)
        if isinstance(refusal, NotAuthorised):
            raise refusal
        raise NotAuthorised(str(problem_members(answer).get("error") or refusal))


def ask_status(http: Http, clock: Clock) -> Status:
    """``GET /v1/status``, and the clock learns from it."""
    asked_s = time.monotonic()
    answer = http.exchange("GET", "/v1/status")
    round_trip_ms = round((time.monotonic() - asked_s) * 1000)
    status = decode(answer, Status)
    try:
        clock.observe(parse_instant(status.time), round_trip_ms)
    except ValueError as error:
        raise Malformed(f"a status with the time {status.time!r}") from error
    return status


def read_head(head: WireHead) -> Head:
    """A head from the wire. Raises ``Malformed``."""
    try:
        return head.head()
    except ValueError as error:
        raise Malformed(f"a head that is none: {error}") from error


def _wants_token(answer: Answer) -> bool:
    """Whether a 401 is about the token, and not about a clerk's password or a withdrawn device."""
    if answer.status != 401:
        return False
    kind = str(problem_members(answer).get("type", "")).removeprefix(PROBLEM_PREFIX)
    return kind not in (ProblemType.SIGN_IN_REFUSED, ProblemType.DEVICE_REVOKED)


def _of(device: str) -> dict[str, Any]:
    return {"device": device} if device else {}

"""Messages of the wire protocol v1, shared by office and centre, and its limits (docs/protocol.md)."""

from __future__ import annotations

from typing import Any

import msgspec

from app.domain.chain import Head
from app.domain.feed import FeedItem
from app.domain.identity import Person, RegistryAnswer
from app.domain.tariff import Words
from app.domain.vehicle import Inspection

BATCH_ENTRIES_MAX = 1_000
BATCH_BYTES_MAX = 4 * 1024 * 1024
FEED_PAGE_MAX = 500
FEED_WAIT_S_MAX = 25
COMPRESS_ABOVE_BYTES = 1024
RESPONSE_BYTES_MAX = 16 * 1024 * 1024
OVERTAKEN_WAIT_S = 2.0
"""How long the centre holds a batch that overtook its predecessor before it says ``journal-behind``."""
TOKEN_LIFETIME_S = 900
ASSERTION_LIFETIME_S = 300

TUS_VERSION = "1.0.0"
"""The resumable upload protocol (tus.io) that documents are sent by."""
OFFSET_STREAM = "application/offset+octet-stream"
NDJSON = "application/x-ndjson"
PROBLEM_JSON = "application/problem+json"
PROBLEM_PREFIX = "urn:daftar:problem:"
JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class ProblemType:
    """The stable last part of a problem's ``type``."""

    ACTIVATION_REFUSED = "activation-refused"
    ACTIVATION_USED = "activation-used"
    JOURNAL_BEHIND = "journal-behind"
    JOURNAL_FORK = "journal-fork"
    JOURNAL_BROKEN = "journal-broken"
    BAD_SIGNATURE = "bad-signature"
    TOO_LARGE = "too-large"
    NOT_YOUR_OFFICE = "not-your-office"
    UNAUTHENTICATED = "unauthenticated"
    NOT_ALLOWED = "not-allowed"
    DEVICE_REVOKED = "device-revoked"
    SIGN_IN_REFUSED = "sign-in-refused"
    TOO_MANY = "too-many-requests"
    OFFSET_DIFFERS = "offset-differs"
    CHECKSUM_MISMATCH = "checksum-mismatch"
    DOCUMENT_DIFFERS = "document-differs"
    UNAVAILABLE = "unavailable"
    INVALID = "invalid-request"
    NOT_FOUND = "not-found"
    STAFF_NOT_ENTITLED = "staff-not-entitled"
    CHECK_USED = "check-used"


class WireHead(msgspec.Struct, frozen=True):
    """A head on the wire: ``hash`` is 64 lower-case hex digits."""

    seq: int
    hash: str

    @classmethod
    def of(cls, head: Head) -> WireHead:
        """The wire form of a head."""
        return cls(head.seq, head.hex())

    def head(self) -> Head:
        """The head itself. Raises ``ValueError`` when it is not one."""
        if self.hash != self.hash.lower():
            raise ValueError("a hash is lower-case hex")
        return Head(self.seq, bytes.fromhex(self.hash))


class BatchHeader(msgspec.Struct, frozen=True, kw_only=True):
    """First line of a batch: whose journal, after which head, ending in which, signed (base64url)."""

    device: str
    after: WireHead
    head: WireHead
    signature: str


class HeadAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """200 of ``POST /v1/journal``: the head that the centre holds durably."""

    head: WireHead


class OfficeProfile(msgspec.Struct, frozen=True, kw_only=True):
    """The office as the centre knows it."""

    code: str
    name: str


class EnrolRequest(msgspec.Struct, frozen=True, kw_only=True):
    """``POST /v1/devices``; ``public_key`` is an Ed25519 JWK."""

    activation_code: str
    office: str
    name: str
    public_key: dict[str, Any]


class Enrolment(msgspec.Struct, frozen=True, kw_only=True):
    """201 of ``POST /v1/devices``; ``trust`` is the JWKS that publications are verified with."""

    device: str
    counter: int
    office: OfficeProfile
    audience: str
    trust: dict[str, Any]
    epoch: str
    time: str


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """200 of ``POST /v1/token``; ``expires_in`` in seconds."""

    access_token: str
    token_type: str
    expires_in: int


class UpstreamState(msgspec.Struct, frozen=True, kw_only=True):
    """One national system behind the centre: ``up``, ``slow`` or ``down``, and since when."""

    name: str
    state: str
    since: str


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """200 of ``GET /v1/status``."""

    time: str
    epoch: str
    upstreams: list[UpstreamState]


class SignInRequest(msgspec.Struct, frozen=True, kw_only=True):
    """``POST /v1/sign-in``: a staff code and password, for the device that carries the token."""

    staff: str
    password: str


class SignInAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """200 of ``POST /v1/sign-in``.

    ``verifier`` is an argon2id hash (PHC string) of the same password, made for this device, with which
    the client checks it offline until ``lease_end`` (RFC 3339). ``credential`` is the version of the
    staff member's credential; a ``staff.changed`` item with a higher one ends the lease.
    """

    staff: str
    name: str
    roles: list[str]
    lease_end: str
    verifier: str
    credential: int


class VehicleQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """``POST /v1/vehicles/inspection``: a vehicle by its plate and, where it is known, its VIN."""

    plate: str
    vin: str = ""


class VehicleAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """200 of ``POST /v1/vehicles/inspection``; ``inspection`` null: the centre knows of none.

    The same goes into the office's feed (``vehicle.inspected``), and every later change with it.
    """

    plate: str
    vin: str
    inspection: Inspection | None
    at: str


class IdentityQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """``POST /v1/identity``: is this person who the papers say.

    ``check`` is a UUID of the caller's own; the same one with the same content gets the same answer.
    ``staff`` asks, for an application for ``service``.
    """

    check: str
    staff: str
    service: str
    person: Person


class IdentityAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """200 of ``POST /v1/identity``.

    ``answer`` is ``match``, ``mismatch`` or ``unanswered``; ``differs`` names the parts that do not agree
    (``nin``, ``birth``, ``given``, ``family``, ``serial``, ``alive``, ``card``). ``proof`` is the answer
    signed by the centre for this office and this person, "" without an answer; ``why`` then says why there
    is none (``down``, ``paused``, ``no-answer``, ``waiting``, ``refused``).
    """

    check: str
    answer: RegistryAnswer
    differs: list[str] = []
    note: Words | None = None
    proof: str = ""
    why: str = ""


class FeedPage(msgspec.Struct, frozen=True, kw_only=True):
    """200 of ``GET /v1/feed``."""

    epoch: str
    items: list[FeedItem]
    more: bool


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """RFC 9457 problem details; a call's own members (``head``, ``seq``) stand beside these."""

    type: str
    title: str
    status: int
    detail: str = ""

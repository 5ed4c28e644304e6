"""``/v1/documents``: scans, by the SHA-256 of their content, sent piece by piece (tus 1.0.0).

``POST`` begins one, ``HEAD`` tells how far it is, ``PATCH`` adds a piece at an offset; of tus' extensions
creation and checksum. A document is held when all of it is here and its digest is the one in its address.
"""

from __future__ import annotations

import base64
import binascii
import hashlib

from starlette.requests import Request
from starlette.responses import Response

from app.domain.documents import DOCUMENT_BYTES_MAX, MEDIA_TYPES, is_digest
from app.sync.protocol import OFFSET_STREAM, TUS_VERSION, ProblemType
from central.database import Connection
from central.documents import holding
from central.gateway.bodies import read_body
from central.gateway.caller import caller_of, revoked
from central.gateway.centre import Caller, centre_of
from central.gateway.limits import METADATA_CHARACTERS_MAX, UNNAMED_RETRY_AFTER_S
from central.gateway.problems import PRECONDITION_FAILED, UNSUPPORTED_MEDIA, Refusal, invalid

CHECKSUMS = ("sha1", "sha256")
"""What ``Upload-Checksum`` may be made with; sha1 because tus asks for it."""
HEADERS = {"Tus-Resumable": TUS_VERSION, "Cache-Control": "no-store"}


async def documents_options(_: Request) -> Response:
    """What of tus is understood here."""
    told = {
        "Tus-Version": TUS_VERSION,
        "Tus-Extension": "creation,checksum",
        "Tus-Max-Size": str(DOCUMENT_BYTES_MAX),
        "Tus-Checksum-Algorithm": ",".join(CHECKSUMS),
    }
    return Response(status_code=204, headers=HEADERS | told)


async def document_begin(request: Request) -> Response:
    """Begin a document, or find it begun: then ``Upload-Offset`` tells how far."""
    caller = caller_of(request)
    _require_tus(request)
    size_bytes = _number(request, "upload-length")
    if not 0 < size_bytes <= DOCUMENT_BYTES_MAX:
        raise Refusal(
            413,
            ProblemType.TOO_LARGE,
            f"a document has 1 to {DOCUMENT_BYTES_MAX} bytes",
            limit_bytes=DOCUMENT_BYTES_MAX,
        )
    metadata = _metadata(request.headers.get("upload-metadata", ""))
    sha256, media_type = metadata.get("sha256", ""), metadata.get("filetype", "")
    digest = _digest(sha256)
    if media_type not in MEDIA_TYPES:
        raise Refusal(415, UNSUPPORTED_MEDIA, f"a document is one of {', '.join(MEDIA_TYPES)}")
    async with centre_of(request).database.transaction() as conn:
        await _known(conn, caller, digest)
        try:
            held = await holding.begin(conn, caller.office, caller.device, digest, media_type, size_bytes)
        except holding.TooMuchUnnamed:
            raise Refusal(
                429,
                ProblemType.TOO_MANY,
                "too much came that no entry names; send the entries first",
                retry_after_s=UNNAMED_RETRY_AFTER_S,
            ) from None
    told = {"Location": f"/v1/documents/{sha256}", "Upload-Offset": str(held.received_bytes)}
    return Response(status_code=201, headers=HEADERS | told)


async def document_head(request: Request) -> Response:
    """How far a document of the caller's office is; 404 when it was never begun there."""
    caller, digest = caller_of(request), _digest(request.path_params["sha256"])
    _require_tus(request)
    async with centre_of(request).database.autocommit() as conn:
        held = await _known(conn, caller, digest)
    if held is None:
        return Response(status_code=404, headers=HEADERS)
    told = {"Upload-Offset": str(held.received_bytes), "Upload-Length": str(held.size_bytes)}
    return Response(status_code=200, headers=HEADERS | told)


async def document_add(request: Request) -> Response:
    """Add a piece. It is durable when this answers; one that is cut off or spoilt on the way adds nothing."""
    caller, digest = caller_of(request), _digest(request.path_params["sha256"])
    _require_tus(request)
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != OFFSET_STREAM:
        raise Refusal(415, UNSUPPORTED_MEDIA, f"a piece is {OFFSET_STREAM}")
    offset = _number(request, "upload-offset")
    content = await read_body(request, DOCUMENT_BYTES_MAX)
    _check(request.headers.get("upload-checksum"), content)
    async with centre_of(request).database.transaction() as conn:
        if await _known(conn, caller, digest) is None:
            raise Refusal(404, ProblemType.NOT_FOUND, "no such document was begun at this office")
        try:
            held = await holding.add(conn, caller.office, digest, offset, content)
        except holding.OffsetDiffers as error:
            received = 0 if error.held is None else error.held.received_bytes
            raise Refusal(409, ProblemType.OFFSET_DIFFERS, offset=received) from None
        except ValueError as error:
            raise invalid(str(error)) from error
    if held is None:  # said after the commit: what was wrong is gone
        raise Refusal(422, ProblemType.DOCUMENT_DIFFERS)
    return Response(status_code=204, headers=HEADERS | {"Upload-Offset": str(held.received_bytes)})


async def _known(conn: Connection, caller: Caller, digest: bytes) -> holding.Held | None:
    known = await holding.look(conn, caller.device, digest)
    if known is None:
        raise Refusal(401, ProblemType.UNAUTHENTICATED, "this centre does not know the device")
    if known.revoked:
        raise revoked(known.reason)
    return known.held


def _require_tus(request: Request) -> None:
    if request.headers.get("tus-resumable") != TUS_VERSION:
        raise Refusal(412, PRECONDITION_FAILED, f"Tus-Resumable: {TUS_VERSION} is needed")


def _number(request: Request, name: str) -> int:
    text = request.headers.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) <= 12):
        raise invalid(f"{name} is a whole number of 0 or more")
    return int(text)


def _digest(sha256: str) -> bytes:
    if not is_digest(sha256):
        raise invalid("a document is named by its SHA-256 in lower-case hex")
    return bytes.fromhex(sha256)


def _metadata(header: str) -> dict[str, str]:
    """``Upload-Metadata``: names with base64 values, separated by commas."""
    if len(header) > METADATA_CHARACTERS_MAX:
        raise invalid("Upload-Metadata is too long")
    found = {}
    for pair in header.split(","):
        name, _, value = pair.strip().partition(" ")
        found[name] = _unbase64(value, "Upload-Metadata").decode("ascii", errors="replace")
    return found


def _check(header: str | None, content: bytes) -> None:
    """Compare a piece with its ``Upload-Checksum``; 460 when it is not the one that was sent."""
    if header is None:
        return
    algorithm, _, value = header.strip().partition(" ")
    if algorithm not in CHECKSUMS:
        raise invalid(f"Upload-Checksum is made with {' or '.join(CHECKSUMS)}")
    made = hashlib.new(algorithm, content, usedforsecurity=False).digest()
    if made != _unbase64(value, "Upload-Checksum"):
        raise Refusal(460, ProblemType.CHECKSUM_MISMATCH)


def _unbase64(text: str, name: str) -> bytes:
    try:
        return base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError) as error:
        raise invalid(f"{name} holds what is no base64") from error

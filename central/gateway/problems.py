"""Refusals as RFC 9457 problem details."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match

from app.sync.protocol import PROBLEM_JSON, PROBLEM_PREFIX, ProblemType

METHOD_NOT_ALLOWED = "method-not-allowed"
UNSUPPORTED_MEDIA = "unsupported-media-type"
PRECONDITION_FAILED = "precondition-failed"
INTERNAL = "internal-error"

TITLES = {
    ProblemType.ACTIVATION_REFUSED: "The activation code is not valid for this office.",
    ProblemType.ACTIVATION_USED: "The activation code was used already.",
    ProblemType.JOURNAL_BEHIND: "The centre holds less of this journal than the batch starts from.",
    ProblemType.JOURNAL_FORK: "The centre holds another entry at this number.",
    ProblemType.JOURNAL_BROKEN: "The batch is not an unbroken piece of a journal.",
    ProblemType.BAD_SIGNATURE: "The batch is not signed by the device it names.",
    ProblemType.TOO_LARGE: "The request is too large.",
    ProblemType.NOT_YOUR_OFFICE: "The device does not belong to your office.",
    ProblemType.UNAUTHENTICATED: "A valid access token is needed.",
    ProblemType.NOT_ALLOWED: "This caller may not make this call.",
    ProblemType.DEVICE_REVOKED: "This device may no longer talk to the centre.",
    ProblemType.SIGN_IN_REFUSED: "Staff code and password do not match.",
    ProblemType.TOO_MANY: "Too many attempts.",
    ProblemType.UNAVAILABLE: "The centre cannot answer at the moment.",
    ProblemType.OFFSET_DIFFERS: "The next piece is due at another offset.",
    ProblemType.CHECKSUM_MISMATCH: "This piece is not the one that was sent.",
    ProblemType.DOCUMENT_DIFFERS: "The document has another digest than its name.",
    PRECONDITION_FAILED: "The request lacks what this address needs.",
    ProblemType.INVALID: "The request is not well-formed.",
    ProblemType.NOT_FOUND: "There is no such thing here.",
    ProblemType.STAFF_NOT_ENTITLED: "This person may not ask that.",
    ProblemType.CHECK_USED: "The id of this check was used for another question.",
    METHOD_NOT_ALLOWED: "This address does not take this method.",
    UNSUPPORTED_MEDIA: "This encoding of a body is not understood.",
    INTERNAL: "The centre failed to answer; nothing was changed.",
}
DETAILS = {
    ProblemType.ACTIVATION_REFUSED: "mistyped, expired, or made for another office",
    ProblemType.ACTIVATION_USED: "a code works once; the centre makes another",
    ProblemType.JOURNAL_BEHIND: "send what follows `head`",
    ProblemType.JOURNAL_FORK: "the entry at `seq` is not the one that is held",
    ProblemType.BAD_SIGNATURE: "the signature over `head` does not verify under the device's key",
    ProblemType.NOT_YOUR_OFFICE: "a device reads and carries the journals of its own office only",
    ProblemType.DEVICE_REVOKED: "revoked at the centre",
    ProblemType.OFFSET_DIFFERS: "go on at `offset`",
    ProblemType.CHECKSUM_MISMATCH: "nothing of it was kept; send it again",
    ProblemType.DOCUMENT_DIFFERS: "nothing of it was kept; begin again at 0",
    ProblemType.UNAVAILABLE: "come back after the time in Retry-After",
    ProblemType.SIGN_IN_REFUSED: "a mistyped code or password, or somebody of another office",
    ProblemType.NOT_FOUND: "neither an address nor a number of this centre",
    ProblemType.STAFF_NOT_ENTITLED: "no active clerk or manager of this office",
    ProblemType.CHECK_USED: "ask under a new id",
    METHOD_NOT_ALLOWED: "the methods that it takes are in Allow",
    INTERNAL: "the centre's log has the cause",
}
"""What a problem says where its call has nothing more exact to say."""
_BY_STATUS = {
    401: ProblemType.UNAUTHENTICATED,
    404: ProblemType.NOT_FOUND,
    405: METHOD_NOT_ALLOWED,
    413: ProblemType.TOO_LARGE,
    415: UNSUPPORTED_MEDIA,
    429: ProblemType.TOO_MANY,
    503: ProblemType.UNAVAILABLE,
}


class Refusal(Exception):
    """A call that is answered with a problem: ``kind`` is the last part of its ``type``.

    ``members`` are the problem's own (``head``, ``seq``); ``retry_after_s`` becomes the header.
    """

    def __init__(
        self, status: int, kind: str, detail: str = "", *, retry_after_s: int | None = None, **members: Any
    ) -> None:
        super().__init__(kind, detail)
        self.status, self.kind, self.detail = status, kind, detail
        self.retry_after_s = retry_after_s
        self.members = members

    def body(self) -> dict[str, Any]:
        """The problem's members."""
        return {
            "type": PROBLEM_PREFIX + self.kind,
            "title": TITLES[self.kind],
            "status": self.status,
            "detail": self.detail or DETAILS.get(self.kind, ""),
            **self.members,
        }

    def response(self, media_type: str = PROBLEM_JSON) -> Response:
        """The answer that says so."""
        headers = {"Cache-Control": "no-store"}
        if self.retry_after_s is not None:
            headers["Retry-After"] = str(self.retry_after_s)
        if self.status == 401:
            headers["WWW-Authenticate"] = "Bearer"
        return Response(msgspec.json.encode(self.body()), self.status, headers, media_type)


def invalid(detail: str) -> Refusal:
    """400 ``invalid-request``."""
    return Refusal(400, ProblemType.INVALID, detail)


def install(app: FastAPI) -> None:
    """Answer the framework's own errors as problems too."""

    @app.exception_handler(Refusal)
    async def refused(_: Request, error: Refusal) -> Response:
        return error.response()

    @app.exception_handler(HTTPException)
    async def framework(request: Request, error: HTTPException) -> Response:
        kind = _BY_STATUS.get(error.status_code, ProblemType.INVALID)
        response = Refusal(error.status_code, kind).response()
        for name, value in (error.headers or {}).items():
            response.headers[name] = value
        if error.status_code == 405:
            response.headers["Allow"] = ", ".join(_methods_at(request))
        return response

    @app.exception_handler(RequestValidationError)
    async def malformed(_: Request, __: RequestValidationError) -> Response:
        return invalid("").response()


def _methods_at(request: Request) -> list[str]:
    """Every method of an address. Two routes share one where its methods are two calls."""
    there = (route for route in request.app.routes if route.matches(request.scope)[0] is not Match.NONE)
    return sorted({method for route in there for method in getattr(route, "methods", None) or ()})

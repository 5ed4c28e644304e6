"""Refusals as RFC 9457 problem details, and the outermost guard that turns every error into one."""

from __future__ import annotations

import logging
from typing import Any

import msgspec
import psycopg
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from psycopg_pool import PoolClosed, PoolTimeout, TooManyRequests
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.sync.protocol import PROBLEM_JSON, PROBLEM_PREFIX, ProblemType
from central.gateway.limits import RETRY_AFTER_S

log = logging.getLogger("daftar.gateway")

METHOD_NOT_ALLOWED = "method-not-allowed"
UNSUPPORTED_MEDIA = "unsupported-media-type"
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
    ProblemType.DEVICE_REVOKED: "This device may no longer talk to the centre.",
    ProblemType.SIGN_IN_REFUSED: "Staff code and password do not match.",
    ProblemType.TOO_MANY: "Too many attempts.",
    ProblemType.UNAVAILABLE: "The centre cannot answer at the moment.",
    ProblemType.INVALID: "The request is not well-formed.",
    ProblemType.NOT_FOUND: "There is no such thing here.",
    METHOD_NOT_ALLOWED: "This address does not take this method.",
    UNSUPPORTED_MEDIA: "This encoding of a body is not understood.",
    INTERNAL: "The centre failed to answer; nothing was changed.",
}
_BY_STATUS = {
    401: ProblemType.UNAUTHENTICATED,
    404: ProblemType.NOT_FOUND,
    405: METHOD_NOT_ALLOWED,
    413: ProblemType.TOO_LARGE,
    415: UNSUPPORTED_MEDIA,
    429: ProblemType.TOO_MANY,
    503: ProblemType.UNAVAILABLE,
}
_UNAVAILABLE = (psycopg.OperationalError, PoolTimeout, PoolClosed, TooManyRequests, ConnectionError)


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
            "detail": self.detail,
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
    async def framework(_: Request, error: HTTPException) -> Response:
        kind = _BY_STATUS.get(error.status_code, ProblemType.INVALID)
        response = Refusal(error.status_code, kind).response()
        for name, value in (error.headers or {}).items():
            response.headers[name] = value
        return response

    @app.exception_handler(RequestValidationError)
    async def malformed(_: Request, __: RequestValidationError) -> Response:
        return invalid("").response()


class Guard:
    """Outermost: an error that nothing answered becomes 503 or 500; its traceback goes to the log only."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the application answer, or answer for it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"].append((b"x-content-type-options", b"nosniff"))
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except ClientDisconnect:
            log.info("%s %s: the caller went away", scope["method"], scope["path"])
        except _UNAVAILABLE as error:
            log.warning("%s %s: the database does not answer: %s", scope["method"], scope["path"], error)
            answer = Refusal(503, ProblemType.UNAVAILABLE, retry_after_s=RETRY_AFTER_S)
            if not started:
                await answer.response()(scope, receive, sending)
        except Exception:
            log.exception("%s %s failed", scope["method"], scope["path"])
            if not started:
                await Refusal(500, INTERNAL).response()(scope, receive, sending)

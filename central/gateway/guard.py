"""The outermost layer: every error that nothing answered becomes a problem, and every answer is heard."""

from __future__ import annotations

import logging

import psycopg
from psycopg_pool import PoolClosed, PoolTimeout, TooManyRequests
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.sync.protocol import ProblemType
from central.gateway.limits import DRAINED_BYTES_MAX, RETRY_AFTER_S
from central.gateway.problems import INTERNAL, Refusal

log = logging.getLogger("daftar.gateway")

_UNAVAILABLE = (psycopg.OperationalError, PoolTimeout, PoolClosed, TooManyRequests, ConnectionError)


class Guard:
    """Lets the application answer, or answers for it: 503 without the database, else 500.

    Tracebacks go to the log only.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = _Exchange(scope, receive, send)
        called = f"{scope['method']} {scope['path']}"
        try:
            await self._app(scope, exchange.receive, exchange.send)
        except ClientDisconnect:
            log.info("%s: the caller went away", called)
        except _UNAVAILABLE as error:
            log.warning("%s: the database does not answer: %s", called, error)
            await exchange.answer(Refusal(503, ProblemType.UNAVAILABLE, retry_after_s=RETRY_AFTER_S))
        except Exception:
            log.exception("%s failed", called)
            await exchange.answer(Refusal(500, INTERNAL))


class _Exchange:
    """One request and its answer.

    A caller that is still sending when it is refused, and then closes, would lose the answer to a reset:
    so what it sends is read to its end first, up to a limit, and thrown away.
    """

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._scope, self._receive, self._send = scope, receive, send
        self._body_ended = scope["method"] in ("GET", "HEAD")
        self._started = False

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] != "http.request" or not message.get("more_body", False):
            self._body_ended = True
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self._hear_out()
            self._started = True
            message["headers"].append((b"x-content-type-options", b"nosniff"))
        await self._send(message)

    async def answer(self, refusal: Refusal) -> None:
        if not self._started:
            await refusal.response()(self._scope, self.receive, self.send)

    async def _hear_out(self) -> None:
        size = 0
        while not self._body_ended and size <= DRAINED_BYTES_MAX:
            size += len((await self.receive()).get("body", b""))

"""An answer of the centre, read within limits and judged: is it the protocol's, and what does it say.

An office meets portals that answer with HTML, lines that drop in the middle, and boxes that invent a
status. What is not the protocol's word for word is :class:`~app.sync.errors.Malformed`, never half used.
"""

from __future__ import annotations

import errno
import io
import socket
import time
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

import msgspec
import zstandard

from app.sync.errors import Busy, Cause, Malformed, NotAuthorised, ProblemAnswer, Revoked, Unreachable
from app.sync.protocol import PROBLEM_JSON, PROBLEM_PREFIX, RESPONSE_BYTES_MAX, ProblemType

JSON = "application/json"
EXCHANGE_S_MAX = 120.0
"""The longest that one answer may take to arrive whole; a drip-fed one is given up."""
DETAIL_CHARS_MAX = 300
_NO_NETWORK = frozenset(
    getattr(errno, name)
    for name in (
        "ENETUNREACH",
        "EHOSTUNREACH",
        "ENETDOWN",
        "EADDRNOTAVAIL",
        "WSAENETUNREACH",
        "WSAEHOSTUNREACH",
    )
    if hasattr(errno, name)
)
_Message = TypeVar("_Message")


@dataclass(frozen=True, slots=True)
class Answer:
    """One whole answer, decoded; ``content_type`` without its parameters, lower-case."""

    status: int
    content_type: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_problem(self) -> bool:
        """Whether the body says that it is an RFC 9457 problem."""
        return self.content_type == PROBLEM_JSON


def read_capped(chunks: Iterable[bytes], *, started_s: float, bytes_max: int = RESPONSE_BYTES_MAX) -> bytes:
    """All the chunks as one, while they stay within the size and the time. Raises ``Malformed``."""
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > bytes_max:
            raise Malformed(f"an answer of more than {bytes_max} bytes")
        if time.monotonic() - started_s > EXCHANGE_S_MAX:
            raise Malformed(f"an answer still not whole after {EXCHANGE_S_MAX:.0f} s")
    return bytes(body)


def decompressed(body: bytes, encoding: str, bytes_max: int = RESPONSE_BYTES_MAX) -> bytes:
    """Undo ``Content-Encoding`` without ever holding more than ``bytes_max``. Raises ``Malformed``."""
    try:
        if encoding in ("", "identity"):
            return body
        if encoding == "gzip":
            inflate = zlib.decompressobj(wbits=31)
            plain = inflate.decompress(body, bytes_max + 1)
            if not inflate.eof and len(plain) <= bytes_max:
                raise Malformed("a compressed answer that was cut short")
        elif encoding == "zstd":
            plain = _unzstd(body, bytes_max)
        else:
            raise Malformed(f"an answer encoded as {encoding!r}")
    except (zlib.error, zstandard.ZstdError) as error:
        raise Malformed(f"an answer that does not decompress: {error}") from error
    if len(plain) > bytes_max:
        raise Malformed(f"an answer of more than {bytes_max} bytes")
    return plain


def _unzstd(body: bytes, bytes_max: int) -> bytes:
    with zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(io.BytesIO(body)) as reader:
        plain = bytearray()
        while len(plain) <= bytes_max and (chunk := reader.read(1 << 20)):
            plain += chunk
    return bytes(plain)


def expect(answer: Answer, content_type: str, status: int = 200) -> bytes:
    """The body of an answer that is as it should be; else the error that it stands for."""
    if answer.status != status:
        raise failure(answer)
    if answer.content_type != content_type:
        raise Malformed(f"{answer.content_type or 'an untyped body'} where {content_type} belongs")
    return answer.body


def decode(answer: Answer, kind: type[_Message], status: int = 200) -> _Message:
    """The message in a JSON answer. Raises ``Malformed`` or what the status stands for."""
    body = expect(answer, JSON, status)
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Malformed(f"not a {kind.__name__}: {error}") from error


def failure(answer: Answer) -> Unreachable | NotAuthorised | ProblemAnswer:
    """The error that an unsuccessful answer stands for."""
    problem = problem_members(answer)
    kind = str(problem.get("type", "")).removeprefix(PROBLEM_PREFIX)
    title = str(problem.get("title") or problem.get("error") or "")[:DETAIL_CHARS_MAX]
    detail = str(problem.get("detail") or problem.get("error_description") or "")[:DETAIL_CHARS_MAX]
    said = detail or title or f"it answered {answer.status}"
    if answer.status in (429, 503):
        return Busy(answer.status, said, retry_after_s(answer.headers))
    if answer.status >= 500:
        return Unreachable(Cause.CENTRE_DOWN, said, retry_after_s(answer.headers))
    if kind == ProblemType.DEVICE_REVOKED:
        return Revoked(said)
    if answer.is_problem and (answer.status != 401 or kind == ProblemType.SIGN_IN_REFUSED):
        return ProblemAnswer(answer.status, kind, title, detail, problem)
    if answer.status == 401 or problem.get("error") in ("invalid_client", "unauthorized_client"):
        return NotAuthorised(said)
    return Malformed(f"status {answer.status} with {answer.content_type or 'no type'}")


def problem_members(answer: Answer) -> dict[str, Any]:
    """Every member of a problem (or of an OAuth error); empty when the body is neither."""
    if answer.content_type not in (PROBLEM_JSON, JSON):
        return {}
    try:
        found = msgspec.json.decode(answer.body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def retry_after_s(headers: Mapping[str, str], now: datetime | None = None) -> float | None:
    """``Retry-After`` in seconds, given either way (RFC 9110 section 10.2.3); None when absent or odd.

    A date is measured against the answer's own ``Date``, so that this PC's clock plays no part in it.
    """
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        until = parsedate_to_datetime(text)
        sent = (
            now or parsedate_to_datetime(headers["date"]) if now or "date" in headers else datetime.now(UTC)
        )
        return max(0.0, (until - sent).total_seconds())
    except (ValueError, TypeError):
        return None


def cause_of(error: BaseException) -> Cause:
    """No network or centre down, by the system error at the root of a failed exchange."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, socket.gaierror):
            return Cause.NO_NETWORK
        if isinstance(seen, OSError) and seen.errno in _NO_NETWORK:
            return Cause.NO_NETWORK
        seen = seen.__cause__ or seen.__context__
    return Cause.CENTRE_DOWN

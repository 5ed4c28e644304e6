"""Reading request bodies within their limits, and answering in what the caller accepts."""

from __future__ import annotations

import gzip
import io
from typing import TypeVar

import msgspec
import zstandard
from starlette.requests import Request
from starlette.responses import Response

from app.sync.protocol import COMPRESS_ABOVE_BYTES, ProblemType
from central.gateway.limits import (
    COMPRESS_LEVEL,
    SMALL_BODY_BYTES_MAX,
    ZSTD_WINDOW_BYTES_MAX,
)
from central.gateway.problems import UNSUPPORTED_MEDIA, Refusal, invalid

_T = TypeVar("_T")
_JSON = "application/json"


async def read_json(request: Request, kind: type[_T]) -> _T:
    """A small JSON body as ``kind``. Raises 400 or 413."""
    try:
        return msgspec.json.decode(await read_body(request, SMALL_BODY_BYTES_MAX), type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise invalid(str(error)) from error


async def read_body(request: Request, size_bytes_max: int) -> bytes:
    """The body, unpacked when it says ``Content-Encoding: zstd``. Raises 400, 413 or 415.

    The limit holds for what came and for what it unpacks to.
    """
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > size_bytes_max:
            raise _too_large(size_bytes_max)
        chunks.append(chunk)
    body = chunks[0] if len(chunks) == 1 else b"".join(chunks)
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding in ("", "identity"):
        return body
    if encoding == "zstd":
        return _unpack(body, size_bytes_max)
    raise Refusal(415, UNSUPPORTED_MEDIA, "a body is sent as it is or as zstd")


def answer_json(request: Request, value: object, status: int = 200) -> Response:
    """``value`` as JSON."""
    return answer(request, msgspec.json.encode(value), _JSON, status)


def answer(request: Request, body: bytes, media_type: str, status: int = 200) -> Response:
    """``body``, packed with zstd or gzip when it is long enough and the caller takes it."""
    headers = {"Cache-Control": "no-store"}
    if len(body) > COMPRESS_ABOVE_BYTES:
        headers["Vary"] = "Accept-Encoding"
        accepted = _accepted(request.headers.get("accept-encoding", ""))
        if "zstd" in accepted:
            body = zstandard.ZstdCompressor(level=COMPRESS_LEVEL).compress(body)
            headers["Content-Encoding"] = "zstd"
        elif "gzip" in accepted:
            body = gzip.compress(body, COMPRESS_LEVEL)
            headers["Content-Encoding"] = "gzip"
    return Response(body, status, headers, media_type)


def _accepted(header: str) -> set[str]:
    codings = set()
    for part in header.lower().split(","):
        coding, _, parameters = part.partition(";")
        if parameters.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            codings.add(coding.strip())
    return codings


def _unpack(body: bytes, size_bytes_max: int) -> bytes:
    unpacker = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW_BYTES_MAX)
    try:
        with unpacker.stream_reader(io.BytesIO(body), read_across_frames=True) as reader:
            unpacked = reader.read(size_bytes_max + 1)
    except (zstandard.ZstdError, MemoryError) as error:
        raise invalid("the body is not zstd") from error
    if len(unpacked) > size_bytes_max:
        raise _too_large(size_bytes_max)
    return unpacked


def _too_large(limit_bytes: int) -> Refusal:
    return Refusal(413, ProblemType.TOO_LARGE, f"at most {limit_bytes} bytes", limit_bytes=limit_bytes)

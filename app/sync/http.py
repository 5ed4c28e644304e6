"""HTTP within limits: bounded exchanges with one address, which can be ended from outside.

HTTP/1.1 over connections that are kept open; sizes and times have limits; nothing follows a redirect.
"""

from __future__ import annotations

import ipaddress
import ssl
import sys
import threading
import time
from collections.abc import Mapping
from urllib.parse import urlsplit

import zstandard

from app.sync.answers import Answer, cause_of, decompressed, read_capped
from app.sync.errors import Cause, Malformed, Unreachable
from app.sync.protocol import COMPRESS_ABOVE_BYTES, OFFSET_STREAM
from app.sync.wires import Wires

# httpx loads its own command line with it, where rich and pygments are there: nine mebibytes of a window that
# never uses them. Without that module it does as where they are missing.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
import httpx  # noqa: E402

CONNECT_S = 5.0
READ_S = 20.0
WRITE_S = 20.0
CONNECTIONS_MAX = 4
KEEP_ALIVE_S = 60.0
ZSTD_LEVEL = 1
AGENT = "daftar/1"


class Http:
    """Bounded exchanges with one base address. Usable from several threads.

    :meth:`abort` ends every exchange at once, also one that waits for an answer; each then raises
    ``Unreachable``, and so does every later one.
    """

    def __init__(self, base_url: str) -> None:
        parts = urlsplit(base_url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise Malformed(f"{base_url!r} is no address of a centre")
        self.is_loopback = is_loopback(parts.hostname)
        self._wires = Wires()
        self._aborted = threading.Event()
        verify: ssl.SSLContext = (
            ssl.create_default_context()
            if parts.scheme == "https"
            else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        )
        self._client = httpx.Client(
            base_url=base_url,
            verify=verify,
            trust_env=not self.is_loopback,
            timeout=httpx.Timeout(READ_S, connect=CONNECT_S, write=WRITE_S),
            limits=httpx.Limits(
                max_connections=CONNECTIONS_MAX,
                max_keepalive_connections=CONNECTIONS_MAX,
                keepalive_expiry=KEEP_ALIVE_S,
            ),
            headers={
                "user-agent": AGENT,
                "accept-encoding": "identity" if self.is_loopback else "zstd, gzip",
            },
        )

    def exchange(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str | int] | None = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        read_s: float = READ_S,
    ) -> Answer:
        """One request and its whole answer, whatever its status.

        Raises ``Unreachable`` when there is none and ``Malformed`` when it is cut short or too large.
        """
        if self._aborted.is_set():
            raise Unreachable(Cause.CENTRE_DOWN, "stopped")
        sent = dict(headers or {})
        is_packed = sent.get("content-type") == OFFSET_STREAM  # pictures do not get smaller
        if content and len(content) > COMPRESS_ABOVE_BYTES and not self.is_loopback and not is_packed:
            content = zstandard.ZstdCompressor(level=ZSTD_LEVEL).compress(content)
            sent["content-encoding"] = "zstd"
        request = self._client.build_request(
            method,
            path,
            params=params,
            content=content,
            headers=sent,
            timeout=httpx.Timeout(read_s, connect=CONNECT_S, write=WRITE_S),
            extensions={"trace": self._wires.trace},
        )
        started_s = time.monotonic()
        try:
            response = self._client.send(request, stream=True)
            try:
                raw = read_capped(response.iter_raw(), started_s=started_s)
            finally:
                response.close()
        except httpx.HTTPError as error:
            raise Unreachable(cause_of(error), _told(error)) from error
        except (RuntimeError, ValueError) as error:  # a client closed under us; an address that is none
            raise Unreachable(Cause.CENTRE_DOWN, _told(error)) from error
        body = decompressed(raw, response.headers.get("content-encoding", "").strip().lower())
        kind = response.headers.get("content-type", "").split(";")[0].strip().lower()
        return Answer(response.status_code, kind, response.headers, body)

    def drop(self) -> None:
        """Let go of the present connections; the next exchange makes a new one.

        After an odd answer: what else lies on that connection may answer the wrong question.
        """
        self._wires.drop()

    def abort(self) -> None:
        """End every exchange now; the client is of no use afterwards."""
        self._aborted.set()
        self._wires.cut()

    def close(self) -> None:
        """Close the connections."""
        self.abort()
        self._client.close()


def is_loopback(host: str) -> bool:
    """Whether a host is this very machine: compression would only cost there."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _told(error: Exception) -> str:
    return str(error) or type(error).__name__

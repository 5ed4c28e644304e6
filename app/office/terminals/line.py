"""Lines over TCP: one connection to a terminal on the desk, its limits and its end.

What it leaves open (bytes, encryption, checks) is the protocol's; this only sends and reads whole lines.
"""

from __future__ import annotations

import contextlib
import socket
import time
from types import TracebackType
from typing import Self

LINE_BYTES_MAX = 4096
SEND_S_MAX = 5.0
POLL_S = 0.05
"""How often a wait looks whether it should go on."""


class LineLost(Exception):
    """The connection ended, or what came is no line of a sensible length."""


class Line:
    """A connected line. Made by :meth:`connect`, closed by leaving its ``with`` block."""

    def __init__(self, held: socket.socket) -> None:
        self._held = held
        self._held.settimeout(POLL_S)
        self._read = b""

    @classmethod
    def connect(cls, host: str, port: int, timeout_s: float) -> Line | None:
        """A line to the terminal; None when nobody is there. Nothing was sent yet."""
        try:
            held = socket.create_connection((host, port), timeout_s)
        except (OSError, UnicodeError):
            return None
        return cls(held)

    def send(self, line: bytes) -> None:
        """Send one line. Raises :class:`LineLost`; part of it may have gone then."""
        try:
            self._held.settimeout(SEND_S_MAX)
            self._held.sendall(line + b"\n")
            self._held.settimeout(POLL_S)
        except OSError as error:
            raise LineLost from error

    def receive(self, until_s: float) -> bytes | None:
        """The next line, or None when none came within a moment or by ``until_s`` (``time.monotonic``).

        Raises :class:`LineLost`.
        """
        while b"\n" not in self._read:
            if len(self._read) > LINE_BYTES_MAX:
                raise LineLost
            try:
                came = self._held.recv(LINE_BYTES_MAX)
            except TimeoutError:
                return None
            except OSError as error:
                raise LineLost from error
            if not came:
                raise LineLost
            self._read += came
            if time.monotonic() > until_s:
                break
        line, end, rest = self._read.partition(b"\n")
        if not end:
            return None
        self._read = rest
        return line

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError):
            self._held.close()

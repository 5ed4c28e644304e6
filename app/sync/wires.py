"""The open connections of an HTTP client, so that a request that waits can be ended from outside.

Closing a client does not wake a thread that waits in ``recv``; shutting its socket down does. The
sockets are learnt from httpcore's ``trace`` extension, which reports every connection that is made.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import weakref
from typing import Any

_OPENED = frozenset({"connection.connect_tcp.complete", "connection.start_tls.complete"})


class Wires:
    """Sockets of one client. Usable from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sockets: weakref.WeakSet[socket.socket] = weakref.WeakSet()
        self._is_cut = False

    def trace(self, event: str, info: dict[str, Any]) -> None:
        """The ``trace`` extension of a request."""
        if event not in _OPENED:
            return
        opened = info["return_value"].get_extra_info("socket")
        if isinstance(opened, socket.socket):
            with self._lock:
                self._sockets.add(opened)
                if self._is_cut:
                    _shut(opened)

    def cut(self) -> None:
        """Shut every connection down, and each one still to be made."""
        with self._lock:
            self._is_cut = True
        self.drop()

    def drop(self) -> None:
        """Shut down the connections there are; new ones may be made."""
        with self._lock:
            for opened in list(self._sockets):
                _shut(opened)
            self._sockets.clear()


def _shut(opened: socket.socket) -> None:
    # The base class's method: an SSLSocket's own would drop its state under the thread that reads it.
    with contextlib.suppress(OSError):  # already closed by the other side
        socket.socket.shutdown(opened, socket.SHUT_RDWR)

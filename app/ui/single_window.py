"""One window a store: a second start raises the first window and goes away.

Qt's network is loaded before the first paint only when a window seems to be open already.
"""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QCryptographicHash, QDir, QObject, Signal

CONNECT_MS_MAX = 300
RAISE = b"raise"


def raise_first(directory: Path) -> bool:
    """Ask the window that has this store open to come forward; False when there is none."""
    if not _seems_open(directory):
        return False
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(_name(directory))
    if not socket.waitForConnected(CONNECT_MS_MAX):
        return False
    socket.write(RAISE)
    socket.waitForBytesWritten(CONNECT_MS_MAX)
    socket.disconnectFromServer()
    return True


class SingleWindow(QObject):
    """Listens for later starts; ``raise_asked`` when one came."""

    raise_asked = Signal()

    def __init__(self, directory: Path, parent: QObject | None = None) -> None:
        from PySide6.QtNetwork import QLocalServer

        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._came)
        name = _name(directory)
        if not self._server.listen(name):
            QLocalServer.removeServer(name)  # left behind by a window that was killed
            self._server.listen(name)

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

    def _came(self) -> None:
        while self._server.hasPendingConnections():
            connection = self._server.nextPendingConnection()
            connection.disconnected.connect(connection.deleteLater)
        self.raise_asked.emit()


def _seems_open(directory: Path) -> bool:
    """Whether the first window's socket is there; one that was killed leaves its own behind."""
    folder = "\\\\.\\pipe" if os.name == "nt" else QDir.tempPath()
    return os.path.exists(f"{folder}{os.sep}{_name(directory)}")  # noqa: PTH110 - a pipe is no file to pathlib


def _name(directory: Path) -> str:
    sha256 = QCryptographicHash.hash(str(directory.resolve()).encode(), QCryptographicHash.Algorithm.Sha256)
    return "daftar-" + bytes(sha256.data()).hex()[:24]

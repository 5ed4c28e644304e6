"""A receipt printer on loopback: takes ESC/POS as a real one does, and keeps what it burnt on its paper.

It knows initialise, raster pictures, feeding, cutting, the drawer's pulse and both questions about its
state. Its faults are those of real ones: no paper, paper that ends in the middle, an open cover, a line that
breaks, a head that takes nothing more in, and one that never tells its state.
"""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtGui import QImage

NEVER = 10**9
PAPER_THERE, PAPER_GONE = 0x12, 0x72
READY, COVER_OPEN = 0x12, 0x1A


class Gone(Exception):
    """The other side ended."""


@dataclass
class ThermalPrinter:
    """``address`` is where it listens. Rows are those of all papers so far; ``unknown`` must stay empty."""

    tells: bool = True
    has_paper: bool = True
    cover_open: bool = False
    rows_left: int = NEVER
    hangs_up_after: int = NEVER
    """Bytes after which it resets the line."""
    stops_after: int = NEVER
    """Bytes after which it takes nothing more in."""
    on_connect: Callable[[], object] = lambda: None
    rows: list[bytes] = field(default_factory=list)
    cuts: int = 0
    drawer_pulses: int = 0
    connections: int = 0
    unknown: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self._server.settimeout(0.05)
        self.port = self._server.getsockname()[1]
        self.address = f"tcp:127.0.0.1:{self.port}"
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def __enter__(self) -> ThermalPrinter:
        return self

    def __exit__(self, *_: object) -> None:
        self.switch_off()

    def switch_off(self) -> None:
        """As by its switch."""
        self._done.set()
        self._server.close()
        self._thread.join(5)

    def paper(self) -> QImage:
        """What it burnt, black on white."""
        width = len(self.rows[0])
        raw = b"".join(bytes(byte ^ 0xFF for byte in row) for row in self.rows)
        image = QImage(width * 8, len(self.rows), QImage.Format.Format_Mono)
        image.setColorTable([0xFF000000, 0xFFFFFFFF])
        for y in range(len(self.rows)):
            line = raw[y * width : (y + 1) * width]
            memoryview(image.bits())[y * image.bytesPerLine() : y * image.bytesPerLine() + width] = line
        return image.convertToFormat(QImage.Format.Format_Grayscale8)

    def _serve(self) -> None:
        while not self._done.is_set():
            try:
                line, _ = self._server.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            self.connections += 1
            self.on_connect()
            with line:
                _Conversation(self, line).run()


class _Conversation:
    def __init__(self, printer: ThermalPrinter, line: socket.socket) -> None:
        self._printer, self._line, self._done = printer, line, printer._done
        self._waiting = b""
        self._taken = 0
        line.settimeout(0.05)

    def run(self) -> None:
        try:
            while True:
                self._command()
        except (Gone, ConnectionError):
            return

    def _take(self, count: int) -> bytes:
        while len(self._waiting) < count:
            if self._taken >= self._printer.hangs_up_after:
                self._line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self._line.close()
                raise Gone
            if self._printer._done.is_set():
                raise Gone
            if self._taken >= self._printer.stops_after:
                self._printer._done.wait(0.05)
                continue
            try:
                got = self._line.recv(4096)
            except TimeoutError:
                continue
            if not got:
                raise Gone
            self._taken += len(got)
            self._waiting += got
        taken, self._waiting = self._waiting[:count], self._waiting[count:]
        return taken

    def _command(self) -> None:
        printer, lead = self._printer, self._take(2)
        if lead == b"\x1b@":
            return
        if lead == b"\x1bd":
            self._take(1)
        elif lead == b"\x1bp":
            self._take(3)
            printer.drawer_pulses += 1
        elif lead == b"\x1dV":
            self._take(1)
            printer.cuts += 1
        elif lead == b"\x1dv":
            self._raster()
        elif lead == b"\x10\x04":
            self._answer_at_once(self._take(1)[0])
        elif lead == b"\x1dr":
            self._take(1)
            if printer.tells and printer.has_paper:
                self._line.sendall(b"\x00")
        else:
            printer.unknown.append(lead)

    def _raster(self) -> None:
        head = self._take(6)
        assert head[:2] == b"0\x00"
        width, height = struct.unpack("<HH", head[2:])
        for _ in range(height):
            row = self._take(width)
            if self._printer.rows_left <= 0:
                self._printer.has_paper = False
                continue
            self._printer.rows_left -= 1
            self._printer.rows.append(row)

    def _answer_at_once(self, which: int) -> None:
        printer = self._printer
        if not printer.tells:
            return
        if which == 1:
            self._line.sendall(bytes([COVER_OPEN if printer.cover_open else READY]))
        else:
            self._line.sendall(bytes([PAPER_THERE if printer.has_paper else PAPER_GONE]))

"""A receipt printer behind a device file, written to with patience but not for ever.

python-escpos's own driver would wait in the system for as long as the paper is out.
"""

from __future__ import annotations

import os
import select
import time
from typing import Any

from escpos.escpos import Escpos


class DeviceFile(Escpos):  # type: ignore[misc]  # the library has no types
    """Like ``escpos.printer.File``. ``patience_s``: longest that it may take nothing in."""

    _device: Any

    def __init__(self, path: str, patience_s: float) -> None:
        super().__init__()
        self._path, self._patience_s = path, patience_s

    def open(self) -> None:
        """Open it without waiting. Raises ``OSError``."""
        self.device = os.fdopen(os.open(self._path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0)), "wb", 0)

    def _raw(self, msg: bytes) -> None:
        """Send all of it. Raises ``TimeoutError`` when it takes nothing in, ``OSError`` when it is gone."""
        left = memoryview(msg)
        end = time.monotonic() + self._patience_s
        while left:
            ready = select.select([], [self.device], [], self._patience_s)[1] if os.name != "nt" else [None]
            if not ready or time.monotonic() > end:
                raise TimeoutError("the device takes nothing")
            taken = self.device.write(left) or 0
            if taken:
                end = time.monotonic() + self._patience_s
            left = left[taken:]

    def close(self) -> None:
        """Close it."""
        if self._device:
            self._device.close()
            self._device = False

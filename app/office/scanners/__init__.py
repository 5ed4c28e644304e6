"""Scanners: one small interface, SANE on Linux and WIA on Windows behind it.

::

    for one in find_scanners():
        content = one.scan(dpi=300, colour=True)

Both are reached through a program of the system that does one thing and ends, never through a library in
our own process: a driver that crashes or hangs takes nothing with it. Nothing touches the disk on the way.
"""

from __future__ import annotations

import sys

from app.office.scanners.base import DPI_CHOICES, Scanner
from app.office.scanners.program import Cancel

__all__ = ["DPI_CHOICES", "Cancel", "Scanner", "find_scanners"]


def find_scanners(cancel: Cancel | None = None) -> list[Scanner]:
    """The scanners of this PC, asked for now; takes seconds. Empty when there are none.

    Raises what :mod:`app.office.scanners.errors` has.
    """
    if sys.platform == "win32":
        from app.office.scanners.wia import find
    else:
        from app.office.scanners.sane import find
    return find(cancel)

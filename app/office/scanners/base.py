"""What a scanner is to the rest of Daftar."""

from __future__ import annotations

from typing import Protocol

from app.office.scanners.program import Cancel

DPI_CHOICES = (150, 200, 300)
"""Dots an inch that a person may choose: enough to read, enough to print, enough for a photograph."""


class Scanner(Protocol):
    """One scanner. ``name`` is the system's own, ``title`` what a person calls it."""

    @property
    def name(self) -> str:
        """The name by which the system finds it."""

    @property
    def title(self) -> str:
        """Maker and model."""

    def scan(self, dpi: int, colour: bool, cancel: Cancel | None = None) -> bytes:
        """One page as a picture (PNG or BMP), the whole bed. Blocks until the page is through.

        Raises what :mod:`app.office.scanners.errors` has; nothing is kept of a page that did not come
        through whole.
        """

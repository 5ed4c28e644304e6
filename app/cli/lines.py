"""Lines of a stream of any size: none is held in memory beyond a limit, and each keeps its number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from app.domain.entry import APPLICATION_BYTES_MAX

LINE_BYTES_MAX = 4 * APPLICATION_BYTES_MAX
"""JSON may write one Persian letter of two bytes as ``\\uXXXX``; nothing longer can fit an application."""
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its end; ``number`` counts from 1. ``too_long`` lines come without their text."""

    number: int
    text: bytes
    too_long: bool = False


def read_lines(stream: BinaryIO) -> Iterator[Line]:
    """The lines that are not blank, as they arrive; a byte order mark and CRLF make no difference."""
    number = 0
    while raw := stream.readline(LINE_BYTES_MAX + 1):
        number += 1
        if len(raw) > LINE_BYTES_MAX and not raw.endswith(b"\n"):
            _skip_rest(stream)
            yield Line(number, b"", too_long=True)
            continue
        if number == 1:
            raw = raw.removeprefix(_BOM)
        text = raw.strip()
        if text:
            yield Line(number, text)


def _skip_rest(stream: BinaryIO) -> None:
    while (raw := stream.readline(LINE_BYTES_MAX)) and not raw.endswith(b"\n"):
        pass

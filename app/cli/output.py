"""What commands print: JSON objects, one a line, or lines for people."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

LINK_WORDS = {
    "up": "the centre answers",
    "no-network": "this PC has no network",
    "centre-down": "the centre does not answer",
    "not-authorised": "the centre does not accept this counter",
}
"""Each state of the link for a person."""


def say_json(value: Any) -> None:
    """One JSON object on a line of its own, out of our hands when this returns."""
    sys.stdout.write(msgspec.json.encode(value).decode() + "\n")
    sys.stdout.flush()


def say(line: str = "") -> None:
    """One line for a person."""
    sys.stdout.write(line + "\n")


def warn(line: str) -> None:
    """One line on stderr."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def say_pairs(pairs: Iterable[tuple[str, object]]) -> None:
    """Names and values under each other."""
    rows = [(name, str(value)) for name, value in pairs]
    width = max((len(name) for name, _ in rows), default=0)
    for name, value in rows:
        say(f"{name.ljust(width)}  {value}")


def say_table(
    heads: Sequence[str], rows: Sequence[Sequence[object]], right: frozenset[int] = frozenset()
) -> None:
    """A plain table; columns whose position is in ``right`` are set to the right."""
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(head), *(len(row[i]) for row in cells), 0) for i, head in enumerate(heads)]
    for row in [list(heads), *cells]:
        shown = [cell.rjust(widths[i]) if i in right else cell.ljust(widths[i]) for i, cell in enumerate(row)]
        say("  ".join(shown).rstrip())

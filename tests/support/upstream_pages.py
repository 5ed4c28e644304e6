"""Reads the examples and tables out of a page of ``docs/upstreams/``."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PAGES = Path(__file__).resolve().parents[2] / "docs" / "upstreams"
_EXAMPLE = re.compile(
    r"<!-- example: (?P<kind>[a-z-]+) -->\n```json\n(?P<ours>.*?)\n```\n\n```text\n(?P<wire>.*?)\n```\n", re.S
)
_MARK = re.compile(r"<!-- example: ")


@dataclass(frozen=True)
class Example:
    """One example: what Daftar has on its side, and the text on the wire."""

    page: str
    kind: str
    ours: dict[str, Any]
    wire: bytes


@dataclass(frozen=True)
class Page:
    """One page: its examples, and the rows of each section's tables."""

    name: str
    text: str
    examples: tuple[Example, ...]

    def rows(self, section: str) -> list[list[str]]:
        """The cells of every row of the tables in a section, backticks and heads left out."""
        part = self.text.split(f"\n## {section}\n", 1)[1].split("\n## ", 1)[0]
        lines = [line for line in part.splitlines() if line.startswith("| ")]
        return [[cell.strip().strip("`") for cell in line.strip("|").split(" | ")] for line in lines]


def read_page(name: str) -> Page:
    """The page of a system. Fails when an example's marker is not followed by its two blocks."""
    text = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    found = tuple(
        Example(name, match["kind"], json.loads(match["ours"]), _wire(name, match["kind"], match["wire"]))
        for match in _EXAMPLE.finditer(text)
    )
    assert len(found) == len(_MARK.findall(text)), f"{name}: an example is not readable"
    return Page(name, text, found)


def _wire(name: str, kind: str, shown: str) -> bytes:
    if name == "business-premises":  # shown in UTF-8, sent in its code page with its line ends
        return (shown.replace("\n", "\r\n") + "\r\n").encode("cp1256")
    return (shown + ("\n" if kind.startswith("batch") else "")).encode()

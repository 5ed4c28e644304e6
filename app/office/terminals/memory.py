"""What the simulated terminal knows of its sales, over a power cut too."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from app.office.terminals.wording import Answer, Say


@dataclass
class Memory:
    """What the terminal knows of every sale by its charge; written to ``file`` as a real one keeps it."""

    file: Path | None = None
    last: dict[str, Answer] = field(default_factory=dict)
    running: int = 0

    def load(self) -> None:
        """Read what an earlier run kept."""
        if self.file is None or not self.file.exists():
            return
        for line in self.file.read_bytes().splitlines():
            answer = msgspec.json.decode(line, type=Answer)
            self.last[answer.charge] = answer
            self.running += answer.say is Say.APPROVED

    def keep(self, answer: Answer) -> None:
        """A last word."""
        self.last[answer.charge] = answer
        if self.file is not None:
            with self.file.open("ab") as file:
                file.write(msgspec.json.encode(answer) + b"\n")

    def taken(self) -> list[Answer]:
        """Every sale for which money went."""
        return [one for one in self.last.values() if one.say is Say.APPROVED]

"""Run one command of ours as a person would, and read its JSON lines."""

from __future__ import annotations

import json
import subprocess
from typing import Any

COMMAND_TIMEOUT_S = 180.0
"""Many times what a command takes on a slow PC; then something hangs."""


class CommandFailed(RuntimeError):
    """A command did not exit with 0; the text is what it said."""


def ask(command: list[str]) -> list[dict[str, Any]]:
    """The JSON lines that ``command`` printed. Raises :class:`CommandFailed`."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", timeout=COMMAND_TIMEOUT_S, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise CommandFailed(f"{' '.join(command[2:5])} …: no end after {error.timeout:.0f} s") from error
    if done.returncode:
        raise CommandFailed(f"{' '.join(command[2:5])} …: {done.stderr.strip() or done.stdout.strip()}")
    return [json.loads(line) for line in done.stdout.splitlines() if line.strip()]

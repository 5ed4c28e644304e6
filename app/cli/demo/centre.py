"""The demo's centre: the real ``daftar-central`` as a process of its own, killed and started at will."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from app.cli.demo.ask import CommandFailed, ask

START_TIMEOUT_S = 60.0


class CentreFailed(CommandFailed):
    """The centre did not start."""


class Centre:
    """A centre on the embedded PostgreSQL in ``directory``, at the same address over restarts."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._log = directory.parent / "centre.log"
        self._process: subprocess.Popen[str] | None = None
        self._port = 0

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Serve; returns when it says that it is ready. Raises :class:`CentreFailed`."""
        with self._log.open("a", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                self._command("serve", "--port", str(self._port)),
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                encoding="utf-8",
            )
        if self._process.stdout is None:
            raise CentreFailed("no output of the centre to read")
        line = self._process.stdout.readline()
        if not line:
            raise CentreFailed(f"the centre did not start; see {self._log}")
        self._port = int(json.loads(line)["listening"].rpartition(":")[2])

    def open_gateway(self) -> subprocess.Popen[str]:
        """Another gateway on the same database, at an address of its own; it prints that when ready."""
        with self._log.open("a", encoding="utf-8") as log:
            return subprocess.Popen(
                self._command("serve", "--port", "0", "--gateway-only"),
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                encoding="utf-8",
            )

    def kill(self) -> None:
        """End it in the hardest way the system has."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def stop(self) -> None:
        """Ask it to end, which stops its database server too."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(START_TIMEOUT_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
            self._process = None

    def ask(self, *words: str) -> list[dict[str, Any]]:
        """Run one ``daftar-central`` command beside the server; its JSON lines. Raises ``CommandFailed``."""
        return ask(self._command(*words, "--json"))

    def _command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "central", *words, "--data-dir", os.fspath(self._directory)]

"""The demo's office: ``daftar`` commands on its store, and its real window as a process of its own.

The window process is told what to do by lines on its standard input and tells what happened by JSON lines
on its output (``app.cli.demo.window``); inside it, everything is done by key presses.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.cli.demo.ask import CommandFailed, ask

SILENCE_S_MAX = 120.0
"""So long may nothing be heard of the window: many citizens take as long as they take."""


class OfficeFailed(CommandFailed):
    """The window did not do what the demo asked of it."""


class Office:
    """One counter's store in ``directory``; its keys are kept by the passphrase in ``passphrase_file``."""

    def __init__(self, directory: Path, passphrase_file: Path) -> None:
        self.directory = directory
        self.passphrase_file = passphrase_file

    def ask(self, *words: str) -> list[dict[str, Any]]:
        """Run one ``daftar`` command; its JSON lines. Raises ``CommandFailed``."""
        return ask([*self.program("app"), *words, "--json", *self.options()])

    def options(self) -> list[str]:
        """Which store, and how it is opened."""
        return [
            "--data-dir",
            os.fspath(self.directory),
            "--passphrase-file",
            os.fspath(self.passphrase_file),
        ]

    @staticmethod
    def program(module: str) -> list[str]:
        """A module of ours as a program."""
        return [sys.executable, "-m", module]


class Window:
    """The running window of an office."""

    def __init__(self, office: Office, out: Path, on_event: Callable[[dict[str, Any]], None]) -> None:
        self._on_event = on_event
        self._events: queue.Queue[dict[str, Any] | None] = queue.Queue()
        with (out / "window.log").open("a", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                [*office.program("app.cli.demo.window"), *office.options(), "--out", os.fspath(out)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                encoding="utf-8",
                bufsize=1,
            )
        self._log = out / "window.log"
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()

    def tell(self, *words: str | int) -> None:
        """Hand the person in the window their next task."""
        if self._process.stdin is None:
            raise OfficeFailed("the window has no ears")
        self._process.stdin.write(" ".join(map(str, words)) + "\n")
        self._process.stdin.flush()

    def wait(self, event: str) -> dict[str, Any]:
        """The next event of this name; others are passed to ``on_event`` too. Raises OfficeFailed."""
        while True:
            try:
                told = self._events.get(timeout=SILENCE_S_MAX)
            except queue.Empty:
                raise OfficeFailed(
                    f"nothing was heard of the window for {SILENCE_S_MAX:.0f} s before {event!r}"
                ) from None
            if told is None:
                raise OfficeFailed(f"the window ended before {event!r}; see {self._log}")
            if told["event"] == "failed":
                raise OfficeFailed(f"in the window: {told['why']}")
            if told["event"] == event:
                return told

    def kill(self) -> None:
        """SIGKILL, whatever it is doing. What it had told until then has been heard."""
        self._process.kill()
        self._process.wait()
        self._listening.join()

    def close(self) -> int:
        """Close it as a person does; its exit code."""
        if self._process.poll() is None:
            self.tell("close")
            try:
                return self._process.wait(SILENCE_S_MAX)
            except subprocess.TimeoutExpired:
                self._process.kill()
        return self._process.wait()

    def _listen(self) -> None:
        if self._process.stdout is not None:
            for line in self._process.stdout:
                if not line.endswith("\n"):
                    break  # killed in the middle of a word
                told = json.loads(line)
                self._on_event(told)
                self._events.put(told)
        self._events.put(None)

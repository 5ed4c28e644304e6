"""The command line as a program meets it: arguments in, exit code and the two streams out."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from support.office_kit import PASSWORD, Office

from app.cli.main import run
from app.local_db.keys import load_keys
from app.local_db.place import Place
from app.office.counter import Counter

PASSPHRASE = "a long passphrase"


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[Any]:
        """Each line of stdout as JSON."""
        return [msgspec.json.decode(line) for line in self.out.splitlines()]

    @property
    def json(self) -> Any:
        """The one line of stdout."""
        (only,) = self.lines
        return only


class Desk:
    """An enrolled PC with its secrets in files, and a way to call commands there."""

    def __init__(
        self, directory: Path, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch
    ) -> None:
        self.directory, self._capsys, self._patch = directory, capsys, patch
        self.passphrase_file, self.password_file = directory / "passphrase", directory / "password"
        self.passphrase_file.write_text(PASSPHRASE + "\n")
        self.password_file.write_text(PASSWORD + "\r\n")
        self.data_dir = directory / "data"
        patch.setenv("DAFTAR_DATA_DIR", str(self.data_dir))
        patch.setenv("DAFTAR_PASSPHRASE_FILE", str(self.passphrase_file))

    def fill(self) -> Office:
        """An enrolled office with services and a clerk; its store is closed."""
        office = Office(self.data_dir, passphrase=PASSPHRASE, at=datetime.now(UTC))
        office.counter.close()
        return office

    def open_window(self) -> Counter:
        """Hold the store open for writing, as a window does."""
        place = Place(self.data_dir)
        return Counter.open(place, load_keys(place, PASSPHRASE), write=True)

    def run(self, *arguments: str | Path, stdin: bytes = b"") -> Ran:
        """Call ``daftar`` in this process."""
        self._capsys.readouterr()
        self._patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        code = run([str(a) for a in arguments])
        captured = self._capsys.readouterr()
        assert "Traceback" not in captured.err
        return Ran(code, captured.out, captured.err)

    def accept(self, *lines: bytes | object, more: tuple[str, ...] = ()) -> Ran:
        """``daftar accept -`` of these lines, or of values written as JSON."""
        raw = b"\n".join(line if isinstance(line, bytes) else msgspec.json.encode(line) for line in lines)
        return self.run(
            "accept", "-", "--as", "1001", "--password-file", self.password_file, *more, stdin=raw + b"\n"
        )

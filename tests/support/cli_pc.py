"""A PC as an installer meets it: each command a process of its own, against a real centre."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import msgspec
from support.centre import RunningCentre

from app.cli.main import run

PASSWORD = "a-good-password"
PASSPHRASE = "a long passphrase"


@dataclass(frozen=True)
class Said:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[Any]:
        """Each line of stdout as JSON."""
        return [msgspec.json.decode(line) for line in self.out.splitlines()]


class Pc:
    """One PC: its own data folder, passphrase and password files."""

    def __init__(self, directory: Path) -> None:
        directory.mkdir()
        self.data_dir = directory / "data"
        self.password_file = directory / "password"
        self.password_file.write_text(PASSWORD)
        passphrase_file = directory / "passphrase"
        passphrase_file.write_text(PASSPHRASE)
        self.env = {
            **os.environ,
            "DAFTAR_DATA_DIR": str(self.data_dir),
            "DAFTAR_PASSPHRASE_FILE": str(passphrase_file),
        }

    def say(self, *arguments: str, stdin: str = "", program: tuple[str, ...] = ("-m", "app.cli")) -> Said:
        """Call ``daftar``; its exit code and both streams."""
        done = subprocess.run(
            [sys.executable, *program, *arguments],
            input=stdin.encode(),
            capture_output=True,
            env=self.env,
            check=False,
            timeout=120,
        )
        assert b"Traceback" not in done.stderr
        return Said(done.returncode, done.stdout.decode(), done.stderr.decode())

    def run(self, *arguments: str, stdin: str = "", code: int | None = 0) -> list[Any]:
        """Call ``daftar``; its stdout as JSON, line by line."""
        said = self.say(*arguments, stdin=stdin)
        assert code is None or said.code == code, said.err
        return said.lines

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start ``daftar`` and leave it running."""
        return subprocess.Popen(
            [sys.executable, "-m", "app.cli", *arguments], stdout=subprocess.PIPE, env=self.env
        )

    def enrol(self, centre: RunningCentre, *more: str, office: str = "0412", code: int = 0) -> list[Any]:
        """Enrol with a new activation code."""
        activation = centre.activation(office)
        wanted = ("enrol", "--centre", centre.base_url, "--office", office, "--code", activation)
        return self.run(*wanted, *more, "--json", code=code)

    def sample(self, count: int, seed: str) -> str:
        """Applications, one a line."""
        made = self.run("sample", "--count", str(count), "--seed", seed)
        return "".join(msgspec.json.encode(each).decode() + "\n" for each in made)

    def accept(self, lines: str, *, staff: str = "1001", code: int = 0) -> list[Any]:
        """Accept lines from stdin."""
        password_file = str(self.password_file)
        return self.run(
            "accept", "-", "--as", staff, "--password-file", password_file, stdin=lines, code=code
        )


class QuickPc(Pc):
    """The same with each command in this process: for stories of many commands."""

    def say(self, *arguments: str, stdin: str = "", program: tuple[str, ...] = ()) -> Said:
        """Call ``daftar`` here; in a process of its own when a ``program`` is named."""
        if program:
            return super().say(*arguments, stdin=stdin, program=program)
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        with ExitStack() as stack:
            stack.enter_context(patch.dict(os.environ, self.env))
            stack.enter_context(patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()))))
            stack.enter_context(redirect_stdout(out))
            stack.enter_context(redirect_stderr(err))
            code = run(arguments)
        texts = []
        for stream in (out, err):
            stream.flush()
            texts.append(stream.buffer.getvalue().decode())  # type: ignore[attr-defined]
        assert "Traceback" not in texts[1]
        return Said(code, *texts)

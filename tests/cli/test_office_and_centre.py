"""An office on the command line against a real centre over real HTTP, each command a process of its own.

Enrol, serve, lose the centre, serve on, get it back, be level, and prove it from both sides.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from support.centre import RunningCentre, centre, postgres  # noqa: F401 - fixtures

PASSWORD = "a-good-password"


class Pc:
    """One PC: its own data folder, passphrase and password files."""

    def __init__(self, directory: Path) -> None:
        directory.mkdir()
        self.data_dir = directory / "data"
        self.password_file = directory / "password"
        self.password_file.write_text(PASSWORD)
        passphrase_file = directory / "passphrase"
        passphrase_file.write_text("a long passphrase")
        self._env = {
            **os.environ,
            "DAFTAR_DATA_DIR": str(self.data_dir),
            "DAFTAR_PASSPHRASE_FILE": str(passphrase_file),
        }

    def run(self, *arguments: str, stdin: str = "", code: int | None = 0) -> list[Any]:
        """Call ``daftar``; its stdout as JSON, line by line."""
        done = subprocess.run(
            [sys.executable, "-m", "app.cli", *arguments],
            input=stdin.encode(),
            capture_output=True,
            env=self._env,
            check=False,
            timeout=120,
        )
        assert code is None or done.returncode == code, done.stderr.decode()
        assert b"Traceback" not in done.stderr
        return [msgspec.json.decode(line) for line in done.stdout.splitlines()]

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start ``daftar`` and leave it running."""
        return subprocess.Popen(
            [sys.executable, "-m", "app.cli", *arguments], stdout=subprocess.PIPE, env=self._env
        )

    def enrol(self, centre: RunningCentre, code: int = 0) -> list[Any]:  # noqa: F811
        """Enrol at office 0412 with a new activation code."""
        activation = centre.activation("0412")
        return self.run(
            "enrol",
            "--centre",
            centre.base_url,
            "--office",
            "0412",
            "--code",
            activation,
            "--json",
            code=code,
        )

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


@pytest.fixture
def served(centre: RunningCentre) -> RunningCentre:  # noqa: F811
    """A centre with an office and a clerk."""
    centre.add_office("0412")
    centre.add_staff("0412", "1001", password=PASSWORD)
    return centre


def test_the_office_keeps_serving_while_the_centre_is_away(served: RunningCentre, tmp_path: Path) -> None:
    pc = Pc(tmp_path / "pc")
    (enrolled,) = pc.enrol(served)
    assert (enrolled["counter"], enrolled["office"]) == (1, "0412")
    assert {s["code"] for s in pc.run("catalogue", "--json")} >= {"passport.renewal", "violation.statement"}
    first = pc.accept(pc.sample(5, "one"))
    (synced,) = pc.run("sync", "--once", "--json")
    assert synced["outcome"] == "level"
    assert synced["sent"] >= 5
    assert synced["head"] == synced["acknowledged"]

    served.stop()
    lines = pc.sample(20, "two")
    second = pc.accept(lines)
    assert [a["receipt"] for a in pc.accept(lines)] == [a["receipt"] for a in second]
    (synced,) = pc.run("sync", "--once", "--json", code=75)
    assert (synced["outcome"], synced["sent"]) == ("unreachable", 0)
    (status,) = pc.run("status", "--json")
    assert status["link"] == "centre-down"
    assert status["pending"] > 20
    assert pc.run("verify", "--against-centre", "--json", code=75)[0]["centre"] == "not-asked"
    (qr_day,) = pc.run("day", "--json")
    assert (qr_day["receipts"], qr_day["waiting"]) == (25, 20)

    served.start()
    (synced,) = pc.run("sync", "--once", "--json")
    assert synced["outcome"] == "level"
    (again,) = pc.run("sync", "--once", "--json")
    assert (again["sent"], again["outcome"]) == (0, "level")
    (status,) = pc.run("status", "--json")
    assert (status["link"], status["pending"]) == ("up", 0)
    (verified,) = pc.run("verify", "--against-centre", "--json")
    assert (verified["chain"], verified["tables"], verified["centre"]) == ("ok", "ok", "equal")
    assert len({a["receipt"] for a in first + second}) == 25
    outages = pc.run("outages", "--json")
    assert [(o["system"], o["to"] is None) for o in outages] == [("centre", False)]
    assert set(outages[0]) >= {"from", "cause", "served"}


def test_watching_sends_what_comes_until_it_is_told_to_stop(served: RunningCentre, tmp_path: Path) -> None:
    pc = Pc(tmp_path / "pc")
    pc.enrol(served)
    pc.accept(pc.sample(3, "a"))
    with pc.start("sync", "--watch", "--json") as watching:
        assert watching.stdout is not None
        for line in watching.stdout:
            event = msgspec.json.decode(line)
            if event["event"] == "Exchanged" and event["acknowledged"]["seq"] >= 4:
                break
        assert pc.run("sync", "--once", "--json", code=75) == [], "the store has one writer"
        assert pc.run("status", "--json")[0]["pending"] == 0
        watching.terminate()
        assert watching.wait(30) == 0


def test_the_first_sign_in_needs_the_centre_and_the_next_does_not(
    served: RunningCentre, tmp_path: Path
) -> None:
    pc = Pc(tmp_path / "pc")
    pc.enrol(served)
    lines = pc.sample(1, "a")
    served.stop()
    assert pc.accept(lines, code=75) == []
    served.start()
    assert len(pc.accept(lines)) == 1
    served.stop()
    assert len(pc.accept(pc.sample(1, "b"))) == 1


def test_a_password_changed_at_the_centre_is_the_one_that_counts(
    served: RunningCentre, tmp_path: Path
) -> None:
    pc = Pc(tmp_path / "pc")
    pc.enrol(served)
    pc.accept(pc.sample(1, "a"))
    served.add_staff("0412", "1001", password="another-good-one")
    pc.password_file.write_text("another-good-one")
    assert len(pc.accept(pc.sample(1, "b"))) == 1
    pc.run("sync", "--once", "--json")
    pc.password_file.write_text(PASSWORD)
    assert pc.accept(pc.sample(1, "c"), code=1) == []


def test_an_activation_code_works_once(served: RunningCentre, tmp_path: Path) -> None:
    code = served.activation("0412")
    wanted = ("enrol", "--centre", served.base_url, "--office", "0412", "--code", code, "--json")
    assert Pc(tmp_path / "one").run(*wanted)[0]["counter"] == 1
    second = Pc(tmp_path / "two")
    assert second.run(*wanted, code=1) == []
    assert second.enrol(served)[0]["counter"] == 2


def test_a_store_from_a_backup_gets_its_own_entries_back(served: RunningCentre, tmp_path: Path) -> None:
    pc = Pc(tmp_path / "pc")
    pc.enrol(served)
    pc.accept(pc.sample(3, "a"))
    backup = str(tmp_path / "copy.db")
    pc.run("backup", backup, "--json")
    pc.accept(pc.sample(4, "b"))
    pc.run("sync", "--once", "--json")
    pc.run("restore", backup, "--json")
    assert pc.run("day", "--json")[0]["receipts"] == 3
    (synced,) = pc.run("sync", "--once", "--json")
    assert synced["outcome"] == "level"
    assert pc.run("day", "--json")[0]["receipts"] == 7
    assert pc.run("verify", "--against-centre", "--json")[0]["centre"] == "equal"


def test_a_cloned_store_is_found_and_stops_sending(served: RunningCentre, tmp_path: Path) -> None:
    """Pain 17: a cloned disk."""
    pc = Pc(tmp_path / "pc")
    pc.enrol(served)
    pc.accept(pc.sample(2, "a"))
    pc.run("sync", "--once", "--json")
    backup = str(tmp_path / "clone.db")
    pc.run("backup", backup, "--json")
    pc.accept(pc.sample(2, "b"))
    pc.run("sync", "--once", "--json")
    pc.run("restore", backup, "--json")
    pc.accept(pc.sample(2, "c"))
    (synced,) = pc.run("sync", "--once", "--json", code=1)
    assert synced["outcome"] == "fork"
    assert len(pc.accept(pc.sample(1, "d"))) == 1, "serving goes on"
    assert pc.run("status", "--json")[0]["fork_seq"] is not None
    assert pc.run("verify", "--against-centre", "--json", code=1)[0]["centre"] == "differs"

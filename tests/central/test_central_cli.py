"""Proves `daftar-central`: its JSON shapes and exit codes, on the embedded server and by URL.

One embedded server in a directory is shared by a running `serve` and by other commands, each a process of
its own, and does not outlive the last of them. Where processes do not matter, commands run in this one.
"""

from __future__ import annotations

import getpass
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import msgspec
import psutil
import pytest
from click.testing import CliRunner
from support.centre import Postgres
from support.held_journal import PASSPORT, STATEMENT, CentreBase, HeldJournal, service, tariff
from support.wire import enrol

from app.domain.entry import parse_instant
from central import projector
from central.cli import main

ENTITLE = ["staff", "entitle", "--office", "0412", "--code"]
PROGRAM = [sys.executable, "-c", "from central.cli import main; main()"]


class Console:
    """Runs commands on one database, in processes of their own or in this one."""

    def __init__(self, *where: str, processes: bool = False) -> None:
        self.where, self._processes = where, processes

    def run(self, *words: str, code: int = 0) -> Done:
        if self._processes:
            ran = subprocess.run([*PROGRAM, *words, *self.where], capture_output=True, text=True, timeout=120)
            done = Done(ran.returncode, ran.stdout, ran.stderr)
        else:
            result = CliRunner().invoke(main, [*words, *self.where])
            assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
            done = Done(result.exit_code, result.stdout, result.stderr)
        assert done.code == code, (words, done)
        assert "Traceback" not in done.stderr
        if code:
            assert done.stderr.strip(), "a failure says why"
        return done

    def json(self, *words: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.run(*words, "--json").stdout.splitlines()]


@dataclass(frozen=True)
class Done:
    """What a command left."""

    code: int
    stdout: str
    stderr: str


@pytest.fixture
def base(postgres: Postgres) -> Iterator[CentreBase]:
    made = CentreBase(postgres.fresh())
    yield made
    postgres.drop(made.url)


@pytest.fixture
def console(base: CentreBase) -> Console:
    return Console("--database", base.url)


@pytest.fixture
def password_file(tmp_path: Path) -> Path:
    path = tmp_path / "password"
    path.write_text("a good passphrase\n", encoding="utf-8")
    return path


def pushed(base: CentreBase) -> HeldJournal:
    pc = base.device()
    pc.accept(PASSPORT)
    pc.accept(STATEMENT, unpaid=True)
    pc.hold()
    base.run(projector.drain)
    return pc


def test_an_office_its_staff_and_an_activation_code_are_registered(
    console: Console, base: CentreBase, password_file: Path
) -> None:
    assert console.json("office", "add", "--code", "0777", "--name", "دفتر ۷") == [
        {"office": "0777", "name": "دفتر ۷"}
    ]
    member = ["staff", "add", "--office", "0777", "--code", "1001", "--role", "clerk"]
    words = [*member, "--name", "سارا", "--password-file", str(password_file)]
    assert console.json(*words)[0]["credential"] == 1
    assert console.json(*words)[0]["credential"] == 2, "the same code again is a new credential"
    changed = base.feed("0777", "staff.changed")
    assert [item["credential"] for item in changed] == [1, 2]
    (code,) = console.json("activate", "--office", "0777")
    assert set(code) == {"code", "expires"}
    assert parse_instant(code["expires"]) > datetime.now(UTC)
    assert code["code"] not in console.run("activate", "--office", "0777").stdout


def test_the_families_that_staff_may_take_are_recorded_listed_and_told_to_the_office(
    console: Console, base: CentreBase, password_file: Path
) -> None:
    who = ["--office", "0412", "--code", "1001"]
    before = console.json("staff", "list", "--office", "0412")
    assert [(one["staff"], one["entitlements"]) for one in before] == [("1001", None), ("1002", None)]
    told_before = len(base.feed("0412", "staff.changed"))
    for words in (
        ["--family", "passport", "--until", "1406/12/29"],
        ["--family", "fuel", "--until", "1405-06-31"],
        ["--family", "fuel", "--withdraw"],
    ):
        (answer,) = console.json("staff", "entitle", *who, *words)
    passport = [{"family": "passport", "until": "1406-12-29"}]
    assert answer == {"office": "0412", "staff": "1001", "entitlements": passport}
    told = base.feed("0412", "staff.changed")[told_before:]
    assert [len(one["entitlements"]) for one in told] == [1, 2, 1]
    assert {one["credential"] for one in told} == {before_credential(base)}, "no lease ends by this"
    assert {one["by"] for one in told} == {f"operator:{getpass.getuser()}"}, "the office sees who did it"
    member = ["staff", "add", *who, "--role", "clerk", "--name", "سارا"]
    console.run(*member, "--password-file", str(password_file))
    assert base.feed("0412", "staff.changed")[-1]["entitlements"] == passport, (
        "a new password changes nothing"
    )
    assert "passport until 1406-12-29" in console.run("staff", "list", "--office", "0412").stdout
    console.run("staff", "entitle", *who, "--no-limit")
    assert "entitlements" not in base.feed("0412", "staff.changed")[-1]


def before_credential(base: CentreBase) -> int:
    return int(base.rows("SELECT credential FROM staff WHERE office = '0412' AND staff = '1001'")[0][0])


@pytest.mark.parametrize(
    "words",
    [
        ["activate", "--office", "9999"],
        ["receipts", "--office", "9999"],
        ["totals", "--office", "9999", "--date", "1405-09-03"],
        ["head", "--device", "nonsense"],
        ["head", "--device", "01890000-0000-7000-8000-000000000001"],
        ["device", "revoke", "01890000-0000-7000-8000-000000000001"],
        ["office", "add", "--code", "12", "--name", "n"],
        ["office", "add", "--code", "0412", "--name", "again"],
        ["upstream", "set", "weather", "down"],
        ["staff", "end", "--office", "0412", "--code", "5555"],
        ["staff", "list", "--office", "9999"],
        [*ENTITLE, "5555", "--family", "fuel", "--withdraw"],
        [*ENTITLE, "1001", "--family", "a b", "--until", "1406-01-01"],
        [*ENTITLE, "1001", "--family", "fuel", "--until", "1406-13-01"],
    ],
)
def test_what_is_not_possible_is_one_sentence_and_exit_1(console: Console, words: list[str]) -> None:
    assert len(console.run(*words, code=1).stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["head"],
        ["totals", "--office", "0412", "--date", "yesterday"],
        ["upstream", "set", "passport", "sideways"],
        ["publish"],
        ["fleet", "--data-dir", "/tmp/never"],
    ],
)
def test_wrong_usage_is_exit_2(console: Console, words: list[str]) -> None:
    console.run(*words, code=2)


def test_a_database_that_does_not_answer_is_exit_75() -> None:
    Console("--database", "postgresql://127.0.0.1:1/none?connect_timeout=2").run("fleet", code=75)


def test_a_url_that_is_none_is_exit_1() -> None:
    Console("--database", "nonsense").run("fleet", code=1)


def test_what_is_held_is_told_in_the_agreed_shapes(console: Console, base: CentreBase) -> None:
    pc = pushed(base)
    assert console.json("head", "--device", pc.device) == [{"seq": 2, "hash": pc.head().hex()}]
    receipts = console.json("receipts", "--office", "0412")
    assert [(r["service"], r["amount_rials"], r["state"], r["device"], r["seq"]) for r in receipts] == [
        (PASSPORT, 900_000, "recorded", pc.device, 1),
        (STATEMENT, 250_000, "captured-unpaid", pc.device, 2),
    ]
    assert set(receipts[0]) == {"receipt", "service", "amount_rials", "state", "device", "seq"}
    day = json.loads(pc.lines[0])["data"]["day"]
    assert console.json("totals", "--office", "0412", "--date", day.replace("-", "/")) == [
        {
            "date": day,
            "receipts": 2,
            "total_rials": 900_000,
            "by_payment": {"cash": 900_000},
            "by_service": {PASSPORT: 900_000},
            "by_payee": {"office": 500_000, "treasury": 400_000},
            "refunded": {"total_rials": 0, "by_payment": {}, "by_service": {}, "by_payee": {}},
        }
    ]
    (one,) = console.json("fleet")
    assert (one["device"], one["office"], one["counter"], one["head"]["seq"]) == (pc.device, "0412", 1, 2)
    for words in (["receipts", "--office", "0412"], ["fleet"], ["totals", "--office", "0412", "--date", day]):
        assert console.run(*words).stdout


def test_an_upstreams_state_is_told_to_every_office_once(console: Console, base: CentreBase) -> None:
    console.run("upstream", "set", "passport", "down")
    assert console.json("upstream", "set", "passport", "down")[0]["changed"] is False
    console.run("upstream", "set", "passport", "up")
    told = base.feed(kind="upstream.changed")
    assert [(item["name"], item["state"]) for item in told] == [("passport", "down"), ("passport", "up")]
    assert all(parse_instant(item["since"]) for item in told)


def test_a_device_is_revoked_and_an_epoch_begins(console: Console, base: CentreBase) -> None:
    pc = base.device()
    assert console.json("device", "revoke", pc.device, "--reason", "stolen")[0]["changed"] is True
    assert console.json("device", "revoke", pc.device)[0]["changed"] is False
    assert [(i["device"], i["reason"]) for i in base.feed(kind="device.revoked")] == [(pc.device, "stolen")]
    first, second = console.json("epoch", "new")[0], console.json("epoch", "new")[0]
    assert first["epoch"] != second["epoch"]


def test_a_service_and_a_tariff_are_published_to_every_office(
    console: Console, base: CentreBase, tmp_path: Path
) -> None:
    files = {
        "fuel.json": service("fuel.duplicate", "fuel"),
        "passport.json": service(PASSPORT, "passport", duplicate_days=7),
        "tariff-2.json": tariff(2, passport=950_000),
    }
    for name, value in files.items():
        (tmp_path / name).write_bytes(msgspec.json.encode(value))
    done = console.json("publish", *(str(tmp_path / name) for name in files))
    assert done == [{"kind": "catalogue", "version": 2}, {"kind": "tariff", "version": 2}]
    ((payload,),) = base.rows("SELECT payload FROM publications WHERE kind = 'catalogue' AND version = 2")
    assert {s["code"] for s in payload["services"]} == {PASSPORT, STATEMENT, "fuel.duplicate"}
    assert [item["version"] for item in base.feed(kind="catalogue.published")] == [1, 2]
    assert base.rows("SELECT state FROM upstream_states WHERE name = 'fuel'") == [("up",)]
    refused = console.run("publish", str(tmp_path / "tariff-2.json"), code=1)
    assert "tariff-2.json: version" in refused.stderr


def test_a_file_with_a_mistake_is_refused_by_place_and_reason_and_nothing_is_published(
    console: Console, base: CentreBase, tmp_path: Path
) -> None:
    good, bad, torn = tmp_path / "good.json", tmp_path / "bad.json", tmp_path / "torn.json"
    good.write_bytes(msgspec.json.encode(service("fuel.duplicate", "fuel")))
    text = msgspec.json.encode(service("fuel.change", "fuel")).decode()
    bad.write_text(text.replace('"type":"text"', '"type":"colour"'), encoding="utf-8")
    torn.write_text(text[:-20], encoding="utf-8")
    refused = console.run("publish", str(good), str(bad), str(torn), code=1).stderr
    assert "bad.json: fuel.change: why: there is no field type 'colour'" in refused
    assert "torn.json:" in refused
    assert base.rows("SELECT max(version) FROM publications WHERE kind = 'catalogue'") == [(1,)]


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[tuple[Console, Path]]:
    directory = tmp_path / "centre"
    yield Console("--data-dir", str(directory), processes=True), directory
    assert _servers_in(directory) == [], "the embedded server outlived its last user"


def test_serve_and_commands_share_the_embedded_server_and_it_ends_with_the_last(
    embedded: tuple[Console, Path], password_file: Path
) -> None:
    console, directory = embedded
    console.run("office", "add", "--code", "0412", "--name", "دفتر")
    assert _servers_in(directory) == []
    serving = subprocess.Popen(
        [*PROGRAM, "serve", "--port", "0", *console.where],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert serving.stdout is not None
        base_url = json.loads(serving.stdout.readline())["listening"]
        (code,) = console.json("activate", "--office", "0412")
        with httpx.Client(base_url=base_url, timeout=30) as client:
            device = enrol(client, "0412", code["code"])
            device.write(3)
            assert device.push(device.batch()).status_code == 200
            assert console.json("head", "--device", device.device)[0]["seq"] == 3
        assert _servers_in(directory)
        serving.send_signal(signal.SIGTERM)
        assert serving.wait(60) == 0
    finally:
        serving.kill()
        serving.wait()


def test_a_serve_that_was_killed_leaves_a_server_that_the_next_command_ends(
    embedded: tuple[Console, Path],
) -> None:
    console, _ = embedded
    serving = subprocess.Popen(
        [*PROGRAM, "serve", *console.where], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert serving.stdout is not None
    assert json.loads(serving.stdout.readline())["listening"]
    serving.kill()
    serving.wait()
    assert console.json("migrate")[0]["revision"]


def _servers_in(directory: Path) -> list[int]:
    pid_file = directory / "postgres" / "postmaster.pid"
    if not pid_file.exists():
        return []
    pid = int(pid_file.read_text(encoding="utf-8").split()[0])
    return [pid] if psutil.pid_exists(pid) and os.getpid() != pid else []

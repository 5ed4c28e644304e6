"""What bad input and faults get: one clear sentence set, nothing overwritten, the right exit code.

Real stores, real files, a real full disk (a limit on file sizes), a real folder without the right to write.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import resource
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import msgspec
import pytest
from support.cli_desk import Desk, Ran
from support.office_kit import passport_request

from app.cli.main import COMMANDS

PAGE = 4096
PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1
READING: tuple[str, ...] = ("status", "day", "outages", "catalogue", "verify", "doctor")
ENROL = ("--office", "0412", "--code", "ABCD-EFGH-JKLM")


def one_sentence_set(ran: Ran, code: int, *words: str) -> None:
    assert (ran.code, ran.out) == (code, ""), ran.err
    (told,) = ran.err.splitlines()
    assert told.startswith("daftar: ")
    assert told.endswith(".")
    for word in words:
        assert word in told


def everything(folder: Path) -> dict[str, bytes]:
    """Every file with its content, but for what a log or lock may add."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
        and file.suffix not in (".log", ".lock")
        and not file.name.endswith(("-shm", "-wal"))
    }


def apart(desk: Desk, *arguments: str, preexec_fn: Callable[[], None]) -> Ran:
    """Call ``daftar`` in a process of its own, for faults that only a process can have."""
    done = subprocess.run(
        [sys.executable, "-m", "app.cli", *arguments],
        input=msgspec.json.encode(passport_request("late")) + b"\n",
        capture_output=True,
        check=False,
        timeout=60,
        preexec_fn=preexec_fn,
    )
    assert b"Traceback" not in done.stderr
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.mark.parametrize(
    "command", [name for name in COMMANDS if name not in ("demo", "enrol", "sample", "doctor")]
)
def test_on_a_pc_that_is_not_enrolled_each_command_says_so(bare_desk: Desk, command: str) -> None:
    file = bare_desk.password_file
    receipt, signed = "0412-02-05-000001-1", ("--as", "1001", "--password-file", file)
    (bare_desk.directory / "fields.json").write_text('{"fields": {}}', encoding="utf-8")
    more: dict[str, tuple[str | Path, ...]] = {
        "accept": ("-", *signed),
        "pay": (receipt, "--cash", "1000", *signed),
        "correct": (receipt, "--fields", bare_desk.directory / "fields.json", *signed),
        "void": (receipt, "--reason", "why", *signed),
        "refund": (receipt, *signed),
        "application": ("x",),
        "verify-receipt": ("x",),
        "vehicle": ("12ب345-46",),
        "export": ("day", "--to", bare_desk.directory / "x"),
        "backup": (bare_desk.directory / "x",),
        "restore": (file,),
        "carry": ("export", bare_desk.directory / "x"),
        "terminal": ("charges",),
    }
    ran = bare_desk.run(command, *more.get(command, ()))
    one_sentence_set(ran, 1)
    assert "not enrolled yet" in ran.err or command == "restore"
    assert not bare_desk.data_dir.exists() or not everything(bare_desk.data_dir)


def test_a_pc_that_is_not_enrolled_cannot_replace_a_counter(bare_desk: Desk) -> None:
    ran = bare_desk.run("enrol", "--replace", "--centre", "http://127.0.0.1:9", *ENROL)
    one_sentence_set(ran, 1, "not enrolled yet")


@pytest.mark.parametrize(
    "scheme", ["http://centre.example", "http://centre.example:8080/x", "http://203.0.113.5"]
)
@pytest.mark.parametrize("replaces", [(), ("--replace",)])
def test_no_personal_data_goes_over_plain_http(
    bare_desk: Desk, scheme: str, replaces: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def dial(*_: object, **__: object) -> None:
        raise AssertionError("nothing may be sent")

    monkeypatch.setattr("app.sync.enrolment.request", dial)
    ran = bare_desk.run("enrol", *replaces, "--centre", scheme, *ENROL)
    one_sentence_set(ran, 1, "plain HTTP", "https://")
    assert not bare_desk.data_dir.exists()


@pytest.mark.parametrize(
    "address",
    [
        "centre.example",
        "",
        "ftp://centre.example",
        "https://",
        "https://c.example:x",
        "https://a:b@c.example",
    ],
)
def test_what_is_no_address_is_wrong_usage(bare_desk: Desk, address: str) -> None:
    ran = bare_desk.run("enrol", "--centre", address, *ENROL)
    assert (ran.code, ran.out) == (2, "")
    assert "--centre" in ran.err
    assert not bare_desk.data_dir.exists()


def test_without_its_keys_a_store_is_left_alone(desk: Desk) -> None:
    """Pain 23: the advice is to delete nothing."""
    (desk.data_dir / "keys.json").rename(desk.directory / "kept")
    before = everything(desk.data_dir)
    for ran in (desk.run("status"), desk.accept(passport_request()), desk.run("rebuild")):
        one_sentence_set(ran, 1, "there is no keys.json", "delete nothing")
    one_sentence_set(
        desk.run("enrol", "--centre", "http://127.0.0.1:9", *ENROL), 1, "already an office's store"
    )
    assert everything(desk.data_dir) == before
    (desk.data_dir / "keys.json").write_text("{")
    one_sentence_set(desk.run("status"), 1, "keys.json is damaged")
    assert desk.run("doctor").code == 1
    (desk.directory / "kept").replace(desk.data_dir / "keys.json")
    assert desk.run("status").code == 0


def test_a_passphrase_that_is_needed_and_not_given_is_asked_for_in_words(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DAFTAR_PASSPHRASE_FILE")
    one_sentence_set(desk.run("status"), 1, "sealed with a passphrase", "--passphrase-file")


def test_a_wrong_passphrase_changes_nothing(desk: Desk) -> None:
    wrong = desk.directory / "wrong"
    wrong.write_text("not this one")
    before = everything(desk.data_dir)
    for command in ("status", "verify", "rebuild", "sync"):
        ran = desk.run(command, "--passphrase-file", wrong)
        one_sentence_set(ran, 1, "does not open the store's keys")
    assert everything(desk.data_dir) == before


def spoilt_at(page: int) -> Callable[[bytes], bytes]:
    def spoil(whole: bytes) -> bytes:
        at = page * PAGE + 100 if page >= 0 else len(whole) + page * PAGE + 100
        return whole[:at] + bytes(200) + whole[at + 200 :]

    return spoil


DAMAGES = [
    *(spoilt_at(page) for page in (1, 9, 20, 33, -1)),
    lambda whole: whole[: len(whole) // 2],
    lambda whole: b"",
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_store_never_ends_in_something_unexpected(
    desk: Desk, damage: Callable[[bytes], bytes]
) -> None:
    """Pain 23: what cannot be read is told in words, and the file stays as it is."""
    desk.accept(*(passport_request(f"r-{n}") for n in range(5)))
    file = desk.data_dir / "office.db"
    for log in desk.data_dir.glob("office.db-*"):
        log.unlink()
    file.write_bytes(damage(file.read_bytes()))
    before = file.read_bytes()
    refused = 0
    for command in READING:
        ran = desk.run(command)
        assert ran.code in (0, 1)
        assert "unexpected" not in ran.err
        refused += ran.code
        assert command == "doctor" or len(ran.err.splitlines()) == ran.code
    assert file.read_bytes() == before, "a reader changes nothing"
    ran = desk.accept(passport_request("after"))
    assert ran.code in (0, 1)
    assert "unexpected" not in ran.err
    assert desk.run("verify").code == 0 or refused


def test_a_disk_that_fills_up_refuses_what_it_cannot_hold_and_keeps_the_rest(desk: Desk) -> None:
    """A limit on file sizes stands for the full disk: the system refuses the same write."""
    assert desk.accept(passport_request("before")).code == 0

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2 * PAGE, 2 * PAGE))

    accept = ("accept", "-", "--as", "1001", "--password-file", str(desk.password_file))
    ran = apart(desk, *accept, preexec_fn=limit)
    one_sentence_set(ran, 1)
    assert any(word in ran.err for word in ("NOT saved", "cannot be written", "failed while saving"))
    target = desk.directory / "copy.db"
    ran = apart(desk, "backup", str(target), preexec_fn=limit)
    assert (ran.code, "cannot be written to" in ran.err) == (1, True)
    assert not list(desk.directory.glob("copy.db*"))
    ran = desk.accept(passport_request("late"))
    assert ran.code == 0
    assert desk.run("day", "--json").json["receipts"] == 2
    assert desk.run("verify").code == 0


def as_others() -> None:
    """In a process of root's: give up the right to write where the permissions do not let it."""
    if os.getuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        assert libc.prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0) == 0


def test_a_folder_that_may_only_be_read_is_told_in_words_and_stays_as_it_is(desk: Desk) -> None:
    desk.accept(passport_request("before"))
    place = desk.data_dir
    for path in (*place.rglob("*"), place):
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = everything(place)
    accept = ("accept", "-", "--as", "1001", "--password-file", str(desk.password_file))
    for command in (accept, ("sync",), ("rebuild",), ("status",), ("verify",)):
        ran = apart(desk, *command, preexec_fn=as_others)
        one_sentence_set(ran, 1, "cannot be written to", "write access")
    ran = apart(desk, "doctor", preexec_fn=as_others)
    assert (ran.code, "!!  folder" in ran.out) == (1, True)
    assert everything(place) == before
    for path in (place, *place.rglob("*")):
        path.chmod(0o755)


def test_readers_work_beside_a_writer_and_a_second_writer_comes_later(desk: Desk) -> None:
    """Pain 18: two processes on one store."""
    window = desk.open_window()
    file = desk.directory / "application"
    file.write_bytes(msgspec.json.encode(passport_request()))
    copies = desk.directory / "copies"
    copies.mkdir()
    try:
        for command in (
            ("accept", file, "--as", "1001", "--password-file", desk.password_file),
            ("sync",),
            ("sync", "--watch"),
            ("rebuild",),
            ("restore", file),
            ("enrol", "--replace", "--centre", "http://127.0.0.1:9", *ENROL),
        ):
            one_sentence_set(desk.run(*command), 75, "already writing", "Nothing was changed")
        for command in (
            *((name,) for name in READING),
            ("sample",),
            ("export", "evidence", "--to", copies / "e.zip"),
            ("backup", copies / "b.db"),
            ("carry", "export", copies / "unsent"),
        ):
            assert desk.run(*command).code == 0, command
    finally:
        window.close()


def test_what_is_exported_is_for_its_owner_alone(desk: Desk) -> None:
    desk.accept(passport_request())
    day, copy = desk.directory / "day.csv", desk.directory / "copy.db"
    assert desk.run("export", "day", "--to", day).code == 0
    assert desk.run("backup", copy).code == 0
    for file in (day, copy, copy.with_name("copy.db.keys.json")):
        assert file.stat().st_mode & 0o077 == 0, file


def test_a_backup_is_restored_on_an_empty_pc_with_the_keys_that_lie_beside_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.accept(passport_request())
    copy = desk.directory / "copy.db"
    desk.run("backup", copy)
    monkeypatch.setenv("DAFTAR_DATA_DIR", str(desk.directory / "other"))
    wrong = desk.directory / "wrong"
    wrong.write_text("not this one")
    one_sentence_set(desk.run("restore", copy, "--passphrase-file", wrong), 1, "passphrase")
    assert not (desk.directory / "other" / "keys.json").exists()
    assert desk.run("restore", copy).code == 0
    assert desk.run("day", "--json").json["receipts"] == 1


ODD = {
    "a page instead of the protocol": (200, "text/html", b"<html>Hotspot: please log in</html>"),
    "JSON of something else": (200, "application/json", b'{"welcome":true}'),
    "half an answer": (200, "application/json", b'{"time":"2026-'),
    "an endless number": (200, "application/json", b"[" * 100_000),
    "a redirect to a login": (302, "text/html", b""),
    "a fault": (500, "text/plain", b"oops"),
    "nothing at all": (204, "", b""),
}


@pytest.fixture
def odd_centre(request: pytest.FixtureRequest) -> Iterator[str]:
    """An address where something answers that is no centre."""
    status, kind, body = ODD[request.param]

    class Odd(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            self.send_response(status)
            self.send_header("content-type", kind)
            self.send_header("location", "http://127.0.0.1:9/login")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = answer

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Odd)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    gc.disable()  # what is collected at the depth of an endless answer complains of that depth on stderr
    yield f"http://127.0.0.1:{server.server_port}"
    gc.enable()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("odd_centre", list(ODD), indirect=True)
def test_whatever_answers_in_the_centres_place_is_an_outage(
    odd_centre: str, bare_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pain 9: a captive portal's page is not an answer."""
    one_sentence_set(
        bare_desk.run("enrol", "--centre", odd_centre, *ENROL), 75, "No centre answers", odd_centre
    )
    assert not (bare_desk.data_dir / "office.db").exists()
    shutil.rmtree(bare_desk.data_dir)
    monkeypatch.setattr("support.office_kit.Identity", _identity_at(odd_centre))
    bare_desk.fill()
    assert bare_desk.accept(passport_request("a")).code == 0
    before = bare_desk.run("status", "--json", "--no-probe").json
    ran = bare_desk.run("sync", "--json")
    assert (ran.code, ran.json["outcome"]) == (75, "unreachable")
    assert (ran.json["sent"], ran.json["received"]) == (0, 0)
    assert len(ran.err.splitlines()) == 1
    after = bare_desk.run("status", "--json").json
    assert (after["link"], after["acknowledged"]) == ("centre-down", before["acknowledged"])
    assert after["feed"] == before["feed"]
    assert bare_desk.run("verify").code == 0


def _identity_at(address: str) -> Callable[..., object]:
    from app.local_db.identity import Identity

    return lambda **members: Identity(**{**members, "centre_url": address})


def test_doctor_names_what_is_wrong_and_what_to_do(desk: Desk) -> None:
    checks = {each["check"]: each for each in desk.run("doctor", "--json").lines}
    assert set(checks) >= {
        *("folder", "disk", "window", "font", "keys", "writer", "store", "journal", "services"),
        *("centre", "clock", "queue", "faults"),
    }
    assert checks["centre"]["state"] == "warn"
    assert all(each["todo"] for each in checks.values() if each["state"] != "ok")
    window = desk.open_window()
    told = {each["check"]: each["note"] for each in desk.run("doctor", "--json").lines}
    window.close()
    assert "has the store open" in told["writer"]
    assert json.dumps(checks, ensure_ascii=False).count("Traceback") == 0

"""The commands around accepting: what they tell programs, what they tell people, and how they fail.

Real encrypted stores; the members of each JSON object are those that other programs rely on.
"""

from __future__ import annotations

import csv
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import msgspec
import pytest
from support.cli_desk import Desk
from support.office_kit import PASSPORT_RIALS, passport_request

from app.cli import main
from app.local_db.engine import connect
from app.office.accept import accept
from app.office.receipt_view import view_receipt
from app.office.sign_in import Session

COMMANDS = ("status", "day", "outages", "catalogue", "verify", "doctor", "rebuild")


@pytest.fixture
def served(desk: Desk) -> Desk:
    """A PC that accepted two applications."""
    assert desk.accept(passport_request("a"), passport_request("b", payments=[])).code == 0
    return desk


def test_status_tells_link_queue_heads_and_day(served: Desk) -> None:
    told = served.run("status", "--json", "--no-probe").json
    assert told["device"] == "device-1"
    assert (told["office"], told["link"]) == ("0412", "up")
    assert told["head"]["seq"] == told["pending"] == 4
    assert told["acknowledged"]["seq"] == 0
    assert len(told["head"]["hash"]) == len(told["acknowledged"]["hash"]) == 64
    assert told["oldest_pending_at"].endswith("Z")
    assert told["feed"] == {"epoch": "e1", "seq": 3}
    assert told["upstreams"] == []
    assert set(told) >= {"since", "day"}


def test_status_asks_whether_the_centre_is_there_and_writes_nothing(served: Desk) -> None:
    assert served.run("status", "--json").json["link"] == "centre-down"
    assert served.run("status", "--json", "--no-probe").json["link"] == "up"
    assert "the centre does not answer" in served.run("status").out


def test_day_tells_the_sums(served: Desk) -> None:
    told = served.run("day", "--json").json
    assert told.pop("date").startswith("140")
    assert told == {
        "receipts": 2,
        "total_rials": PASSPORT_RIALS,
        "by_payment": {"cash": PASSPORT_RIALS},
        "by_service": {"passport.renewal": PASSPORT_RIALS},
        "by_payee": {"city": 200_000, "office": 2_251_430, "treasury": 4_000_000},
        "refunded": {"total_rials": 0, "by_payment": {}, "by_service": {}, "by_payee": {}},
        "waiting": 2,
        "closed": False,
    }
    assert served.run("day", "--json", "--date", "1400/1/1").json["receipts"] == 0
    assert served.run("day", "--date", "1404-12-30").code == 1


def test_catalogue_tells_every_service_with_its_price(desk: Desk) -> None:
    lines = desk.run("catalogue", "--json").lines
    assert {each["code"]: (each["enabled"], each["offline"], each["fee_rials"]) for each in lines} == {
        "passport.renewal": (True, "accept", PASSPORT_RIALS),
        "violation.statement": (True, "defer", 259_450),
        "identity.proof": (True, "online", 320_000),
        "weapon.licence": (False, "accept", 1_000),
    }
    assert set(lines[0]) >= {"name_fa", "name_en", "family", "upstream"}
    assert "fields.old_number" in desk.run("catalogue", "--service", "passport.renewal").out
    assert desk.run("catalogue", "--service", "no.such").code == 2


def test_verify_tells_that_all_holds_together(served: Desk) -> None:
    assert served.run("verify", "--json").json == {
        "entries": 4,
        "chain": "ok",
        "first_bad_seq": None,
        "tables": "ok",
        "documents": "ok",
        "centre": "not-asked",
    }
    ran = served.run("verify", "--against-centre", "--json")
    assert (ran.code, ran.json["centre"]) == (75, "not-asked")


def damage(desk: Desk, statement: str) -> None:
    window = desk.open_window()
    key = window.store.keys.store_key
    window.close()
    raw = connect(desk.data_dir / "office.db", key)
    raw.execute(statement)
    raw.close()


def test_a_changed_entry_is_found_and_named(served: Desk) -> None:
    changed = "replace(CAST(bytes AS TEXT), '6451430', '6451431')"
    damage(served, f"UPDATE journal SET bytes = CAST({changed} AS BLOB) WHERE seq = 2")
    ran = served.run("verify", "--json")
    assert (ran.code, ran.json["chain"], ran.json["first_bad_seq"]) == (1, "broken", 2)
    assert served.run("doctor").code == 1


def test_read_tables_that_differ_are_found_and_rebuilt(served: Desk) -> None:
    damage(served, "UPDATE applications SET amount_rials = 7")
    ran = served.run("verify", "--json")
    assert (ran.code, ran.json["chain"], ran.json["tables"]) == (1, "ok", "differ")
    assert "daftar rebuild" in served.run("doctor").out
    assert served.run("rebuild", "--json").json == {"entries": 4, "rebuilt": True}
    assert served.run("verify").code == 0


def test_a_sample_is_accepted_as_it_is(desk: Desk) -> None:
    made = desk.run("sample", "--count", "12", "--seed", "5")
    assert desk.run("sample", "--count", "12", "--seed", "5").out == made.out
    ran = desk.accept(*made.out.encode().splitlines())
    assert (ran.code, ran.err, len(ran.lines)) == (0, "", 12)
    only = desk.run("sample", "--service", "violation.statement", "--count", "3").lines
    assert {each["service"] for each in only} == {"violation.statement"}
    assert desk.run("sample", "--service", "no.such").code == 2


def test_a_receipts_qr_is_checked_offline(served: Desk) -> None:
    window = served.open_window()
    clerk = Session("1001", "", frozenset({"clerk"}), offline=True)
    qr = view_receipt(window, accept(window, clerk, passport_request("q")).receipt).qr_text
    window.close()
    ran = served.run("verify-receipt", qr, "--json")
    assert (ran.code, ran.json["genuine"], ran.json["amount_rials"]) == (0, True, PASSPORT_RIALS)
    assert served.run("verify-receipt", "-", "--json", stdin=qr.encode()).code == 0
    ran = served.run("verify-receipt", qr[:-4] + "AAAA", "--json")
    assert (ran.code, ran.json["genuine"], ran.json["finding"]) == (1, False, "forged")
    assert "not genuine" in ran.err


def test_day_receipts_and_evidence_are_exported_whole_and_over_nothing(served: Desk) -> None:
    sheet, document = served.directory / "day.csv", served.directory / "receipts.json"
    evidence = served.directory / "evidence.zip"
    assert served.run("export", "day", "--to", sheet).code == 0
    with sheet.open(encoding="utf-8-sig", newline="") as rows:
        assert [row["request"] for row in csv.DictReader(rows)] == ["a", "b"]
    assert served.run("export", "receipts", "--to", document, "--json").json["count"] == 2
    assert [row["request"] for row in msgspec.json.decode(document.read_bytes())] == ["a", "b"]
    none = served.run(
        "export", "receipts", "--from", "1400-01-01", "--until", "1400-01-02", "--to", document, "--force"
    )
    assert (none.code, msgspec.json.decode(document.read_bytes())) == (0, [])
    assert served.run("export", "evidence", "--to", evidence).code == 0
    with zipfile.ZipFile(evidence) as archive:
        assert len(archive.read("journal.ndjson").splitlines()) == 4
    ran = served.run("export", "day", "--to", evidence)
    assert ran.code == 1
    assert zipfile.is_zipfile(evidence)
    assert served.run("export", "day", "--to", evidence, "--force").code == 0
    ran = served.run("export", "day", "--to", served.directory / "no" / "such" / "file.csv")
    assert ran.code == 1
    assert "cannot be written" in ran.err


def test_a_backup_brings_the_store_back(served: Desk) -> None:
    copies = served.directory / "copies"
    copies.mkdir()
    told = served.run("backup", copies, "--json").json
    assert told["head"]["seq"] == 4
    served.accept(passport_request("later"))
    ran = served.run("restore", told["file"], "--json")
    assert ran.code == 0
    assert Path(ran.json["kept"]).exists()
    assert served.run("day", "--json").json["receipts"] == 2
    assert served.run("backup", told["file"]).code == 1
    window = served.open_window()
    try:
        with window.store.raw_read() as reader:
            assert reader.execute("PRAGMA journal_mode").fetchone() == ("wal",)
            reader.execute("SELECT count(*) FROM journal").fetchone()
            accept(
                window, Session("1001", "", frozenset({"clerk"}), offline=True), passport_request("beside")
            )
    finally:
        window.close()


def test_a_file_that_is_no_backup_is_refused_and_nothing_changes(served: Desk) -> None:
    other = served.directory / "other.db"
    other.write_bytes(b"no database at all" * 100)
    ran = served.run("restore", other)
    assert (ran.code, ran.out) == (1, "")
    assert served.run("day", "--json").json["receipts"] == 2


@pytest.mark.parametrize("command", COMMANDS)
def test_where_nobody_is_enrolled_every_command_says_so(bare_desk: Desk, command: str) -> None:
    ran = bare_desk.run(command)
    assert (ran.code, "not enrolled yet" in ran.out + ran.err) == (1, True)
    assert not bare_desk.data_dir.exists()


def test_a_wrong_or_unreadable_passphrase_is_one_clear_sentence(desk: Desk) -> None:
    wrong = desk.directory / "wrong"
    wrong.write_text("another passphrase")
    ran = desk.run("status", "--passphrase-file", wrong)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("daftar: The passphrase does not open the store's keys.")
    for content in (b"", b"\xff\xff", b"x" * 10_000):
        wrong.write_bytes(content)
        assert desk.run("--passphrase-file", wrong, "status").code == 1
    assert desk.run("status", "--passphrase-file", desk.directory / "missing").code == 1


@pytest.mark.parametrize("content", ["sqlite", b"", b"garbage" * 2_000])
def test_a_foreign_or_damaged_store_is_not_touched(desk: Desk, content: str | bytes) -> None:
    file = desk.data_dir / "office.db"
    for part in desk.data_dir.glob("office.db*"):
        part.unlink()
    if isinstance(content, bytes):
        file.write_bytes(content)
    else:
        with sqlite3.connect(file) as other:
            other.execute("CREATE TABLE t (x)")
    before = file.read_bytes()
    for ran in (desk.run("status"), desk.accept(passport_request())):
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith("daftar: ")
        assert len(ran.err.splitlines()) == 1
    assert file.read_bytes() == before


def test_an_unexpected_fault_is_one_sentence_and_a_log_without_personal_data(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("9900000013 نمونه‌پور")

    monkeypatch.setattr("app.office.day.view_day", fail)
    ran = desk.run("day")
    assert ran.code == 1
    assert "KeyError" in ran.err
    log = desk.data_dir / "logs" / "faults.log"
    assert str(log) in ran.err
    told = log.read_text()
    assert "app/cli/day.py" in told
    assert "9900000013" not in told + ran.err


def test_a_reader_that_leaves_ends_the_command_quietly(served: Desk) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    with os.fdopen(write_end, "wb") as out:
        done = subprocess.run(
            [sys.executable, "-m", "app.cli", "sample", "--count", "2000"],
            stdout=out,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == b""


def test_enrolling_over_a_store_is_refused_before_the_code_is_spent(desk: Desk) -> None:
    before = (desk.data_dir / "office.db").read_bytes()
    ran = desk.run("enrol", "--centre", "http://127.0.0.1:9", "--office", "0412", "--code", "x")
    assert ran.code == 1
    assert "already an office's store" in ran.err
    assert (desk.data_dir / "office.db").read_bytes() == before


def test_enrolling_without_the_centre_leaves_no_store_and_may_be_tried_again(bare_desk: Desk) -> None:
    for _ in range(2):
        ran = bare_desk.run("enrol", "--centre", "http://127.0.0.1:9", "--office", "0412", "--code", "x")
        assert ran.code == 75
        assert not (bare_desk.data_dir / "office.db").exists()


def test_without_keyring_and_passphrase_enrolling_says_what_to_do(
    bare_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DAFTAR_PASSPHRASE_FILE")
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    ran = bare_desk.run("enrol", "--centre", "http://127.0.0.1:9", "--office", "0412", "--code", "x")
    assert ran.code == 1
    assert "--passphrase-file" in ran.err
    assert not (bare_desk.data_dir / "keys.json").exists()


def test_a_full_disk_is_told_as_it_is(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(desk.data_dir)
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage.__class__(usage.total, usage.total, 0))
    ran = desk.run("doctor", "--json")
    disk = next(each for each in ran.lines if each["check"] == "disk")
    assert (ran.code, disk["state"]) == (1, "bad")


def test_help_names_every_command_and_imports_none(bare_desk: Desk) -> None:
    ran = bare_desk.run("--help")
    assert ran.code == 0
    for name in main.COMMANDS:
        if name != "demo":
            assert name in ran.out
            assert bare_desk.run(name, "--help").code == 0

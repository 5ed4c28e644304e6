"""Proves scanning: a page from SANE's virtual device through the real ``scanimage``, each thing a scanner can
complain of, one that hangs, none at all; and the Windows part against a program that answers as WIA does.
"""

from __future__ import annotations

import base64
import struct
import sys
import threading
import time
from pathlib import Path

import pytest
from support.sane_rig import only_test_scanners

from app.office.scanners import Cancel, find_scanners, program, sane, wia
from app.office.scanners.errors import (
    CoverOpen,
    NoPaper,
    NoScannerProgram,
    PaperJammed,
    ScanCancelled,
    ScannerBusy,
    ScannerForbidden,
    ScannerGone,
    ScannerTooSlow,
    ScannerTrouble,
)

PNG = b"\x89PNG\r\n\x1a\n"


def test_a_page_comes_whole_and_in_the_resolution_that_was_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scanimage: str
) -> None:
    only_test_scanners(tmp_path, monkeypatch)
    (scanner,) = find_scanners()
    assert scanner.title == "Noname frontend-tester"
    page = scanner.scan(dpi=100, colour=True)
    assert page.startswith(PNG)
    width, height = struct.unpack(">II", page[16:24])
    bed_px = 200 / 25.4 * 100  # the virtual bed is 200 mm square
    assert (width, height) == pytest.approx((bed_px, bed_px), abs=2)
    assert page[25] == 2  # colour type: RGB
    assert scanner.scan(dpi=75, colour=False)[25] == 0  # grey


@pytest.mark.parametrize(
    ("status", "error"),
    [
        ("SANE_STATUS_JAMMED", PaperJammed),
        ("SANE_STATUS_NO_DOCS", NoPaper),
        ("SANE_STATUS_COVER_OPEN", CoverOpen),
        ("SANE_STATUS_DEVICE_BUSY", ScannerBusy),
        ("SANE_STATUS_IO_ERROR", ScannerGone),
        ("SANE_STATUS_ACCESS_DENIED", ScannerForbidden),
        ("SANE_STATUS_NO_MEM", ScannerTrouble),
    ],
)
def test_what_a_scanner_complains_of_is_said_in_words(
    status: str, error: type[Exception], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scanimage: str
) -> None:
    only_test_scanners(tmp_path, monkeypatch, status=status)
    with pytest.raises(ScannerTrouble) as caught:
        find_scanners()[0].scan(dpi=75, colour=False)
    assert type(caught.value) is error


def test_no_scanner_is_an_empty_list_and_one_that_went_away_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scanimage: str
) -> None:
    only_test_scanners(tmp_path, monkeypatch, devices=2)
    gone = find_scanners()[1]
    only_test_scanners(tmp_path, monkeypatch, devices=0)
    assert find_scanners() == []
    with pytest.raises(ScannerGone):
        gone.scan(dpi=75, colour=False)


def test_a_scan_under_way_can_be_stopped_and_one_that_hangs_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scanimage: str
) -> None:
    only_test_scanners(tmp_path, monkeypatch, slow=True)
    (scanner,) = find_scanners()
    cancel = Cancel()
    threading.Timer(0.3, cancel.set).start()
    began = time.monotonic()
    with pytest.raises(ScanCancelled):
        scanner.scan(dpi=300, colour=True, cancel=cancel)
    assert time.monotonic() - began < 10
    monkeypatch.setattr(sane, "SCAN_S_MAX", 0.3)
    with pytest.raises(ScannerTooSlow, match="0 seconds"):
        scanner.scan(dpi=300, colour=True)


def test_a_program_that_complains_and_then_hangs_is_believed_and_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hangs = tmp_path / "scanimage"
    jammed = "import sys, time; print('sane_start: Document feeder jammed', file=sys.stderr, flush=True)"
    hangs.write_text(f"#!{sys.executable}\n{jammed}\nif '--format=png' in sys.argv: time.sleep(600)\n")
    hangs.chmod(0o755)
    monkeypatch.setattr(sane, "PROGRAM", str(hangs))
    monkeypatch.setattr(program, "LAST_WORDS_S_MAX", 0.2)
    with pytest.raises(PaperJammed):
        sane.SaneScanner("x", "x").scan(dpi=75, colour=False)


def test_a_pc_without_the_program_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sane, "PROGRAM", "no-such-scanimage")
    with pytest.raises(NoScannerProgram, match="sane-utils"):
        find_scanners()


def test_a_scan_stopped_at_the_scanner_itself_is_told_as_such() -> None:
    said = program.Ran(2, b"", "scanimage: sane_read: Operation was canceled")
    assert isinstance(sane.trouble(said), ScanCancelled)


OPTIONS = """
    --mode Lineart|24bit Color[Fast]|Gray [Gray]
    --resolution 75|150|240|600dpi [75]
    -l 0..215.9mm [0]
    -x 0..215.9mm [215.9]
    -y 0..297.18mm [297.18]
"""


def test_the_options_of_a_scanner_are_read_as_its_driver_names_them() -> None:
    asked = sane.choose(OPTIONS, 200, True)
    assert asked == ["--mode=24bit Color[Fast]", "--resolution=240", "-x215.9", "-y297.18"]
    assert sane.choose(OPTIONS, 1200, False)[:2] == ["--mode=Gray", "--resolution=600"]
    assert sane.choose("    --resolution 50..400dpi (in steps of 1) [50]", 600, True) == ["--resolution=400"]
    assert sane.choose("", 300, True) == []


POWERSHELL = """#!{python}
import base64, os, sys
assert sys.argv[1:4] == ["-NoProfile", "-NonInteractive", "-EncodedCommand"], sys.argv
script = base64.b64decode(sys.argv[4]).decode("utf-16-le")
assert "WIA.DeviceManager" in script and "{{6BDD1FC6-810F-11D0-BEC7-08002BE2092F}}" not in script
failure = os.environ.get("FAKE_FAILURE", "")
if failure:
    sys.stderr.write(failure)
    sys.exit(1)
if "Transfer" not in script:
    print("{device}\\tاسکنر آزمایشی")
elif os.environ["DAFTAR_SCANNER"] != "{device}":
    sys.stderr.write("0x80210015")
    sys.exit(1)
else:
    said = os.environ["DAFTAR_DPI"] + "/" + os.environ["DAFTAR_INTENT"]
    sys.stdout.write(base64.b64encode(b"BM" + said.encode()).decode())
"""
DEVICE = "{6BDD1FC6-810F-11D0-BEC7-08002BE2092F}/0000"


@pytest.fixture
def windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PowerShell that answers as WIA's automation does: a DeviceID, base64, an HRESULT on stderr."""
    fake = tmp_path / "System32" / "WindowsPowerShell" / "v1.0" / "powershell.exe"
    fake.parent.mkdir(parents=True)
    fake.write_text(POWERSHELL.format(python=sys.executable, device=DEVICE))
    fake.chmod(0o755)
    monkeypatch.setenv("SYSTEMROOT", str(tmp_path))


def test_on_windows_a_page_comes_through_wia(windows: None) -> None:
    (scanner,) = wia.find()
    assert (scanner.name, scanner.title) == (DEVICE, "اسکنر آزمایشی")
    assert scanner.scan(dpi=300, colour=True) == b"BM300/1"
    assert scanner.scan(dpi=150, colour=False) == b"BM150/2"
    with pytest.raises(ScannerGone):
        wia.WiaScanner("another", "").scan(dpi=150, colour=False)


@pytest.mark.parametrize(
    ("number", "error"),
    [
        ("0x80210002", PaperJammed),
        ("0x80210016", CoverOpen),
        ("0x8021000a", ScannerGone),
        ("oops", ScannerTrouble),
    ],
)
def test_wias_numbers_are_said_in_words(
    number: str, error: type[Exception], windows: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAKE_FAILURE", number)
    with pytest.raises(ScannerTrouble) as caught:
        wia.find()
    assert type(caught.value) is error


def test_the_scripts_for_windows_hold_nothing_that_came_from_outside() -> None:
    command = wia.powershell(wia._SCAN)
    script = base64.b64decode(command[-1]).decode("utf-16-le")
    assert "$env:DAFTAR_SCANNER" in script
    assert program.run([sys.executable, "-c", "print(1)"], package="", timeout_s=20).output.strip() == b"1"

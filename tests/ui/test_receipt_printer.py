"""Proves that a receipt printer gets the receipt as a picture, whole and cut, with a QR that reads back, and
that each of its faults is told: what happened, what is safe, what to do, and whether the next is a copy.
"""

from __future__ import annotations

import os
import select
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from support.office_kit import CLERK, Office, passport_request
from support.thermal_printer import ThermalPrinter
from support.window_rig import wait_until

from app.office.accept import accept
from app.office.receipt_view import ReceiptView, view_receipt
from app.ui import reasons
from app.ui.receipt import receipt_printer
from app.ui.receipt.address import Address, BadAddress, Way, parse_address, typed_address
from app.ui.receipt.choice import Choice
from app.ui.receipt.giving import give, give_copy
from app.ui.receipt.layout import receipt_drawing
from app.ui.receipt.output import dots, print_page
from app.ui.receipt.papers import ROLL_DOTS, Paper
from app.ui.receipt.printing import print_drawing, system_printers
from app.ui.receipt.trial import QR_TEXT, TrialNotPrinted, print_trial
from app.ui.receipt.trouble import Cause, NotPrinted, PrintedInPart, PrinterTrouble
from app.ui.texts import explained

AGAIN = "2026-11-24T09:05:00Z"


@pytest.fixture(autouse=True)
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """What real printers have seconds for, this one has moments for."""
    for name, seconds in (("ANSWER_S_MAX", 0.15), ("DONE_S_MAX", 0.6), ("SEND_S_MAX", 0.6)):
        monkeypatch.setattr(receipt_printer, name, seconds)


@pytest.fixture
def view(persian: QApplication, office: Office) -> ReceiptView:
    number = accept(office.counter, CLERK, passport_request()).receipt
    return view_receipt(office.counter, number)


@pytest.fixture
def printer() -> Iterator[ThermalPrinter]:
    with ThermalPrinter() as made:
        yield made


def on(printer: ThermalPrinter) -> Choice:
    return Choice(parse_address(printer.address), Paper.A4)


def read_qr(image: QImage, tmp_path: Path, zbarimg: str) -> str:
    file = tmp_path / "paper.png"
    assert image.save(str(file))
    done = subprocess.run(
        [zbarimg, "--quiet", "--raw", "--nodbus", str(file)], capture_output=True, text=True
    )
    return done.stdout.strip()


def test_the_receipt_comes_out_dot_by_dot_cut_and_with_its_qr(
    view: ReceiptView, printer: ThermalPrinter, tmp_path: Path, zbarimg: str
) -> None:
    given = give(view, on(printer), tmp_path)
    assert given.file is None
    paper = printer.paper()
    assert paper.width() == ROLL_DOTS
    assert paper == dots(receipt_drawing(view, Paper.ROLL80))
    assert read_qr(paper, tmp_path, zbarimg) == view.qr_text
    assert (printer.cuts, printer.drawer_pulses, printer.unknown) == (1, 0, [])


def test_a_printer_that_never_tells_its_state_prints_all_the_same(
    view: ReceiptView, printer: ThermalPrinter, tmp_path: Path
) -> None:
    printer.tells = False
    give(view, on(printer), tmp_path)
    assert printer.paper() == dots(receipt_drawing(view, Paper.ROLL80))
    assert printer.cuts == 1


def test_the_test_page_comes_out_and_its_code_reads(
    persian: QApplication, printer: ThermalPrinter, tmp_path: Path, zbarimg: str
) -> None:
    print_trial(parse_address(printer.address), "نمونه", Paper.ROLL80, AGAIN)
    assert read_qr(printer.paper(), tmp_path, zbarimg) == QR_TEXT


@pytest.mark.parametrize(
    ("fault", "cause", "begun"),
    [
        ({"has_paper": False}, Cause.NO_PAPER, False),
        ({"cover_open": True}, Cause.NOT_READY, False),
        ({"rows_left": 300}, Cause.NO_PAPER, True),
        ({"hangs_up_after": 20_000}, Cause.BROKEN, True),
        ({"hangs_up_after": 20_000, "tells": False}, Cause.BROKEN, True),
        ({"stops_after": 8_000}, Cause.STALLED, True),
        ({"hangs_up_after": 0}, Cause.SILENT, False),
    ],
)
def test_each_fault_is_told_with_what_is_safe_and_what_to_do(
    view: ReceiptView,
    printer: ThermalPrinter,
    tmp_path: Path,
    fault: dict[str, int],
    cause: Cause,
    begun: bool,
) -> None:
    for name, value in fault.items():
        setattr(printer, name, value)
    with pytest.raises(NotPrinted) as caught:
        give(view, on(printer), tmp_path)
    assert caught.value.params["reason"] == cause.value
    assert isinstance(caught.value, PrintedInPart) is begun
    told = explained(caught.value)
    assert reasons.translated(cause.value) in told.what
    assert view.number in told.safe
    assert "F9" in told.todo
    assert ("رونوشت" in told.todo) is begun


def test_a_printer_that_is_switched_off_does_not_answer(
    view: ReceiptView, printer: ThermalPrinter, tmp_path: Path
) -> None:
    printer.switch_off()
    with pytest.raises(NotPrinted) as caught:
        give(view, on(printer), tmp_path)
    assert caught.value.params["reason"] == Cause.SILENT.value
    with pytest.raises(TrialNotPrinted):
        print_trial(parse_address(printer.address), "x", Paper.ROLL80, AGAIN)


def test_every_cause_is_known_in_persian(persian: QApplication) -> None:
    for cause in Cause:
        assert reasons.translated(cause.value) not in (None, cause.value)


def test_a_copy_is_in_the_journal_before_the_printer_hears_of_it(
    office: Office, view: ReceiptView, printer: ThermalPrinter, tmp_path: Path
) -> None:
    def copies() -> int:
        with office.counter.store.read() as conn:
            counted = conn.exec_driver_sql("SELECT count(*) FROM journal WHERE kind = 'receipt.reprinted'")
            return int(counted.scalar_one())

    heard: list[int] = []
    printer.on_connect = lambda: heard.append(copies())
    assert give_copy(office.counter, CLERK, view.number, on(printer), tmp_path).view.copy == 1
    printer.has_paper = False
    with pytest.raises(NotPrinted):
        give_copy(office.counter, CLERK, view.number, on(printer), tmp_path)
    assert heard == [1, 2]
    assert copies() == 2, "a copy that was asked for is on record though its paper ran out"


def test_a_device_file_gets_the_same_bytes_and_is_not_waited_for_for_ever(
    view: ReceiptView, tmp_path: Path
) -> None:
    pipe = tmp_path / "lp0"
    os.mkfifo(pipe)
    address = Address(Way.FILE, str(pipe))
    drawing = receipt_drawing(view, Paper.ROLL80)
    with pytest.raises(PrinterTrouble) as nobody:
        print_drawing(drawing, address)
    assert (nobody.value.cause, nobody.value.begun) == (Cause.SILENT, False)
    got: list[bytes] = []
    reading = threading.Event()

    def read() -> None:
        with pipe.open("rb") as end:
            reading.set()
            while piece := end.read1(4096):  # type: ignore[attr-defined]
                got.append(piece)

    reader = threading.Thread(target=read, daemon=True)
    holder = os.open(pipe, os.O_RDWR)
    reader.start()
    assert reading.wait(5)
    print_drawing(drawing, address)
    os.close(holder)
    reader.join(5)
    sent = b"".join(got)
    assert sent.startswith(b"\x1b@\x1dv0")
    assert sent.count(b"\x1dV") == 1
    with os.fdopen(os.open(pipe, os.O_RDWR)), pytest.raises(PrinterTrouble) as full:
        print_drawing(drawing, address)  # nobody reads: the pipe is full soon
    assert (full.value.cause, full.value.begun) == (Cause.STALLED, True)


def test_a_serial_line_gets_the_same_bytes_and_is_not_waited_for_for_ever(view: ReceiptView) -> None:
    ours, theirs = os.openpty()
    address = parse_address(f"serial:{os.ttyname(theirs)}@115200")
    drawing = receipt_drawing(view, Paper.ROLL80)
    got, done = bytearray(), threading.Event()

    def read() -> None:
        while not done.is_set():
            if select.select([ours], [], [], 0.05)[0]:
                got.extend(os.read(ours, 4096))

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    print_drawing(drawing, address)
    wait_until(lambda: b"\x1dV" in got)
    done.set()
    reader.join(5)
    assert got.startswith(b"\x10\x04\x04\x1b@\x1dv0"), "asked for its state, then given the picture"
    with pytest.raises(PrinterTrouble) as full:
        print_drawing(drawing, address)  # nobody reads
    assert (full.value.cause, full.value.begun) == (Cause.STALLED, True)
    for end in (ours, theirs):
        os.close(end)


@pytest.mark.parametrize("text", ["usb:04b8:0e15", "serial:/dev/tty-that-is-not-there@19200"])
def test_what_is_not_plugged_in_is_told(view: ReceiptView, text: str) -> None:
    with pytest.raises(PrinterTrouble) as caught:
        print_drawing(receipt_drawing(view, Paper.ROLL80), parse_address(text))
    assert caught.value.cause in (Cause.SILENT, Cause.NO_USB)


@pytest.mark.parametrize("paper", list(Paper))
def test_this_pcs_printers_get_a_page_of_the_papers_size(
    view: ReceiptView, tmp_path: Path, paper: Paper, pdftotext: str
) -> None:
    printer, drawing = QPrinter(QPrinter.PrinterMode.HighResolution), receipt_drawing(view, paper)
    file = tmp_path / "printed.pdf"
    printer.setOutputFileName(str(file))
    print_page(drawing, printer)
    told = subprocess.run(["pdfinfo", str(file)], capture_output=True, text=True, check=True).stdout
    facts = dict(line.split(":", 1) for line in told.splitlines())
    assert facts["Pages"].strip() == "1"
    width, _, height, *_ = facts["Page size"].split()
    wanted = sorted((drawing.width / 10, drawing.height / 10))
    assert sorted((float(width), float(height))) == pytest.approx(wanted, abs=1.5)


def test_a_printer_that_this_pc_does_not_know_is_told(view: ReceiptView) -> None:
    assert "no such printer" not in [one.name for one in system_printers()]
    with pytest.raises(PrinterTrouble) as caught:
        print_drawing(receipt_drawing(view), Address(Way.SYSTEM, "no such printer"))
    assert caught.value.cause is Cause.UNKNOWN


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("default", Address(Way.DEFAULT)),
        ("pdf", Address(Way.PDF)),
        ("os:HP LaserJet: 2", Address(Way.SYSTEM, "HP LaserJet: 2")),
        ("tcp:192.0.2.7", Address(Way.TCP, "192.0.2.7", 9100)),
        ("TCP:printer.local:9101", Address(Way.TCP, "printer.local", 9101)),
        ("usb:04B8:0e15", Address(Way.USB, "04b8:0e15")),
        ("serial:COM3", Address(Way.SERIAL, "COM3", 9600)),
        ("serial:/dev/ttyUSB0@19200", Address(Way.SERIAL, "/dev/ttyUSB0", 19200)),
        ("file:/dev/usb/lp0", Address(Way.FILE, "/dev/usb/lp0")),
    ],
)
def test_an_address_reads_back_as_it_is_written(text: str, address: Address) -> None:
    assert parse_address(text) == address
    assert parse_address(str(address)) == address


@pytest.mark.parametrize(
    "text",
    ["", "nothing", "os:", "tcp:", "tcp:a b", "tcp:host:0", "tcp:host:70000", "tcp:host:x", "usb:4b8:1",
     "serial:", "serial:COM3@fast", "file:", "pdf:x", "tcp:host:٩"],
)  # fmt: skip
def test_what_names_no_printer_is_refused(text: str) -> None:
    with pytest.raises(BadAddress):
        parse_address(text)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("192.0.2.7", "tcp:192.0.2.7:9100"),
        (" printer:9101 ", "tcp:printer:9101"),
        ("/dev/usb/lp0", "file:/dev/usb/lp0"),
        ("COM3@19200", "serial:COM3@19200"),
        ("/dev/ttyS0", "serial:/dev/ttyS0@9600"),
        ("usb:04b8:0e15", "usb:04b8:0e15"),
    ],
)
def test_what_a_person_types_for_a_receipt_printer_is_understood(typed: str, address: str) -> None:
    assert str(typed_address(typed)) == address

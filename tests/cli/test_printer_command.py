"""Proves that an installer sets the counter's printer by command line, and that an open window follows."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings
from support.cli_desk import Desk
from support.thermal_printer import ThermalPrinter

from app.ui.receipt.choice import chosen
from app.ui.receipt.papers import Paper


def test_a_printer_is_set_and_listed_and_an_open_window_follows(desk: Desk) -> None:
    settings = QSettings(str(desk.data_dir / "window.ini"), QSettings.Format.IniFormat)
    assert str(chosen(settings).printer) == "default"
    ran = desk.run("printer", "set", "tcp:192.0.2.7", "--by-itself", "--json")
    told = {"printer": "tcp:192.0.2.7:9100", "paper": "roll80", "by_itself": True}
    assert ran.json == told
    settings.sync()
    assert chosen(settings).by_itself
    assert str(chosen(settings).printer) == told["printer"]
    listed = desk.run("printer", "list", "--json").lines
    assert [one for one in listed if one["chosen"]] == [
        {"name": "chosen; not seen now", "chosen": True} | told
    ]
    assert [one["printer"] for one in listed][:2] == ["default", "pdf"]
    assert desk.run("printer", "set", "pdf", "--paper", "a4", "--by-hand").code == 0
    settings.sync()
    assert (chosen(settings).paper, chosen(settings).by_itself) == (Paper.A4, False)
    assert "Receipts go to pdf on a4, with F9." in desk.run("printer").out


def test_a_wrong_printer_is_refused_and_the_choice_stays(desk: Desk) -> None:
    assert desk.run("printer", "set", "pdf", "--paper", "a4").code == 0
    ran = desk.run("printer", "set", "laser")
    assert (ran.code, ran.out) == (1, "")
    assert "laser names no printer" in ran.err
    assert desk.run("printer", "set", "tcp:192.0.2.7", "--paper", "a5").code == 2
    assert "Receipts go to pdf on a4" in desk.run("printer").out


def test_the_test_page_goes_to_the_printer_or_says_why_not(desk: Desk, tmp_path: Path) -> None:
    with ThermalPrinter() as printer:
        ran = desk.run("printer", "test", printer.address, "--json")
        assert ran.json == {"printer": printer.address, "paper": "roll80", "to": printer.address}
        assert (printer.cuts, printer.drawer_pulses) == (1, 0)
        printer.has_paper = False
        ran = desk.run("printer", "test", printer.address)
        assert (ran.code, ran.out) == (1, "")
        assert "it has no paper" in ran.err
    ran = desk.run("printer", "test", "pdf", "--paper", "a5")
    assert ran.code == 0
    assert (desk.data_dir / "daftar-test-page.pdf").read_bytes().startswith(b"%PDF")


def test_doctor_says_how_the_receipt_printer_stands(desk: Desk) -> None:
    def told() -> tuple[str, str]:
        one = next(each for each in desk.run("doctor", "--json").lines if each["check"] == "printer")
        return one["state"], one["note"]

    assert told() == ("ok", "receipts go to default on a5")
    with ThermalPrinter() as printer:
        assert desk.run("printer", "set", printer.address).code == 0
        note = f"receipts go to {printer.address} on roll80"
        assert told() == ("ok", note)
        assert (printer.rows, printer.cuts) == ([], 0), "asking prints nothing"
        printer.has_paper = False
        assert told() == ("warn", f"{note}: it has no paper")
    assert told() == ("warn", f"{note}: it does not answer")

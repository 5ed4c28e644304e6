"""``daftar printer``: which printer and paper this counter uses; list what there is, set it, try it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.options import Setting, with_setting
from app.cli.output import say, say_json, say_table

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

    from app.ui.receipt.choice import Choice

PAPERS = ("a5", "a4", "roll80")
DEVICE_FILES = "/dev/usb/lp*"


@click.group(
    "printer",
    invoke_without_command=True,
    help="The printer of this counter: list what there is (also without a word), set it, try it.",
)
@with_setting
@click.pass_context
def command(ctx: click.Context, setting: Setting) -> None:
    """See ``help`` above."""
    if ctx.invoked_subcommand is None:
        _list(setting)
    else:
        ctx.obj = setting


@command.command(
    "list", help="Printers of this PC, receipt printers that are plugged in, and what is chosen."
)
@with_setting
def list_printers(setting: Setting) -> None:
    """See ``help`` above."""
    _list(setting)


@command.command(
    "set",
    help="Use PRINTER from now on: default, pdf, os:NAME, tcp:HOST[:PORT], usb:VVVV:PPPP, serial:PORT[@BAUD] "
    "or file:PATH. An open window follows with its next receipt.",
)
@click.argument("printer")
@click.option("--paper", type=click.Choice(PAPERS), help="Left out: as before; a receipt printer: its roll.")
@click.option(
    "--by-itself/--by-hand", "by_itself", default=None, help="Print when an application is taken, or with F9."
)
@with_setting
def set_printer(setting: Setting, printer: str, paper: str | None, by_itself: bool | None) -> None:
    """See ``help`` above."""
    from app.ui.receipt.address import parse_address
    from app.ui.receipt.choice import Choice, choose, chosen
    from app.ui.receipt.papers import Paper

    settings = _settings(setting)
    before, address = chosen(settings), parse_address(printer)
    choice = Choice(
        printer=address,
        paper=before.paper if paper is None else Paper(paper),
        by_itself=before.by_itself if by_itself is None else by_itself,
    )
    if address.is_receipt_printer and paper not in (None, Paper.ROLL80):
        raise click.UsageError("a receipt printer prints on its roll: --paper roll80")
    choose(settings, choice)
    if setting.json:
        say_json(_told(choice))
        return
    how = "by itself" if choice.by_itself else "with F9"
    say(f"Receipts go to {choice.printer} on {choice.printed_on}, {how}.")
    say("Try it: daftar printer test")


@command.command("test", help="Print a test page on the chosen printer, or on PRINTER.")
@click.argument("printer", required=False)
@click.option("--paper", type=click.Choice(PAPERS))
@with_setting
def print_test_page(setting: Setting, printer: str | None, paper: str | None) -> None:
    """See ``help`` above."""
    from dataclasses import replace
    from datetime import UTC, datetime

    from app.domain.entry import instant
    from app.ui.receipt.address import parse_address
    from app.ui.receipt.choice import chosen
    from app.ui.receipt.papers import Paper

    settings = _settings(setting)
    choice = chosen(settings)
    if printer is not None:
        choice = replace(choice, printer=parse_address(printer))
    if paper is not None:
        choice = replace(choice, paper=Paper(paper))
    _come_up(settings)
    at = instant(datetime.now(UTC))
    to = _try(choice, at, setting.place.directory)
    if setting.json:
        say_json({"printer": str(choice.printer), "paper": str(choice.printed_on), "to": to})
        return
    say(f"The test page went to {to}.")


def _try(choice: Choice, at: str, folder: Path) -> str:
    """Print the test page, or write it where nothing but a PDF can come of it; where it went."""
    from app.ui.receipt.giving import printer_words
    from app.ui.receipt.output import save_pdf
    from app.ui.receipt.printing import goes_to_pdf
    from app.ui.receipt.trial import print_trial, trial_drawing

    if goes_to_pdf(choice.printer):
        return str(save_pdf(trial_drawing("PDF", choice.printed_on, at), folder))
    name = printer_words(choice.printer)
    print_trial(choice.printer, name, choice.printed_on, at)
    return name


def _list(setting: Setting) -> None:
    from app.ui.receipt.choice import chosen

    settings = _settings(setting)
    choice = chosen(settings)
    _come_up(settings)
    found = _found()
    if str(choice.printer) not in [address for address, _ in found]:
        found.append((str(choice.printer), "chosen; not seen now"))
    if setting.json:
        for address, words in found:
            one = {"printer": address, "name": words, "chosen": address == str(choice.printer)}
            say_json(one | {"paper": None, "by_itself": None} | (_told(choice) if one["chosen"] else {}))
        return
    say_table(
        ("", "printer", "what it is"),
        [("*" if address == str(choice.printer) else "", address, words) for address, words in found],
    )
    how = "by itself after accepting" if choice.by_itself else "with F9"
    say(f"Receipts go to {choice.printer} on {choice.printed_on}, {how}.")


def _found() -> list[tuple[str, str]]:
    """Address and words of every printer that can be seen from here."""
    from serial.tools.list_ports import comports

    from app.ui.receipt.address import Address, Way
    from app.ui.receipt.printing import default_name, system_printers

    name = default_name()
    found = [
        ("default", f"this PC's printer: {name}" if name else "this PC's printer: there is none, so a PDF"),
        ("pdf", "a PDF file among the person's documents"),
    ]
    found += [(str(Address(Way.SYSTEM, one.name)), one.words) for one in system_printers()]
    devices = sorted(Path("/").glob(DEVICE_FILES.lstrip("/")))
    found += [(str(Address(Way.FILE, str(file))), "a printer on USB") for file in devices]
    for port in comports():
        words = port.description if port.description not in (None, "n/a") else "a serial port"
        found.append((f"serial:{port.device}", words))
    return found


def _told(choice: Choice) -> dict[str, object]:
    return {
        "printer": str(choice.printer),
        "paper": str(choice.printed_on),
        "by_itself": choice.by_itself,
    }


def _settings(setting: Setting) -> QSettings:
    """What this counter keeps beside its store. Raises ``StoreMissing``."""
    from PySide6.QtCore import QSettings

    from app.local_db.opening import require_file

    require_file(setting.place)
    return QSettings(str(setting.place.directory / "window.ini"), QSettings.Format.IniFormat)


def _come_up(settings: QSettings) -> None:
    """Qt with font and the window's language, with or without a screen."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from app.ui.language import speak
    from app.ui.shell.appearance import chosen_language
    from app.ui.start import application

    speak(application(), chosen_language(settings))

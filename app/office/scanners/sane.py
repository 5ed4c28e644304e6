"""SANE on Linux, through ``scanimage`` of Debian's ``sane-utils``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from app.office.scanners.base import Scanner
from app.office.scanners.errors import (
    CoverOpen,
    NoPaper,
    PaperJammed,
    ScanCancelled,
    ScannerBusy,
    ScannerForbidden,
    ScannerGone,
    ScannerTrouble,
)
from app.office.scanners.program import Cancel, Ran, run

PROGRAM = "scanimage"
PACKAGE = "sane-utils"
LIST_S_MAX = 40.0
"""Finding scanners on the network takes a while."""
OPTIONS_S_MAX = 20.0
SCAN_S_MAX = 180.0
SAID_MAX = 200

_WORDS: tuple[tuple[str, type[ScannerTrouble]], ...] = (
    ("operation was cancel", ScanCancelled),
    ("device busy", ScannerBusy),
    ("feeder jammed", PaperJammed),
    ("out of documents", NoPaper),
    ("cover is open", CoverOpen),
    ("access to resource has been denied", ScannerForbidden),
    ("no sane devices found", ScannerGone),
    ("failed: invalid argument", ScannerGone),
    ("error during device i/o", ScannerGone),
)
"""``sane_strstatus`` of SANE's standard, in the C locale, and what it means to a person."""
_LAST_WORDS = tuple(words for words, _ in _WORDS)

_MODES = re.compile(r"^\s+--mode\s+(\S.*?)\s+\[", re.MULTILINE)
_RESOLUTION = re.compile(r"^\s+--resolution\s+(\S.*?)\s+\[", re.MULTILINE)
_EDGE = re.compile(r"^\s+-(x|y)\s+[\d.]+\.\.([\d.]+)mm", re.MULTILINE)
_RANGE = re.compile(r"([\d.]+)\.\.([\d.]+)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class SaneScanner:
    """A scanner that SANE knows under ``name``."""

    name: str
    title: str
    settings: tuple[str, ...] = field(default=())
    """Further options of its own, as ``scanimage`` takes them."""

    def scan(self, dpi: int, colour: bool, cancel: Cancel | None = None) -> bytes:
        """One page as PNG, the whole bed; see :class:`app.office.scanners.base.Scanner`."""
        known = run(
            [PROGRAM, f"--device-name={self.name}", *self.settings, "--all-options"],
            package=PACKAGE,
            timeout_s=OPTIONS_S_MAX,
            cancel=cancel,
        )
        if known.code:  # opening it failed, often without a word
            said = trouble(known)
            raise ScannerGone if type(said) is ScannerTrouble else said
        options = choose(known.output.decode("utf-8", "replace"), dpi, colour)
        ran = run(
            [PROGRAM, f"--device-name={self.name}", *self.settings, "--format=png", *options],
            package=PACKAGE,
            timeout_s=SCAN_S_MAX,
            cancel=cancel,
            last_words=_LAST_WORDS,
        )
        if ran.code or not ran.output:
            raise trouble(ran)
        return ran.output


def find(cancel: Cancel | None = None) -> list[Scanner]:
    """Every scanner that SANE finds. Raises :class:`ScannerTrouble` and what ``run`` raises."""
    ran = run(
        [PROGRAM, "--formatted-device-list=%d\t%v %m%n"],
        package=PACKAGE,
        timeout_s=LIST_S_MAX,
        cancel=cancel,
    )
    if ran.code:
        raise trouble(ran)
    found: list[Scanner] = []
    for line in ran.output.decode("utf-8", "replace").splitlines():
        name, tab, title = line.partition("\t")
        if tab and name:
            found.append(SaneScanner(name, title.strip() or name))
    return found


def choose(options: str, dpi: int, colour: bool) -> list[str]:
    """The arguments that make this scanner do what is asked, from its ``--all-options`` text.

    Backends name their modes differently and know different resolutions; one that lacks an option keeps
    what it does by itself. The nearest resolution that is not below ``dpi`` is taken, else its finest.
    """
    chosen = []
    modes = _MODES.search(options)
    if modes:
        word = "colo" if colour else "gray"
        fits = [mode for mode in modes[1].split("|") if word in mode.lower()]
        chosen += [f"--mode={fits[0]}"] if fits else []
    resolution = _RESOLUTION.search(options)
    if resolution:
        chosen.append(f"--resolution={_nearest(resolution[1], dpi)}")
    chosen += [f"-{edge}{most}" for edge, most in _EDGE.findall(options)]
    return chosen


def _nearest(known: str, dpi: int) -> int:
    span = _RANGE.search(known)
    if span:
        return round(min(max(float(dpi), float(span[1])), float(span[2])))
    steps = sorted(round(float(one)) for one in _NUMBER.findall(known))
    return next((one for one in steps if one >= dpi), steps[-1] if steps else dpi)


def trouble(ran: Ran) -> ScannerTrouble:
    """What the program's last words mean."""
    said = ran.said.lower()
    for words, kind in _WORDS:
        if words in said:
            return kind()
    return ScannerTrouble(said=ran.said[-SAID_MAX:] or f"{PROGRAM}: {ran.code}")

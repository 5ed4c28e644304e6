"""Which printer: one of this PC's, a PDF file, or a receipt printer that is spoken to in ESC/POS.

::

    default              the printer that this PC's system prints on; a PDF where it has none
    pdf                  a PDF file in the folder of receipts
    os:NAME              a printer of this PC's system (CUPS, Windows)
    tcp:HOST[:PORT]      a receipt printer in the network; port 9100 unless another is named
    usb:VVVV:PPPP        one on USB, by vendor and product in hexadecimal; needs libusb
    serial:PORT[@BAUD]   one on a serial line (/dev/ttyUSB0, COM3); 9600 baud unless another is named
    file:PATH            one behind a device file (/dev/usb/lp0)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from app.domain.errors import DaftarError

RAW_PORT = 9100
BAUD = 9600
PORT_MAX = 65_535
_USB = re.compile(r"[0-9a-f]{4}:[0-9a-f]{4}", re.IGNORECASE)
_HOST = re.compile(r"[A-Za-z0-9._-]+")


class BadAddress(DaftarError):
    """A text that names no printer."""

    what = "{text} names no printer."
    safe = "The choice of printer is as it was."
    todo = "Give default, pdf, os:NAME, tcp:HOST:PORT, usb:VVVV:PPPP, serial:PORT@BAUD or file:PATH."


class Way(StrEnum):
    """How a printer is reached."""

    DEFAULT = "default"
    PDF = "pdf"
    SYSTEM = "os"
    TCP = "tcp"
    USB = "usb"
    SERIAL = "serial"
    FILE = "file"


RECEIPT_PRINTERS = frozenset({Way.TCP, Way.USB, Way.SERIAL, Way.FILE})
"""Those that are spoken to in ESC/POS, and print on a roll."""


@dataclass(frozen=True, slots=True)
class Address:
    """A printer. ``place`` is its name, host, ids, port or path; ``number`` a TCP port or baud rate, or 0."""

    way: Way
    place: str = ""
    number: int = 0

    @property
    def is_receipt_printer(self) -> bool:
        """Whether it is spoken to in ESC/POS."""
        return self.way in RECEIPT_PRINTERS

    def __str__(self) -> str:
        if self.way in (Way.DEFAULT, Way.PDF):
            return self.way.value
        joint = "@" if self.way is Way.SERIAL else ":"
        return f"{self.way.value}:{self.place}" + (f"{joint}{self.number}" if self.number else "")


def parse_address(text: str) -> Address:
    """The printer that a text names. Raises :class:`BadAddress`."""
    text = text.strip()
    kind, _, rest = text.partition(":")
    found = {
        "default": lambda: Address(Way.DEFAULT) if not rest else None,
        "pdf": lambda: Address(Way.PDF) if not rest else None,
        "os": lambda: Address(Way.SYSTEM, rest) if rest else None,
        "tcp": lambda: _tcp(rest),
        "usb": lambda: Address(Way.USB, rest.lower()) if _USB.fullmatch(rest) else None,
        "serial": lambda: _serial(rest),
        "file": lambda: Address(Way.FILE, rest) if rest else None,
    }.get(kind.lower(), lambda: None)()
    if found is None:
        raise BadAddress(text=text or "''")
    return found


def typed_address(text: str) -> Address:
    """As :func:`parse_address`, and what a person types for a receipt printer: a host, a port, a device."""
    text = text.strip()
    if text.partition(":")[0].lower() in {way.value for way in Way}:
        return parse_address(text)
    if re.match(r"COM\d|/dev/tty", text, re.IGNORECASE):
        return parse_address(f"serial:{text}")
    return parse_address(f"file:{text}" if text.startswith(("/", "\\")) else f"tcp:{text}")


def _tcp(rest: str) -> Address | None:
    host, _, port = rest.partition(":")
    number = _positive(port, PORT_MAX) if port else RAW_PORT
    return Address(Way.TCP, host, number) if _HOST.fullmatch(host) and number else None


def _serial(rest: str) -> Address | None:
    port, _, rate = rest.partition("@")
    number = _positive(rate, 4_000_000) if rate else BAUD
    return Address(Way.SERIAL, port, number) if port and number else None


def _positive(text: str, highest: int) -> int:
    """The number; 0 for anything that is none."""
    is_number = text.isascii() and text.isdigit() and len(text) < 9
    return int(text) if is_number and int(text) <= highest else 0

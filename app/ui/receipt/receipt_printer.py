"""Receipt printers: a picture of the receipt goes out in ESC/POS, through python-escpos.

They know no Persian, so nothing is sent as text. The paper is cut at the end; the drawer is never opened.

A printer that tells its state is asked before (paper, cover) and after (has it come so far), so that paper
that ran out in the middle is noticed. One that tells nothing is printed on all the same.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import shutil
import socket
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QImage

from app.ui.receipt.address import Address, Way
from app.ui.receipt.papers import ROLL_DOTS
from app.ui.receipt.trouble import Cause, PrinterTrouble

if TYPE_CHECKING:
    from escpos.escpos import Escpos

log = logging.getLogger(__name__)

SEND_S_MAX = 15.0
"""Longest that a printer may take nothing in."""
CONNECT_S_MAX = 5.0
ANSWER_S_MAX = 1.5
"""Longest that a printer takes to tell its state; real ones answer within some milliseconds."""
DONE_S_MAX = 10.0
"""Longest that a printer works on what it was sent; a receipt takes two seconds."""
SERIAL_LOOK_S = 0.02
"""How often it is looked whether a serial line has taken everything."""
READY_TO_PRINT, PAPER_NOW = b"\x10\x04\x01", b"\x10\x04\x04"
"""DLE EOT 1 and 4: answered at once, whatever is waiting to be printed."""
PAPER_IN_TURN = b"\x1d\x72\x01"
"""GS r 1: answered when everything sent before has been worked off."""
_MEDIA = {"dpi": 203, "width": {"mm": 80, "pixels": ROLL_DOTS}}
OFFLINE, PAPER_END = 0x08, 0x60
PAPER_END_IN_TURN = 0x0C


class LineClosed(ConnectionError):
    """The printer ended the connection in an orderly way."""


def print_dots(address: Address, image: QImage) -> None:
    """Print what :func:`app.ui.receipt.output.dots` made, and cut. Raises :class:`PrinterTrouble`."""
    with _opened(address) as printer:
        tells = _tells_its_state(printer, address)
        begun = False
        try:
            printer.hw("INIT")
            begun = True
            printer.image(_as_pil(image))
            printer.cut()
            if address.way is Way.SERIAL:
                _let_serial_line_empty(printer)
        except OSError as error:
            cause = _why_stalled(printer, tells) if _took_too_long(error) else Cause.BROKEN
            raise PrinterTrouble(cause, begun=begun) from error
        _wait_until_done(printer, address, tells)


def require_ready(address: Address) -> None:
    """Ask it how it stands, as far as it tells; it prints nothing. Raises :class:`PrinterTrouble`."""
    with _opened(address) as printer:
        _tells_its_state(printer, address)


@contextlib.contextmanager
def _opened(address: Address) -> Iterator[Escpos]:
    from escpos.exceptions import Error as EscposError

    printer = None
    try:
        printer = _device(address)
        # Without a known width the library says so on the standard output at each picture.
        printer.profile.profile_data = {**printer.profile.profile_data, "media": _MEDIA}
        printer.open()
        if address.way is Way.TCP:
            printer.device.settimeout(SEND_S_MAX)
        elif address.way is Way.SERIAL:
            printer.device.write_timeout = SEND_S_MAX
    except (OSError, EscposError, RuntimeError) as error:
        log.warning("a receipt printer did not open: %s", type(error).__name__)
        raise PrinterTrouble(Cause.SILENT) from error
    except ValueError as error:  # pyusb found no libusb
        raise PrinterTrouble(Cause.NO_USB) from error
    try:
        yield printer
    except PrinterTrouble:
        if address.way is Way.SERIAL:
            with contextlib.suppress(OSError):
                printer.device.reset_output_buffer()  # or closing waits until it is sent, if ever
        raise
    finally:
        with contextlib.suppress(OSError):
            printer.close()


def _device(address: Address) -> Escpos:
    """python-escpos's driver, not open yet. Imported here: it is not needed to open a window."""
    drivers = _drivers()
    if address.way is Way.TCP:
        return drivers.Network(address.place, address.number, timeout=CONNECT_S_MAX)
    if address.way is Way.USB:
        vendor, product = (int(part, 16) for part in address.place.split(":"))
        return drivers.Usb(vendor, product, timeout=int(SEND_S_MAX * 1000))
    if address.way is Way.SERIAL:
        return drivers.Serial(address.place, baudrate=address.number, timeout=ANSWER_S_MAX)
    from app.ui.receipt.device_file import DeviceFile

    return DeviceFile(address.place, SEND_S_MAX)


def _drivers() -> Any:
    """The library's printers, which are modules without types."""
    import escpos.capabilities
    import escpos.printer

    # The library makes a folder for its cache at each start and leaves it behind.
    shutil.rmtree(escpos.capabilities.pickle_dir, ignore_errors=True)
    return escpos.printer


def _as_pil(image: QImage) -> Any:
    from PIL import Image

    size = (image.width(), image.height())
    return Image.frombytes("L", size, bytes(image.constBits()), "raw", "L", image.bytesPerLine(), 1)


def _let_serial_line_empty(printer: Escpos) -> None:
    """The line is slow, and what the system still holds is not printed. Raises ``TimeoutError``."""
    device, end = printer.device, time.monotonic() + SEND_S_MAX
    waiting = device.out_waiting
    while waiting:
        time.sleep(SERIAL_LOOK_S)
        now = device.out_waiting
        if now < waiting:
            waiting, end = now, time.monotonic() + SEND_S_MAX
        elif time.monotonic() > end:
            raise TimeoutError("the printer takes nothing")


def _took_too_long(error: OSError) -> bool:
    """Whether it took nothing in; each driver says so in its own way."""
    from serial import SerialTimeoutException

    return isinstance(error, TimeoutError | SerialTimeoutException) or error.errno == errno.ETIMEDOUT


# What the printer tells of itself ------------------------------------------------------------------------


def _tells_its_state(printer: Escpos, address: Address) -> bool:
    """Whether it does. Raises :class:`PrinterTrouble` when it says that it cannot print."""
    if address.way not in (Way.TCP, Way.SERIAL):
        return False
    try:
        paper = _ask(printer, PAPER_NOW)
        if paper is None:
            return False
        if paper & PAPER_END:
            raise PrinterTrouble(Cause.NO_PAPER)
        state = _ask(printer, READY_TO_PRINT)
    except OSError as error:
        raise PrinterTrouble(Cause.SILENT) from error
    if state is not None and state & OFFLINE:
        raise PrinterTrouble(Cause.NOT_READY)
    return True


def _wait_until_done(printer: Escpos, address: Address, tells: bool) -> None:
    """Let it print to the end, as far as it tells. Raises :class:`PrinterTrouble`."""
    try:
        if not tells:
            if address.way is Way.TCP:
                _notice_a_broken_line(printer)
            return
        answer = _ask(printer, PAPER_IN_TURN, in_turn=True)
        end = time.monotonic() + DONE_S_MAX
        while answer is None and time.monotonic() < end:
            paper = _ask(printer, PAPER_NOW)
            if paper is not None and paper & PAPER_END:
                raise PrinterTrouble(Cause.NO_PAPER, begun=True)
            answer = _hear(printer, in_turn=True)
    except OSError as error:
        raise PrinterTrouble(Cause.BROKEN, begun=True) from error
    if answer is None:
        raise PrinterTrouble(Cause.STALLED, begun=True)
    if answer & PAPER_END_IN_TURN == PAPER_END_IN_TURN:
        log.info("the receipt printer is at the end of its paper")


def _why_stalled(printer: Escpos, tells: bool) -> Cause:
    """It took nothing more in: paper at its end is the common reason, and some can still say so."""
    if tells:
        with contextlib.suppress(OSError):
            paper = _ask(printer, PAPER_NOW)
            if paper is not None and paper & PAPER_END:
                return Cause.NO_PAPER
    return Cause.STALLED


def _ask(printer: Escpos, question: bytes, *, in_turn: bool = False) -> int | None:
    """A status byte; None when it says nothing. Raises ``OSError`` when the line breaks."""
    printer._raw(question)
    return _hear(printer, in_turn=in_turn)


def _hear(printer: Escpos, *, in_turn: bool) -> int | None:
    """The next byte of this kind: those answered at once have other fixed bits than those in turn."""
    device = printer.device
    if isinstance(device, socket.socket):
        device.settimeout(ANSWER_S_MAX)
    try:
        told = printer._read()
    except TimeoutError:
        return None
    finally:
        if isinstance(device, socket.socket):
            device.settimeout(SEND_S_MAX)
    if not told and isinstance(device, socket.socket):
        raise LineClosed
    wanted = [byte for byte in told if _is_in_turn(byte) is in_turn]
    return wanted[-1] if wanted else None


def _is_in_turn(byte: int) -> bool:
    return byte & 0x93 != 0x12


def _notice_a_broken_line(printer: Escpos) -> None:
    """A line that was reset under what was sent says so at the next look."""
    with contextlib.suppress(LineClosed):  # a print server may close when it has everything
        _hear(printer, in_turn=True)

"""WIA 2.0 on Windows, through its automation objects in the PowerShell that every Windows has.

What a person or a device says reaches the scripts through the environment only, never as part of the
script. The picture comes back as base64 on the standard output, so that no file is written. The numbers
are those of ``wiadef.h`` and ``wiaerror`` in the Windows SDK.
"""

from __future__ import annotations

import base64
import binascii
import os
from dataclasses import dataclass
from pathlib import PureWindowsPath

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

PACKAGE = "Windows PowerShell"
LIST_S_MAX = 40.0
SCAN_S_MAX = 180.0
SAID_MAX = 200
_COLOUR, _GREY = 1, 2  # WIA_INTENT_IMAGE_TYPE_*

_LIST = r"""
$ErrorActionPreference = 'Stop'
[Console]::OutputEncoding = New-Object Text.UTF8Encoding $false
try {
    foreach ($info in (New-Object -ComObject WIA.DeviceManager).DeviceInfos) {
        if ($info.Type -eq 1) { $info.DeviceID + "`t" + $info.Properties.Item('Name').Value }
    }
} catch { [Console]::Error.Write('0x{0:X8}' -f $_.Exception.GetBaseException().HResult); exit 1 }
"""
_SCAN = r"""
$ErrorActionPreference = 'Stop'
try {
    $item = $null
    foreach ($info in (New-Object -ComObject WIA.DeviceManager).DeviceInfos) {
        if ($info.DeviceID -eq $env:DAFTAR_SCANNER) { $item = $info.Connect().Items.Item(1) }
    }
    if ($item -eq $null) { [Console]::Error.Write('0x80210015'); exit 1 }
    function Put($id, $value) {
        foreach ($one in $item.Properties) { if ($one.PropertyID -eq $id) { $one.Value = $value } }
    }
    Put 6146 ([int]$env:DAFTAR_INTENT)
    Put 6147 ([int]$env:DAFTAR_DPI)
    Put 6148 ([int]$env:DAFTAR_DPI)
    $page = $item.Transfer('{B96B3CAB-0728-11D3-9D7B-0000F81EF32E}')
    [Console]::Out.Write([Convert]::ToBase64String([byte[]]$page.FileData.BinaryData))
} catch { [Console]::Error.Write('0x{0:X8}' -f $_.Exception.GetBaseException().HResult); exit 1 }
"""
_NUMBERS: dict[str, type[ScannerTrouble]] = {
    "0x80210002": PaperJammed,
    "0x80210003": NoPaper,
    "0x80210005": ScannerGone,
    "0x80210006": ScannerBusy,
    "0x80210007": ScannerBusy,  # warming up
    "0x8021000A": ScannerGone,
    "0x8021000D": ScannerBusy,  # locked by another program
    "0x80210015": ScannerGone,
    "0x80210016": CoverOpen,
    "0x80210064": ScanCancelled,
    "0x80070005": ScannerForbidden,
}


@dataclass(frozen=True, slots=True)
class WiaScanner:
    """A scanner whose WIA ``DeviceID`` is ``name``."""

    name: str
    title: str

    def scan(self, dpi: int, colour: bool, cancel: Cancel | None = None) -> bytes:
        """One page as BMP, which every driver can; see :class:`app.office.scanners.base.Scanner`."""
        asked = {
            "DAFTAR_SCANNER": self.name,
            "DAFTAR_DPI": str(dpi),
            "DAFTAR_INTENT": str(_COLOUR if colour else _GREY),
        }
        ran = run(powershell(_SCAN), package=PACKAGE, timeout_s=SCAN_S_MAX, cancel=cancel, extra=asked)
        if ran.code or not ran.output:
            raise trouble(ran)
        try:
            return base64.b64decode(ran.output.strip(), validate=True)
        except binascii.Error as error:
            raise ScannerTrouble(said=str(error)) from error


def find(cancel: Cancel | None = None) -> list[Scanner]:
    """Every scanner that WIA finds. Raises :class:`ScannerTrouble` and what ``run`` raises."""
    ran = run(powershell(_LIST), package=PACKAGE, timeout_s=LIST_S_MAX, cancel=cancel)
    if ran.code:
        raise trouble(ran)
    found: list[Scanner] = []
    for line in ran.output.decode("utf-8", "replace").splitlines():
        name, tab, title = line.partition("\t")
        if tab and name:
            found.append(WiaScanner(name, title.strip() or name))
    return found


def powershell(script: str) -> list[str]:
    """The command that runs a script; by its whole path, so that no other program of the name is met."""
    root = PureWindowsPath(os.environ.get("SYSTEMROOT", r"C:\Windows"))
    program = root / "System32" / "WindowsPowerShell" / "v1.0" / "powershell.exe"
    encoded = base64.b64encode(script.encode("utf-16-le")).decode("ascii")
    path = str(program) if os.name == "nt" else program.as_posix()
    return [path, "-NoProfile", "-NonInteractive", "-EncodedCommand", encoded]


def trouble(ran: Ran) -> ScannerTrouble:
    """What the number that the script left means."""
    number = ran.said.strip()[:10]
    kind = _NUMBERS.get("0x" + number[2:].upper())
    return kind() if kind is not None else ScannerTrouble(said=ran.said[-SAID_MAX:] or f"WIA: {ran.code}")

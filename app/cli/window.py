"""``daftar`` without a command: the window."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

from app.cli.secrets import read_secret
from app.domain.errors import DaftarError


class NoWindow(DaftarError):
    """Qt cannot be loaded on this PC."""

    what = "The window cannot be opened: {reason}."
    safe = "Everything that was saved is still there, and every command works without a window."
    todo = "Install Daftar anew, or see `daftar --help` for the commands."


def open_window(data_dir: Path | None, passphrase_file: Path | None) -> int:
    """Open the window on the store and stay until it closes; its exit code.

    Raises :class:`NoWindow`, ``StoreMissing`` and ``UnreadableSecret``.
    """
    from app.local_db.errors import StoreMissing
    from app.local_db.place import default_place

    place = default_place(data_dir)
    if not place.store_file.exists():
        raise StoreMissing(place=place.directory)
    if importlib.util.find_spec("PySide6") is None:
        raise NoWindow(reason="PySide6 is not installed")
    try:
        from app.ui import start
    except ImportError as error:
        raise NoWindow(reason=str(error)) from error
    passphrase = read_secret(passphrase_file, "passphrase") if passphrase_file is not None else None
    code = start.run(place, passphrase)
    if code == start.EXIT_TRY_LATER:
        print("daftar: the window is open already; it was raised.", file=sys.stderr)
    return code

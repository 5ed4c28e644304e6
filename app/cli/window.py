"""``daftar`` without a command: the window."""

from __future__ import annotations

import importlib.util

import click

from app.cli.options import Setting
from app.domain.errors import DaftarError


class NoWindow(DaftarError):
    """Qt cannot be loaded on this PC."""

    what = "The window cannot be opened: {reason}."
    safe = "Everything that was saved is still there, and every command works without a window."
    todo = "Install Daftar anew, or see `daftar --help` for the commands."


def open_window(setting: Setting) -> int:
    """Open the window on the store and stay until it closes; its exit code."""
    from app.local_db.errors import StoreMissing

    place = setting.place
    if not place.store_file.exists():
        raise StoreMissing(place=place.directory)
    if importlib.util.find_spec("PySide6") is None:
        raise NoWindow(reason="PySide6 is not installed")
    try:
        from app.ui import start
    except ImportError as error:
        raise NoWindow(reason=str(error)) from error
    code = start.run(place, setting.passphrase())
    if code == start.EXIT_TRY_LATER:
        click.echo("daftar: the window is open already; it was raised.", err=True)
    return code

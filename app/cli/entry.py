"""The script ``daftar``: the window at once when nothing else is asked for, else the command line.

The window goes without the command line's library, which would take a tenth of the time to its first paint.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from app.ui import collector


def main() -> None:
    """Open the window, or run a command; exits with its code."""
    asked = window_asked(sys.argv[1:])
    if asked is None:
        from app.cli.main import main as command_line

        command_line()
        return
    collector.rest()
    settle_streams()
    try:
        from app.cli.window import open_window

        code = open_window(asked.data_dir, asked.passphrase_file)
    except Exception as error:  # noqa: BLE001 - the last place before a person would see a traceback
        from app.cli.main import say_error

        code = say_error(error, sys.argv[1:])
    sys.exit(code)


def window_asked(arguments: Sequence[str]) -> argparse.Namespace | None:
    """``data_dir`` and ``passphrase_file`` when nothing but these was given; None for a command."""
    from app.cli.secrets import PASSPHRASE_FILE_VARIABLE

    named = os.environ.get(PASSPHRASE_FILE_VARIABLE)
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("--data-dir", type=Path)
    parser.add_argument("--passphrase-file", type=Path, default=Path(named) if named else None)
    try:
        asked, more = parser.parse_known_args(list(arguments))
    except argparse.ArgumentError:
        return None  # the command line says what is wrong with it
    return None if more else asked


def settle_streams() -> None:
    """UTF-8 to wherever the output goes, and no library's log beside the sentence that says the same."""
    logging.getLogger().addHandler(logging.NullHandler())
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")

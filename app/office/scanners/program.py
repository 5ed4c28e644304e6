"""Run a system's scanning program: a list of arguments, no shell, a time limit, and a way to stop it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.office.scanners.errors import NoScannerProgram, ScanCancelled, ScannerTooSlow

POLL_S = 0.1
LAST_WORDS_S_MAX = 3.0
"""How long a program may take to end after it has complained for good."""
HUNG = -1
"""The code of a program that had to be ended so."""
END_WAIT_S_MAX = 5.0
"""How long a program may take to end the scan in good order once it is asked to."""
_NO_WINDOW = 0x08000000  # CREATE_NO_WINDOW: no console flashes up before the clerk


class Cancel(threading.Event):
    """Set from another thread to stop a scan."""


@dataclass(frozen=True, slots=True)
class Ran:
    """How a program ended. ``said`` is its error output."""

    code: int
    output: bytes
    said: str


def run(
    command: Sequence[str],
    *,
    package: str,
    timeout_s: float,
    cancel: Cancel | None = None,
    extra: Mapping[str, str] | None = None,
    last_words: Sequence[str] = (),
) -> Ran:
    """Run it to its end; ``extra`` goes into its environment, ``package`` names what to install.

    ``last_words`` (lower case) are complaints after which nothing more comes: a program that has said one and
    does not end is ended (``scanimage`` can hang in giving up), with the code :data:`HUNG`.

    Raises :class:`NoScannerProgram`, :class:`ScanCancelled`, :class:`ScannerTooSlow`.
    """
    environment = {**os.environ, "LC_ALL": "C", **(extra or {})}
    try:
        process = subprocess.Popen(
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            creationflags=_NO_WINDOW if sys.platform == "win32" else 0,
        )
    except OSError as error:
        raise NoScannerProgram(program=command[0], package=package) from error
    try:
        return _wait(process, timeout_s, cancel, last_words)
    finally:
        _end(process)


def _wait(
    process: subprocess.Popen[bytes], timeout_s: float, cancel: Cancel | None, last_words: Sequence[str]
) -> Ran:
    end = time.monotonic() + timeout_s
    ending_s: float | None = None
    while True:
        try:
            output, said = process.communicate(timeout=POLL_S)
        except subprocess.TimeoutExpired as expired:
            if cancel is not None and cancel.is_set():
                raise ScanCancelled from None
            now, so_far = time.monotonic(), (expired.stderr or b"").decode("utf-8", "replace").strip()
            if ending_s is None and any(words in so_far.lower() for words in last_words):
                ending_s = now + LAST_WORDS_S_MAX
            if ending_s is not None and now > ending_s:
                return Ran(HUNG, b"", so_far)
            if now > end:
                raise ScannerTooSlow(seconds=round(timeout_s)) from None
        else:
            return Ran(process.returncode, output, said.decode("utf-8", "replace").strip())


def _end(process: subprocess.Popen[bytes]) -> None:
    """Let it stop the scanner in good order; end it when it will not (SANE's programs can hang in that)."""
    if process.poll() is not None:
        return
    process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.communicate(timeout=END_WAIT_S_MAX)
        return
    process.kill()
    process.communicate()

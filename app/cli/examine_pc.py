"""What ``daftar doctor`` looks at around the store: folder, disk, window, keys, lock, faults."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.cli.diagnosis import Diagnosis, Health, explained
from app.domain.errors import DaftarError
from app.office.packaged import RESOURCES

if TYPE_CHECKING:
    from app.local_db.place import Place

FREE_BYTES_WARN = 1024**3
FREE_BYTES_MIN = 100 * 1024**2
QT_S = 30.0
"""How long Qt may take to come up on a slow PC."""
FONTS = ("Regular", "Medium", "Bold")
QT_LIBRARIES_TODO = (
    "On Debian: apt install libegl1 libgl1 libxkbcommon-x11-0 libxcb-cursor0 libdbus-1-3 libfontconfig1. "
    "Elsewhere install Daftar anew. Every command works without a window."
)
_OPEN_QT = "from PySide6.QtWidgets import QApplication; QApplication([])"


def look_at_folder(place: Place) -> Iterator[Diagnosis]:
    """The store's folder and the disk that it is on."""
    folder = place.directory
    if not folder.exists():
        return
    if os.access(folder, os.W_OK):
        yield Diagnosis("folder", Health.OK, str(folder))
    else:
        todo = "Give this user the right to write there; until then nothing can be accepted."
        yield Diagnosis("folder", Health.BAD, f"{folder} cannot be written to", todo)
    free_bytes = shutil.disk_usage(folder).free
    health = Health.OK if free_bytes >= FREE_BYTES_WARN else Health.WARN
    if free_bytes < FREE_BYTES_MIN:
        health = Health.BAD
    todo = "" if health is Health.OK else "Free space on this disk: what cannot be written is not accepted."
    yield Diagnosis("disk", health, f"{free_bytes // 1024**2:,} MiB free", todo)


def look_at_window() -> Iterator[Diagnosis]:
    """Whether Qt comes up, and the bundled font is there."""
    if importlib.util.find_spec("PySide6") is None:
        yield Diagnosis("window", Health.BAD, "Qt (PySide6) is not installed", "Install Daftar anew.")
    elif not getattr(sys, "frozen", False):
        reason = _why_no_qt()
        if reason is None:
            yield Diagnosis(
                "window", Health.OK, "Qt comes up" + ("" if _has_screen() else " (no screen here)")
            )
        else:
            yield Diagnosis("window", Health.BAD, f"Qt does not come up: {reason}", QT_LIBRARIES_TODO)
    missing = [
        f"Vazirmatn-{w}.ttf" for w in FONTS if not (RESOURCES / "fonts" / f"Vazirmatn-{w}.ttf").exists()
    ]
    if missing:
        yield Diagnosis("font", Health.BAD, f"missing: {', '.join(missing)}", "Install Daftar anew.")
    else:
        yield Diagnosis("font", Health.OK, "Vazirmatn is there")


def _has_screen() -> bool:
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _why_no_qt() -> str | None:
    """Start Qt in a process of its own, for it ends the process when a library is missing."""
    env = dict(os.environ)
    if not _has_screen():
        env["QT_QPA_PLATFORM"] = "offscreen"
    try:
        done = subprocess.run(
            [sys.executable, "-c", _OPEN_QT], env=env, capture_output=True, timeout=QT_S, check=False
        )
    except subprocess.TimeoutExpired:
        return f"it took more than {QT_S:.0f} s"
    except OSError as error:
        return error.strerror or str(error)
    if done.returncode == 0:
        return None
    lines = [line for line in done.stderr.decode(errors="replace").splitlines() if line.strip()]
    return lines[-1].strip() if lines else f"it ended with {done.returncode}"


def not_enrolled(place: Place) -> Diagnosis:
    """There is no store in the place."""
    from app.local_db.errors import StoreMissing

    return explained("store", StoreMissing(place=place.directory))


def look_at_keys(place: Place) -> Diagnosis:
    """Whether the store's keys are there, and the keyring gives them."""
    from app.local_db.keys import IN_KEYRING, load_keys, read_keys_file

    try:
        kept_in = read_keys_file(place).kept_in
        if kept_in == IN_KEYRING:
            load_keys(place, None)
    except DaftarError as error:
        return explained("keys", error)
    return Diagnosis("keys", Health.OK, "in the keyring" if kept_in == IN_KEYRING else "under a passphrase")


def look_at_lock(place: Place) -> Diagnosis:
    """Who writes to the store at this moment."""
    from filelock import FileLock, Timeout

    if not place.lock_file.exists():
        return Diagnosis("writer", Health.OK, "nobody is writing")
    lock = FileLock(place.lock_file, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        note = f"{_holder(place) or 'another Daftar'} has the store open"
        return Diagnosis("writer", Health.OK, note)
    except OSError:
        return Diagnosis("writer", Health.OK, "nobody can write here")
    lock.release()
    return Diagnosis("writer", Health.OK, "nobody is writing")


def _holder(place: Place) -> str | None:
    """The process that has the lock's file open, as far as this user may see."""
    import psutil

    wanted = str(place.lock_file.resolve())
    for process in psutil.process_iter():
        try:
            if process.pid != os.getpid() and any(f.path == wanted for f in process.open_files()):
                return f"process {process.pid} ({process.name()})"
        except (psutil.Error, OSError):
            continue
    return None


def look_at_faults(place: Place) -> Diagnosis:
    """Whether an unexpected fault was kept for support."""
    log = place.logs / "faults.log"
    if not log.exists():
        return Diagnosis("faults", Health.OK, "no unexpected fault is on record")
    todo = "Send it to support; it holds no personal data. Move it away once it is sent."
    return Diagnosis("faults", Health.WARN, f"unexpected faults are on record in {log}", todo)

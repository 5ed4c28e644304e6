"""The two programs that ``memory`` compares: Daftar at work on a store, and a bare window.

``python -m bench.resident bare`` or ``… ours DIR``: the process's resident memory in KiB, on standard
output, once it is at rest. Daftar's has found people as one types, opened a form and read the queue.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from bench.first_paint import SIZE

REST_MS = 1500
LETTERS = "محمد احمدی"


def rest(milliseconds: int = REST_MS) -> None:
    """Let the events go on for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def resident_kib() -> int:
    """What Linux says this process holds in memory."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:")))


def bare() -> int:
    """A PySide6 window of the same size with nothing in it."""
    application = QApplication([])
    window = QWidget()
    window.resize(*SIZE)
    window.show()
    rest()
    application.processEvents()
    return resident_kib()


def ours(directory: Path) -> int:
    """The whole window with its store and its sending, through the pages that read the most."""
    from app.local_db.place import Place
    from app.ui.start import Launch, application
    from bench import million
    from bench.hands import until

    launch = Launch(application(), Place(directory), million.PASSPHRASE)
    launch.window.show()
    until(lambda: launch.workplace is not None)
    assert launch.workplace is not None
    assert launch.window.work is not None
    launch.workplace.session = million.CLERK
    work = launch.window.work
    launch.window.show_work()
    work.go("find")
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    for letter in LETTERS:
        line.insert(letter)
        rest(150)
    work.go("application").open_service("passport.renewal")  # type: ignore[attr-defined]
    rest()
    work.go("queue")
    rest()
    QCoreApplication.processEvents()
    return resident_kib()


if __name__ == "__main__":
    print(bare() if sys.argv[1] == "bare" else ours(Path(sys.argv[2])), flush=True)
    os._exit(0)

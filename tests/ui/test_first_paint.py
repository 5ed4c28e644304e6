"""Proves that the sign-in is painted before anything is loaded that it can do without."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import os, sys
from pathlib import Path
from PySide6 import QtCore, QtWidgets
from app.local_db.place import Place
from app.ui.start import Launch, application

class Last(QtWidgets.QWidget):
    def paintEvent(self, _):
        made = [one for one in ("Qt", "QStyle") if one in vars(QtCore) or one in vars(QtWidgets)]
        heavy = [one for one in ("sqlalchemy", "httpx", "cryptography", "msgspec") if one in sys.modules]
        print("painted", *made, *heavy, flush=True)
        os._exit(0)

launch = Launch(application(), Place(Path(sys.argv[1])))
last = Last()
last.setFixedSize(4, 4)
launch.window.sign_in.add_foot(last)  # it is painted after what stands above it
launch.window.show()
QtCore.QCoreApplication.exec()
"""


def test_the_sign_in_is_painted_without_qts_namespace_and_the_stores_libraries(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.split() == ["painted"]

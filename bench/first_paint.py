"""The two programs that ``start`` compares: Daftar as ``daftar`` starts it, and a bare window.

``python -m bench.first_paint bare`` or ``… ours --data-dir DIR …``: the monotonic clock in seconds at the
window's first paint, on standard output; then gone, without waiting for the store that opens behind it.
Everything is loaded in the order in which the programs load it.
"""

from __future__ import annotations

import os
import sys
import time
from typing import Any

SIZE = (1366, 768)


def tell_and_leave() -> None:
    """Say when the paint was, and end at once: what follows it is not measured."""
    print(time.monotonic(), flush=True)
    os._exit(0)


def bare() -> None:
    """A PySide6 window of the same size with nothing in it."""
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QWidget

    class Bare(QWidget):
        def paintEvent(self, _: QPaintEvent) -> None:
            tell_and_leave()

    application = QApplication([])
    window = Bare()
    window.resize(*SIZE)
    window.show()
    application.exec()


def ours(arguments: list[str]) -> None:
    """The program itself, by its command line; its sign-in page is told of at its first paint."""
    from app.cli import entry, window

    open_window = window.open_window

    def open_told(*given: Any) -> int:
        from PySide6.QtWidgets import QWidget

        from app.ui.pages.sign_in import SignInPage

        def painted(page: QWidget, event: Any) -> None:
            QWidget.paintEvent(page, event)
            tell_and_leave()

        SignInPage.paintEvent = painted  # type: ignore[method-assign]
        return open_window(*given)

    window.open_window = open_told  # type: ignore[assignment]
    sys.argv[1:] = arguments
    entry.main()


if __name__ == "__main__":
    bare() if sys.argv[1] == "bare" else ours(sys.argv[2:])

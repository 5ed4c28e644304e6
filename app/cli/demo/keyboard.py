"""Key presses into the window: the only way in which the demo's clerk acts."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

STEP_MS = 5
SETTLE_MS = 50
PATIENCE_S = 60.0
"""Many times what anything takes on a slow PC: only what never comes is given up."""


class Stuck(RuntimeError):
    """The window did not do what the clerk waits for."""


def focus() -> QWidget:
    """The widget that has the keyboard. Raises :class:`Stuck` when none gets it in time."""
    until(lambda: QApplication.focusWidget() is not None, "somewhere to type")
    widget = QApplication.focusWidget()
    if widget is None:
        raise Stuck("nothing has the keyboard")
    return widget


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press and release one key where the keyboard is."""
    QTest.keyClick(focus(), key, modifiers)


def type_text(text: str) -> None:
    """Type a text, letter by letter, wherever the keyboard goes meanwhile.

    ``QTest.keyClicks`` knows Latin letters only; these are the events that a Persian keyboard gives.
    """
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(focus(), event)


def settle() -> None:
    """Let the window draw what came of the keys, as anybody who looks at it would."""
    work_for(SETTLE_MS)


def until(holds: Callable[[], bool], what: str, patience_s: float = PATIENCE_S) -> None:
    """Let the window work until ``holds``. Raises :class:`Stuck`."""
    deadline = time.monotonic() + patience_s
    while not holds():
        if time.monotonic() > deadline:
            at = type(QApplication.focusWidget()).__name__
            raise Stuck(f"waited {patience_s:.0f} s for {what}; the keyboard is at {at}")
        work_for(STEP_MS)


def work_for(time_ms: int) -> None:
    """Let the window work for so long."""
    # Not QTest.qWait: it keeps Python's lock, and the window's background work would stand still.
    loop = QEventLoop()
    QTimer.singleShot(time_ms, loop.quit)
    loop.exec()
    # A loop within a loop leaves what was replaced on the screen until the outer one goes on.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

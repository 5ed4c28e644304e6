"""The window's parts under measured hands: a key goes in, and the clock stops when its effect is painted."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QEventLoop,
    QObject,
    QSettings,
    Qt,
    QTimer,
    qInstallMessageHandler,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.office.counter import Counter
from app.office.sign_in import Session
from app.sync.lanes import SyncService
from app.ui import theme
from app.ui.bridge import Bridge
from app.ui.fonts import install_fonts
from app.ui.language import Language, speak
from app.ui.start import application
from app.ui.workplace import Workplace

FRAME_MS = 1000 / 60
"""What a screen of 60 Hz gives for everything between a key and its picture."""
PATIENCE_S = 30.0
LOOK_EVERY_MS = 50
SETTLED_AFTER = 10
"""Rounds of the event loop."""


def persian() -> QApplication:
    """The process's application as a clerk meets it; off screen, painted all the same."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qInstallMessageHandler(lambda *_: None)  # the off-screen platform says what it cannot do, each time
    app = application()
    install_fonts(app)
    speak(app, Language.FA)
    theme.apply(app, theme.Scheme.LIGHT)
    return app


def workplace(
    counter: Counter, session: Session, directory: Path, sync: SyncService | None = None
) -> Workplace:
    """What pages are made with, with nobody syncing unless ``sync`` does."""
    settings = QSettings(str(directory / "window.ini"), QSettings.Format.IniFormat)
    made = Workplace(counter, Bridge(counter.store, sync), settings)
    made.session = session
    return made


class Painted(QObject):
    """Counts the paintings of a widget."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.times = 0
        watched.installEventFilter(self)

    def wait_for_next(self) -> Callable[[], bool]:
        """Whether it was painted once more than by now."""
        before = self.times
        return lambda: self.times > before

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        """Look, and keep nothing from it."""
        if event.type() == QEvent.Type.Paint:
            self.times += 1
        return False


def settle() -> None:
    """Let the window do and paint all that waits to be."""
    for _ in range(SETTLED_AFTER):
        QCoreApplication.processEvents()


def until(holds: Callable[[], bool]) -> None:
    """Let the window live, asleep between events, until ``holds``."""
    end = time.monotonic() + PATIENCE_S
    waker = QTimer(interval=LOOK_EVERY_MS)
    waker.start()
    while not holds():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.monotonic() > end:
            raise TimeoutError("what was waited for did not come")
    waker.stop()


def stroke(widget: QWidget, text: str, done: Callable[[], bool], key: int = 0) -> float:
    """Press one key in a widget; milliseconds until ``done``, which ought to include the painting.

    As the system does it: the window gets the key and hands it to the widget that has the focus.
    """
    widget.setFocus()
    window = widget.window().windowHandle()
    began = time.perf_counter()
    press = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text)
    QCoreApplication.sendEvent(window, press)
    until(done)
    took_ms = (time.perf_counter() - began) * 1000
    release = QKeyEvent(QEvent.Type.KeyRelease, key, Qt.KeyboardModifier.NoModifier, text)
    QCoreApplication.sendEvent(window, release)
    return took_ms

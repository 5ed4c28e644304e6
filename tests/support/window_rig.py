"""Help for tests that drive the window: waiting, translating, reading what is on the screen."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.ui import operations

ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = ROOT / "resources" / "translations"
WAIT_S_MAX = 10.0


@cache
def compiled_translation() -> Path:
    """daftar_fa.qm, made anew when its source is younger."""
    source, compiled = TRANSLATIONS / "daftar_fa.ts", TRANSLATIONS / "daftar_fa.qm"
    if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
        subprocess.run([sys.executable, str(TRANSLATIONS / "update.py"), "--compile"], check=True)
    return compiled


def wait_until(holds: Callable[[], bool], seconds: float = WAIT_S_MAX) -> None:
    """Let events run until ``holds``; fails loudly when it does not come to hold."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise AssertionError("what was waited for did not come")
        QCoreApplication.processEvents()
        time.sleep(0.005)


def bring_up(widget: QWidget, *size: int) -> None:
    """Show a window, of this width and height where they are given, and wait until it takes keys."""
    if size:
        widget.resize(*size)
    widget.show()
    widget.activateWindow()
    wait_until(widget.isActiveWindow)


def settle() -> None:
    """Let work under way come back, and what was deleted go."""
    assert operations.wait_for_all()
    for _ in range(3):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def texts_on(widget: QWidget) -> list[str]:
    """Every text that a person sees in a widget."""
    return [
        label.text()
        for label in widget.findChildren(QLabel)
        if label.isVisibleTo(widget) and label.text().strip()
    ]


def type_text(widget: QWidget, text: str) -> None:
    """Type letters of any alphabet into a widget (Qt's own helper knows Latin ones only)."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QCoreApplication.sendEvent(widget, event)


def type_here(text: str) -> None:
    """Type a text, letter by letter, wherever the keyboard goes meanwhile."""
    for letter in text:
        focused = QApplication.focusWidget()
        assert focused is not None
        type_text(focused, letter)


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is, with another one held."""
    QTest.keyClick(QApplication.focusWidget(), key, held)

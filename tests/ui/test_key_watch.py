"""Proves that the work in the background hears of a key before its widget does, and of its picture after."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from support.window_rig import bring_up, wait_until

from app.local_db.courtesy import Courtesy
from app.ui.shell.key_watch import KeyWatch

pytestmark = pytest.mark.usefixtures("persian")


class Told(Courtesy):
    """Notes what it is told."""

    def __init__(self, notes: list[str]) -> None:
        super().__init__()
        self._notes = notes

    def key_pressed(self) -> None:
        self._notes.append("pressed")

    def key_shown(self) -> None:
        self._notes.append("shown")


class Seen(QObject):
    """Notes what reaches a widget."""

    def __init__(self, widget: QWidget, notes: list[str]) -> None:
        super().__init__(widget)
        self._notes = notes
        widget.installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.Paint):
            self._notes.append(event.type().name)
        return False


@pytest.fixture
def window() -> Iterator[QWidget]:
    window = QWidget()
    line = QLineEdit()
    QVBoxLayout(window).addWidget(line)
    bring_up(window, 300, 100)
    line.setFocus()
    yield window
    window.close()
    window.deleteLater()


def test_a_key_is_told_before_it_is_seen_and_its_picture_after_it_is_painted(window: QWidget) -> None:
    notes: list[str] = []
    line = window.findChild(QLineEdit)
    assert line is not None
    KeyWatch(Told(notes), window)
    Seen(line, notes)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    wait_until(lambda: "shown" in notes)
    assert line.text() == "a"
    assert notes[:2] == ["pressed", "KeyPress"]
    assert notes.index("Paint") < notes.index("shown")


def test_a_press_of_the_mouse_counts_and_passing_over_does_not(window: QWidget) -> None:
    notes: list[str] = []
    KeyWatch(Told(notes), window)
    QTest.mouseMove(window.windowHandle())
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton)
    wait_until(lambda: "shown" in notes)
    assert notes == ["pressed", "shown"]


def test_a_window_that_was_never_shown_is_left_alone() -> None:
    KeyWatch(Told([]), QWidget())

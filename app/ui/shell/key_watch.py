"""Tells the work in the background of each key that a person presses, and of its picture (``Courtesy``)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from app.local_db.courtesy import Courtesy

PRESSES = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel})


class KeyWatch(QObject):
    """Watches what the system hands a window that is shown; lives as long as the window does.

    It filters the events of the system's window and not those of the widgets or the program: a key is one
    event there, and no painting waits for this filter.
    """

    def __init__(self, courtesy: Courtesy, window: QWidget) -> None:
        super().__init__(window)
        self._courtesy = courtesy
        self._shown = QTimer(self, interval=0, singleShot=True)
        self._shown.timeout.connect(courtesy.key_shown)
        handle = window.windowHandle()
        if handle is not None:  # never shown: nobody presses anything in it
            handle.installEventFilter(self)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        """Look, and keep nothing from the window. The timer runs off when the key's events are worked off."""
        if event.type() in PRESSES:
            self._courtesy.key_pressed()
            self._shown.start()
        return False

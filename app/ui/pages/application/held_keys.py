"""Keys that are kept from what has the focus for a moment, while it is being saved or is not there yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

WINDOWS_OWN = range(Qt.Key.Key_F1, Qt.Key.Key_F35 + 1)
"""Keys that are the window's and not typed into anything."""


class HeldKeys(QObject):
    """Holds keys between :meth:`begin` and :meth:`end`, but for those that are ``free``; shortcuts too."""

    def __init__(self, parent: QObject, free: Collection[int] = ()) -> None:
        super().__init__(parent)
        self._free = free
        self._focused: QWidget | None = None
        self._pressed: list[QKeyEvent] = []

    def begin(self) -> None:
        """Hold from now on what would go to what has the focus."""
        self._focused = QApplication.focusWidget()
        if self._focused is not None:
            self._focused.installEventFilter(self)

    def end(self) -> tuple[QWidget | None, list[QKeyEvent]]:
        """Hold no more. What they would have gone to, if it is there, and what was pressed meanwhile."""
        focused, self._focused = self._focused, None
        pressed, self._pressed = self._pressed, []
        if focused is None or not shiboken6.isValid(focused):
            return None, pressed
        focused.removeEventFilter(self)
        return focused, pressed

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        """Keep a key, and from its being a shortcut."""
        if not isinstance(event, QKeyEvent) or event.key() in self._free:
            return False
        if event.type() == QEvent.Type.KeyPress:
            self._pressed.append(event.clone())
        event.accept()
        return True


def press_again(keys: Iterable[QKeyEvent]) -> None:
    """Press keys that were held; each goes to what has the focus by then."""
    for key in keys:
        focused = QApplication.focusWidget()
        if focused is not None:
            QCoreApplication.sendEvent(focused, key)

"""Keys that were pressed before what they are meant for stood there: kept, and pressed again then."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget


class TypedAhead(QObject):
    """Between :meth:`begin` and :meth:`end` keys do nothing; then each goes to what has the focus."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._focused: QWidget | None = None
        self._keys: list[QKeyEvent] = []

    def begin(self) -> None:
        """Keep the keys from now on."""
        self._focused = QApplication.focusWidget()
        if self._focused is not None:
            self._focused.installEventFilter(self)

    def end(self) -> None:
        """Press them."""
        if self._focused is not None and shiboken6.isValid(self._focused):
            self._focused.removeEventFilter(self)
        keys, self._keys, self._focused = self._keys, [], None
        for key in keys:
            focused = QApplication.focusWidget()
            if focused is not None:
                QCoreApplication.sendEvent(focused, key)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        """Keep a key that is typed; the window's own keys (F1, F4 and the rest) go on as ever."""
        if not isinstance(event, QKeyEvent) or event.key() in range(Qt.Key.Key_F1, Qt.Key.Key_F35 + 1):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress:
            self._keys.append(event.clone())
            return True
        return False

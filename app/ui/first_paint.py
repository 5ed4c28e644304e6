"""Tells when a widget was painted for the first time: what is heavy waits for that."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

UNSEEN_MS_MAX = 400
"""A window that nobody sees (started minimised, or never shown) is not waited for any longer."""


class FirstPaint(QObject):
    """``over``, once, in the event loop's next round after the painting."""

    over = Signal()

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self._is_over = False
        watched.installEventFilter(self)
        QTimer.singleShot(UNSEEN_MS_MAX, self, self._tell)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look for the paint; keep nothing from the widget."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._tell)
        return False

    def _tell(self) -> None:
        if not self._is_over:
            self._is_over = True
            self.over.emit()

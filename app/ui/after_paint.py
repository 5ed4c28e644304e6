"""Work of the UI thread that can wait until what was changed just now has been painted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer


def after_paint(owner: QObject, call: Callable[[], Any]) -> None:
    """Call once, in the event loop's round after the next painting, unless ``owner`` is gone by then.

    A timer of its own: ``QTimer.singleShot(0, …)`` posts an event, and that comes before the painting.
    """
    timer = QTimer(owner, interval=0, singleShot=True)
    timer.timeout.connect(call)
    timer.timeout.connect(timer.deleteLater)
    timer.start()

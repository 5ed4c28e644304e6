"""Work of the UI thread that can wait until what was changed just now has been painted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer


def after_paint(owner: QObject, call: Callable[[], Any]) -> None:
    """Call once, after the painting that the event loop does next, unless ``owner`` is gone by then.

    Timers, for ``QTimer.singleShot(0, …)`` posts an event, which comes before the painting; and two of them,
    for the first may run off in the very round in which the painting is only asked for.
    """
    _in_next_round(owner, lambda: _in_next_round(owner, call))


def _in_next_round(owner: QObject, call: Callable[[], Any]) -> None:
    timer = QTimer(owner, interval=0, singleShot=True)
    timer.timeout.connect(call)
    timer.timeout.connect(timer.deleteLater)
    timer.start()

"""Keys that go nowhere for a moment, while what they were typed into is being saved."""

from __future__ import annotations

from collections.abc import Iterable

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

LONG_MS = 250
"""Saving takes a tenth of this. Only when it takes longer are the parts disabled, so that it is seen too:
to style and paint each widget of a form twice would take longer than the saving itself."""

_KEYS = frozenset({QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease})


class Hold(QObject):
    """Between :meth:`begin` and :meth:`end` no key reaches what has the focus, later nothing the ``parts``.

    The focus is back at its place at the end.
    """

    lasts = Signal(bool)
    """It takes long, and is seen; False when that is over."""

    def __init__(self, parts: Iterable[QWidget], parent: QObject) -> None:
        super().__init__(parent)
        self._parts = tuple(parts)
        self._focused: QWidget | None = None
        self._is_off = False
        self._long = QTimer(self, interval=LONG_MS, singleShot=True)
        self._long.timeout.connect(lambda: self._set_off(off=True))

    def begin(self) -> None:
        """From now on keys go nowhere."""
        self._focused = QApplication.focusWidget()
        if self._focused is not None:
            self._focused.installEventFilter(self)
        self._long.start()

    def end(self) -> None:
        """They go where they went before."""
        self._long.stop()
        focused, self._focused = self._focused, None
        is_there = focused is not None and shiboken6.isValid(focused)
        if focused is not None and is_there:
            focused.removeEventFilter(self)
        if self._is_off:
            self._set_off(off=False)
            if focused is not None and is_there:
                focused.setFocus()

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        """Swallow keys, those that are shortcuts too."""
        if event.type() not in _KEYS:
            return False
        event.accept()
        return True

    def _set_off(self, *, off: bool) -> None:
        self._is_off = off
        self.lasts.emit(off)
        for part in self._parts:
            part.setEnabled(not off)

"""The page while an application is being saved: it takes no keys, and is disabled only if that takes long."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.ui.pages.application.held_keys import HeldKeys

LONG_MS = 250
"""Saving takes a tenth of this. Only when it takes longer are the parts disabled, so that it is seen too:
to style and paint each widget of a form twice would take longer than the saving itself."""


class Hold(QObject):
    """Between :meth:`begin` and :meth:`end` no key reaches what has the focus, later nothing the ``parts``.

    The focus is back at its place at the end.
    """

    lasts = Signal(bool)
    """It takes long, and is seen; False when that is over."""

    def __init__(self, parts: Iterable[QWidget], parent: QObject) -> None:
        super().__init__(parent)
        self._parts = tuple(parts)
        self._keys = HeldKeys(self)
        self._is_off = False
        self._long = QTimer(self, interval=LONG_MS, singleShot=True)
        self._long.timeout.connect(lambda: self._set_off(off=True))

    def begin(self) -> None:
        """From now on keys go nowhere."""
        self._keys.begin()
        self._long.start()

    def end(self) -> None:
        """They go where they went before."""
        self._long.stop()
        focused, _ = self._keys.end()
        if self._is_off:
            self._set_off(off=False)
            if focused is not None:
                focused.setFocus()

    def _set_off(self, *, off: bool) -> None:
        self._is_off = off
        self.lasts.emit(off)
        for part in self._parts:
            part.setEnabled(not off)

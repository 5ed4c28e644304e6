"""Guards against a fault of the Qt binding that no test of the window would show until it had run for hours:
PySide6 6.12.0 gives one reference to ``True`` away at each ``emit``; below Python 3.12 that ends the program.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal

EMITS = 200


class Sender(QObject):
    told = Signal(object)


def test_emitting_a_signal_costs_no_reference() -> None:
    sender = Sender()
    sender.told.connect(lambda _: None)
    before = sys.getrefcount(True)
    for _ in range(EMITS):
        sender.told.emit(None)
    assert abs(sys.getrefcount(True) - before) < EMITS // 2

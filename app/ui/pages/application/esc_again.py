"""Ask before something typed is thrown away: in a line of the page, answered by the same key."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from app.ui.theme import Tone
from app.ui.widgets.notice import Notice

STANDS_MS = 6_000
"""How long the question stands."""


class EscAgain(QObject):
    """Says in ``notice`` that the key must be pressed once more."""

    def __init__(self, notice: Notice, question: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notice = notice
        self._question = question
        self._stands = QTimer(self, interval=STANDS_MS, singleShot=True)
        self._stands.timeout.connect(lambda: notice.say(""))

    def confirmed(self, question: str = "") -> bool:
        """True when the question stood already; else it is asked now, in these words where they are given."""
        if self._stands.isActive():
            self.forget()
            return True
        self._stands.start()
        self._notice.say(question or self._question, Tone.WAIT)
        return False

    def forget(self) -> None:
        """Take the question back: the person went on typing."""
        if self._stands.isActive():
            self._stands.stop()
            self._notice.say("")

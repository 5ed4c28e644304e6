"""What every page has at hand: the counter, the bridge to sync, and who is signed in.

One object, made when the store is open and handed to each page; nothing reaches for it globally.
"""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Signal

from app.domain.errors import DaftarError
from app.office.counter import Counter
from app.office.sign_in import Session
from app.ui.bridge import Bridge

log = logging.getLogger(__name__)


class Workplace(QObject):
    """``session`` is None while the window is locked."""

    session_changed = Signal()
    trouble = Signal(object)
    """A :class:`DaftarError` that stays in the banner until a person has acted: not saved, store broken."""

    def __init__(self, counter: Counter, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.counter = counter
        self.bridge = bridge
        self._session: Session | None = None

    @property
    def session(self) -> Session | None:
        """Who is signed in."""
        return self._session

    @session.setter
    def session(self, session: Session | None) -> None:
        self._session = session
        self.session_changed.emit()

    def signed_in(self) -> Session:
        """Who is signed in; pages are only reached by someone who is."""
        if self._session is None:
            raise AssertionError("a page acted while nobody was signed in")
        return self._session

    def report(self, error: DaftarError) -> None:
        """Make an error that concerns the whole counter stand in the banner."""
        log.error("%s: %s", type(error).__name__, error)
        self.trouble.emit(error)

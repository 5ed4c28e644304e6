"""What every page has at hand: the counter, the bridge to sync, and who is signed in.

One object, made when the store is open and handed to each page; nothing reaches for it globally.
"""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, QSettings, Signal

from app.domain.catalogue import Service
from app.domain.errors import DaftarError
from app.office.counter import Counter
from app.office.sign_in import Session
from app.ui.bridge import Bridge
from app.ui.spoken_for import SpokenFor
from app.ui.texts import isolate, words

log = logging.getLogger(__name__)


class Workplace(QObject):
    """``session`` is None while the window is locked."""

    session_changed = Signal()
    closing = Signal()
    """The window is about to close the store: what waits for somebody outside should give up."""
    trouble = Signal(object)
    """A :class:`DaftarError` that stays in the banner until a person has acted: not saved, store broken."""

    def __init__(
        self,
        counter: Counter,
        bridge: Bridge,
        settings: QSettings | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.counter = counter
        self.bridge = bridge
        self.spoken_for = SpokenFor()
        self._settings = settings
        self._session: Session | None = None

    @property
    def settings(self) -> QSettings | None:
        """What is kept for this PC, whoever is signed in."""
        return self._settings

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

    def find_service(self, code: str) -> Service | None:
        """A service of the catalogue in force, or None."""
        return self.counter.catalogue().find_service(code)

    def service_name(self, code: str) -> str:
        """A service's name in the window's language; its code when the catalogue does not have it."""
        service = self.find_service(code)
        return words(service.name) if service is not None else isolate(code)

    def remember(self, name: str, value: object) -> None:
        """Keep a habit (columns, last service) of the person who is signed in, on this PC."""
        if self._settings is not None and self._session is not None:
            self._settings.setValue(f"{self._session.staff}/{name}", value)

    def remembered(self, name: str, otherwise: object = None) -> object:
        """A habit of the person who is signed in."""
        if self._settings is None or self._session is None:
            return otherwise
        return self._settings.value(f"{self._session.staff}/{name}", otherwise)

"""Between the threads of store and sync and the window: every callback becomes a signal in the UI thread.

Signals are emitted from whatever thread a callback comes on; Qt queues them to receivers that live in the
UI thread. Receivers are told what happened, and read what they need themselves.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any, Protocol

import shiboken6
from PySide6.QtCore import QObject, Signal

Event = Any
"""One of the events of ``app.sync.lanes``; this module passes them on by their class's name."""


class Syncing(Protocol):
    """What the window needs of the sync service."""

    def start(self) -> None:
        """Begin exchanging with the centre."""

    def stop(self) -> None:
        """End it, and wait until it has ended."""

    def try_now(self) -> None:
        """Do not wait for the next attempt."""

    def subscribe(self, callback: Callable[[Event], None]) -> object:
        """Call ``callback`` on each event, on the service's thread."""


class Changing(Protocol):
    """What the window needs of the store to hear of changes."""

    def on_change(self, callback: Callable[[frozenset[str]], None]) -> object:
        """Call ``callback`` after each commit with the topics that changed."""


class Bridge(QObject):
    """``changed`` carries the topics of a commit; the others carry sync's own events.

    Connect bound methods of widgets, not lambdas: Qt forgets a method with its widget, a lambda outlives it.
    """

    changed = Signal(object)
    link_changed = Signal(object)
    progress = Signal(object)
    documents_progress = Signal(object)
    exchanged = Signal(object)
    forked = Signal(object)
    restored = Signal(object)
    alarm = Signal(object)

    def __init__(self, store: Changing, sync: Syncing | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sync = sync
        store.on_change(self._store_changed)
        if sync is not None:
            sync.subscribe(self._sync_told)

    def try_now(self) -> None:
        """Ask for an exchange at once; harmless when there is no sync service."""
        if self._sync is not None:
            self._sync.try_now()

    def _store_changed(self, topics: frozenset[str]) -> None:
        self._emit(lambda: self.changed.emit(topics))

    def _sync_told(self, event: Event) -> None:
        signals = {
            "LinkChanged": self.link_changed,
            "Progress": self.progress,
            "DocumentsProgress": self.documents_progress,
            "Exchanged": self.exchanged,
            "Forked": self.forked,
            "Restored": self.restored,
            "Alarm": self.alarm,
        }
        signal = signals.get(type(event).__name__)
        if signal is not None:
            self._emit(lambda: signal.emit(event))

    def _emit(self, send: Callable[[], None]) -> None:
        with contextlib.suppress(RuntimeError):  # the window closed between the look and the call
            if shiboken6.isValid(self):
                send()

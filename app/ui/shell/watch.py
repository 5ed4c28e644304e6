"""Keeps banner and status line true: re-reads the situation when something changed, and as time passes.

Changes come in bursts while a backlog drains; :class:`app.ui.reader.Reader` lets them settle, and reads off
the UI thread.
"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.errors import DaftarError
from app.local_db.errors import NotSaved
from app.ui.models.situation import Situation, read_situation
from app.ui.reader import Reader
from app.ui.shell.banner_state import Alarms, BannerState, Sending, banner_state
from app.ui.workplace import Workplace

log = logging.getLogger(__name__)

TICK_MS = 1000
"""The clock's step; ages and the banner's grace follow it."""
RESTORED_SHOWN_S = 600.0
"""How long it is said that lost entries came back."""
PROGRESS_EVERY_MS = 200
"""A drain tells of its progress with every batch; more often than this nobody reads it."""
PROGRESS_KEPT_S = 3.0
"""A drain that has not been heard of for this long is over."""
ALARMS_SHOWN = frozenset({Alarms.NO_ATTEMPT, Alarms.SENDING_REFUSED, Alarms.STORE})
"""Alarms that a person must hear of at once; the others are in the log, or show as the link's state."""


class Watch(QObject):
    """``situation_changed(Situation)``, ``banner_changed(BannerState)`` and ``ticked(datetime)``."""

    situation_changed = Signal(object)
    banner_changed = Signal(object)
    ticked = Signal(object)

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._situation = Situation()
        self._sending: Sending | None = None
        self._sending_at: datetime | None = None
        self._trouble: DaftarError | None = None
        self._alarm = ""
        self._restored: tuple[datetime, int] | None = None
        counter = workplace.counter
        self.reader = Reader(self, lambda: lambda: read_situation(counter), self._on_read, self._on_trouble)
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._on_tick)
        self._progress = QTimer(self, interval=PROGRESS_EVERY_MS, singleShot=True)
        self._progress.timeout.connect(self._show)
        bridge = workplace.bridge
        bridge.changed.connect(self._on_changed)
        bridge.link_changed.connect(self._on_heard)
        bridge.exchanged.connect(self._on_exchanged)
        bridge.forked.connect(self._on_heard)
        bridge.restored.connect(self._on_restored)
        bridge.progress.connect(self._on_progress)
        bridge.alarm.connect(self._on_alarm)
        workplace.trouble.connect(self._on_trouble)

    def start(self) -> None:
        """Read at once, and begin to follow the time."""
        self._tick.start()
        self.reader.read()

    def stop(self) -> None:
        """Read nothing more; the store is about to be closed."""
        self._tick.stop()
        self._progress.stop()
        self.reader.stop()

    def situation(self) -> Situation:
        """The latest reading."""
        return self._situation

    def banner(self) -> BannerState:
        """What the banner says at this moment."""
        now = self._workplace.counter.now()
        restored = 0
        if self._restored is not None and (now - self._restored[0]).total_seconds() < RESTORED_SHOWN_S:
            restored = self._restored[1]
        return banner_state(now, self._situation, self._sending, self._trouble, self._alarm, restored)

    def clear_trouble(self) -> None:
        """A person has seen to it."""
        self._trouble = None
        self._show()

    def _on_read(self, situation: Situation) -> None:
        if situation != self._situation:
            self._situation = situation
            if self._alarm == Alarms.NO_ATTEMPT and not situation.pending:
                self._alarm = ""
        self.situation_changed.emit(situation)
        self._show()

    def _on_changed(self, topics: frozenset[str]) -> None:
        if "journal" in topics and isinstance(self._trouble, NotSaved):
            self._trouble = None  # something was saved since: the disk takes entries again
        self.reader.read_soon()

    def _on_heard(self, _: Any) -> None:
        self.reader.read_soon()

    def _on_exchanged(self, _: Any) -> None:
        self._alarm = ""
        self.reader.read_soon()

    def _on_restored(self, event: Any) -> None:
        self._restored = self._workplace.counter.now(), event.to_seq - event.from_seq + 1
        self.reader.read_soon()

    def _on_progress(self, event: Any) -> None:
        self._sending = Sending(event.sent, event.total, event.rate or 0.0, event.left_s)
        self._sending_at = self._workplace.counter.now()
        if not self._progress.isActive():
            self._show()
            self._progress.start()

    def _on_alarm(self, event: Any) -> None:
        log.warning("sync alarms: %s %s", event.kind, event.detail)
        if str(event.kind) in ALARMS_SHOWN:
            self._alarm = str(event.kind)
        self.reader.read_soon()

    def _on_trouble(self, error: DaftarError) -> None:
        self._trouble = error
        self._show()

    def _on_tick(self) -> None:
        now = self._workplace.counter.now()
        if self._sending_at is not None and (now - self._sending_at).total_seconds() > PROGRESS_KEPT_S:
            self._sending = self._sending_at = None
        self.ticked.emit(now)
        self._show()

    def _show(self) -> None:
        self.banner_changed.emit(self.banner())

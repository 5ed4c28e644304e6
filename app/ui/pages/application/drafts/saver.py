"""Keeps drafts in the store off the UI thread: one at a time, the newest of each, again after an error."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.errors import DaftarError
from app.office import drafts
from app.office.counter import Counter
from app.office.drafts import Draft
from app.ui import operations
from app.ui.after_paint import after_paint

AGAIN_MS = 3_000
"""How long after an error the same is tried again."""


class Saver(QObject):
    """What was handed over here does not depend on the form any more: it may be emptied or taken off."""

    saved = Signal(str, str)
    """A draft's id, and the instant at which it was on disk."""
    failed = Signal(object)
    """The first :class:`DaftarError` after all was well; it is tried again by itself."""

    def __init__(self, counter: Counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._waiting: dict[str, Callable[[], str]] = {}
        self._newest: dict[str, Draft] = {}
        self._running = ""
        self.trouble: DaftarError | None = None
        """Why the latest try failed; None while all is well."""
        self._again = QTimer(self, interval=AGAIN_MS, singleShot=True)
        self._again.timeout.connect(self._go_on)

    def save(self, draft: Draft, pictures: dict[str, bytes]) -> None:
        """Keep a draft in this form; an older one that still waits is passed over."""
        self._newest[draft.id] = draft
        self._waiting[draft.id] = partial(drafts.save, self._counter, draft, pictures)
        self._go_on()

    def drop(self, draft: str) -> None:
        """Remove a draft with its pictures."""
        self._newest.pop(draft, None)
        self._waiting[draft] = partial(_discard, self._counter, draft)
        self._go_on()

    def accepted(self, draft: str) -> None:
        """It was accepted, and removed with that: only its pictures are left."""
        self._newest.pop(draft, None)
        self._waiting[draft] = partial(_sweep, self._counter)
        after_paint(self, self._go_on)  # the receipt's number is shown first

    def held(self, staff: str) -> list[Draft]:
        """One person's drafts in the form that is not known to be on disk yet."""
        return [draft for draft in self._newest.values() if draft.staff == staff]

    def is_clean(self) -> bool:
        """Whether everything that was handed over is on disk."""
        return not self._waiting and not self._running

    def _go_on(self) -> None:
        if self._running or not self._waiting:
            return
        self._again.stop()
        self._running = next(iter(self._waiting))
        work = self._waiting.pop(self._running)
        operations.run(self, work, self._on_done, partial(self._on_failed, work))

    def _on_done(self, instant: str) -> None:
        draft, self._running, self.trouble = self._running, "", None
        if draft not in self._waiting:
            self._newest.pop(draft, None)
        if instant:
            self.saved.emit(draft, instant)
        self._go_on()

    def _on_failed(self, work: Callable[[], str], error: DaftarError) -> None:
        draft, self._running = self._running, ""
        self._waiting.setdefault(draft, work)
        was_well, self.trouble = self.trouble is None, error
        self._again.start()
        if was_well:
            self.failed.emit(error)


def _discard(counter: Counter, draft: str) -> str:
    drafts.discard(counter, draft)
    return ""


def _sweep(counter: Counter) -> str:
    drafts.sweep(counter)
    return ""

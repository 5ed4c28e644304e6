"""One lane: a thread that does one kind of work, on its own timer, whatever the other lanes do.

A step returns how long to pause and what may cut the pause short. A step that raises ends the thread;
the service notices and starts another.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

_log = logging.getLogger(__name__)


class Wake(IntEnum):
    """Reasons to end a pause, from the least to the most urgent."""

    NEWS = 1
    """There is something new to send. Does not cut a backoff short."""
    LINK = 2
    """The link came up. Does not cut a ``Retry-After`` short."""
    PERSON = 3
    """A person said 'try now', or the service stops."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Wait ``seconds``, or until a reason of at least ``until`` comes."""

    seconds: float
    until: Wake = Wake.NEWS


class Lane:
    """A named lane. :meth:`start` starts its thread, also again after it died."""

    def __init__(self, name: str, step: Callable[[], Pause], *, monotonic: Callable[[], float]) -> None:
        self.name = name
        self.died_of: BaseException | None = None
        self._step, self._monotonic = step, monotonic
        self._heard = 0
        self._condition = threading.Condition()
        self._stopping = False
        self._due_s = self._attempted_s = monotonic()
        self._thread: threading.Thread | None = None

    @property
    def is_alive(self) -> bool:
        """Whether its thread runs."""
        return self._thread is not None and self._thread.is_alive()

    def start(self) -> None:
        """Start the thread."""
        self.died_of = None
        self._stopping = False
        self._due_s = self._monotonic()
        self._thread = threading.Thread(target=self._run, name=f"daftar-{self.name}", daemon=True)
        self._thread.start()

    def wake(self, reason: Wake) -> None:
        """Cut the present pause short if it lets this reason; remembered while a step runs."""
        with self._condition:
            self._heard = max(self._heard, reason)
            self._condition.notify_all()

    def attempted(self) -> None:
        """The running step is getting on: the watchdog need not worry."""
        self._attempted_s = self._monotonic()

    def overdue_s(self) -> float:
        """Seconds since an attempt should have been made, or since the running one last got on."""
        return self._monotonic() - max(self._due_s, self._attempted_s)

    def stop(self) -> None:
        """Ask the thread to end after its present step."""
        with self._condition:
            self._stopping = True
            self._condition.notify_all()

    def join(self, timeout_s: float) -> bool:
        """Wait for the thread's end; whether it ended."""
        if self._thread is not None:
            self._thread.join(timeout_s)
        return not self.is_alive

    def _run(self) -> None:
        try:
            while not self._stopping:
                with self._condition:
                    self._heard = 0
                self.attempted()
                self._pause(self._step())
        except BaseException as error:  # noqa: BLE001 - kept for the service, which starts another
            self.died_of = error
            if not self._stopping:
                _log.exception("lane %s died", self.name)

    def _pause(self, pause: Pause) -> None:
        until_s = self._monotonic() + pause.seconds
        self._due_s = until_s
        with self._condition:
            while not self._stopping and self._heard < pause.until:
                left_s = until_s - self._monotonic()
                if left_s <= 0:
                    return
                self._condition.wait(left_s)
        self._due_s = self._monotonic()

"""The link watch: asks the centre how it is, and keeps the link, the upstream states and the outages."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from app.domain.entry import parse_instant
from app.local_db import sync_state
from app.local_db.store import Store
from app.sync import outages
from app.sync.errors import CentreError
from app.sync.events import LinkChanged, SyncEvent
from app.sync.link import Link, LinkMeter, LinkState
from app.sync.ports import Clock
from app.sync.protocol import UpstreamState
from app.sync.transport import Centre


class LinkWatch:
    """What is known of the link. Every lane reports to it; its own lane calls ``probe`` and ``record``.

    ``on_up`` is called when the link comes up, ``on_doubt`` at the first failure after an answer.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        *,
        amber_after_s: float,
        publish: Callable[[SyncEvent], None],
        on_up: Callable[[], None],
        on_doubt: Callable[[], None],
    ) -> None:
        self._store, self._clock, self._publish = store, clock, publish
        self._on_up, self._on_doubt = on_up, on_doubt
        self._amber_after_s = amber_after_s
        self._lock = threading.Lock()
        self._meter = LinkMeter(_remembered(store, clock), amber_after_s=amber_after_s)
        self.upstreams: tuple[UpstreamState, ...] | None = None

    @property
    def link(self) -> Link:
        """The link as it stands."""
        return self._meter.link

    @property
    def is_failing(self) -> bool:
        """Whether the last that was heard was a failure, even if it is not shown yet."""
        return self._meter.is_failing

    def failing_for_s(self) -> float:
        """Seconds that it has been so."""
        return self._meter.failing_for_s(time.monotonic())

    def doubt_left_s(self) -> float | None:
        """Seconds until failures that go on turn the link amber; None when it is not in doubt."""
        if not self.is_failing or self.link.state is not LinkState.UP:
            return None
        return max(0.0, self._amber_after_s - self.failing_for_s())

    def probe(self, centre: Centre) -> None:
        """Ask ``/v1/status``. Raises ``CentreError`` after having taken it into account."""
        try:
            status = centre.status()
        except CentreError as error:
            self.failure(error)
            raise
        changed = tuple(status.upstreams) != self.upstreams
        self.upstreams = tuple(status.upstreams)
        self.proof(authorised=False)
        if changed:
            self._tell()

    def proof(self, *, authorised: bool) -> None:
        """A lane got a well-formed answer."""
        with self._lock:
            changed = self._meter.proof(self._clock.now(), authorised=authorised)
        if changed:
            self._tell()
            if self.link.state is LinkState.UP:
                self._on_up()

    def failure(self, error: CentreError) -> None:
        """A lane's call failed."""
        with self._lock:
            was_failing = self.is_failing
            changed = self._meter.failure(error, self._clock.now(), time.monotonic())
            is_new = self.is_failing and not was_failing
        if changed:
            self._tell()
        if is_new:
            self._on_doubt()

    def record(self) -> None:
        """Write link and outages as they are now, if that is news."""
        is_up = self.link.state in (LinkState.UP, LinkState.NOT_AUTHORISED)
        down = outages.down_upstreams(self.upstreams) if is_up and self.upstreams is not None else None
        outages.record(self._store, self._clock, self.link, down)

    def _tell(self) -> None:
        self._publish(LinkChanged(self.link, self.upstreams or ()))


def _remembered(store: Store, clock: Clock) -> Link:
    """The link as the store has it from the last run."""
    with store.read() as conn:
        state = sync_state.read(conn)
    try:
        return Link(LinkState(state.link), parse_instant(state.link_since))
    except ValueError:  # nothing was ever exchanged
        return Link(LinkState.UP, clock.now())

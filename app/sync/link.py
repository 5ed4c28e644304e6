"""The link: what this counter may say about the centre, and since when.

Proof is a well-formed answer of the centre, never the system's word that a cable is in. The link turns
green at the first proof and amber only after :data:`AMBER_AFTER_S` of nothing but failures, so that one
lost packet alarms nobody. Not being authorised is the centre's own word and shows at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.sync.errors import Busy, Cause, CentreError, NotAuthorised, ProblemAnswer, Unreachable

AMBER_AFTER_S = 10.0


class LinkState(StrEnum):
    """How the line to the centre stands."""

    UP = "up"
    NO_NETWORK = "no-network"
    """This PC has no way out: no route, no address for the centre's name."""
    CENTRE_DOWN = "centre-down"
    """There is a way out, but the centre refuses, does not answer in time, or not as a centre would."""
    NOT_AUTHORISED = "not-authorised"


@dataclass(frozen=True, slots=True)
class Link:
    """The state, since when (by the counter's clock), and the cause in words ("" when up)."""

    state: LinkState
    since: datetime
    cause: str = ""


class LinkMeter:
    """Turns answers and failures into a :class:`Link`. Pure: times are given. Not thread-safe.

    ``now_s`` is a steady clock in seconds; ``at`` the corrected time.
    """

    def __init__(self, link: Link, *, amber_after_s: float = AMBER_AFTER_S) -> None:
        self.link = link
        self._amber_after_s = amber_after_s
        self._failing_since_s: float | None = None
        self._failing_since = link.since
        self._refusal = link.cause if link.state is LinkState.NOT_AUTHORISED else ""
        self._is_refused = link.state is LinkState.NOT_AUTHORISED

    @property
    def is_failing(self) -> bool:
        """Whether the last that was heard was a failure."""
        return self._failing_since_s is not None

    def failing_for_s(self, now_s: float) -> float:
        """Seconds since the first of the failures that go on; 0 when the last that was heard was a proof."""
        return 0.0 if self._failing_since_s is None else now_s - self._failing_since_s

    def proof(self, at: datetime, *, authorised: bool) -> bool:
        """A well-formed answer came; ``authorised`` when it was to a call that needs the device's token.

        Whether the link changed.
        """
        self._failing_since_s = None
        if authorised:
            self._is_refused, self._refusal = False, ""
        state = LinkState.NOT_AUTHORISED if self._is_refused else LinkState.UP
        return self._turn(state, at, self._refusal)

    def failure(self, error: CentreError, at: datetime, now_s: float) -> bool:
        """A call failed. Whether the link changed."""
        if isinstance(error, NotAuthorised):
            self._is_refused, self._refusal = True, error.detail
            self._failing_since_s = None
            return self._turn(LinkState.NOT_AUTHORISED, at, error.detail)
        if isinstance(error, ProblemAnswer) or (isinstance(error, Busy) and error.status == 429):
            return self.proof(at, authorised=True)
        if not isinstance(error, Unreachable):
            return False
        if self._failing_since_s is None:
            self._failing_since_s, self._failing_since = now_s, at
        if now_s - self._failing_since_s < self._amber_after_s:
            return False
        down = LinkState.NO_NETWORK if error.cause is Cause.NO_NETWORK else LinkState.CENTRE_DOWN
        return self._turn(down, self._failing_since, error.detail)

    def _turn(self, state: LinkState, since: datetime, cause: str) -> bool:
        if state is self.link.state:
            return False
        self.link = Link(state, since, cause)
        return True


def link_after(error: CentreError, since: datetime) -> Link | None:
    """The link that one error shows by itself, without any patience; None when it shows none."""
    meter = LinkMeter(Link(LinkState.UP, since), amber_after_s=0.0)
    return meter.link if meter.failure(error, since, 0.0) else None

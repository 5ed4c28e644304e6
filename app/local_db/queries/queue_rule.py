"""The one rule of what an application's place on its way is called, and why it stands there."""

from __future__ import annotations

from app.domain.application import State
from app.domain.sync_status import QueueState, Why
from app.local_db.sync_state import SyncState

NEEDS_YOU = (State.NEEDS_CORRECTION, State.REJECTED)
WITH_THE_SYSTEM = (State.FORWARDED, State.CORRECTED)
"""States in which the system behind the service has the next word."""
EARLY = (State.CAPTURED_UNPAID, State.ACCEPTED, State.RECORDED, *WITH_THE_SYSTEM)
"""States that are not the last word on an application."""


def queue_state(
    *, seq: int, acknowledged: int, sending: int, unknown: bool, state: str, tracking: str, finding: bool
) -> QueueState:
    """The one rule of what an application's place in the queue is called."""
    if finding or state in NEEDS_YOU:
        return QueueState.NEEDS_YOU
    if seq > acknowledged:
        if seq > sending:
            return QueueState.STORED
        return QueueState.UNKNOWN if unknown else QueueState.SENDING
    if state in WITH_THE_SYSTEM:
        return QueueState.WAITING_UPSTREAM
    if state in (State.CAPTURED_UNPAID, State.ACCEPTED, State.RECORDED):
        return QueueState.RECORDED if tracking else QueueState.SENT
    return QueueState.DECIDED


def why_so(
    state: QueueState, application: str, sync: SyncState, upstream: tuple[str, str] | None
) -> tuple[Why, str]:
    """Why, and since when ("" when there is no since); ``upstream`` its system's (state, since) if known."""
    if state is QueueState.STORED:
        return _why_stored(sync)
    if state is QueueState.WAITING_UPSTREAM and upstream is not None and upstream[0] == "down":
        return Why.UPSTREAM_DOWN, upstream[1]
    if application == State.CORRECTED and state is QueueState.WAITING_UPSTREAM:
        return Why.CORRECTED, ""
    if state is QueueState.NEEDS_YOU:
        needs = {State.NEEDS_CORRECTION: Why.CORRECT_IT, State.REJECTED: Why.REJECTED}
        return next((why for named, why in needs.items() if named == application), Why.FINDING), ""
    return _PLAIN_WHY[state], ""


def _why_stored(sync: SyncState) -> tuple[Why, str]:
    if sync.fork_seq is not None:
        return Why.FORK, ""
    if sync.refused is not None:
        return Why.REFUSED, ""
    for why in (Why.NO_NETWORK, Why.CENTRE_DOWN, Why.NOT_AUTHORISED):
        if sync.link == why:
            return why, sync.link_since
    return Why.NEXT, ""


_PLAIN_WHY = {
    QueueState.SENDING: Why.ON_ITS_WAY,
    QueueState.UNKNOWN: Why.ASKED,
    QueueState.SENT: Why.CENTRE_READS,
    QueueState.RECORDED: Why.HAS_TRACKING,
    QueueState.WAITING_UPSTREAM: Why.UPSTREAM_WORKS,
    QueueState.DECIDED: Why.DONE,
}

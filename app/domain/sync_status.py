"""How far an application has got on its way to the centre, and why it stands there."""

from __future__ import annotations

from enum import StrEnum


class QueueState(StrEnum):
    """One word for the state of an application in the queue.

    ::

        stored ─▶ sending ─▶ sent ─▶ recorded ─▶ waiting-upstream ─▶ decided
                    │ ▲                                  └─▶ needs-you
                    ▼ │
                  unknown      no answer came: the centre is asked, nothing is guessed
    """

    STORED = "stored"
    """Durable here; not handed to the network yet."""
    SENDING = "sending"
    """Handed to the network; no answer yet."""
    UNKNOWN = "unknown"
    """It may have arrived or not; the centre is asked for its head."""
    SENT = "sent"
    """The centre holds it; it has not said what it made of it."""
    RECORDED = "recorded"
    """The centre gave its tracking number."""
    WAITING_UPSTREAM = "waiting-upstream"
    """With the national system behind the service."""
    DECIDED = "decided"
    """The last word was spoken: issued, delivered."""
    NEEDS_YOU = "needs-you"
    """A person must act: needs correction, rejected, or an open finding."""


class Why(StrEnum):
    """Why an application stands where it stands, for the queue's sentence."""

    NEXT = "next"
    """It goes with the next batch."""
    NO_NETWORK = "no-network"
    CENTRE_DOWN = "centre-down"
    NOT_AUTHORISED = "not-authorised"
    FORK = "fork"
    """Sending stopped: the centre holds another history of this counter."""
    REFUSED = "refused"
    """Sending stopped: the centre refuses what this counter sends."""
    ON_ITS_WAY = "on-its-way"
    ASKED = "asked"
    CENTRE_READS = "centre-reads"
    HAS_TRACKING = "has-tracking"
    UPSTREAM_WORKS = "upstream-works"
    CORRECTED = "corrected"
    """It goes, or has gone, to the system once more with corrected values."""
    UPSTREAM_DOWN = "upstream-down"
    DONE = "done"
    CORRECT_IT = "correct-it"
    REJECTED = "rejected"
    FINDING = "finding"


SENDING_STATES = frozenset({QueueState.STORED, QueueState.SENDING, QueueState.UNKNOWN})
"""Not known to be at the centre."""

"""What sync tells those who watch it: values, sent from a worker's thread."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.chain import Head
from app.sync.link import Link
from app.sync.protocol import UpstreamState


@dataclass(frozen=True, slots=True)
class LinkChanged:
    """The link or an upstream system's state is another now."""

    link: Link
    upstreams: tuple[UpstreamState, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """A drain goes on: entries confirmed of ``total``, entries a second, and seconds left if known."""

    sent: int
    total: int
    rate: float
    left_s: float | None


@dataclass(frozen=True, slots=True)
class DocumentsProgress:
    """Documents go up: ``done`` of ``total``, bytes sent and left, bytes a second, seconds left if known."""

    done: int
    total: int
    sent_bytes: int
    left_bytes: int
    rate: float
    left_s: float | None


@dataclass(frozen=True, slots=True)
class Exchanged:
    """Something was confirmed or received: entries ``sent``, feed items ``received``."""

    sent: int
    received: int
    acknowledged: Head


@dataclass(frozen=True, slots=True)
class Forked:
    """The centre holds other entries of this device from ``seq`` on. Sending has stopped, serving goes on."""

    seq: int


@dataclass(frozen=True, slots=True)
class Restored:
    """Own entries that this store had lost were fetched back from the centre."""

    from_seq: int
    to_seq: int


class AlarmKind(StrEnum):
    """What a person must hear of."""

    NO_ATTEMPT = "no-attempt"
    """Entries wait, and the lane that sends them has made no attempt for too long."""
    LANE_DIED = "lane-died"
    """A lane ended by a fault of the program; it was started again."""
    SENDING_REFUSED = "sending-refused"
    """The centre refuses this client's batch: a fault of the program, never of the clerk."""
    REVOKED = "revoked"
    """The centre withdrew this device."""
    DOCUMENT = "document"
    """A scan that the centre declines, or that cannot be read here just now; the others go on."""
    STORE = "store"
    """The local store refused what sync had to write."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that does not mend itself, or that should not have happened."""

    kind: AlarmKind
    detail: str


SyncEvent = LinkChanged | Progress | DocumentsProgress | Exchanged | Forked | Restored | Alarm

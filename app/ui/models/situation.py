"""Where the counter stands towards the centre, as one value: what banner and status line show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.business_day import business_day
from app.domain.entry import parse_instant
from app.local_db import journal, sync_state
from app.local_db.queries import documents, queue, upstreams
from app.office.counter import UPSTREAM_DOWN, Counter


class Link:
    """Names of the link's states, as ``daftar status`` gives them."""

    UP = "up"
    NO_NETWORK = "no-network"
    CENTRE_DOWN = "centre-down"
    NOT_AUTHORISED = "not-authorised"


@dataclass(frozen=True, slots=True)
class DownSystem:
    """An upstream system that does not answer, and since when."""

    name: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Situation:
    """``pending`` counts journal entries of every kind that the centre has not confirmed, the next four
    counts applications, ``scans`` pages of documents that the centre does not hold yet; instants are aware
    UTC.
    """

    pending: int = 0
    stored: int = 0
    sending: int = 0
    unknown: int = 0
    recorded_today: int = 0
    needs_you: int = 0
    oldest_pending_at: datetime | None = None
    entries: int = 0
    scans: int = 0
    link: str = Link.UP
    link_since: datetime | None = None
    last_exchange_at: datetime | None = None
    clock_offset_ms: int = 0
    forked_at_seq: int | None = None
    refused: str | None = None
    down: tuple[DownSystem, ...] = ()


def read_situation(counter: Counter) -> Situation:
    """Read it from the store: a handful of indexed counts, one snapshot."""
    with counter.store.read() as conn:
        counts = queue.counts(conn, day=business_day(counter.now()))
        state = sync_state.read(conn)
        head = journal.head(conn)
        systems = upstreams.states(conn)
        scans, _ = documents.counts(conn)
    return Situation(
        pending=counts.pending,
        stored=counts.stored,
        sending=counts.sending,
        unknown=counts.unknown,
        recorded_today=counts.recorded_today,
        needs_you=counts.needs_you,
        oldest_pending_at=_instant(counts.oldest_pending_at),
        entries=head.seq,
        scans=scans,
        link=state.link,
        link_since=_instant(state.link_since),
        last_exchange_at=_instant(state.last_exchange_at),
        clock_offset_ms=state.clock_offset_ms,
        forked_at_seq=state.fork_seq,
        refused=state.refused,
        down=tuple(
            DownSystem(one.name, _instant(one.since)) for one in systems if one.state == UPSTREAM_DOWN
        ),
    )


def waiting(situation: Situation) -> int:
    """Applications that the centre has not confirmed."""
    return situation.stored + situation.sending + situation.unknown


def _instant(text: str | datetime | None) -> datetime | None:
    if not text:
        return None
    return text if isinstance(text, datetime) else parse_instant(text)

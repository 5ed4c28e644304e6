"""What ``daftar doctor`` looks at in an open store: history, services, centre, clock, queue."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from app.cli.diagnosis import Diagnosis, Health, explained
from app.cli.output import LINK_WORDS
from app.domain.errors import DaftarError

if TYPE_CHECKING:
    from app.local_db.sync_state import SyncState
    from app.office.counter import Counter

CLOCK_WARN_MS = 120_000
BACKLOG_WARN_S = 120.0
BACKLOG_OLD = timedelta(days=1)


def look_at_store(counter: Counter) -> Iterator[Diagnosis]:
    """The history from its first entry to its last, and the services that are given here."""
    identity = counter.identity
    yield Diagnosis("store", Health.OK, f"opens; counter {identity.counter} of office {identity.office}")
    yield from _look_at_history(counter)
    try:
        catalogue, tariff = counter.catalogue(), counter.tariff()
    except DaftarError as error:
        yield explained("services", error, Health.WARN)
        return
    note = (
        f"{len(catalogue.services)}, catalogue version {catalogue.version}, tariff version {tariff.version}"
    )
    yield Diagnosis("services", Health.OK, note)


def _look_at_history(counter: Counter) -> Iterator[Diagnosis]:
    from app.local_db.verify import verify

    found = verify(counter.store)
    if found.chain != "ok":
        yield Diagnosis(
            "journal",
            Health.BAD,
            f"the chain breaks at entry {found.first_bad_seq}",
            "Take no more applications here. Run `daftar export evidence --to FILE`, and call support.",
        )
    elif found.tables != "ok":
        todo = "Run `daftar rebuild`: the journal itself is sound."
        yield Diagnosis("journal", Health.BAD, "the read tables differ from the journal", todo)
    else:
        note = f"{found.entries} entries, chain and read tables hold together to the last"
        yield Diagnosis("journal", Health.OK, note)
    if found.scans:
        first = found.scans[0]
        yield Diagnosis(
            "documents",
            Health.BAD,
            f"{len(found.scans)} scans are missing or damaged, the first for receipt {first.receipt}",
            "Receipts are whole. Run `daftar verify` for the list, scan those papers again and add them.",
        )


def look_at_sync(counter: Counter) -> Iterator[Diagnosis]:
    """The centre, asked once; the clock against its time; what waits to be sent, and what stopped it."""
    from app.cli.online import probe
    from app.local_db import sync_state
    from app.sync.errors import NotAuthorised

    with counter.store.read() as conn:
        state = sync_state.read(conn)
    seen = probe(counter, state.link, state.link_since)
    is_up = seen.upstreams is not None
    link = str(seen.link)
    todo = "" if is_up else "Go on serving. If this PC alone is cut off, check its cable and router."
    if link == "not-authorised":
        todo = NotAuthorised.todo
    yield Diagnosis(
        "centre",
        Health.OK if is_up and link == "up" else Health.WARN,
        f"{counter.identity.centre_url}: {LINK_WORDS.get(link, link)}",
        todo,
    )
    yield _look_at_clock(counter, is_up)
    yield _look_at_queue(counter, state, is_up)
    if state.fork_seq is not None:
        yield Diagnosis(
            "history",
            Health.BAD,
            f"the centre holds another history from entry {state.fork_seq} on: a copied disk or an old store",
            "Sending has stopped, serving goes on. Find the copy, then run `daftar enrol --replace` with a "
            "new activation code: it takes along what was never sent.",
        )
    if is_up:
        yield from _look_at_former(counter)
    if state.refused:
        yield Diagnosis(
            "refusal",
            Health.BAD,
            f"the centre refused this counter or what it sent: {state.refused}",
            "Nothing is lost. Run `daftar sync`; if it stays so, tell support. The clerk did nothing wrong.",
        )


def _look_at_former(counter: Counter) -> Iterator[Diagnosis]:
    """Whether the centre still holds what former counters of this PC had sent before they were replaced."""
    from app.cli.former import centre_of
    from app.cli.online import PROBE_S
    from app.sync.errors import CentreError
    from app.sync.moving import find_lacking

    with centre_of(counter.store, counter.clock) as centre:
        limit = threading.Timer(PROBE_S, centre.abort)
        limit.start()
        try:
            lacking = find_lacking(counter.store, centre)
        except CentreError:
            return  # what keeps this counter from the centre is told above
        finally:
            limit.cancel()
    for one in lacking:
        yield Diagnosis(
            "former",
            Health.BAD,
            f"the centre lacks entries {one.held_seq + 1} to {one.carried_after_seq} of {one.device}, "
            "a counter that was replaced here: the centre was restored from a backup",
            "They are kept in archive/. Close the window, then run `daftar carry archive`.",
        )


def _look_at_clock(counter: Counter, is_up: bool) -> Diagnosis:
    offset_ms = counter.clock.offset_ms
    is_late = abs(offset_ms) > CLOCK_WARN_MS
    when = "now" if is_up else "when the centre was last seen"
    return Diagnosis(
        "clock",
        Health.WARN if is_late else Health.OK,
        f"{abs(offset_ms) / 1000:.1f} s off the centre's time {when}",
        "Daftar corrects for it, but set the PC's clock." if is_late else "",
    )


def _look_at_queue(counter: Counter, state: SyncState, is_up: bool) -> Diagnosis:
    from app.domain.entry import parse_instant
    from app.local_db import journal
    from app.local_db.queries import queue

    with counter.store.read() as conn:
        head, counts = journal.head(conn), queue.counts(conn)
    pending = head.seq - state.acknowledged.seq
    if pending == 0:
        return Diagnosis("queue", Health.OK, "nothing waits to be sent")
    note = "1 entry waits to be sent" if pending == 1 else f"{pending} entries wait to be sent"
    age = timedelta()
    if counts.oldest_pending_at:
        age = counter.now() - parse_instant(counts.oldest_pending_at)
        note += f", the oldest application for {_lasting(age)}"
    last = parse_instant(state.last_exchange_at) if state.last_exchange_at else None
    is_idle = last is None or (counter.now() - last).total_seconds() > BACKLOG_WARN_S
    if is_idle and is_up:
        todo = "Nobody is sending them: open the window, or run `daftar sync`."
        return Diagnosis("queue", Health.WARN, note, todo)
    if age > BACKLOG_OLD:
        todo = "If the line stays down, let a neighbour send them: `daftar carry export FILE`."
        return Diagnosis("queue", Health.WARN, note, todo)
    return Diagnosis("queue", Health.OK, note)


def _lasting(age: timedelta) -> str:
    minutes = max(0, int(age.total_seconds() // 60))
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // (24 * 60)} days"

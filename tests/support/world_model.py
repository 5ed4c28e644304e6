"""What the world of one counter and its centre must be like: acts, backups, and a desk that is checked."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterable
from dataclasses import dataclass

from support.whole_office import acts, assert_gap_free, own_lines

from app.domain.entry import Kind
from app.local_db import journal, sync_state
from app.local_db.verify import verify
from app.office.counter import Counter
from app.office.story import story

Act = tuple[str, str]
"""What happened, and the id of the application or payment."""


@dataclass(frozen=True)
class Copy:
    """A backup, and the acts in it."""

    name: str
    acts: frozenset[Act]


class Desk:
    """One open counter, and the acts that must be in its store."""

    def __init__(self, counter: Counter, here: set[Act]) -> None:
        self.counter, self.here = counter, here
        self._told_of: tuple[object, ...] = ()

    @property
    def device(self) -> str:
        """The device's id."""
        return self.counter.identity.device

    @property
    def fork_seq(self) -> int | None:
        """From where the centre holds another history, once that was told."""
        with self.counter.store.read() as conn:
            return sync_state.read(conn).fork_seq

    def check(self) -> None:
        """The chain holds, the tables equal a rebuild, each act is there once, numbers have no gap."""
        found = verify(self.counter.store)
        assert found.ok, found
        lines = own_lines(self.counter)
        own = acts_in(lines)
        assert set(own.values()) <= {1}, own
        assert own.keys() == self.here, sorted(own.keys() ^ self.here)
        assert_gap_free(lines)

    def check_stories(self) -> None:
        """Each application's story leads to the state that the read table has, and every line of it fits.

        Not where the centre was restored: it may say something else than what it said and has forgotten.
        What they are told from, journal, feed and the centre's head, is as it was after many a step; then
        they are not told again.
        """
        with self.counter.store.read() as conn:
            feed = conn.exec_driver_sql("SELECT epoch, seq FROM feed_cursor").one()
            told_of = (self.device, journal.head(conn), sync_state.read(conn).acknowledged, *feed)
            rows = conn.exec_driver_sql("SELECT receipt, state FROM applications").all()
        if told_of == self._told_of:
            return
        for receipt, state in rows:
            told = story(self.counter, receipt)
            last = told.lines[-1].state.value
            assert last in (state, "sent" if state == "accepted" else state), told.lines
            assert all(line.fits for line in told.lines), told.lines
        self._told_of = told_of


def acts_in(lines: Iterable[bytes]) -> Tally[Act]:
    """Each application accepted, corrected, voided, each payment taken later or given back; how often."""
    found: Tally[Act] = Tally()
    for line in lines:
        _, happened = acts(line)
        if happened.kind == Kind.APPLICATION_ACCEPTED:
            found[Kind.APPLICATION_ACCEPTED, happened.data["application"]] += 1
        if happened.kind == Kind.APPLICATION_VOIDED:
            found[Kind.APPLICATION_VOIDED, happened.data["application"]] += 1
        if happened.kind == Kind.APPLICATION_CORRECTED:
            about = f"{happened.data['application']} {happened.data['version']} {happened.id}"
            found[Kind.APPLICATION_CORRECTED, about] += 1
        if happened.kind == Kind.PAYMENT_REFUNDED:
            for refund in happened.data["refunds"]:
                found[Kind.PAYMENT_REFUNDED, refund["refund"]] += 1
        if happened.kind == Kind.PAYMENT_TAKEN:
            for payment in happened.data["payments"]:
                found[Kind.PAYMENT_TAKEN, payment["payment"]] += 1
    return found

"""One counter of an office and the centre, real parts, with everything that may befall them.

:class:`World` does things and keeps a model of what must be true: which acts (an application accepted, a
payment taken) people were told of, which of them must be in the store, which at the centre. An act may be
forgotten in one case only: a backup is put in the place of the last copy of it. What lies in a backup that is
put back counts again.
"""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path

from sqlalchemy import Connection
from support.crashes import PowerCut, copy_files, cut_off
from support.fault_proxy import Fault
from support.whole_office import (
    STAFF,
    assert_gap_free,
    held_lines,
    request,
    sync,
)
from support.world_model import Act, Copy, Desk, acts_in
from support.world_parts import CLERK, Parts

from app.domain.application import Payment
from app.domain.entry import Kind
from app.local_db import backup, journal
from app.local_db.queries import applications
from app.office.accept import accept
from app.office.counter import Counter
from app.office.pay import take_payment
from app.sync.moving import carry_missing
from app.sync.sync_once import Outcome, SyncOutcome
from app.sync.transport import Centre


class World(Parts):
    """See the module."""

    # Serving -----------------------------------------------------------------------------------------

    def accept(self, *, paid: bool, service: str) -> None:
        """A citizen is served."""
        self._serve(self.desk, paid=paid, service=service)

    def pay_later(self, choice: int) -> bool:
        """Somebody comes to pay; whether anybody owed anything."""
        with self.desk.counter.store.read() as conn:
            owing = applications.unpaid(conn)
        if not owing:
            return False
        row = owing[choice % len(owing)]
        cash = [Payment(method="cash", amount_rials=row.amount_rials)]
        paid = take_payment(self.desk.counter, CLERK, row.receipt, cash)
        with self.desk.counter.store.read() as conn:
            line = journal.find_line(conn, paid.seq)
        assert line is not None
        self._tell(self.desk, *acts_in([line]))
        return True

    def ask_again(self, choice: int) -> bool:
        """A caller repeats a request; whether there was one to repeat."""
        mine = [r for r, a in self.asked.values() if (Kind.APPLICATION_ACCEPTED, a) in self.desk.here]
        if not mine:
            return False
        wanted = mine[choice % len(mine)]
        answer = accept(self.desk.counter, CLERK, wanted)
        assert (answer.repeated, answer.application) == (True, self.asked[wanted.id][1])
        return True

    def cut_while_accepting(self, *, is_committed: bool) -> None:
        """The program dies just before or just after the commit; the caller asks again."""
        wanted = request(self.desk.counter, f"{self.office}-{next(self._names)}")
        with cut_off(self.desk.counter.store, 1, is_committed=is_committed):
            accept(self.desk.counter, CLERK, wanted)
            raise AssertionError("it was to be cut off")
        self.crash()
        answer = accept(self.desk.counter, CLERK, wanted)
        assert answer.repeated == is_committed
        self._tell(self.desk, (Kind.APPLICATION_ACCEPTED, answer.application))
        self.asked[wanted.id] = (wanted, answer.application)

    # Crashes -----------------------------------------------------------------------------------------

    def crash(self) -> None:
        """Go on with the files as they lie, the handle never closed."""
        old = self.desk.counter
        place = self._new_place()
        copy_files(old.store.place, place)
        old.close()
        shutil.rmtree(old.store.place.directory)
        self.desk.counter = Counter.open(place, old.store.keys, write=True)

    def crash_in_a_transaction(self, entries: int) -> None:
        """Die with entries written and not committed."""
        store, place = self.desk.counter.store, self._new_place()
        try:
            with store.write() as conn:
                self._write_unfinished(conn, entries)
                copy_files(store.place, place)
                raise PowerCut
        except PowerCut:
            self.desk.counter.close()
        self.desk.counter = Counter.open(place, store.keys, write=True)

    def _write_unfinished(self, conn: Connection, entries: int) -> None:
        now = self.desk.counter.now()
        for _ in range(entries):
            data = {"staff": STAFF, "offline": True, "pad": "x" * 4_000}
            journal.append(conn, kind=Kind.STAFF_SIGNED_IN, staff=STAFF, data=data, at=now)

    # The line and the centre -------------------------------------------------------------------------

    def sync(self) -> SyncOutcome:
        """One exchange, which must end as the two histories say."""
        expected = self._expected(self.desk)
        outcome = sync(self.desk.counter)
        assert outcome.outcome is expected, outcome.error
        if expected is Outcome.LEVEL:
            self._is_level(self.desk)
        return outcome

    def spoilt_sync(self, fault: Fault, method: str, path: str, skip: int) -> None:
        """One exchange over a line that spoils one answer in it."""
        may_fork = self._expected(self.desk) is Outcome.FORK
        self.line.next(fault, path, method=method, skip=skip)
        outcome = sync(self.desk.counter)
        self.line.calm()
        self._look_whether_recovered()
        if outcome.outcome is Outcome.LEVEL:
            self._is_level(self.desk)
        assert may_fork or outcome.outcome is not Outcome.FORK, outcome.error

    def cut_sync(self, at_write: int, *, is_committed: bool) -> None:
        """The program dies in an exchange, before or after its n-th write."""
        with cut_off(self.desk.counter.store, at_write, is_committed=is_committed):
            sync(self.desk.counter)
        self.crash()
        self._look_whether_recovered()

    # Backups -----------------------------------------------------------------------------------------

    def back_up_office(self) -> None:
        """A copy of the store while it is in use."""
        path = self._root / f"{next(self._names)}.db"
        backup.backup_to(self.desk.counter.store, path)
        self.office_copies.append(Copy(str(path), frozenset(self.desk.here)))

    def restore_office(self, choice: int) -> None:
        """Put a copy in the store's place. What was nowhere else is gone, and only that."""
        copy = self.office_copies[choice % len(self.office_copies)]
        store = self.desk.counter.store
        self.desk.counter.close()
        backup.restore_from(store.place, store.keys, Path(copy.name))
        self.desk.counter = Counter.open(store.place, store.keys, write=True)
        self.told = (self.told & self._held()) | copy.acts
        self.desk.here = set(copy.acts)
        self.is_restored = True

    def back_up_centre(self) -> None:
        """A copy of the centre's database."""
        self.centre_copies.append(Copy(self.centre.backup(), frozenset(self._held())))
        self.line.target = self.centre.base_url

    def restore_centre(self, choice: int) -> None:
        """Go back to a copy and begin a new epoch."""
        copy = self.centre_copies[choice % len(self.centre_copies)]
        self.told = (self.told & self.desk.here) | copy.acts
        self.there = set(copy.acts)
        self.centre.restore(copy.name)

    # Clones and forks --------------------------------------------------------------------------------

    def clone(self, ours: int, theirs: int, *, clone_first: bool, go_on_with_loser: bool) -> None:
        """Two PCs write as one: the second to sync is told, serves on, and is enrolled anew."""
        copy = self._new_place()
        keys, place = self.desk.counter.store.keys, self.desk.counter.store.place
        self.desk.counter.close()
        copy_files(place, copy)
        original = self.desk
        original.counter = Counter.open(place, keys, write=True)
        cloned = Desk(Counter.open(copy, keys, write=True), set(original.here))
        for desk, count in ((original, ours), (cloned, theirs)):
            for _ in range(count):
                self._serve(desk, paid=True, service=None)
        first, second = (cloned, original) if clone_first else (original, cloned)
        assert sync(first.counter).outcome is Outcome.LEVEL
        self._is_level(first)
        for _ in range(2):
            assert sync(second.counter).outcome is Outcome.FORK
            self._serve(second, paid=False, service=None)
        second.check()
        anew = self._replaced(second)
        self.desk, other = (anew, first) if go_on_with_loser else (first, anew)
        other.check()
        other.counter.close()

    def replace(self) -> None:
        """The counter was told of a fork: enrol it anew and carry over what the centre lacks."""
        self.desk = self._replaced(self.desk)
        self.is_restored = False

    def _replaced(self, old: Desk) -> Desk:
        lacking = old.here - self._held()
        new = self._enrolled()
        centre = Centre(new.counter.identity, new.counter.signer, new.counter.clock)
        carry_missing(old.counter.store, new.counter.store, centre, new.counter.clock)
        centre.close()
        new.here = lacking
        old.counter.close()
        assert sync(new.counter).outcome is Outcome.LEVEL
        self._is_level(new)
        # What the old device had sent is now in its archived store, which this world does not keep.
        self.centre_copies.clear()
        self.office_copies.clear()
        return new

    # What must be true -------------------------------------------------------------------------------

    def check(self) -> None:
        """Nothing is lost, nothing is there twice, and the store agrees with itself."""
        self.desk.check()
        held = acts_in(itertools.chain(*(held_lines(self.centre, each) for each in self._devices())))
        assert set(held.values()) <= {1}
        _assert_none(self.there - held.keys(), "gone from the centre")
        _assert_none(held.keys() - self.told, "at the centre, and nobody was told")
        _assert_none(self.told - held.keys() - self.desk.here, "lost")
        self.there = set(held)

    def come_to_rest(self) -> None:
        """Everything works again: both sides get level, and the centre works off what it holds."""
        self.line.calm()
        if not self.is_line_up:
            self.turn_line()
        if not self.is_serving:
            self.turn_centre()
        if self.sync().outcome is Outcome.FORK:
            self.replace()
        again = self.sync()
        assert (again.outcome, again.sent) == (Outcome.LEVEL, 0)
        self.check()
        assert self.there == self.told
        self.project()
        query = "SELECT application FROM applications WHERE office = %s"
        rows = [application for (application,) in self.centre.query(query, self.office)]
        accepted = [application for kind, application in self.told if kind == Kind.APPLICATION_ACCEPTED]
        assert sorted(rows) == sorted(accepted)
        for device in self._devices():
            assert_gap_free(held_lines(self.centre, device))


def _assert_none(acts: set[Act], what: str) -> None:
    assert not acts, f"{what}: {sorted(acts)}"

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
from support.scripted_upstream import Scripted, answer
from support.whole_office import (
    STAFF,
    assert_gap_free,
    held_lines,
    request,
    sync,
)
from support.world_model import Act, Copy, Desk, acts_in
from support.world_parts import CLERK, MANAGER, Parts

from app.domain.application import Payment
from app.domain.entry import Kind
from app.local_db import backup, journal
from app.local_db.queries import applications, days
from app.local_db.queries.applications import ApplicationRow
from app.office.accept import accept
from app.office.correct import correct
from app.office.counter import Counter
from app.office.pay import take_payment
from app.office.refund import refund
from app.office.void import void
from app.sync.moving import carry_missing
from app.sync.sync_once import Outcome, SyncOutcome
from app.sync.transport import Centre
from central.database import Database
from central.relay.run import Worker


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
        self._tell_entry(take_payment(self.desk.counter, CLERK, row.receipt, cash).seq)
        return True

    def void(self, choice: int) -> bool:
        """The manager takes an application back; whether there was one that no system is known to have."""
        row = self._choose(choice, "accepted", "captured-unpaid", "recorded")
        if row is None or row.void_word == "refused":
            return False
        self._tell_entry(void(self.desk.counter, MANAGER, row.receipt, "نمونه").seq)
        return True

    def refund(self, choice: int) -> bool:
        """Money goes back; whether the centre had agreed to a void of something paid."""
        row = self._choose(choice, "voided")
        if row is None or row.void_word != "recorded" or not row.paid_rials:
            return False
        self._tell_entry(refund(self.desk.counter, CLERK, row.receipt).seq)
        return True

    def correct(self, choice: int) -> bool:
        """A clerk corrects what a system wants corrected; whether one does."""
        row = self._choose(choice, "needs-correction")
        if row is None:
            return False
        with self.desk.counter.store.read() as conn:
            whole = applications.full(conn, row.application)
        assert whole is not None
        done = correct(self.desk.counter, CLERK, row.receipt, whole.applicant, whole.fields)
        self._tell_entry(done.seq)
        return True

    def _choose(self, choice: int, *states: str) -> ApplicationRow | None:
        with self.desk.counter.store.read() as conn:
            found = [
                row for day in self._days(conn) for row in days.day_rows(conn, day) if row.state in states
            ]
        return found[choice % len(found)] if found else None

    def _days(self, conn: Connection) -> list[str]:
        return list(conn.exec_driver_sql("SELECT DISTINCT day FROM applications ORDER BY day").scalars())

    def _tell_entry(self, seq: int) -> None:
        with self.desk.counter.store.read() as conn:
            line = journal.find_line(conn, seq)
        assert line is not None
        self._tell(self.desk, *acts_in([line]))

    def relay(self, word: str) -> None:
        """Every national system has a turn and says the same of all that it has."""

        async def script(_: str, application: str) -> list[bytes]:
            return [answer(application, word, f"R-{application[:8]}")]

        async def turn(database: Database) -> None:
            async with database.autocommit() as conn:
                found = await (await conn.execute("SELECT DISTINCT upstream FROM relay_jobs")).fetchall()
                await conn.execute("UPDATE relay_jobs SET not_before = now() WHERE not_before <> 'infinity'")
            for (name,) in found:
                upstream = Scripted(script)
                upstream.name = name
                await Worker(upstream, database).round()

        self.centre.run(turn)

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
        self.was_centre_restored = True
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
        if not self.was_centre_restored:
            self.desk.check_stories()
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
        if self.sync().outcome is Outcome.LEVEL:
            self._agree_on_each_application()

    def _agree_on_each_application(self) -> None:
        """The money of every application is the same on both sides, and so is where it stands.

        A centre that was restored has forgotten decisions that it told before; then only the money is.
        """
        query = "SELECT application, paid_rials, refunded_rials, state FROM applications WHERE office = %s"
        held = {row[0]: row[1:] for row in self.centre.query(query, self.office)}
        with self.desk.counter.store.read() as conn:
            own = [row for day in self._days(conn) for row in days.day_rows(conn, day)]
        for row in own:
            there = held[row.application]
            assert (row.paid_rials, row.refunded_rials) == there[:2], row.receipt
            assert row.refunded_rials in (0, row.paid_rials), row.receipt
            if not self.was_centre_restored:
                assert row.state == there[2], row.receipt


def _assert_none(acts: set[Act], what: str) -> None:
    assert not acts, f"{what}: {sorted(acts)}"

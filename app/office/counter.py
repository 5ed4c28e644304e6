"""The counter: one office's open store with its key, its clock and what it knows by heart.

Every use case of this package takes a :class:`Counter`. What is read on each acceptance and changes a few
times a year (catalogue, tariffs, staff, state of the link) is kept parsed and dropped when the store says
that it changed.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection

from app.domain.business_day import TEHRAN, business_day, jalali_year
from app.domain.catalogue import Catalogue
from app.domain.entry import Kind
from app.domain.errors import DaftarError
from app.domain.ids import uuid7
from app.domain.signatures import Signer
from app.domain.tariff import Tariff
from app.local_db import journal, sync_state
from app.local_db.identity import Identity
from app.local_db.keys import Keys, load_keys
from app.local_db.place import Place
from app.local_db.queries import publications, staff, upstreams
from app.local_db.store import Store, open_store
from app.office.clock import Clock
from app.office.packaged import packaged_catalogue
from app.office.prices import NoTariffYet, Prices, held_prices
from app.office.replace import finish_replacement

T = TypeVar("T")
LINK_UP = "up"
UPSTREAM_DOWN = "down"


class StoppedAccepting(DaftarError):
    """A check found the store broken: nothing more is written at this counter."""

    what = "This counter has stopped accepting: {reason}."
    safe = "What was saved before is kept as it is."
    todo = "Do not reinstall anything. Run `daftar doctor`, and tell support what it says."


class Known(Generic[T]):
    """One value read from the store and kept until it is dropped.

    A read that began before a drop is not kept: what it saw may be old.
    """

    def __init__(self, read: Callable[[], T]) -> None:
        self._read = read
        self._generation = 0
        self._kept: tuple[T] | None = None

    def get(self) -> T:
        """The value; read from the store when it is not known."""
        kept = self._kept
        if kept is not None:
            return kept[0]
        generation = self._generation
        value = self._read()
        if generation == self._generation:
            self._kept = (value,)
        return value

    def drop(self) -> None:
        """Forget the value."""
        self._generation += 1
        self._kept = None


class Counter:
    """See the module. ``signer`` holds the device's key; ``store`` may be open for reading only."""

    def __init__(self, store: Store, signer: Signer, clock: Clock | None = None) -> None:
        self.store = store
        self.signer = signer
        if clock is None:
            with store.read() as conn:
                clock = Clock(sync_state.read(conn).clock_offset_ms)
        self.clock = clock
        self.stopped: str | None = None
        """Why this counter has stopped accepting, when a check found it broken."""
        self._catalogue = Known(lambda: self._ask(publications.catalogue) or packaged_catalogue())
        self._prices = Known(lambda: self._ask(held_prices, self.identity.trust))
        self._link = Known(lambda: self._ask(sync_state.read).link)
        self._down = Known(
            lambda: frozenset(u.name for u in self._ask(upstreams.states) if u.state == UPSTREAM_DOWN)
        )
        self._day: tuple[date, tuple[str, int]] = (date.min, ("", 0))
        self._staff: dict[str, Known[staff.StaffRow | None]] = {}
        self._staff_lock = threading.Lock()
        store.on_change(self._changed)

    @classmethod
    def open(cls, place: Place, keys: Keys, *, write: bool) -> Counter:
        """Open an enrolled office's store. Raises the errors of ``open_store``."""
        store = open_store(place, keys, write=write)
        return cls(store, Signer(keys.device_key, store.identity.device))

    @property
    def identity(self) -> Identity:
        """Who this device is: office, counter number, centre."""
        return self.store.identity

    def now(self) -> datetime:
        """The corrected time, aware UTC."""
        return self.clock.now()

    def new_id(self) -> str:
        """A UUIDv7 of this moment (by the PC's own clock: only its uniqueness counts)."""
        return uuid7(time.time_ns() // 1_000_000, os.urandom(10))

    def day(self, at: datetime) -> tuple[str, int]:
        """The business day (``1405-09-03``) and the Jalali year of an instant."""
        here = at.astimezone(TEHRAN).date()
        known = self._day
        if known[0] != here:
            known = self._day = (here, (business_day(at), jalali_year(at)))
        return known[1]

    def catalogue(self) -> Catalogue:
        """The services given here: as the centre last published them, else those that Daftar came with."""
        return self._catalogue.get()

    def prices(self) -> Prices:
        """The tariffs held here: those that the centre published, else those that Daftar came with."""
        return self._prices.get()

    def tariff(self, at: datetime | None = None) -> Tariff:
        """The tariff in force at an instant (now, unless given). Raises :class:`NoTariffYet`."""
        found = self.prices().in_force(at or self.now())
        if found is None:
            raise NoTariffYet(service="any service")
        return found

    def find_staff(self, code: str) -> staff.StaffRow | None:
        """The staff member as the centre last described them, or None."""
        known = self._staff.get(code)
        if known is None:
            with self._staff_lock:
                known = self._staff.setdefault(code, Known(lambda: self._ask(staff.find_staff, code)))
        return known.get()

    def is_offline(self, upstream: str) -> bool:
        """Whether the centre, or this upstream system behind it, was down when last heard of."""
        return self._link.get() != LINK_UP or upstream in self._down.get()

    def write(self) -> AbstractContextManager[Connection]:
        """One durable transaction; a clock that moved is journalled first.

        Raises :class:`StoppedAccepting` and what ``Store.write`` raises.
        """
        if self.stopped is not None:
            raise StoppedAccepting(reason=self.stopped)
        if self.clock.has_moves() or self.clock.is_offset_unsaved():
            return self._write_with_clock()
        return self.store.write()

    @contextmanager
    def _write_with_clock(self) -> Iterator[Connection]:
        moves = self.clock.take_moves()
        try:
            with self.store.write() as conn:
                offset_ms = self._write_clock(conn, moves)
                yield conn
        except BaseException:
            self.clock.give_back(moves)
            raise
        self.clock.saved(offset_ms)

    def settle_clock(self) -> bool:
        """Write what was learnt about the clock now, not with the next entry; whether it was journalled.

        To be called after an exchange with the centre, never before: see :class:`app.office.clock.Clock`.
        """
        if not self.clock.has_moves() and not self.clock.is_offset_unsaved():
            return False
        journalled = self.clock.has_moves()
        with self.write():
            pass
        return journalled

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def _write_clock(self, conn: Connection, moves: list[Any]) -> int:
        offset_ms = self.clock.offset_ms
        for move in moves:
            journal.append(
                conn,
                kind=Kind.CLOCK_MOVED,
                staff="",
                data={
                    "offset_ms_before": move.offset_ms_before,
                    "offset_ms_after": move.offset_ms_after,
                    "cause": move.cause,
                },
                at=self.now(),
            )
        sync_state.set_offset(conn, offset_ms)
        return offset_ms

    def _ask(self, query: Callable[..., T], *args: object) -> T:
        with self.store.read() as conn:
            return query(conn, *args)

    def _changed(self, topics: frozenset[str]) -> None:
        for topic, known in (
            ("catalogue", self._catalogue),
            ("tariff", self._prices),
            ("link", self._link),
            ("upstreams", self._down),
        ):
            if topic in topics:
                known.drop()
        if "staff" in topics:
            with self._staff_lock:
                for known_staff in self._staff.values():
                    known_staff.drop()


def open_counter(place: Place, passphrase: str | None = None, *, write: bool) -> Counter:
    """Open an enrolled office's store with the keys kept for it.

    A replacement that was cut off is carried through first. Raises the errors of ``load_keys`` and
    ``open_store``; each says what to do.
    """
    finish_replacement(place)
    return Counter.open(place, load_keys(place, passphrase), write=write)

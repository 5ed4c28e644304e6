"""The parts of a world: one counter, a line, the centre, and what the model knows of them."""

from __future__ import annotations

import itertools
import os
from pathlib import Path

from support.centre import RunningCentre
from support.fault_proxy import FaultProxy
from support.whole_office import (
    STAFF,
    enrolled,
    held_head,
    held_lines,
    new_office,
    own_head,
    own_lines,
    request,
)
from support.world_model import Act, Copy, Desk, acts_in

from app.domain.application import AcceptRequest
from app.domain.entry import Kind
from app.local_db.keys import Keys
from app.local_db.place import Place
from app.office.accept import accept
from app.office.sign_in import Session
from app.sync.sync_once import Outcome
from central import projector

MANAGER = Session("1002", "نمونه", frozenset({"manager"}), offline=True)
CLERK = Session(STAFF, "نمونه", frozenset({"clerk"}), offline=True)
DEVICES = "SELECT device FROM devices WHERE office = %s"


class Parts:
    """What :class:`support.world.World` is made of.

    ``told`` are the acts that people were told of, ``there`` those that the centre was seen to hold;
    ``asked`` has each request by its id, with the application that it became.
    """

    def __init__(self, centre: RunningCentre, directory: Path) -> None:
        self.centre, self._root = centre, directory
        self._names = itertools.count(1)
        self.office = new_office(centre)
        self.line = FaultProxy(centre.base_url)
        self.told: set[Act] = set()
        self.there: set[Act] = set()
        self.asked: dict[str, tuple[AcceptRequest, str]] = {}
        self.is_restored = False
        """A backup is in the store's place, and the centre was not asked since."""
        self.was_centre_restored = False
        self.is_line_up = self.is_serving = True
        self.office_copies: list[Copy] = []
        self.centre_copies: list[Copy] = []
        self.desk = self._enrolled()

    @property
    def is_reachable(self) -> bool:
        """Whether a call gets through."""
        return self.is_line_up and self.is_serving

    @property
    def is_forked(self) -> bool:
        """Whether the counter was told that the centre holds another history."""
        return self.desk.fork_seq is not None

    @property
    def is_diverged(self) -> bool:
        """Whether an exchange would tell so."""
        return self.is_restored or self._expected(self.desk) is Outcome.FORK

    @property
    def may_restore_centre(self) -> bool:
        """Whether there is a copy to go back to, and a centre to do it."""
        return bool(self.centre_copies) and self.is_serving

    def turn_line(self) -> None:
        """The line goes down, or comes back."""
        self.is_line_up = not self.is_line_up
        (self.line.up if self.is_line_up else self.line.down)()

    def turn_centre(self) -> None:
        """The centre stops, or starts again."""
        self.is_serving = not self.is_serving
        (self.centre.start if self.is_serving else self.centre.stop)()

    def project(self) -> None:
        """The centre's projector has a turn."""
        self.centre.run(projector.drain)

    def close(self) -> None:
        """Put everything away; the centre serves."""
        self.desk.counter.close()
        self.line.close()
        if not self.is_serving:
            self.turn_centre()

    def _serve(self, desk: Desk, *, paid: bool, service: str | None) -> None:
        wanted = request(desk.counter, f"{self.office}-{next(self._names)}", paid=paid, service=service)
        taken = accept(desk.counter, CLERK, wanted)
        assert not taken.repeated
        self._tell(desk, (Kind.APPLICATION_ACCEPTED, taken.application))
        self.asked[wanted.id] = (wanted, taken.application)

    def _tell(self, desk: Desk, *done: Act) -> None:
        desk.here.update(done)
        self.told.update(done)

    def _expected(self, desk: Desk) -> Outcome:
        """How an undisturbed exchange must end, by the two histories themselves."""
        if not self.is_reachable:
            return Outcome.UNREACHABLE
        own, held = own_lines(desk.counter), held_lines(self.centre, desk.device)
        common = min(len(own), len(held))
        if desk.fork_seq is not None or own[:common] != held[:common]:
            return Outcome.FORK
        return Outcome.LEVEL

    def _is_level(self, desk: Desk) -> None:
        """Both heads are equal, and what the centre held is in the store."""
        assert held_head(self.centre, desk.device) == own_head(desk.counter)
        desk.here |= acts_in(held_lines(self.centre, desk.device)).keys() & self.told
        if desk is self.desk:
            self.is_restored = False

    def _look_whether_recovered(self) -> None:
        """An exchange that was cut short may have brought the entries back before."""
        held = held_lines(self.centre, self.desk.device)
        if self.is_restored and own_lines(self.desk.counter)[: len(held)] == held:
            self.desk.here |= acts_in(held).keys() & self.told
            self.is_restored = False

    def _held(self) -> set[Act]:
        """Every act that the centre holds of this office."""
        return set(acts_in(itertools.chain(*(held_lines(self.centre, each) for each in self._devices()))))

    def _devices(self) -> list[str]:
        return [row[0] for row in self.centre.query(DEVICES, self.office)]

    def _new_place(self) -> Place:
        return Place(self._root / f"counter-{next(self._names)}")

    def _enrolled(self) -> Desk:
        keys = Keys(os.urandom(32), os.urandom(32))
        place = self._new_place()
        return Desk(enrolled(self.centre, place.directory, self.office, url=self.line.url, keys=keys), set())

"""The demo's story, act by act: an office and its centre on this PC, through an outage and a crash.

The office serves through its real window, by key presses; the centre is killed under it, the window too;
at the end both sides' books are compared (``app.cli.demo.books``).
"""

from __future__ import annotations

import random
import secrets
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.cli.demo.books import OFFLINE_AT_LEAST, Books, compare
from app.cli.demo.centre import Centre
from app.cli.demo.inspection import Simfa
from app.cli.demo.midnight import AHEAD, Midnight
from app.cli.demo.office import Office, OfficeFailed, Window
from app.cli.output import say
from app.domain.vehicle import InspectionState

OFFICE, STAFF = "0412", "1001"
SICK = "traffic"
"""The system that fails alone."""
ONLINE_FIRST = 6
BEFORE_THE_CRASH = 22
FURTHER_BEFORE_THE_CRASH = 3
KILLED_WITHIN_S = 0.4


class Story:
    """One telling of the demo; everything it makes is under ``out``."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._began = time.monotonic()
        self._printed: list[str] = []
        self._taken = 0
        """Applications in the store when the window was opened last; one of them may have no paper."""
        self._centre = Centre(out / "centre")
        self._midnight = Midnight(out)
        self._simfa = Simfa(self._centre)
        self._passphrase = out / "passphrase"
        self._password = out / "password"
        self._office = Office(out / "office", self._passphrase)
        self._window: Window | None = None

    def tell(self) -> Books:
        """Play all acts. Raises ``CommandFailed`` when the story cannot go on."""
        self._prepare()
        try:
            self._found_office()
            self._serve_online()
            self._lose_one_system()
            self._announce_prices()
            served_offline = self._serve_through_the_outage()
            self._come_back()
            return compare(
                self._office,
                self._centre,
                self._printed,
                self._out,
                served_offline,
                self._midnight,
                self._simfa.looks(),
            )
        finally:
            if self._window is not None:
                self._window.kill()
            with ThreadPoolExecutor() as closing:
                closing.submit(self._simfa.close)
                closing.submit(self._centre.stop)

    def _prepare(self) -> None:
        shutil.rmtree(self._out, ignore_errors=True)
        (self._out / "receipts").mkdir(parents=True)
        for file in (self._passphrase, self._password):
            file.touch(mode=0o600)
            file.write_text(secrets.token_urlsafe(12), encoding="utf-8")

    def _found_office(self) -> None:
        with self._act("The centre starts on the embedded PostgreSQL, and an office is enrolled"):
            self._centre.start()
            self._simfa.begin()
            self._centre.ask("office", "add", "--code", OFFICE, "--name", "رشت (نمونه)")
            with ThreadPoolExecutor() as beside:
                clerk = beside.submit(
                    self._centre.ask,
                    *("staff", "add", "--office", OFFICE, "--code", STAFF, "--name", "مریم نمونه"),
                    *("--role", "clerk", "--password-file", str(self._password)),
                )
                code = self._centre.ask("activate", "--office", OFFICE)[0]["code"]
                where = ("--centre", self._centre.address, "--office", OFFICE)
                self._office.ask("enrol", *where, "--code", code)
                clerk.result()

    def _serve_online(self) -> None:
        with self._act(f"A clerk signs in and serves {ONLINE_FIRST} citizens"):
            window = self._open_window("sign-in")
            self._simfa.inspected_long_ago()
            self._simfa.look(window, "online", InspectionState.EXPIRED)
            window.tell("accept", ONLINE_FIRST, 1)
            window.wait("served")
            window.tell("level")
            window.wait("level")

    def _lose_one_system(self) -> None:
        with self._act("One national system fails alone; the others go on"):
            window = self._need_window()
            self._centre.ask("upstream", "set", SICK, "down")
            window.tell("accept", 2, 2)
            window.wait("served")
            window.tell("await-outage", f"upstream:{SICK}")
            window.wait("outage-recorded")

    def _announce_prices(self) -> None:
        seconds = AHEAD.total_seconds()
        with self._act(f"A tariff is published that begins in {seconds:.0f} s (that is our midnight)"):
            window = self._need_window()
            self._midnight.announce(self._centre)
            window.tell("await-tariff", self._midnight.version)
            window.wait("tariff-held")

    def _serve_through_the_outage(self) -> int:
        before = len(self._printed)
        window = self._need_window()
        with self._act("The centre is killed; the clerk goes on"):
            self._centre.kill()
            window.tell("accept", BEFORE_THE_CRASH, 3)
            window.wait("served")
            window.tell("await-banner")
            window.wait("banner-seen")
            self._simfa.inspects_now()
            self._simfa.look(window, "offline", InspectionState.EXPIRED)
            window.tell("picture-form", 5, "application-offline")
            window.wait("shot")
        with self._act("The window is killed in the middle of its work, and opened again"):
            window.tell("accept", OFFLINE_AT_LEAST, 4)
            for _ in range(FURTHER_BEFORE_THE_CRASH):
                window.wait("accepted")
            time.sleep(random.uniform(0, KILLED_WITHIN_S))  # noqa: S311 - any moment will do
            window.kill()
            window = self._open_window("sign-in-offline")
            served, told = self._taken - before, len(self._printed)
        with self._act(f"{OFFLINE_AT_LEAST - served} more citizens are served without a centre"):
            window.tell("accept", OFFLINE_AT_LEAST - served, 5)
            window.wait("served")
            window.tell("queue")
            window.tell("shot", "queue-offline")
            window.wait("shot")
        return served + len(self._printed) - told

    def _come_back(self) -> None:
        with self._act("The centre returns; the queue drains, decisions arrive"):
            window = self._need_window()
            window.tell("level")
            with ThreadPoolExecutor() as beside:  # the database runs, for SIMFA's gateway needs it too
                well = beside.submit(self._centre.ask, "upstream", "set", SICK, "up")
                self._centre.start()
                well.result()
            told = window.wait("level")
            say(f"    level {told['seconds']:.1f} s after the order to start the centre")
            window.tell("decided", SICK)
            others = window.wait("decided")["meanwhile"]
            said = ", ".join(f"{name} {count}" for name, count in others.items())
            say(f"    decided by others while {SICK} was down: {said or 'none'}")
            self._simfa.look(window, "after", InspectionState.VALID)
            window.tell("queue")
            window.tell("shot", "queue-level")
            window.wait("shot")
            if window.close():
                raise OfficeFailed("the window did not close cleanly")
            self._window = None
            self._office.ask("sync", "--once")

    def _open_window(self, shot: str) -> Window:
        self._window = Window(self._office, self._out, self._heard)
        self._window.tell("sign-in", STAFF, str(self._password), shot)
        self._taken = int(self._window.wait("signed-in")["taken"])
        return self._window

    def _need_window(self) -> Window:
        if self._window is None:
            raise OfficeFailed("no window is open")
        return self._window

    def _heard(self, told: dict[str, Any]) -> None:
        """Called in the listening thread for each thing the window tells."""
        if told["event"] == "accepted":
            self._printed.append(told["receipt"])
        elif told["event"] == "progress":
            say(f"    sent {told['sent']} of {told['total']}, {told['rate']:.0f} a second")
        elif told["event"] == "waiting":
            say(f"    {told['waiting']} entries wait, {told['recorded']} receipts recorded by the centre")

    @contextmanager
    def _act(self, title: str) -> Iterator[None]:
        say(f"{time.monotonic() - self._began:5.1f} s  {title}")
        yield

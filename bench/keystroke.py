"""``keystroke``: a key in the form to its picture, while 100,000 entries drain behind the window.

A real centre takes what the window's own sending gives it, in the same process as for a clerk. Letters and
digits go into every kind of line of a form; ours is the 99th percentile, the limit one frame of the screen.
"""

from __future__ import annotations

import itertools
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit

from app.local_db import sync_state
from app.office.counter import Counter
from app.sync.lanes import SyncService
from app.ui import collector, operations
from app.ui.pages.application import ApplicationPage
from app.ui.shell.key_watch import KeyWatch
from app.ui.shell.page_list import page_specs
from app.ui.shell.work_area import WorkArea
from bench import queued
from bench.hands import FRAME_MS, Painted, persian, stroke, until, workplace
from bench.measure import Result, worst_of_hundred
from bench.office import BenchOffice

ENTRIES = 100_000
SERVICE = "passport.renewal"
TYPED = {
    "name.given": "علی‌رضا",
    "name.family": "احمدی‌نژاد",
    "national_code": "9900000022",
    "mobile": "09121234567",
    "postal_code": "4134567890",
    "latin_given": "ALIREZA",
}
CHECK_S_MAX = 600.0
"""The window checks its store beside all this, and the store is closed after it."""
PAUSE_MS = 20
"""Between two keys; a fast hand leaves four times as much."""


def measure(office: BenchOffice, directory: Path) -> Result:
    """Queue the entries, let the office's own sending begin, and type until the centre has them all."""
    persian()
    counter = office.counter
    queued.append(counter, queued.pattern(office), ENTRIES, first_person=1_000_000)
    sync = SyncService(counter)
    work = WorkArea(workplace(counter, office.session, directory, sync), page_specs())
    work.resize(1366, 768)
    work.show()
    KeyWatch(counter.store.courtesy, work)
    work.start()
    page = work.go("application")
    assert isinstance(page, ApplicationPage)
    page.open_service(SERVICE)
    collector.rest()
    collector.go_on()  # as the program does once its pages are loaded
    sync.start()
    taken = _type_until_level(page, counter)
    sync.stop()
    work.stop()
    operations.wait_for_all(CHECK_S_MAX)
    work.close()
    return worst_of_hundred("keystroke", "ms a keystroke", taken, FRAME_MS)


def _type_until_level(page: ApplicationPage, counter: Counter) -> list[float]:
    """Type round and round while entries wait; milliseconds of each key."""
    taken: list[float] = []
    lines = [(line, text) for name, text in TYPED.items() for line in [_line(page, name)]]
    seen = {line: Painted(line) for line, _ in lines}
    for line, text in itertools.cycle(lines):
        if not _waits(counter):
            return taken
        line.setFocus()
        line.clear()
        for letter in text:
            _pause()
            taken.append(stroke(line, letter, seen[line].wait_for_next()))
    return taken


def _pause() -> None:
    """What a hand needs from key to key."""
    over: list[bool] = []
    QTimer.singleShot(PAUSE_MS, lambda: over.append(True))
    until(lambda: bool(over))


def _line(page: ApplicationPage, name: str) -> QLineEdit:
    """The line of a field that is shown in the form."""
    assert page.form is not None
    field = next(one for one in page.form.shown() if one.path.endswith(name))
    line = field.inputs()[0]
    assert isinstance(line, QLineEdit)
    return line


def _waits(counter: Counter) -> bool:
    with counter.store.read() as conn:
        head = conn.exec_driver_sql("SELECT max(seq) FROM journal").scalar_one()
        return bool(sync_state.read(conn).acknowledged.seq < head)

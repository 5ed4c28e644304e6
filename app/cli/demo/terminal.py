"""The demo's card terminal: for one citizen it stands on the desk, joined to the PC."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt

from app.cli.demo.keyboard import press, until
from app.local_db.place import Place
from app.office.terminals import TerminalSetting
from app.office.terminals.setting import forget_setting, write_setting
from app.office.terminals.simulator import Simulator
from app.ui.shell.work_area import WorkArea


@contextmanager
def terminal_on_the_desk(place: Place, work: WorkArea) -> Iterator[None]:
    """While the block runs, Ctrl+T takes money by a simulated terminal."""
    terminal = Simulator().start()
    try:
        write_setting(place, TerminalSetting(adapter="simulated", host="127.0.0.1", port=terminal.port))
        _look_away_and_back(work)
        yield
    finally:
        forget_setting(place)
        terminal.stop()
        _look_away_and_back(work)


def _look_away_and_back(work: WorkArea) -> None:
    """The window looks for a terminal when a payment comes up."""
    press(Qt.Key.Key_F4)
    until(lambda: work.current_name() == "queue", "the queue")
    press(Qt.Key.Key_F2)
    until(lambda: work.current_name() == "application", "the application page")

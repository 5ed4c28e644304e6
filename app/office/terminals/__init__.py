"""Card terminals: one small interface, an adapter for each protocol behind it (docs/card-terminals.md).

::

    terminal = find_terminal(place)              # as set for this counter, None without one
    outcome = terminal.take(charge, 345_697)     # Taken, NotTaken, or NoAnswer: nobody knows
    outcome = terminal.inquire(charge)           # what became of it

An adapter is one entry of :data:`ADAPTERS`. Whoever takes money goes by :mod:`app.office.charge`, which keeps
a record before the terminal is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.office.terminals.base import Cancel, NoAnswer, NotTaken, Outcome, Step, Taken, Terminal, Why
from app.office.terminals.setting import TerminalSetting, read_setting
from app.office.terminals.simulated import SimulatedTerminal

if TYPE_CHECKING:
    from app.local_db.place import Place

__all__ = [
    "ADAPTERS",
    "Cancel",
    "NoAnswer",
    "NotTaken",
    "Outcome",
    "Step",
    "Taken",
    "Terminal",
    "TerminalSetting",
    "Why",
    "find_terminal",
    "open_terminal",
]

ADAPTERS: dict[str, Callable[[str, int], Terminal]] = {"simulated": SimulatedTerminal}
"""By the name in the setting; each is made of host and port."""


def open_terminal(setting: TerminalSetting) -> Terminal | None:
    """The terminal of a setting; None when this Daftar has no such adapter."""
    adapter = ADAPTERS.get(setting.adapter)
    return None if adapter is None else adapter(setting.host, setting.port)


def find_terminal(place: Place) -> Terminal | None:
    """The terminal of this counter; None without one. Raises ``TerminalSettingBad``."""
    setting = read_setting(place)
    return None if setting is None else open_terminal(setting)

"""Charges that stand in a form or a draft of this window: no other payment is offered them."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject

Held = Callable[[], frozenset[str]]


class SpokenFor:
    """Whoever shows or keeps what was typed tells here which charges are in it, by their ids."""

    def __init__(self) -> None:
        self._holders: list[tuple[QObject, Held]] = []

    def add(self, holder: QObject, held: Held) -> None:
        """``held`` is asked as long as ``holder`` lives."""
        self._holders.append((holder, held))

    def by_others(self, asking: QObject) -> frozenset[str]:
        """The charges that stand anywhere but with the one who asks."""
        self._holders = [one for one in self._holders if shiboken6.isValid(one[0])]
        found: set[str] = set()
        for holder, held in self._holders:
            if holder is not asking:
                found |= held()
        return frozenset(found)

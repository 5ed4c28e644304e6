"""After you: work in the background lets the clerk go first, a key at a time.

Python runs one thread at a time, so that whoever computes beside the window holds up its keys. Such work
(sending, the feed, the check of the store) goes piece by piece and asks here before each piece. While
somebody types it is done between two keys: from the moment that a key's picture is up, and for so short a
while that it is over before the next key. Where nobody types it is never held up, and it is never held up
for long.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable

HAND_RESTS_S = 0.15
"""A hand that pressed no key for this long rests; fast ones leave less than that from key to key."""
BETWEEN_KEYS_S = 0.01
"""How long after a key's picture a piece may begin; the fastest hand's next key comes later than it ends."""
LATELY_S = 3.0
"""Whoever pressed a key within this time may press another at any moment: pieces stay small."""
HELD_UP_S_MAX = 0.25
"""The longest that one piece waits, whatever happens to keys and pictures."""


class Courtesy:
    """Who may go first. Usable from any thread.

    ``steady`` is a clock in seconds that never goes back, ``wait`` waits so many of them, or less when what
    is waited for may have come.
    """

    def __init__(
        self,
        steady: Callable[[], float] = time.monotonic,
        wait: Callable[[float], object] | None = None,
    ) -> None:
        self._turn = threading.Condition()
        self._steady, self._wait = steady, wait or self._turn.wait
        self._pressed_s = self._shown_s = -math.inf
        self._waiting = 0

    def key_pressed(self) -> None:
        """The clerk pressed a key or a button just now."""
        self._pressed_s = self._steady()

    def key_shown(self) -> None:
        """What the last key did is on the screen."""
        self._shown_s = self._steady()
        self._go_on()

    def hands_off(self) -> None:
        """Nobody is typing any more (the window closes): whoever waits goes on at once."""
        self._pressed_s = self._shown_s = -math.inf
        self._go_on()

    def after_you(self) -> None:
        """Come back when a small piece of work may be done. Not for who has the store's turn to write."""
        if self._may_go():
            return
        end_s = self._steady() + HELD_UP_S_MAX
        with self._turn:
            self._waiting += 1
            try:
                while not self._may_go() and (left_s := self._until_s(end_s) - self._steady()) > 0:
                    self._wait(left_s)
            finally:
                self._waiting -= 1

    def piece(self, most: int, small: int) -> int:
        """How much to do in one piece: ``small`` while somebody may press a key, else ``most``."""
        return min(most, small) if self._steady() - self._pressed_s < LATELY_S else most

    def _may_go(self) -> bool:
        now_s = self._steady()
        if now_s - self._pressed_s >= HAND_RESTS_S:
            return True
        return self._shown_s >= self._pressed_s and now_s - self._shown_s < BETWEEN_KEYS_S

    def _until_s(self, end_s: float) -> float:
        return min(end_s, self._pressed_s + HAND_RESTS_S)

    def _go_on(self) -> None:
        if self._waiting:
            with self._turn:
                self._turn.notify_all()

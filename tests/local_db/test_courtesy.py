"""Proves that work in the background lets the clerk's keys go first, and is never held up for long.

The clock is the test's own: it moves when somebody waits, up to the next thing that the clerk does.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from support.store_rig import accept, new_store

from app.local_db.courtesy import BETWEEN_KEYS_S, HAND_RESTS_S, HELD_UP_S_MAX, LATELY_S, Courtesy
from app.local_db.verify import verify

PICTURE_S = 0.008
"""From a key to its picture, in these tests."""
SOON_S = 10.0


class Counter:
    """A courtesy whose clock is moved by those who wait, past what the clerk does at given instants."""

    def __init__(self) -> None:
        self.now_s = 1_000.0
        self.courtesy = Courtesy(lambda: self.now_s, self._wait)
        self._to_come: list[tuple[float, Callable[[], None]]] = []

    def press(self, in_s: float = 0.0, picture_s: float = PICTURE_S) -> None:
        """A key, now or later, whose picture is up after so long (never: infinity)."""
        self._later(in_s, self.courtesy.key_pressed)
        self._later(in_s + picture_s, self.courtesy.key_shown)
        self._up_to(self.now_s)

    def pass_(self, seconds: float) -> None:
        """Time goes by."""
        self._up_to(self.now_s + seconds)

    def held_up_s(self) -> float:
        """How long a piece has to wait from now."""
        began_s = self.now_s
        self.courtesy.after_you()
        return self.now_s - began_s

    def _later(self, in_s: float, act: Callable[[], None]) -> None:
        self._to_come.append((self.now_s + in_s, act))
        self._to_come.sort(key=lambda one: one[0])

    def _wait(self, seconds: float) -> None:
        next_s = self._to_come[0][0] if self._to_come else math.inf
        self._up_to(min(self.now_s + seconds, next_s))

    def _up_to(self, until_s: float) -> None:
        while self._to_come and self._to_come[0][0] <= until_s:
            self.now_s, act = self._to_come.pop(0)
            act()
        self.now_s = until_s


@pytest.fixture
def counter() -> Counter:
    return Counter()


def test_where_nobody_types_nothing_waits_and_pieces_are_whole(counter: Counter) -> None:
    assert counter.held_up_s() == 0
    assert counter.courtesy.piece(1_000, 50) == 1_000


def test_a_piece_waits_for_the_picture_of_the_key(counter: Counter) -> None:
    counter.press()
    assert counter.held_up_s() == pytest.approx(PICTURE_S)


def test_pieces_go_on_for_a_moment_after_the_picture_and_then_wait_for_the_next(counter: Counter) -> None:
    counter.press()
    counter.press(in_s=0.1)
    counter.pass_(PICTURE_S + BETWEEN_KEYS_S / 2)
    assert counter.held_up_s() == 0
    counter.pass_(BETWEEN_KEYS_S)
    counter.courtesy.after_you()
    assert counter.now_s == pytest.approx(1_000.0 + 0.1 + PICTURE_S)


def test_a_hand_that_rests_holds_nothing_up(counter: Counter) -> None:
    counter.press()
    counter.pass_(PICTURE_S + 2 * BETWEEN_KEYS_S)
    counter.courtesy.after_you()
    assert counter.now_s == pytest.approx(1_000.0 + HAND_RESTS_S)
    assert counter.held_up_s() == 0


def test_no_piece_is_held_up_longer_than_its_bound_whatever_is_pressed(counter: Counter) -> None:
    for beat in range(100):
        counter.press(in_s=beat * 0.02, picture_s=math.inf)
    assert counter.held_up_s() == pytest.approx(HELD_UP_S_MAX)


def test_pieces_stay_small_as_long_as_another_key_may_come(counter: Counter) -> None:
    counter.press()
    counter.pass_(LATELY_S - 0.1)
    assert counter.courtesy.piece(1_000, 50) == 50
    assert counter.courtesy.piece(20, 50) == 20
    counter.pass_(0.2)
    assert counter.courtesy.piece(1_000, 50) == 1_000


def test_whoever_waits_goes_on_at_once_when_the_window_closes() -> None:
    courtesy = Courtesy(lambda: 1_000.0)  # this clock stands: only a word can end the waiting
    courtesy.key_pressed()
    waiting = threading.Thread(target=courtesy.after_you)
    waiting.start()
    waiting.join(2 * HAND_RESTS_S)
    assert waiting.is_alive()
    courtesy.hands_off()
    waiting.join(SOON_S)
    assert not waiting.is_alive()


def test_the_check_of_the_store_asks_before_each_entry(tmp_path: Path) -> None:
    asked: list[float] = []

    class Asked(Courtesy):
        def after_you(self) -> None:
            asked.append(0.0)

    with new_store(tmp_path) as store:
        for number in range(3):
            accept(store, number)
        store.courtesy = Asked()
        assert verify(store).ok
    assert len(asked) > 3

"""The counter's clock follows the centre, survives a wrong setting, and owns up to every jump once.

Proved with a wall clock and a steady clock that the test turns by hand.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.office.clock import MOVES_KEPT_MAX, ROUND_TRIP_MS_MAX, Clock, Move

START_S = 1_795_000_000.0


class Hands:
    """Two clocks: both run, and only the wall clock can be set."""

    def __init__(self) -> None:
        self.wall_s, self.steady_s = START_S, 50.0

    def run(self, seconds: float) -> None:
        self.wall_s += seconds
        self.steady_s += seconds

    def clock(self, offset_ms: int = 0) -> Clock:
        return Clock(offset_ms, wall_s=lambda: self.wall_s, steady=lambda: self.steady_s)


def at(seconds: float) -> datetime:
    return datetime.fromtimestamp(START_S, UTC) + timedelta(seconds=seconds)


def test_time_is_the_pcs_corrected_by_the_stored_offset() -> None:
    assert Hands().clock(offset_ms=90_000).now() == at(90)


def test_a_wall_clock_set_forward_does_not_move_time_and_is_reported_once() -> None:
    hands = Hands()
    clock = hands.clock()
    hands.run(10)
    hands.wall_s += 3600
    assert clock.now() == at(10)
    assert clock.take_moves() == [Move(0, -3_600_000, "wall-clock")]
    hands.run(1)
    assert clock.now() == at(11)
    assert clock.take_moves() == []


def test_a_wall_clock_set_back_does_not_move_time() -> None:
    hands = Hands()
    clock = hands.clock(offset_ms=500)
    hands.wall_s -= 86_400
    assert clock.now() == at(0.5)
    assert [m.offset_ms_after for m in clock.take_moves()] == [86_400_500]


def test_small_steps_are_not_reported() -> None:
    hands = Hands()
    clock = hands.clock()
    hands.wall_s += 1.5
    assert clock.now() == at(1.5)
    assert not clock.has_moves()


def test_the_centres_time_corrects_a_pc_that_is_an_hour_off() -> None:
    """Pain 21: the clock off by an hour."""
    hands = Hands()
    clock = hands.clock()
    clock.observe(at(3600), round_trip_ms=40)
    assert clock.now() == at(3600.02)
    assert clock.take_moves() == [Move(0, 3_600_020, "centre")]
    assert clock.is_offset_unsaved()


def test_drift_is_followed_without_an_entry() -> None:
    clock = Hands().clock()
    clock.observe(at(0.9), round_trip_ms=0)
    assert clock.now() == at(0.9)
    assert not clock.has_moves()


def test_a_difference_within_the_round_trip_changes_nothing() -> None:
    clock = Hands().clock()
    clock.observe(at(0.4), round_trip_ms=800)
    assert clock.now() == at(0)
    clock.observe(at(500), round_trip_ms=ROUND_TRIP_MS_MAX + 1)
    assert clock.now() == at(0)


def test_moves_that_were_not_written_are_given_back_and_bounded() -> None:
    hands = Hands()
    clock = hands.clock()
    for _ in range(MOVES_KEPT_MAX + 5):
        hands.wall_s += 10
        clock.now()
    moves = clock.take_moves()
    assert len(moves) == MOVES_KEPT_MAX
    clock.give_back(moves)
    assert clock.take_moves() == moves

"""Proves the relay's circuit by properties: it floods nobody, gives up on nobody, and waits within limits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from central.relay.circuit import (
    BACKOFF_FIRST_S,
    BACKOFF_MAX_S,
    FAILURES_TO_OPEN,
    WINDOW_MAX,
    Backoff,
    Circuit,
    CircuitState,
    allowed,
    failed,
    mixed,
    said_to_be_up,
    started,
    succeeded,
)

JITTER = st.floats(0, 1, exclude_max=True)
EVENTS = st.lists(
    st.tuples(st.sampled_from(["ok", "fail", "mixed", "up"]), st.floats(0, 60), JITTER), max_size=60
)


def play(events: list[tuple[str, float, float]]) -> list[tuple[float, Circuit]]:
    """The circuit after each event, with its instant; calls happen only when they are allowed."""
    now, circuit, seen = 0.0, Circuit(), []
    for event, later, jitter in events:
        now += later
        if event == "up":
            circuit = said_to_be_up(circuit, now)
        elif allowed(circuit, now):
            circuit = started(circuit, now)
            if event == "ok":
                circuit = succeeded(circuit)
            elif event == "mixed":
                circuit = mixed(circuit)
            else:
                circuit = failed(circuit, now, jitter)
        seen.append((now, circuit))
    return seen


@given(EVENTS)
def test_no_upstream_ever_meets_more_than_the_window(events: list[tuple[str, float, float]]) -> None:
    for now, circuit in play(events):
        assert 0 <= allowed(circuit, now) <= WINDOW_MAX
        if circuit.state is not CircuitState.CLOSED:
            assert allowed(circuit, now) <= 1


@given(EVENTS)
def test_an_open_circuit_is_always_tried_again_within_the_longest_wait(
    events: list[tuple[str, float, float]],
) -> None:
    for now, circuit in play(events):
        assert allowed(circuit, now + BACKOFF_MAX_S) >= 1


@given(EVENTS)
def test_the_window_grows_at_most_twofold_from_one_round_to_the_next(
    events: list[tuple[str, float, float]],
) -> None:
    before = 1
    for _, circuit in play(events):
        assert circuit.window <= max(2 * before, 2)
        before = circuit.window


@given(st.integers(1, 200), JITTER)
def test_waits_grow_and_stay_within_limits(failures: int, jitter: float) -> None:
    backoff = Backoff()
    assert BACKOFF_FIRST_S / 2 <= backoff.wait_s(failures, jitter) <= BACKOFF_MAX_S
    assert backoff.wait_s(failures + 1, 0) >= backoff.wait_s(failures, 0)


def test_each_system_has_its_own_pauses_and_keeps_them() -> None:
    circuit = Circuit(backoff=Backoff(4.0, 8.0))
    for _ in range(FAILURES_TO_OPEN):
        circuit = failed(circuit, 0.0, 0.0)
    assert circuit.retry_at == 4.0
    again = failed(started(circuit, 4.0), 4.0, 0.0)
    assert again.retry_at == 8.0
    assert succeeded(again).backoff == mixed(again).backoff == Backoff(4.0, 8.0)


@given(JITTER)
def test_failures_in_a_row_open_it_and_one_success_closes_it(jitter: float) -> None:
    circuit = Circuit()
    for _ in range(FAILURES_TO_OPEN):
        assert circuit.state is CircuitState.CLOSED
        circuit = failed(circuit, 0.0, jitter)
    assert circuit.state is CircuitState.OPEN
    assert allowed(circuit, 0.0) == 0
    back = succeeded(started(circuit, circuit.retry_at))
    assert (back.state, back.window, back.failures) == (CircuitState.CLOSED, 2, 0)


def test_an_upstreams_own_retry_after_is_kept_to() -> None:
    circuit = failed(Circuit(), 100.0, 0.0, retry_after_s=17.0)
    assert allowed(circuit, 116.9) == 0
    assert allowed(circuit, 117.0) == 1


def test_the_operators_word_lets_one_call_out_at_once_and_no_more() -> None:
    circuit = failed(Circuit(), 0.0, 0.0, retry_after_s=1_000.0)
    told = said_to_be_up(circuit, 5.0)
    assert allowed(told, 5.0) == 1
    assert failed(started(told, 5.0), 5.0, 0.0).state is CircuitState.OPEN

"""When, and how many at once, an upstream system may be called: a pure state machine.

::

              success: window doubles, up to WINDOW_MAX
                 ┌────┐
                 ▼    │   FAILURES_TO_OPEN failures in a row
              CLOSED ─┴──────────────────────────────▶ OPEN ──┐
                 ▲                                       │ ▲   │ failure: a longer wait
        success  │          the wait is over             ▼ │   │
                 └───────────────── HALF-OPEN ◀──────────┘ └───┘
                                    one call at a time

A relay that starts, and an upstream that returns, begin with one call and double on success, so a
system that has just come back is never met by everything that waited for it.
Instants are seconds of one clock (any), jitter is a number in [0, 1).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

WINDOW_MAX = 32
"""Most calls under way at once towards one upstream, per relay."""

FAILURES_TO_OPEN = 3
BACKOFF_FIRST_S = 0.5
BACKOFF_MAX_S = 30.0
"""Pauses where a system's own habits name none."""


class CircuitState(StrEnum):
    """Whether calls go out."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half-open"


@dataclass(frozen=True, slots=True)
class Backoff:
    """The first and the longest pause after no answer, in seconds."""

    first_s: float = BACKOFF_FIRST_S
    max_s: float = BACKOFF_MAX_S

    def wait_s(self, failures: int, jitter: float) -> float:
        """The pause after that many failures in a row: exponential, with jitter over its upper half."""
        ceiling = min(self.max_s, self.first_s * 2.0 ** min(failures - 1, 16))
        return ceiling * (0.5 + jitter / 2)


@dataclass(frozen=True, slots=True)
class Circuit:
    """What a relay knows of one upstream's health. ``retry_at`` counts only while not closed."""

    state: CircuitState = CircuitState.CLOSED
    window: int = 1
    failures: int = 0
    retry_at: float = 0.0
    backoff: Backoff = Backoff()


def allowed(circuit: Circuit, now: float) -> int:
    """How many calls may be under way at ``now``; 0 while the circuit is open."""
    if circuit.state is CircuitState.CLOSED:
        return circuit.window
    return 1 if now >= circuit.retry_at else 0


def started(circuit: Circuit, now: float) -> Circuit:
    """The circuit once a call went out: an open one whose wait is over becomes half-open."""
    if circuit.state is CircuitState.OPEN and now >= circuit.retry_at:
        return replace(circuit, state=CircuitState.HALF_OPEN)
    return circuit


def succeeded(circuit: Circuit) -> Circuit:
    """The circuit after an answer, whatever it said: the system is there."""
    window = 2 if circuit.state is not CircuitState.CLOSED else min(circuit.window * 2, WINDOW_MAX)
    return replace(circuit, state=CircuitState.CLOSED, window=window, failures=0, retry_at=0.0)


def mixed(circuit: Circuit) -> Circuit:
    """The circuit after a round of which some calls got an answer: it is there, but not well."""
    window = max(1, circuit.window // 2)
    return replace(circuit, state=CircuitState.CLOSED, window=window, failures=0, retry_at=0.0)


def failed(circuit: Circuit, now: float, jitter: float, retry_after_s: float | None = None) -> Circuit:
    """The circuit after no answer. ``retry_after_s`` is the upstream's own word, and is kept to."""
    failures = circuit.failures + 1
    if circuit.state is CircuitState.CLOSED and failures < FAILURES_TO_OPEN and retry_after_s is None:
        return replace(circuit, failures=failures, window=max(1, circuit.window // 2))
    wait_s = circuit.backoff.wait_s(failures, jitter) if retry_after_s is None else retry_after_s
    return replace(circuit, state=CircuitState.OPEN, window=1, failures=failures, retry_at=now + wait_s)


def said_to_be_up(circuit: Circuit, now: float) -> Circuit:
    """The operator says that the upstream is back: ask it now, once, instead of at the wait's end."""
    if circuit.state is CircuitState.CLOSED:
        return circuit
    return replace(circuit, state=CircuitState.OPEN, retry_at=now)

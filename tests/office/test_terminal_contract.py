"""Proves of every adapter of a card terminal what the office relies on: it says "not taken" only when that is
certain, takes a charge once however often it is asked, and can be asked afterwards what became of it.

A new adapter joins by a rig of its own in RIGS: a terminal, or its maker's simulator, and how it fails.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest

from app.office.terminals import Cancel, NoAnswer, NotTaken, Step, Taken, Terminal, Why
from app.office.terminals.simulated import Patience, SimulatedTerminal
from app.office.terminals.simulator import TERMINAL, Simulator

AMOUNT = 345_697
SHORT = Patience(connect_s=1.0, answer_s=0.3, cancel_s=0.3, inquiry_s=0.3)


class Rig(Protocol):
    """A terminal on the desk: how it behaves, and what money it really took."""

    terminal: Terminal
    impatient: Terminal
    number: str

    def behave(self, *behaviours: str) -> None: ...

    def hold(self) -> None:
        """The bank takes its time."""

    def go_on(self) -> None:
        """The bank answers, whatever the PC says meanwhile."""

    def taken(self) -> list[tuple[str, int]]: ...

    def restart(self) -> None: ...

    def unplug(self) -> None: ...


class SimulatedRig:
    number = TERMINAL

    def __init__(self, folder: Path) -> None:
        self._memory = folder / "terminal.jsonl"
        self._simulator = Simulator(memory=self._memory).start()
        self._point()

    def _point(self) -> None:
        self.terminal = SimulatedTerminal("127.0.0.1", self._simulator.port)
        self.impatient = SimulatedTerminal("127.0.0.1", self._simulator.port, SHORT)

    def behave(self, *behaviours: str) -> None:
        self._simulator.behave(*behaviours)

    def hold(self) -> None:
        self._simulator.hold()

    def go_on(self) -> None:
        self._simulator.go_on()

    def taken(self) -> list[tuple[str, int]]:
        return [(one.charge, one.amount_rials) for one in self._simulator.memory.taken()]

    def restart(self) -> None:
        self._simulator.stop()
        self._simulator = Simulator(memory=self._memory).start()
        self._point()

    def unplug(self) -> None:
        self._simulator.stop()


RIGS: dict[str, Callable[[Path], Rig]] = {"simulated": SimulatedRig}


@pytest.fixture(params=list(RIGS))
def rig(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    made = RIGS[request.param](tmp_path)
    yield made
    made.unplug()


def test_exactly_the_amount_is_taken_and_the_slip_comes_with_it(rig: Rig) -> None:
    steps: list[Step] = []
    outcome = rig.terminal.take("c-1", AMOUNT, None, steps.append)
    assert isinstance(outcome, Taken)
    assert (outcome.amount_rials, outcome.terminal, len(outcome.rrn)) == (AMOUNT, rig.number, 12)
    assert outcome.at.tzinfo is not None
    assert steps[0] is Step.CONNECTING
    assert {Step.CARD, Step.PIN} <= set(steps)
    assert rig.taken() == [("c-1", AMOUNT)]


def test_only_the_last_four_digits_of_a_card_are_known(rig: Rig) -> None:
    outcome = rig.terminal.take("c-1", AMOUNT)
    assert isinstance(outcome, Taken)
    assert outcome.card == "**** 1234"


def test_the_same_charge_is_taken_once_however_often_it_is_asked_for(rig: Rig) -> None:
    first = rig.terminal.take("c-1", AMOUNT)
    assert rig.terminal.take("c-1", AMOUNT) == first
    assert len(rig.taken()) == 1
    assert rig.terminal.take("c-2", AMOUNT) != first


@pytest.mark.parametrize(
    ("behaviour", "why"),
    [
        ("decline:51", Why.FUNDS_SHORT),
        ("decline:55", Why.PIN_WRONG),
        ("decline:54", Why.CARD_EXPIRED),
        ("decline:61", Why.LIMIT),
        ("decline:91", Why.BANK_AWAY),
        ("decline:99", Why.OTHER),
        ("busy", Why.BUSY),
        ("paper", Why.PAPER_OUT),
    ],
)
def test_a_refusal_says_why_and_takes_nothing(rig: Rig, behaviour: str, why: Why) -> None:
    rig.behave(behaviour)
    outcome = rig.terminal.take("c-1", AMOUNT)
    assert isinstance(outcome, NotTaken)
    assert outcome.why is why
    assert rig.taken() == []
    assert isinstance(rig.terminal.inquire("c-1"), NotTaken)


def test_an_amount_that_no_terminal_takes_is_refused(rig: Rig) -> None:
    for amount in (0, -1, 10**14):
        assert rig.terminal.take(f"c{amount}", amount) == NotTaken(Why.AMOUNT, "13")
    assert rig.taken() == []


@pytest.mark.parametrize("behaviour", ["lost", "mute", "garbled"])
def test_money_that_went_without_an_answer_is_unknown_and_told_when_asked(rig: Rig, behaviour: str) -> None:
    rig.behave(behaviour, "approve")
    assert isinstance(rig.impatient.take("c-1", AMOUNT), NoAnswer)
    told = rig.terminal.inquire("c-1")
    assert isinstance(told, Taken)
    assert rig.taken() == [("c-1", told.amount_rials)]


def test_a_line_lost_before_the_money_went_is_unknown_until_asked(rig: Rig) -> None:
    rig.behave("lost-before")
    assert rig.terminal.take("c-1", AMOUNT) == NoAnswer()
    assert isinstance(rig.terminal.inquire("c-1"), NotTaken)
    assert rig.taken() == []


def test_what_it_took_it_knows_after_a_power_cut_too(rig: Rig) -> None:
    rig.behave("lost")
    rig.terminal.take("c-1", AMOUNT)
    rig.restart()
    assert isinstance(rig.terminal.inquire("c-1"), Taken)


def test_a_charge_that_it_never_heard_of_was_not_taken(rig: Rig) -> None:
    assert rig.terminal.inquire("c-9") == NotTaken(Why.NEVER_ASKED)


def test_another_amount_than_was_asked_for_is_told_as_it_was_taken(rig: Rig) -> None:
    rig.behave("other-amount")
    outcome = rig.terminal.take("c-1", AMOUNT)
    assert isinstance(outcome, Taken)
    assert outcome.amount_rials != AMOUNT
    assert rig.taken() == [("c-1", outcome.amount_rials)]


def test_a_waiting_terminal_is_cancelled_and_busy_for_others_until_then(rig: Rig) -> None:
    rig.behave("no-card", "approve")
    cancel, waiting, outcomes = Cancel(), threading.Event(), []
    tell = lambda step: waiting.set() if step is Step.CARD else None  # noqa: E731
    asking = threading.Thread(target=lambda: outcomes.append(rig.terminal.take("c-1", AMOUNT, cancel, tell)))
    asking.start()
    assert waiting.wait(10)
    assert rig.terminal.check() == NotTaken(Why.BUSY, "busy")
    assert rig.terminal.inquire("c-1") == NoAnswer(still_going_on=True)
    cancel.set()
    asking.join(10)
    assert outcomes == [NotTaken(Why.CANCELLED, "cancelled")]
    assert rig.taken() == []


def test_a_cancellation_that_comes_too_late_does_not_hide_that_the_money_went(rig: Rig) -> None:
    cancel, asked, outcomes = Cancel(), threading.Event(), []
    tell = lambda step: asked.set() if step is Step.BANK else None  # noqa: E731
    rig.hold()
    asking = threading.Thread(target=lambda: outcomes.append(rig.terminal.take("c-1", AMOUNT, cancel, tell)))
    asking.start()
    assert asked.wait(10)
    cancel.set()
    rig.go_on()
    asking.join(10)
    (outcome,) = outcomes
    assert isinstance(outcome, Taken)
    assert rig.taken() == [("c-1", AMOUNT)]


def test_a_terminal_that_is_off_was_certainly_not_asked(rig: Rig) -> None:
    rig.unplug()
    assert rig.terminal.check() == NotTaken(Why.UNREACHABLE)
    assert rig.terminal.take("c-1", AMOUNT) == NotTaken(Why.UNREACHABLE)
    assert rig.terminal.inquire("c-1") == NoAnswer(), "off says nothing of what it took before"
    rig.restart()
    assert rig.terminal.check() == rig.number

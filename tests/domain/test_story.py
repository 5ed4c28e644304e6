"""Proves that an office's words and the centre's are woven into one line of states in which each may follow.

However late one side's words came to this counter, what was possible comes out possible, each side's words
stay in that side's order, and all of them are there.
"""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st
from support.lives import OWN, invented

from app.domain.application import State
from app.domain.entry import Kind
from app.domain.feed import FeedKind
from app.domain.life import Event, event_of
from app.domain.story import Said, weave

STEPS_MAX = 12


@given(st.integers(0, 10**6))
def test_what_was_possible_is_told_as_possible_however_late_one_side_was_heard(seed: int) -> None:
    dice = random.Random(seed)
    order, life = invented(dice, STEPS_MAX)
    # Each side's words in its order; where they lay between the other's was forgotten in part.
    late = dice.choice([0, 0, 1, 100])
    own, centre = [], []
    for place, event in enumerate(order):
        is_own = event.kind in OWN
        said = Said(place if not is_own or dice.random() < 0.5 else place + late, event, place)
        (own if is_own else centre).append(said)
    own = [Said(max(s.place for s in own[: n + 1]), s.event, s.source) for n, s in enumerate(own)]
    steps = weave(own, centre)
    assert all(step.fits for step in steps)
    assert steps[-1].life.state is life.state
    told = [step.source for step in steps]
    assert [n for n in told if order[n].kind in OWN] == [s.source for s in own]
    assert [n for n in told if order[n].kind not in OWN] == [s.source for s in centre]
    if late == 0:
        assert told == list(range(len(order)))


def test_a_word_that_could_never_follow_is_told_and_changes_nothing() -> None:
    own = [Said(1, Event(Kind.APPLICATION_ACCEPTED, "paid"), "accepted")]
    centre = [
        Said(1, Event(FeedKind.RECEIPT_RECORDED), "recorded"),
        Said(2, event_of(FeedKind.APPLICATION_DECIDED, {"decision": "rejected"}), "rejected"),
        Said(2, event_of(FeedKind.APPLICATION_DECIDED, {"decision": "issued"}), "issued"),
        Said(3, event_of(FeedKind.APPLICATION_DECIDED, {"decision": "weighed"}), "weighed"),
    ]
    steps = weave(own, centre)
    assert [(step.source, step.fits) for step in steps] == [
        ("accepted", True),
        ("recorded", True),
        ("rejected", True),
        ("issued", False),
        ("weighed", False),
    ]
    assert steps[-1].life.state is State.REJECTED

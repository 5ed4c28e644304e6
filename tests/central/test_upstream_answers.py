"""Proves that no national system's adapter believes noise, a changed member, or two answers at once.

Generated from the register of systems, without a database: the wire answers from memory.
"""

from __future__ import annotations

import json
import random
from collections.abc import Coroutine, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.held_journal import PASSPORT

from app.domain.application import State
from central.relay.answers import BadAnswer, read_answer
from central.upstreams import PROFILES, get_profile
from central.upstreams.adapter import NeverHeardOf, Submission, SubmissionRefused, UpstreamUnavailable
from central.upstreams.adapting import AdaptedSystem
from central.upstreams.contract import Said

NAMES = [*sorted(PROFILES), "a-new-one"]
US = "01890000-0000-7000-8000-000000000001"
_T = TypeVar("_T")
every_system = pytest.mark.parametrize("name", NAMES)


class Canned:
    """A wire that gives what it was made with."""

    def __init__(self, *answers: bytes) -> None:
        self.answers = answers

    async def call(self, request: bytes) -> Sequence[bytes]:
        return self.answers


def at_once(call: Coroutine[Any, Any, _T]) -> _T:
    """What a call gives that never has to wait: its wire answers from memory."""
    try:
        call.send(None)
    except StopIteration as done:
        found: _T = done.value
        return found
    raise AssertionError("it waited")


def heard(name: str, *answers: bytes) -> list[bytes] | None:
    """What the relay gets to read of these answers; None when it counts as no answer or as forgotten."""
    made = get_profile(name)
    system = AdaptedSystem(made.contract, made.habits, Canned(*answers))
    try:
        return list(at_once(system.ask(US, "R-1")))
    except (UpstreamUnavailable, NeverHeardOf):
        return None


@every_system
@given(st.binary(max_size=120))
def test_no_bytes_are_believed_and_none_make_the_adapter_fail(name: str, raw: bytes) -> None:
    for text in heard(name, raw) or []:
        with pytest.raises(BadAnswer):
            read_answer(text, US)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 10**20) | st.text(max_size=5) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


@every_system
@given(st.data())
def test_an_answer_with_a_member_changed_is_believed_whole_or_not_at_all(name: str, data: Any) -> None:
    made = get_profile(name)
    dice = random.Random(1)
    said = Said(US, made.reference(dice), State.ISSUED, datetime.now(UTC), made.result(dice, "x.statement"))
    right = made.contract.say(said)
    try:
        values = json.loads(right)
    except ValueError:  # not a system that speaks JSON: bytes are changed instead
        place = data.draw(st.integers(0, len(right) - 1))
        changed = right[:place] + data.draw(st.binary(max_size=3)) + right[place + 1 :]
    else:
        inner = values
        while len(inner) == 1 or ("result" in inner and isinstance(inner["result"], dict)):
            inner = inner["result"] if "result" in inner else next(iter(inner.values()))
        inner[data.draw(st.sampled_from(sorted(inner)))] = data.draw(JSON)
        changed = json.dumps(values).encode()
    for text in heard(name, changed) or []:
        try:
            answer = read_answer(text, US)
        except BadAnswer:
            continue
        assert answer.decision in State
        assert answer.application == US


@every_system
@given(st.binary(max_size=120))
def test_a_simulator_refuses_what_it_does_not_understand(name: str, raw: bytes) -> None:
    contract = get_profile(name).contract
    try:
        contract.understand(raw)
    except ValueError:
        return
    raise AssertionError("it took noise for a request")


@every_system
def test_a_refusal_and_an_answer_together_are_not_believed(name: str) -> None:
    made = get_profile(name)
    said = Said(US, "000000000001", State.FORWARDED, datetime.now(UTC))
    wire = Canned(made.contract.refuse(US, "barred"), made.contract.say(said))
    system = AdaptedSystem(made.contract, made.habits, wire)
    submission = Submission(US, PASSPORT, "0412", "R", datetime.now(UTC), {}, {})
    try:
        first, _ = at_once(system.submit(submission))
    except SubmissionRefused:
        raise AssertionError("the refusal was believed") from None
    with pytest.raises(BadAnswer):
        read_answer(first, US)

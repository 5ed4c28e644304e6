"""Proves that only a well-formed, fitting answer about that very application is believed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.application import State
from app.domain.tariff import Words
from central.relay.answers import NEXT_STEPS, BadAnswer, Fault, Verdict, judge, read_answer
from central.upstreams.answer import Answer, PostItem, unreadable

US = "01890000-0000-7000-8000-000000000001"
GOOD = {"application": US, "decision": "issued", "reference": "PA-1", "note": {"fa": "ش", "en": "n"}}
WORDS = Words("", "")


def raw(**changes: Any) -> bytes:
    return json.dumps(GOOD | changes).encode()


def test_a_good_answer_is_read() -> None:
    assert read_answer(raw(), US).decision is State.ISSUED


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (b"<html>502</html>", Fault.MALFORMED),
        (b"", Fault.MALFORMED),
        (raw()[:-4], Fault.MALFORMED),
        (b"\xff", Fault.MALFORMED),
        (b"x" * 100_000, Fault.MALFORMED),
        (raw(decision="lost"), Fault.MALFORMED),
        (raw(decision="captured-unpaid"), Fault.MALFORMED),
        (raw(reference=""), Fault.MALFORMED),
        (raw(reference="r" * 1_000), Fault.MALFORMED),
        (raw(note={"fa": "x" * 10_000, "en": ""}), Fault.MALFORMED),
        (raw(note=None), Fault.MALFORMED),
        (raw(application="01890000-0000-7000-8000-000000000002"), Fault.OTHER_APPLICATION),
    ],
)
def test_anything_else_is_refused(text: bytes, fault: Fault) -> None:
    with pytest.raises(BadAnswer) as refused:
        read_answer(text, US)
    assert refused.value.fault is fault


@given(st.binary(max_size=200))
def test_no_bytes_make_reading_fail_otherwise(text: bytes) -> None:
    with pytest.raises(BadAnswer):
        read_answer(text, US)


@given(st.lists(st.tuples(st.sampled_from([*NEXT_STEPS[None], State.DELIVERED]), st.sampled_from("ab"))))
def test_whatever_comes_in_whatever_order_each_decision_is_applied_once(
    answers: list[tuple[State, str]],
) -> None:
    decided: State | None = None
    reference: str | None = None
    applied: list[State] = []
    for decision, named in answers:
        answer = Answer(application=US, decision=decision, reference=named, note=WORDS)
        try:
            verdict = judge(decided, reference, answer, frozenset(applied))
        except BadAnswer:
            continue
        if verdict is Verdict.APPLY:
            assert decision in NEXT_STEPS[decided]
            applied.append(decision)
            decided, reference = decision, named
    assert len(applied) == len(set(applied))
    ends = [step for step in applied if step in (State.REJECTED, State.ISSUED)]
    assert len(ends) <= 1


def test_a_rejection_after_the_issue_is_a_contradiction() -> None:
    answer = Answer(application=US, decision=State.REJECTED, reference="a", note=WORDS)
    with pytest.raises(BadAnswer) as refused:
        judge(State.ISSUED, "a", answer, frozenset({State.FORWARDED, State.ISSUED}))
    assert refused.value.fault is Fault.CONTRADICTION


@pytest.mark.parametrize("seen", [{State.FORWARDED, State.ISSUED}, {State.ISSUED}])
def test_an_older_word_that_comes_late_is_not_believed(seen: set[State]) -> None:
    answer = Answer(application=US, decision=State.FORWARDED, reference="a", note=WORDS)
    with pytest.raises(BadAnswer) as refused:
        judge(State.ISSUED, "a", answer, frozenset(seen))
    assert refused.value.fault is Fault.LATE


def test_the_same_word_again_is_passed_over() -> None:
    answer = Answer(application=US, decision=State.ISSUED, reference="a", note=WORDS)
    assert judge(State.ISSUED, "a", answer, frozenset({State.ISSUED})) is Verdict.REPEATED


def test_an_issue_that_names_its_postal_item_later_is_news_once() -> None:
    post = PostItem(barcode="11111111")
    answer = Answer(application=US, decision=State.ISSUED, reference="a", note=WORDS, post=post)
    assert judge(State.ISSUED, "a", answer, frozenset({State.ISSUED})) is Verdict.APPLY
    assert judge(State.ISSUED, "a", answer, frozenset({State.ISSUED}), "11111111") is Verdict.REPEATED


def test_a_postal_item_comes_with_an_issue() -> None:
    answer = read_answer(raw(post={"barcode": "12345678901234567890"}), US)
    assert answer.post == PostItem(barcode="12345678901234567890")


@pytest.mark.parametrize(
    "changes",
    [
        {"post": {"barcode": ""}},
        {"post": {"barcode": "<b>1234</b>"}},
        {"post": {"barcode": "1" * 41}},
        {"post": {}},
        {"post": "12345678"},
        {"post": {"barcode": "12345678"}, "decision": "rejected"},
    ],
)
def test_a_postal_item_that_cannot_be_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(BadAnswer) as refused:
        read_answer(raw(**changes), US)
    assert refused.value.fault is Fault.MALFORMED


def test_another_barcode_for_the_same_issue_is_a_contradiction() -> None:
    post = PostItem(barcode="22222222")
    answer = Answer(application=US, decision=State.DELIVERED, reference="a", note=WORDS, post=post)
    with pytest.raises(BadAnswer) as refused:
        judge(State.ISSUED, "a", answer, frozenset({State.ISSUED}), "11111111")
    assert refused.value.fault is Fault.CONTRADICTION


def test_what_an_adapter_could_not_read_is_refused_in_its_own_words() -> None:
    with pytest.raises(BadAnswer, match="the checksum does not fit") as refused:
        read_answer(unreadable("the checksum does not fit"), US)
    assert refused.value.fault is Fault.MALFORMED

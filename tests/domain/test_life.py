"""Proves that the life of an application is one machine: what the table says is what a life does.

Every life that can be reached is walked through, so the table, the rule that follows events and the
relay's belief in a system's word cannot drift apart.
"""

from __future__ import annotations

import re
from itertools import permutations

import pytest
from support.resources import RESOURCES

from app.domain.application import State
from app.domain.entry import Kind
from app.domain.feed import FeedKind
from app.domain.life import (
    HEAD_CONFIRMED,
    STAYS,
    TRANSITIONS,
    Event,
    Life,
    Maker,
    MayNotFollow,
    event_of,
    follow,
    may_follow,
    replay,
)
from central.relay.answers import AWAITING_MORE, NEXT_STEPS

DOCS = RESOURCES.parent / "docs"
VERSIONS_MAX = 3
WORDS = {(t.kind, t.word) for t in TRANSITIONS} | {(kind, "") for kind in STAYS}

ACCEPTED = Event(Kind.APPLICATION_ACCEPTED, "paid")
UNPAID = Event(Kind.APPLICATION_ACCEPTED, "unpaid")
PAID = Event(Kind.PAYMENT_TAKEN)
RECORDED = Event(FeedKind.RECEIPT_RECORDED)
VOIDED = Event(Kind.APPLICATION_VOIDED)
VOID_RECORDED = Event(FeedKind.VOID_RECORDED)
VOID_REFUSED = Event(FeedKind.VOID_REFUSED)
REFUNDED = Event(Kind.PAYMENT_REFUNDED)
CORRECTED = Event(Kind.APPLICATION_CORRECTED)


def says(decision: str, version: int = 1, barcode: str = "") -> Event:
    data = {"decision": decision, "version": version, "post": {"barcode": barcode}}
    return event_of(FeedKind.APPLICATION_DECIDED, data)


def events(life: Life) -> list[Event]:
    """Everything that could be said of a life next, sensible or not."""
    found = []
    for kind, word in sorted(WORDS):
        if kind == FeedKind.APPLICATION_DECIDED:
            barcode = "RX1" if word == State.POSTED else ""
            found += [Event(kind, word, version, barcode) for version in range(1, life.version + 1)]
        else:
            found.append(Event(kind, word))
    return found


def reachable() -> set[Life]:
    lives, fresh = {Life()}, [Life()]
    while fresh:
        life = fresh.pop()
        for event in events(life):
            if may_follow(life, event):
                after = follow(life, event)
                if after not in lives and after.version <= VERSIONS_MAX:
                    lives.add(after)
                    fresh.append(after)
    return lives


LIVES = reachable()


def test_every_step_of_every_life_is_a_row_of_the_table_and_every_row_is_some_lifes_step() -> None:
    unused = set(range(len(TRANSITIONS)))
    for life in LIVES:
        for event in events(life):
            if not may_follow(life, event):
                with pytest.raises(MayNotFollow):
                    follow(life, event)
                continue
            after = follow(life, event).state
            rows = [
                row
                for row, t in enumerate(TRANSITIONS)
                if t.kind == event.kind and t.word == event.word and life.state in t.before
            ]
            if after is life.state:
                continue
            named = [row for row in rows if TRANSITIONS[row].after is after]
            assert named, f"{life.state} → {after} by {event} is not in the table"
            unused -= set(named)
    assert [TRANSITIONS[row] for row in unused] == []


def test_every_state_is_reached_and_only_the_last_ones_have_no_way_on() -> None:
    assert {life.state for life in LIVES} == set(State)
    ends = {state for state in State if not any(state in t.before for t in TRANSITIONS)}
    assert ends == {State.REJECTED, State.DELIVERED, State.REFUNDED}


def test_what_the_centre_says_twice_changes_nothing() -> None:
    for life in LIVES:
        for event in events(life):
            if may_follow(life, event):
                once = follow(life, event)
                from_centre = event.kind in vars(FeedKind).values()
                if from_centre and once.state is not life.state:
                    assert follow(once, event) == once


def test_the_office_and_the_centre_may_speak_in_any_order_that_each_could_have_spoken_in() -> None:
    # A void is written while off line; meanwhile the system had been handed the application.
    late = [ACCEPTED, RECORDED, VOIDED, says("forwarded"), VOID_REFUSED, says("issued")]
    assert replay(late).state is State.ISSUED
    early = [ACCEPTED, VOIDED, RECORDED, VOID_RECORDED, REFUNDED]
    assert replay(early).state is State.REFUNDED
    assert replay([UNPAID, RECORDED, PAID]).state is replay([UNPAID, PAID, RECORDED]).state is State.RECORDED
    ends = set()
    for order in permutations([VOIDED, RECORDED, Event(HEAD_CONFIRMED)]):
        ends.add(replay([ACCEPTED, *order]).state)
    assert ends == {State.VOIDED}


def test_a_correction_goes_to_the_system_again_and_an_old_word_does_not_undo_it() -> None:
    asked = [ACCEPTED, RECORDED, says("forwarded"), says("needs-correction")]
    life = replay([*asked, CORRECTED])
    assert life.state is State.CORRECTED
    assert follow(life, says("needs-correction", 1)).state is State.CORRECTED
    assert follow(life, says("needs-correction", 2)).state is State.NEEDS_CORRECTION
    assert replay([*asked, CORRECTED, says("forwarded", 2), says("issued", 2)]).state is State.ISSUED
    with pytest.raises(MayNotFollow):
        replay([ACCEPTED, RECORDED, says("forwarded"), CORRECTED])


def test_what_was_given_to_the_post_keeps_its_barcode_until_it_is_delivered() -> None:
    here = [ACCEPTED, RECORDED]
    assert replay([*here, says("issued", barcode="RX1")]).state is State.POSTED
    later = replay([*here, says("issued"), says("issued", barcode="RX1")])
    assert (later.state, later.barcode) == (State.POSTED, "RX1")
    assert follow(later, says("issued")) == later
    delivered = follow(later, says("delivered"))
    assert (delivered.state, delivered.barcode) == (State.DELIVERED, "RX1")


@pytest.mark.parametrize(
    ("before", "event"),
    [
        ([], PAID),
        ([], RECORDED),
        ([ACCEPTED], ACCEPTED),
        ([ACCEPTED], PAID),
        ([ACCEPTED], says("issued")),
        ([ACCEPTED, RECORDED], says("delivered")),
        ([ACCEPTED, RECORDED], says("something-new")),
        ([ACCEPTED, RECORDED, says("rejected")], says("issued")),
        ([ACCEPTED, RECORDED, says("issued")], VOIDED),
        ([UNPAID, RECORDED], says("forwarded")),
        ([ACCEPTED, VOIDED], REFUNDED),
        ([UNPAID, VOIDED, VOID_RECORDED], REFUNDED),
        ([ACCEPTED, RECORDED, VOIDED, VOID_RECORDED], says("forwarded")),
        ([ACCEPTED, RECORDED, VOIDED, VOID_REFUSED], VOIDED),
        ([ACCEPTED, VOIDED, VOID_RECORDED, REFUNDED], REFUNDED),
        ([ACCEPTED], Event("something.new")),
    ],
    ids=lambda value: (
        "-".join(f"{e.kind}:{e.word}" for e in value) if isinstance(value, list) else value.kind
    ),
)
def test_what_cannot_happen_is_refused(before: list[Event], event: Event) -> None:
    with pytest.raises(MayNotFollow, match=event.kind):
        replay([*before, event])


def test_the_relay_believes_of_a_system_exactly_what_the_table_allows() -> None:
    for decided, allowed in NEXT_STEPS.items():
        life = replay([ACCEPTED, RECORDED])
        if decided is State.DELIVERED:
            life = follow(life, says("issued"))
        if decided is not None:
            life = follow(life, says(decided))
        for word in (State.FORWARDED, State.NEEDS_CORRECTION, State.REJECTED, State.ISSUED, State.DELIVERED):
            is_news = may_follow(life, says(word)) and follow(life, says(word)) != life
            assert is_news == (word in allowed), (decided, word)
    assert {State.FORWARDED, State.NEEDS_CORRECTION} == AWAITING_MORE


def test_an_entry_and_an_item_say_what_they_mean() -> None:
    assert event_of(Kind.APPLICATION_ACCEPTED, {"state": "captured-unpaid"}) == UNPAID
    assert event_of(Kind.APPLICATION_ACCEPTED, {"state": "accepted"}) == ACCEPTED
    assert event_of(Kind.APPLICATION_CORRECTED, {"version": 3}).version == 3
    odd = event_of(FeedKind.APPLICATION_DECIDED, {"decision": 5, "post": "?", "version": "x"})
    assert (odd.barcode, odd.version) == ("", 1)


def test_only_a_manager_voids_and_only_a_system_decides() -> None:
    makers = {t.kind: t.maker for t in TRANSITIONS}
    assert makers[Kind.APPLICATION_VOIDED] is Maker.MANAGER
    assert makers[FeedKind.APPLICATION_DECIDED] is Maker.SYSTEM
    own = {value for name, value in vars(Kind).items() if name.isupper()}
    assert {t.maker for t in TRANSITIONS if t.kind in own} == {Maker.CLERK, Maker.MANAGER}


def test_the_pages_drawing_has_exactly_the_transitions_of_the_table() -> None:
    page = (DOCS / "life-of-an-application.md").read_text(encoding="utf-8")
    drawn = re.findall(r"^    (\w+) --> (\w+): ([\w.]+)(?: ([\w-]+))?$", page, re.MULTILINE)
    table = {
        (before.value.replace("-", "_"), t.after.value.replace("-", "_"), t.kind, t.word)
        for t in TRANSITIONS
        for before in t.before
    }
    assert set(drawn) == table
    assert len(drawn) == len(table)
    ends = set(re.findall(r"^    (\w+) --> \[\*\]$", page, re.MULTILINE))
    assert ends == {"rejected", "delivered", "refunded"}

"""Proves that the counter allows exactly the acts that the one state machine allows, in every life there is.

Every life that words can lead to is walked through; for each, what payment, void, refund and correction ask
of the application's row is held against what may follow.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.domain.application import State
from app.domain.entry import Kind
from app.domain.errors import DaftarError
from app.domain.feed import FeedKind
from app.domain.life import HEAD_CONFIRMED, PAID, UNPAID, Event, Life, MayNotFollow, follow, may_follow
from app.local_db.queries.applications import ApplicationRow
from app.office.open_acts import Act, acts_of_clerk
from app.office.refund import require_refundable
from app.office.void import may_void, require_voidable

FEE_RIALS = 1_000
WORDS = ["forwarded", "needs-correction", "rejected", "issued", "delivered"]
EVENTS = [
    Event(Kind.APPLICATION_ACCEPTED, PAID),
    Event(Kind.APPLICATION_ACCEPTED, UNPAID),
    *(Event(kind) for kind in (Kind.PAYMENT_TAKEN, Kind.APPLICATION_VOIDED, Kind.PAYMENT_REFUNDED)),
    *(Event(kind) for kind in (Kind.APPLICATION_CORRECTED, HEAD_CONFIRMED, FeedKind.RECEIPT_RECORDED)),
    *(Event(kind) for kind in (FeedKind.VOID_RECORDED, FeedKind.VOID_REFUSED)),
    *(Event(FeedKind.APPLICATION_DECIDED, word, about) for word in WORDS for about in (1, 2)),
]
VERSIONS_MAX = 3
NOT_KEPT = {State.SENT: State.ACCEPTED}
"""Whether its entry has arrived is no column of the row."""


def every_life() -> set[Life]:
    """Each life that can be, with at most two corrections."""
    found: set[Life] = set()
    fresh = {Life()}
    while fresh:
        found |= fresh
        after = set()
        for life in fresh:
            for event in EVENTS:
                try:
                    after.add(follow(life, event))
                except MayNotFollow:
                    continue
        fresh = {life for life in after if life.version <= VERSIONS_MAX} - found
    return found - {Life()}


def row_of(life: Life) -> ApplicationRow:
    """The row that the read tables hold of such a life."""
    texts = dict.fromkeys(ApplicationRow.__slots__, "")
    numbers = dict.fromkeys(("seq", "tariff_version", "content_seq"), 1)
    paid_rials = FEE_RIALS if life.is_paid else 0
    values = {
        "state": NOT_KEPT.get(life.state, life.state).value,
        "amount_rials": FEE_RIALS,
        "paid_rials": paid_rials,
        "refunded_rials": paid_rials if life.is_refunded else 0,
        "offline": False,
        "version": life.version,
        "decided_version": life.decided_version,
        "voided_at": "2026-11-24T08:30:00.000Z" if life.is_voided else "",
        "void_word": life.void_word,
    }
    return ApplicationRow(**(texts | numbers | values))  # type: ignore[arg-type]


def allows(check: Callable[[ApplicationRow], object], row: ApplicationRow) -> bool:
    try:
        check(row)
    except DaftarError:
        return False
    return True


LIVES = every_life()


@pytest.mark.parametrize("state", sorted(set(State) - {State.DRAFTED, State.POSTED}))
def test_the_counter_allows_what_may_follow_and_nothing_else(state: State) -> None:
    lives = [life for life in LIVES if life.state is state]
    assert lives
    for life in lives:
        row = row_of(life)
        offered = acts_of_clerk(row)
        may = {
            Kind.PAYMENT_TAKEN: Act.PAY in offered,
            Kind.APPLICATION_CORRECTED: Act.CORRECT in offered,
            Kind.PAYMENT_REFUNDED: Act.REFUND in offered,
            Kind.APPLICATION_VOIDED: may_void(row),
        }
        assert {kind: may_follow(life, Event(kind)) for kind in may} == may, life
        assert allows(require_voidable, row) == may_void(row)
        assert allows(require_refundable, row) == (Act.REFUND in offered)

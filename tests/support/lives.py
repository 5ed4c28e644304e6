"""Lives of applications, invented at random: what may happen next, and each event as its log writes it."""

from __future__ import annotations

import random
from typing import Any

from support.store_rig import application, new_id, payment_taken

from app.domain.application import State
from app.domain.entry import Kind
from app.domain.feed import FeedKind
from app.domain.life import HEAD_CONFIRMED, STAYS, TRANSITIONS, Event, Life, follow, may_follow

OWN = frozenset(value for name, value in vars(Kind).items() if name.isupper())
"""Kinds that the office writes; the others are the centre's."""
BARCODE = "RX123456789IR"
_BESIDE = (
    *(FeedKind.RECEIPT_RECORDED, FeedKind.VOID_RECORDED, FeedKind.VOID_REFUSED),
    *(FeedKind.FINDING_RAISED, FeedKind.FINDING_WITHDRAWN),
    *(Kind.RECEIPT_REPRINTED, Kind.DOCUMENT_ADDED, Kind.DOCUMENT_LOST),
)
"""What is said beside the states; further kinds that change none have their own tests."""
_OTHERS = sorted(
    ({(t.kind, t.word) for t in TRANSITIONS} | {(kind, "") for kind in _BESIDE if kind in STAYS})
    - {(t.kind, t.word) for t in TRANSITIONS if t.kind == FeedKind.APPLICATION_DECIDED}
    - {(HEAD_CONFIRMED, "")}
)


def possible(life: Life) -> list[Event]:
    """Everything that either log could say next; a system's word about the newest or an older version."""
    found = [
        Event(t.kind, t.word, version, BARCODE if t.word == State.POSTED else "")
        for t in TRANSITIONS
        if t.kind == FeedKind.APPLICATION_DECIDED
        for version in {life.version, life.decided_version}
    ]
    found += [Event(*other) for other in _OTHERS]
    return [event for event in found if may_follow(life, event)]


def invented(dice: random.Random, steps_max: int) -> tuple[list[Event], Life]:
    """A life in the order in which it happened, and where it led."""
    life, order = Life(), []
    for _ in range(dice.randrange(1, steps_max)):
        choice = possible(life)
        moving = [event for event in choice if follow(life, event).state is not life.state]
        rejecting = (State.REJECTED, State.VOIDED)  # ends that would come before the longer ways are walked
        onward = [event for event in moving if follow(life, event).state not in rejecting] or moving
        event = dice.choice(dice.choice([choice, onward, onward]) or choice)
        life = follow(life, event)
        order.append(event)
    return order, life


class Written:
    """One invented application: the data that each event of its life has in the log that tells it."""

    def __init__(self, number: int) -> None:
        self.data = application(number)
        self._version = 1

    def entry(self, event: Event) -> dict[str, Any]:
        """The data of the office's entry."""
        about = {name: self.data[name] for name in ("application", "receipt", "day")}
        match event.kind:
            case Kind.APPLICATION_ACCEPTED if event.word == "unpaid":
                return self.data | {"payments": [], "state": "captured-unpaid"}
            case Kind.APPLICATION_ACCEPTED:
                return self.data
            case Kind.PAYMENT_TAKEN:
                return payment_taken(self.data)
            case Kind.PAYMENT_REFUNDED:
                refunds = [payment | {"refund": new_id()} for payment in self.data["payments"]]
                return about | {"refunds": refunds, "total_rials": 1500}
            case Kind.APPLICATION_CORRECTED:
                self._version += 1
                values = {name: self.data[name] for name in ("applicant", "fields")}
                return about | values | {"version": self._version}
            case Kind.DOCUMENT_ADDED:
                scan = {"paper": "old-passport", "sha256": "0" * 64, "media_type": "image/png"}
                return about | scan | {"size_bytes": 1}
            case Kind.DOCUMENT_LOST:
                return about | {"sha256": "0" * 64, "reason": "invented"}
            case Kind.APPLICATION_VOIDED:
                return about | {"reason": "نمونه"}
        return {"receipt": self.data["receipt"], "copy": 1}

    def item(self, event: Event) -> dict[str, Any]:
        """The data of the centre's item."""
        about = {"application": self.data["application"], "receipt": self.data["receipt"]}
        match event.kind:
            case FeedKind.RECEIPT_RECORDED:
                return about | {"tracking": "T-1"}
            case FeedKind.APPLICATION_DECIDED:
                decision = State.ISSUED.value if event.word == State.POSTED else event.word
                said = {"decision": decision, "upstream": "passport", "version": event.version}
                return about | said | ({"post": {"barcode": event.barcode}} if event.barcode else {})
            case FeedKind.FINDING_RAISED | FeedKind.FINDING_WITHDRAWN:
                return about | {"finding": f"f-{self.data['application']}", "type": "invented"}
        return about

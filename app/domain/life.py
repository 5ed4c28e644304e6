"""The life of an application: one state machine for office and centre (docs/life-of-an-application.md).

Two logs tell it. The office's entries and the centre's feed items are written independently, so what one
side says may come between any two words of the other. :class:`Life` therefore keeps what each side said, and
the state follows from both; :func:`follow` takes one more word and refuses what may not come now.

:data:`TRANSITIONS` is the whole of it as a table: the drawing, the relay's belief in an upstream's word and
the office's acts are compared with it in the tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from app.domain.application import State
from app.domain.entry import Kind
from app.domain.feed import FeedKind

HEAD_CONFIRMED = "head.confirmed"
"""Neither an entry nor an item: the head that the centre confirms has reached the application's entry."""

PAID, UNPAID = "paid", "unpaid"
"""The words of ``application.accepted``."""


class Maker(StrEnum):
    """Who brings a transition about."""

    CLERK = "clerk"
    MANAGER = "manager"
    CENTRE = "centre"
    SYSTEM = "system"
    """The national system behind the service, through the centre."""


@dataclass(frozen=True, slots=True)
class Transition:
    """From any of ``before`` to ``after``, by a ``kind`` of entry or feed item.

    ``word`` tells several of one kind apart: of ``application.decided`` it is the decision (``posted`` for an
    ``issued`` that names what was given to the post), of ``application.accepted`` paid or unpaid.
    """

    before: frozenset[State]
    after: State
    kind: str
    maker: Maker
    word: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: the ``kind`` of an entry or feed item with what matters of its data.

    ``version`` of the values that it is about (None: the latest), ``barcode`` of a postal item.
    """

    kind: str
    word: str = ""
    version: int | None = None
    barcode: str = ""


class MayNotFollow(ValueError):
    """The event cannot happen to an application that stands where this one does."""

    def __init__(self, state: State, event: Event) -> None:
        super().__init__(f"{event.kind} {event.word}".strip() + f" may not follow in state {state.value}")
        self.state, self.event = state, event


_S = State
_HERE = frozenset({_S.ACCEPTED, _S.SENT})
_TO_DECIDE = frozenset({_S.RECORDED, _S.FORWARDED, _S.NEEDS_CORRECTION, _S.CORRECTED, _S.VOIDED})
DECIDED = frozenset(
    {_S.FORWARDED, _S.NEEDS_CORRECTION, _S.CORRECTED, _S.REJECTED, _S.ISSUED, _S.POSTED, _S.DELIVERED}
)
"""States that rest on a word of the system behind the service."""


def _to(after: State, kind: str, maker: Maker, before: Iterable[State], word: str = "") -> Transition:
    return Transition(frozenset(before), after, kind, maker, word)


def _says(after: State, before: Iterable[State]) -> Transition:
    return _to(after, FeedKind.APPLICATION_DECIDED, Maker.SYSTEM, before, after.value)


TRANSITIONS: tuple[Transition, ...] = (
    _to(_S.CAPTURED_UNPAID, Kind.APPLICATION_ACCEPTED, Maker.CLERK, [_S.DRAFTED], UNPAID),
    _to(_S.ACCEPTED, Kind.APPLICATION_ACCEPTED, Maker.CLERK, [_S.DRAFTED], PAID),
    # Sent and recorded without its money, it is where a paid one would be as soon as the money is there.
    _to(_S.ACCEPTED, Kind.PAYMENT_TAKEN, Maker.CLERK, [_S.CAPTURED_UNPAID]),
    _to(_S.SENT, Kind.PAYMENT_TAKEN, Maker.CLERK, [_S.CAPTURED_UNPAID]),
    _to(_S.RECORDED, Kind.PAYMENT_TAKEN, Maker.CLERK, [_S.CAPTURED_UNPAID]),
    _to(_S.SENT, HEAD_CONFIRMED, Maker.CENTRE, [_S.ACCEPTED]),
    _to(_S.RECORDED, FeedKind.RECEIPT_RECORDED, Maker.CENTRE, _HERE),
    _says(_S.FORWARDED, [_S.RECORDED, _S.CORRECTED, _S.VOIDED]),
    _says(_S.NEEDS_CORRECTION, [_S.RECORDED, _S.FORWARDED, _S.CORRECTED, _S.VOIDED]),
    _to(_S.CORRECTED, Kind.APPLICATION_CORRECTED, Maker.CLERK, [_S.NEEDS_CORRECTION]),
    _says(_S.REJECTED, _TO_DECIDE),
    _says(_S.ISSUED, _TO_DECIDE),
    _says(_S.POSTED, _TO_DECIDE | {_S.ISSUED}),
    _says(_S.DELIVERED, [_S.ISSUED, _S.POSTED]),
    _to(_S.VOIDED, Kind.APPLICATION_VOIDED, Maker.MANAGER, _HERE | {_S.CAPTURED_UNPAID, _S.RECORDED}),
    # The void came too late: a system had been handed the application, and it goes on from where it was.
    _to(_S.RECORDED, FeedKind.VOID_REFUSED, Maker.CENTRE, [_S.VOIDED]),
    # Or the centre does not hold the application at all, because its entry could not be read.
    _to(_S.CAPTURED_UNPAID, FeedKind.VOID_REFUSED, Maker.CENTRE, [_S.VOIDED]),
    _to(_S.ACCEPTED, FeedKind.VOID_REFUSED, Maker.CENTRE, [_S.VOIDED]),
    _to(_S.SENT, FeedKind.VOID_REFUSED, Maker.CENTRE, [_S.VOIDED]),
    _to(_S.REFUNDED, Kind.PAYMENT_REFUNDED, Maker.CLERK, [_S.VOIDED]),
)
"""Every change of state that there is."""

STAYS: Mapping[str, frozenset[State]] = {
    HEAD_CONFIRMED: frozenset(State) - {_S.DRAFTED, _S.ACCEPTED},
    FeedKind.RECEIPT_RECORDED: frozenset({_S.CAPTURED_UNPAID, _S.VOIDED}),
    FeedKind.VOID_RECORDED: frozenset({_S.VOIDED}),
    FeedKind.VOID_REFUSED: DECIDED,
    Kind.RECEIPT_REPRINTED: frozenset(State) - {_S.DRAFTED},
    Kind.DOCUMENT_ADDED: frozenset(State) - {_S.DRAFTED},
    Kind.DOCUMENT_LOST: frozenset(State) - {_S.DRAFTED},
    FeedKind.IDENTITY_CHECKED: frozenset(State) - {_S.DRAFTED},
    FeedKind.FINDING_RAISED: frozenset(State) - {_S.DRAFTED},
    FeedKind.FINDING_WITHDRAWN: frozenset(State) - {_S.DRAFTED},
}
"""What may come and leaves the state as it is, and in which states."""


@dataclass(frozen=True, slots=True)
class Life:
    """What both sides have said of one application so far; :attr:`state` follows from it.

    ``version`` counts corrections from 1, ``decided_version`` is what the system's latest word is about.
    ``void_word`` is what the centre made of a void: ``recorded``, ``refused``, or "" until it said so.
    """

    is_taken: bool = False
    is_paid: bool = False
    is_sent: bool = False
    is_recorded: bool = False
    decision: str = ""
    barcode: str = ""
    version: int = 1
    decided_version: int = 1
    is_voided: bool = False
    void_word: str = ""
    is_refunded: bool = False

    @property
    def state(self) -> State:
        """Where the application stands; the read tables of office and centre say the same."""
        if not self.is_taken:
            return State.DRAFTED
        if self.decision:
            return self._decided()
        if self.is_voided and self.void_word != "refused":
            return State.REFUNDED if self.is_refunded else State.VOIDED
        if not self.is_paid:
            return State.CAPTURED_UNPAID
        if self.is_recorded:
            return State.RECORDED
        return State.SENT if self.is_sent else State.ACCEPTED

    def _decided(self) -> State:
        decision = State(self.decision)
        if decision is State.NEEDS_CORRECTION and self.decided_version < self.version:
            return State.CORRECTED
        return State.POSTED if decision is State.ISSUED and self.barcode else decision


def follow(life: Life, event: Event) -> Life:
    """The life after one more event. Raises :class:`MayNotFollow`.

    What the centre says a second time (it was restored and tells its past again) changes nothing.
    """
    if _was_said(life, event):
        return life
    if not _may(life, event):
        raise MayNotFollow(life.state, event)
    match event.kind:
        case Kind.APPLICATION_ACCEPTED:
            return replace(life, is_taken=True, is_paid=event.word == PAID)
        case Kind.PAYMENT_TAKEN:
            return replace(life, is_paid=True)
        case Kind.APPLICATION_CORRECTED:
            return replace(life, version=event.version or life.version + 1)
        case Kind.APPLICATION_VOIDED:
            return replace(life, is_voided=True)
        case Kind.PAYMENT_REFUNDED:
            return replace(life, is_refunded=True)
        case FeedKind.RECEIPT_RECORDED:
            return replace(life, is_recorded=True)
        case FeedKind.APPLICATION_DECIDED:
            decision = State.ISSUED.value if event.word == State.POSTED else event.word
            about = event.version or life.version
            return replace(
                life, decision=decision, decided_version=about, barcode=event.barcode or life.barcode
            )
        case FeedKind.VOID_RECORDED:
            return replace(life, void_word="recorded")
        case FeedKind.VOID_REFUSED:
            return replace(life, void_word="refused")
    return replace(life, is_sent=True) if event.kind == HEAD_CONFIRMED else life


def replay(events: Iterable[Event]) -> Life:
    """The life that a sequence of events makes. Raises :class:`MayNotFollow` at the first that cannot be."""
    life = Life()
    for event in events:
        life = follow(life, event)
    return life


def may_follow(life: Life, event: Event) -> bool:
    """Whether :func:`follow` would take the event."""
    return _was_said(life, event) or _may(life, event)


def decisions_after(state: State) -> frozenset[State]:
    """The decisions that a system may take about an application that stands in ``state``.

    ``posted`` counts as the ``issued`` that it is on the wire.
    """
    found = {t.after for t in TRANSITIONS if t.kind == FeedKind.APPLICATION_DECIDED and state in t.before}
    return frozenset(State.ISSUED if after is State.POSTED else after for after in found)


def event_of(kind: str, data: Mapping[str, Any]) -> Event:
    """What an entry or feed item says of its application's life; its ``data`` may be anything."""
    if kind == Kind.APPLICATION_ACCEPTED:
        return Event(kind, UNPAID if data.get("state") == State.CAPTURED_UNPAID else PAID)
    if kind == Kind.APPLICATION_CORRECTED:
        return Event(kind, version=_version(data))
    if kind == FeedKind.APPLICATION_DECIDED:
        post = data.get("post")
        barcode = str(post.get("barcode") or "") if isinstance(post, Mapping) else ""
        word = str(data.get("decision"))
        if word == State.ISSUED and barcode:
            word = State.POSTED.value
        return Event(kind, word, _version(data) or 1, barcode)
    return Event(kind)


def _version(data: Mapping[str, Any]) -> int | None:
    version = data.get("version")
    return version if isinstance(version, int) else None


def _was_said(life: Life, event: Event) -> bool:
    """Whether the centre said exactly this before, and nothing later on the same matter."""
    match event.kind:
        case FeedKind.RECEIPT_RECORDED:
            return life.is_recorded
        case FeedKind.VOID_RECORDED:
            return life.void_word == "recorded"
        case FeedKind.VOID_REFUSED:
            return life.void_word == "refused"
        case FeedKind.APPLICATION_DECIDED if life.decision:
            word = State.ISSUED if event.word == State.POSTED else event.word
            same = word == life.decision and (event.version or life.version) == life.decided_version
            return same and event.barcode in ("", life.barcode)
    return False


def _may(life: Life, event: Event) -> bool:
    state = life.state
    if event.kind == Kind.PAYMENT_REFUNDED and not (life.is_paid and life.void_word == "recorded"):
        return False  # the money goes back once the centre has withdrawn the application, not before
    if event.kind == FeedKind.APPLICATION_DECIDED and not _may_decide(life, event):
        return False
    if event.kind in (FeedKind.VOID_RECORDED, FeedKind.VOID_REFUSED) and (
        not life.is_voided or life.void_word
    ):
        return False
    if event.kind == Kind.APPLICATION_VOIDED and life.void_word == "refused":
        return False
    if state in STAYS.get(event.kind, ()):
        return True
    return any(t.kind == event.kind and t.word == event.word and state in t.before for t in TRANSITIONS)


def _may_decide(life: Life, event: Event) -> bool:
    """Whether the system's word is about values that it has, and the application was not withdrawn.

    A word about values that were corrected meanwhile counts only if it is the last one.
    """
    about = event.version or life.version
    if life.void_word == "recorded" or not life.decided_version <= about <= life.version:
        return False
    return about == life.version or event.word not in (State.FORWARDED, State.NEEDS_CORRECTION)

"""The story of an application: where it stands and everything that happened to it, with who and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.domain import receipt as receipt_numbers
from app.domain.application import State
from app.domain.business_day import business_day, local_time
from app.domain.catalogue import Service
from app.domain.entry import Entry, parse_instant
from app.domain.feed import FeedItem, FeedKind
from app.domain.life import HEAD_CONFIRMED, Event, event_of
from app.domain.life_words import STATES, happened, tell_citizen
from app.domain.story import Said, Step, weave
from app.domain.tariff import Words
from app.local_db import sync_state
from app.local_db.queries.story import centre_words, own_words
from app.office.counter import Counter
from app.office.pay import get_application
from app.office.receipt_view import ReceiptView, view_receipt

NOTHING = Words("", "")
Source = Entry | FeedItem | None
"""What a line is told from: one of the two logs, or neither."""


class Side(StrEnum):
    """Who can have done something."""

    STAFF = "staff"
    DEVICE = "device"
    """The counter's own program."""
    CENTRE = "centre"
    SYSTEM = "system"
    """A national system, through the centre."""
    OPERATOR = "operator"
    """A person at the centre."""


@dataclass(frozen=True, slots=True)
class Who:
    """Who did it: a member of staff by ``code``, ``name`` and today's ``roles``; a system by its ``code``."""

    side: Side
    code: str = ""
    name: str = ""
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One thing that happened, and the ``state`` after it.

    ``at`` is the instant as its maker gave it (RFC 3339 UTC), ``day`` and ``time`` the same in Tehran; all
    three are "" where nobody notes it. ``counter`` is 0 and ``device`` "" for what the centre said. ``seq``
    is the place in the device's journal or the office's feed. ``note`` is what the maker said to it. A line
    that does not ``fit`` could not follow the one before and changed nothing.
    """

    kind: str
    state: State
    at: str
    day: str
    time: str
    who: Who
    device: str
    counter: int
    seq: int
    says: Words
    note: Words
    fits: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that the service asks for with these answers."""

    code: str
    name: Words
    required: bool


@dataclass(frozen=True, slots=True)
class Story:
    """An application as it stands. ``tell`` is for the citizen, ``note`` the system's latest word.

    ``upstream`` names that system, ``reference`` is its number and ``barcode`` the post's; each may be "".
    """

    receipt: ReceiptView
    application: str
    state: State
    state_words: Words
    tell: Words
    note: Words
    upstream: str
    reference: str
    barcode: str
    papers: tuple[Paper, ...]
    lines: tuple[StoryLine, ...]


def story(counter: Counter, receipt_number: str) -> Story:
    """Everything about the application with this receipt number. Raises ``NoSuchReceipt``."""
    with counter.store.read() as conn:
        whole = get_application(conn, receipt_number)
        row = whole.row
        own = own_words(conn, row.application, row.seq)
        centre = centre_words(conn, row.application)
        acknowledged = sync_state.read(conn).acknowledged.seq
    steps = weave(
        [_said(word.seq, word.entry) for word in own], [_said(word.after_seq, word.item) for word in centre]
    )
    if acknowledged >= row.seq:
        steps = _with_sent(steps)
    state = _state(row.state, steps[-1].life.state)
    service = counter.catalogue().find_service(row.service)
    view = view_receipt(counter, row.receipt)
    return Story(
        receipt=view,
        application=row.application,
        state=state,
        state_words=STATES[state],
        tell=tell_citizen(state, row.barcode, view.next),
        note=Words(row.decision_note_fa, row.decision_note_en),
        upstream=row.upstream,
        reference=row.reference,
        barcode=row.barcode,
        papers=_papers(service, {**whole.applicant, **whole.fields}),
        lines=tuple(_line(counter, row.receipt, step) for step in steps),
    )


def _state(held: str, told: State) -> State:
    """Where it stands: as every list shows it, but that a list does not look at the centre's head.

    A word that this version does not know leaves it where the last one that it knows led.
    """
    if held not in frozenset(State):
        return told
    return told if held == State.ACCEPTED and told is State.SENT else State(held)


def _said(place: int, source: Entry | FeedItem) -> Said[Source]:
    return Said(place, event_of(source.kind, source.data), source)


def _with_sent(steps: list[Step[Source]]) -> list[Step[Source]]:
    """The steps with the one that stands in no log: the centre's head has reached the first entry.

    It is put right behind that entry, for when it was is not kept.
    """
    told = [Said(0, step.event, step.source) for step in steps]
    return weave([told[0], Said(0, Event(HEAD_CONFIRMED), None), *told[1:]], [])


def _papers(service: Service | None, answers: Mapping[str, Any]) -> tuple[Paper, ...]:
    if service is None:
        return ()
    return tuple(
        Paper(paper.code, paper.name, paper.required)
        for paper in service.documents
        if paper.shown_when is None or answers.get(paper.shown_when.field) in paper.shown_when.any_of
    )


def _line(counter: Counter, number: str, step: Step[Source]) -> StoryLine:
    source = step.source
    data: Mapping[str, Any] = {} if source is None else source.data
    day, time = ("", "") if source is None else _in_tehran(source.at)
    of_entry = isinstance(source, Entry)
    return StoryLine(
        kind=step.event.kind,
        state=step.life.state,
        at="" if source is None else source.at,
        day=day,
        time=time,
        who=_staff(counter, source) if isinstance(source, Entry) else _centre(source),
        device=source.device if isinstance(source, Entry) else "",
        counter=receipt_numbers.parse(number).counter if of_entry else 0,
        seq=0 if source is None else source.seq,
        says=happened(step.event, data),
        note=_note(data),
        fits=step.fits,
    )


def _in_tehran(at: str) -> tuple[str, str]:
    try:
        instant = parse_instant(at)
    except ValueError:
        return "", ""
    return business_day(instant), local_time(instant)


def _staff(counter: Counter, entry: Entry) -> Who:
    if not entry.staff:
        return Who(Side.DEVICE)
    person = counter.find_staff(entry.staff)
    if person is None:
        return Who(Side.STAFF, entry.staff)
    return Who(Side.STAFF, entry.staff, person.name, person.roles)


def _centre(item: FeedItem | None) -> Who:
    """Who an item says it is from: ``by`` where it names one, else what its kind means."""
    by = "" if item is None else str(item.data.get("by") or "")
    side, _, name = by.partition(":")
    if side == Side.OPERATOR:
        return Who(Side.OPERATOR, name)
    if item is not None and item.kind == FeedKind.APPLICATION_DECIDED:
        return Who(Side.SYSTEM, str(item.data.get("upstream") or name))
    return Who(Side.SYSTEM, name) if side == "upstream" else Who(Side.CENTRE)


def _note(data: Mapping[str, Any]) -> Words:
    """What was said with it: the centre's or system's note in both languages, a manager's reason as it is."""
    note, reason = data.get("note"), data.get("reason")
    if isinstance(note, Mapping):
        return Words(str(note.get("fa") or ""), str(note.get("en") or ""))
    return Words(reason, reason) if isinstance(reason, str) else NOTHING

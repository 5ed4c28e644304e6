"""What the line about a person who was served here before says, in the window's language."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.application import State
from app.domain.business_day import business_day
from app.domain.entry import parse_instant
from app.domain.life_words import STATES
from app.office.persons import Earlier, Served
from app.ui import texts
from app.ui.texts import translate

MOBILE_SHOWN = 4
"""Digits of a mobile's beginning and end that are shown: enough to know it again, not to ring it up."""


def nobody_yet() -> str:
    """Before a national code is typed."""
    return translate("person", "Who was served at this counter before is known here by the national code.")


def nobody() -> str:
    """After one that is new here."""
    return translate("person", "Nobody with this national code was served at this counter before.")


def who(served: Served, service: str) -> str:
    """Who was here, when, for what; father and mobile to know them by. ``service`` is its name."""
    marks = []
    if served.father:
        marks.append(translate("person", "father {name}").format(name=texts.isolate(served.father)))
    if served.mobile:
        marks.append(translate("person", "mobile {number}").format(number=_masked(served.mobile)))
    name = f"{_name(served)} ({_listed(marks)})" if marks else _name(served)
    return translate("person", "{name} was here on {day}: {service}.").format(
        name=name, day=_day(served.at), service=service
    )


def duplicate(served: Served | None, earlier: Earlier) -> str:
    """The earlier application for the same service, and that it is within its days."""
    name = _name(served) if served is not None else translate("person", "This person")
    said = translate(
        "person",
        "{name} asked for this service already, on {day}: receipt {receipt}, {state}, taken by {by}.",
    ).format(
        name=name,
        receipt=texts.code(earlier.receipt),
        day=texts.day_and_clock(earlier.at),
        state=texts.words(STATES[State(earlier.state)]),
        by=texts.isolate(earlier.by),
    )
    days = translate("person", "A second one within {days} days counts as a duplicate.")
    return f"{said} {days.format(days=texts.digits(earlier.days))}"


def duplicate_holds() -> str:
    """At the national code, once everything is checked."""
    return translate("person", "The same service was asked for before: say above whether to go on.")


def beside(earlier: Earlier) -> str:
    """That the clerk said to go on all the same."""
    return translate("person", "A second one beside receipt {receipt}.").format(
        receipt=texts.code(earlier.receipt)
    )


def fills(labels: Iterable[str]) -> str:
    """What would be filled in."""
    return translate("person", "Fills in: {fields}.").format(fields=_listed(labels))


def otherwise(labels: Iterable[str]) -> str:
    """What is typed otherwise than last time, and stays as typed."""
    return translate("person", "Typed otherwise than then, and left so: {fields}.").format(
        fields=_listed(labels)
    )


def filled(served: Served, labels: Iterable[str]) -> str:
    """What was filled in, and what to do now."""
    return translate(
        "person", "From {day}: {fields}. Please compare with the papers, and change what is new."
    ).format(day=_day(served.at), fields=_listed(labels))


def _name(served: Served) -> str:
    return texts.isolate(f"{served.given} {served.family}".strip())


def _day(at: str) -> str:
    return texts.long_day(business_day(parse_instant(at)))


def _masked(mobile: str) -> str:
    ends = mobile[:MOBILE_SHOWN], mobile[-MOBILE_SHOWN:]
    return texts.isolate(texts.digits("***".join(ends)))


def _listed(words: Iterable[str]) -> str:
    return translate("person", ", ").join(words)

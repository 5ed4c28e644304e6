"""What is said of drafts: whose they are, how old, what came back, what did not fit, what would be lost."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from app.domain.draft import DraftContent, TypedField
from app.domain.entry import parse_instant
from app.ui import texts
from app.ui.pages.application.drafts.desk import OpenDraft, Turned
from app.ui.texts import isolate, translate
from app.ui.workplace import Workplace

TOLD_MAX = 4
"""So many things that did not fit are named; the others are counted."""


def person(content: DraftContent) -> str:
    """The applicant's name, or that none was typed yet."""
    return content.person() or translate("drafts", "Without a name")


def age(draft: OpenDraft, now: datetime) -> str:
    """How long ago it was begun."""
    passed = now - parse_instant(draft.begun_at)
    return texts.age(passed) if passed >= timedelta(minutes=1) else translate("drafts", "just now")


def came_back(turned: Turned, others: int, workplace: Workplace) -> str:
    """What was read back, since when it lay there, and what of it has no place any more."""
    draft, now = turned.draft, workplace.counter.now()
    said = translate("drafts", "Brought back as it was at {at} ({age} ago): {service}, {person}.").format(
        at=texts.since(draft.saved_at or draft.begun_at, now),
        age=texts.age(now - parse_instant(draft.saved_at or draft.begun_at)),
        service=workplace.service_name(draft.service),
        person=isolate(person(draft.content)),
    )
    if others == 1:
        said += " " + translate("drafts", "Another draft stands above.")
    elif others:
        said += " " + translate("drafts", "{n} more drafts stand above.").format(n=texts.digits(others))
    return " ".join(filter(None, (said, did_not_fit(turned.misfits, turned.lost_pages))))


def did_not_fit(misfits: tuple[TypedField, ...], pages: int) -> str:
    """What the service does not ask for, or not so, any more; empty when all fitted."""
    said = []
    if misfits:
        named = [f"{texts.words(one.label)}: {isolate(_as_text(one.typed))}" for one in misfits[:TOLD_MAX]]
        if len(misfits) > TOLD_MAX:
            more = translate("drafts", "and {n} more").format(n=texts.digits(len(misfits) - TOLD_MAX))
            named.append(more)
        told = translate("drafts", "This service does not ask for this any more: {things}.")
        said.append(told.format(things=translate("drafts", "; ").join(named)))
    if pages:
        said.append(
            _counted(
                pages,
                translate("drafts", "One page is of a paper that is not asked for any more."),
                translate("drafts", "{n} pages are of papers that are not asked for any more."),
            )
        )
    if said:
        said.append(translate("drafts", "It stays in the draft until this is accepted or discarded."))
    return " ".join(said)


def homeless(draft: OpenDraft, workplace: Workplace) -> str:
    """Its service is not given here now."""
    return translate(
        "drafts",
        "{service} is not given here any more. Choose another service for the draft of {person}: what was"
        " typed goes along where it is asked for. {key} discards it.",
    ).format(
        service=workplace.service_name(draft.service),
        person=isolate(person(draft.content)),
        key=isolate("Ctrl+W"),
    )


def question(content: DraftContent, service: str, key: str) -> str:
    """What pressing the key once more would throw away."""
    return translate(
        "drafts", "Press {key} once more to discard what was typed for {service} ({person}): {lost}."
    ).format(key=isolate(key), service=service, person=isolate(person(content)), lost=_extent(content))


def _extent(content: DraftContent) -> str:
    answers, pages = len(content.fields), len(content.pages)
    said = []
    if answers or not pages:
        said.append(_counted(answers, translate("drafts", "one answer"), translate("drafts", "{n} answers")))
    if pages:
        said.append(_counted(pages, translate("drafts", "one page"), translate("drafts", "{n} pages")))
    return said[0] if len(said) == 1 else translate("texts", "{a} and {b}").format(a=said[0], b=said[1])


def _counted(n: int, one: str, many: str) -> str:
    return (one if n == 1 else many).format(n=texts.digits(n))


def _as_text(typed: Any) -> str:
    """What was typed, as short as it can be told."""
    if isinstance(typed, str):
        return texts.digits(typed)
    if isinstance(typed, list) and typed and all(isinstance(one, str) for one in typed):
        return texts.digits(typed[0] if len(typed) == 2 else " ".join(filter(None, typed[1:])))
    rows = len(typed) if isinstance(typed, list) else 1
    return _counted(rows, translate("drafts", "one row"), translate("drafts", "{n} rows"))

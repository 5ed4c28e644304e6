"""Rules about who is who: two parties, an owner and an attorney, a man of the age of service."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.domain.catalogue import Field, Rule
from app.domain.cross_rules import calendar
from app.domain.cross_rules.base import Form, Kind, Param, Place, Seen, Waits, number, values_of
from app.domain.cross_rules.dates import DATE
from app.domain.text import fold

PERSONS = frozenset({"national_code", "foreign_id", "legal_id"})
CHOICE = frozenset({"choice"})
DEED = frozenset({"choice", "text", "address"})


def _differ_breaks(rule: Rule, seen: Seen) -> bool:
    given = [value for name in rule.fields if (value := seen.text(name))]
    return len(set(given)) < len(given)


def _differ_mistakes(rule: Rule, fields: Sequence[Field | None]) -> Iterator[str]:
    del rule
    types = sorted({field.type for field in fields if field is not None})
    if len(types) > 1:
        yield f"fields: {' and '.join(types)} always differ"


def names_matter(rule: Rule, deed: str) -> bool:
    """Whether a deed names the matter: it is one of ``matter``, or holds one of ``matter_words``."""
    if deed in values_of(rule, "matter"):
        return True
    said = fold(deed)
    return any(fold(word) in said for word in values_of(rule, "matter_words"))


def _owner_breaks(rule: Rule, seen: Seen) -> bool:
    applicant, owner, capacity, *deed = rule.fields
    if seen.text(applicant) == seen.text(owner):
        return False
    if seen.text(capacity) not in values_of(rule, "attorney"):
        return True
    return bool(deed) and not names_matter(rule, seen.text(deed[0]))


def _owner_mistakes(rule: Rule, fields: Sequence[Field | None]) -> Iterator[str]:
    deed = fields[3] if len(fields) > 3 else None
    wanted = () if deed is None else ("matter",) if deed.type == "choice" else ("matter_words",)
    for name in ("matter", "matter_words"):
        if name in rule.params and name not in wanted:
            yield f"params: {name} has no deed of its type among the fields"
    for name in wanted:
        if name not in rule.params:
            yield f"params: {name} is missing, which says what the deed must name"
    for word in values_of(rule, "matter_words"):
        if not fold(word):
            yield f"params: matter_words: {word!r} has no letters"


def _conscription_breaks(rule: Rule, seen: Seen) -> bool:
    sex, birth, status = rule.fields
    if seen.text(sex) not in values_of(rule, "sex"):
        return False
    age = calendar.full_years(seen.text(birth), seen.today)
    if not number(rule, "min") <= age <= number(rule, "max"):
        return False
    return seen.text(status) not in values_of(rule, "allowed")


DIFFER = Kind(
    name="differ",
    places=(Place(what="a party", waits=Waits.NEVER), Place(what="another party", waits=Waits.NEVER)),
    more=Place(what="another party", waits=Waits.NEVER),
    breaks=_differ_breaks,
    check=_differ_mistakes,
)
"""No two of the values that are given are the same."""

OWNER_OR_ATTORNEY = Kind(
    name="owner-or-attorney",
    places=(
        Place(what="the applicant", types=PERSONS),
        Place(what="the owner", types=PERSONS),
        Place(what="the capacity", types=CHOICE, waits=Waits.NEVER),
        Place(what="the matter of the deed", types=DEED, waits=Waits.NEVER, needed=False),
    ),
    params=(
        Param(name="attorney", form=Form.VALUES, needed=True, place=2),
        Param(name="matter", form=Form.VALUES, place=3),
        Param(name="matter_words", form=Form.VALUES),
    ),
    breaks=_owner_breaks,
    check=_owner_mistakes,
)
"""The applicant is the owner, or acts by a deed (power of attorney) that names this matter."""

CONSCRIPTION = Kind(
    name="conscription",
    places=(
        Place(what="the sex", types=CHOICE),
        Place(what="the date of birth", types=DATE),
        Place(what="the conscription status", types=CHOICE, waits=Waits.SHOWN),
    ),
    params=(
        Param(name="sex", form=Form.VALUES, needed=True, place=0),
        Param(name="min", needed=True),
        Param(name="max", needed=True),
        Param(name="allowed", form=Form.VALUES, needed=True, place=2),
    ),
    bounds=(("min", "max"),),
    breaks=_conscription_breaks,
)
"""Whoever is of this sex and of these ages has a status that allows what is asked for."""

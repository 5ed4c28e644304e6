"""Whether an entry's identity step holds: by the office's own rule, under the centre's signature."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from app.domain.application import GivenIdentity
from app.domain.catalogue import IdentityCheck, Service
from app.domain.identity import REGISTRY, Judged, judge, person_of
from app.domain.problems import Problem
from app.domain.tariff import Words
from central.findings import Finding, FindingType, Place, finding
from central.projector.contents import Accepted
from central.projector.reading import Read

_WHY: dict[str, Words] = {
    "required": Words("نمی‌گوید چه مدرکی دیده شده", "it does not say what was seen"),
    "not-a-choice": Words("آنچه دیده شده مدرک هویت نیست", "what was seen proves nobody's identity"),
    "identity-proof-bad": Words("پاسخش را این مرکز نداده", "its answer is none of this centre"),
    "identity-proof-other": Words(
        "پاسخش درباره‌ی کس یا دفتر دیگری است", "its answer is about another person or of another office"
    ),
    "identity-proof-old": Words("پاسخش از آن روز نیست", "its answer is not of that day"),
    "identity-differs": Words("ثبت احوال آن را رد کرده بود", "the registry had not confirmed the person"),
}
_NOT_HEARD = Words(
    "خدمت بدون پاسخ ثبت احوال داده نمی‌شود و پاسخی ندارد",
    "the service is not given without the registry's answer, and there is none",
)
_CLAIMS = Words("آنچه می‌گوید با پاسخ همراهش جور نیست", "what it claims is not what its answer says")


@dataclass(frozen=True, slots=True)
class Known:
    """``asks``: the civil registry must still be asked; ``findings``: what is wrong with the step."""

    asks: bool = False
    findings: list[Finding] = field(default_factory=list)


def check_identity(
    read: Read, data: Accepted, place: Place, service: Service, office: str, keys: dict[str, Any]
) -> Known:
    """Judge the step as the office had to; ``keys`` are the centre's own. Whatever is unproven is asked."""
    if service.identity is IdentityCheck.NONE:
        return Known()
    said = data.identity
    given = None if said is None else GivenIdentity(seen=said.seen, check=said.proof or None)
    person = person_of(data.applicant, data.fields)
    judged = judge(service, given, person, staff=read.entry.staff, office=office, at=read.at, keys=keys)
    whys = [*_whys(data, judged)]
    found = [finding(FindingType.IDENTITY_UNPROVEN, place, why=why) for why in whys[:1]]
    is_proven = judged.entry is not None and judged.entry.answered
    return Known(not is_proven and service.upstream != REGISTRY, found)


def _whys(data: Accepted, judged: Judged) -> Iterator[Words]:
    for problem in judged.problems:
        yield _WHY.get(problem.code) or _in_english(problem)
    if judged.waits:
        yield _NOT_HEARD
    elif not judged.problems and judged.entry != data.identity:
        yield _CLAIMS


def _in_english(problem: Problem) -> Words:
    return Words(problem.sentence(), problem.sentence())

"""The identity step of an acceptance: judged by what the caller brought, the registry asked where it must be.

Pure rules are in ``app.domain.identity``; how the registry is reached is the caller's matter (:data:`Ask`).
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app.domain.application import AcceptRequest, GivenIdentity
from app.domain.catalogue import Service
from app.domain.errors import TryLater
from app.domain.identity import Judged, Person, judge, needed, person_digest, person_of
from app.domain.rules import Checked
from app.office.counter import Counter

_CHECKS = uuid.UUID("7b0f5f52-3c1e-5d0e-9a55-9c1b6e0f2d41")


@dataclass(frozen=True, slots=True)
class Enquiry:
    """One question to the civil registry: its id, who asks it and for which service, about whom."""

    check: str
    staff: str
    service: str
    person: Person


Ask = Callable[[Enquiry], str]
"""Asks the registry; the centre's signed answer, "" when there is none. Raises what the caller must hear."""


class RegistryNeeded(TryLater):
    """The service is not given without the registry, and the registry does not answer."""

    what = "{service} cannot be taken: the civil registry has not answered who the applicant is."
    safe = "Nothing was saved."
    todo = "Offer another service, or try again when it is back."


def judge_identity(
    counter: Counter, staff: str, service: Service, request: AcceptRequest, checked: Checked, at: datetime
) -> Judged:
    """What follows from the identity step of a request as it came."""
    person = person_of(checked.applicant, checked.fields)
    return _judge(counter, staff, service, request.given_identity, person, at)


def heard_identity(
    counter: Counter,
    staff: str,
    service: Service,
    request: AcceptRequest,
    checked: Checked,
    ask: Ask | None,
) -> Judged:
    """The same once the registry was asked, for a request that waits for it.

    Its question has an id that follows from the request and the person, so that repeating the request asks
    nothing new. Without ``ask`` the problem says that it must be asked first. Raises
    :class:`RegistryNeeded`.
    """
    if ask is None:
        return Judged((needed(),))
    person = person_of(checked.applicant, checked.fields)
    name = f"{counter.identity.device}:{request.id}"
    check = str(uuid.uuid5(_CHECKS, f"{name}:{person_digest(name, person)}"))
    signed = ask(Enquiry(check, staff, service.code, person))
    if not signed:
        raise RegistryNeeded(service=service.name.en)
    given = request.given_identity
    seen = given.seen if given is not None else ""
    return _judge(counter, staff, service, GivenIdentity(seen=seen, check=signed), person, counter.now())


def _judge(
    counter: Counter, staff: str, service: Service, given: GivenIdentity | None, person: Person, at: datetime
) -> Judged:
    own = counter.identity
    return judge(service, given, person, staff=staff, office=own.office, at=at, keys=own.trust)

"""A person who was served at this counter before: what they told then, and what they asked for already.

Nothing here is kept: it is read from the store by the whole national code, and shown to a clerk who then says
whether it is to be used. Voided applications do not count: what they said may be the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from app.domain.application import AcceptRequest, State
from app.domain.catalogue import Field, Service
from app.domain.entry import parse_instant
from app.domain.identifiers import national_code as codes
from app.domain.problems import Problem, Severity
from app.domain.rules import check_field
from app.local_db.queries import applications, persons
from app.local_db.queries.applications import ApplicationRow, ApplicationWhole
from app.office.counter import Counter

PAST_READ_MAX = 10
"""The newest applications of a person whose values are read, to find a Latin spelling."""
OF_THE_PERSON = frozenset({"latin_name"})
"""Types of a service's own fields that belong to the person whatever the matter is."""
_UNDONE = frozenset({State.VOIDED, State.REFUNDED})
_NATIONAL_CODE = "applicant.national_code"


@dataclass(frozen=True, slots=True)
class Served:
    """The newest application of the person here; name, father and mobile as told then ("" if not asked)."""

    receipt: str
    service: str
    at: str
    given: str
    family: str
    father: str
    mobile: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """An application of the person for the same service within its window; ``by`` is who took it."""

    receipt: str
    at: str
    state: str
    by: str
    days: int


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a person: ``values`` of theirs by path, as the form of a service asks for them.

    Only what the service's own checks take is among them, and never the national code itself.
    """

    served: Served | None = None
    earlier: Earlier | None = None
    values: Mapping[str, str] = field(default_factory=dict)


NOBODY = Known()


def recall(counter: Counter, service: Service, national_code: str) -> Known:
    """What this counter knows of the person with this national code, for an application for ``service``.

    One bounded, indexed read; a code that is not valid is nobody's.
    """
    if codes.check(national_code):
        return NOBODY
    today = counter.day(counter.now())[0]
    with counter.store.read() as conn:
        rows = _standing(persons.taken_for(conn, national_code))
        if not rows:
            return NOBODY
        past = [whole for row in rows[:PAST_READ_MAX] if (whole := _whole(conn, row, national_code))]
    earlier = _earlier(counter, service, rows)
    if not past:
        return Known(earlier=earlier)
    return Known(_served(past[0]), earlier, _values(counter, service, past, today))


def find_earlier(counter: Counter, request: AcceptRequest) -> Earlier | None:
    """The earlier application that a request repeats within its service's window, for ``daftar accept``."""
    service = counter.catalogue().find_service(request.service)
    asked = None if service is None else _field(service.applicant_fields, "national_code")
    code = request.applicant.get("national_code")
    if service is None or asked is None or not service.duplicate_days or not isinstance(code, str):
        return None
    code = codes.normalise(code)
    if codes.check(code):
        return None
    with counter.store.read() as conn:
        rows = _standing(persons.taken_for(conn, code))
    return _earlier(counter, service, [row for row in rows if row.request != request.id])


def warning(counter: Counter, earlier: Earlier) -> Problem:
    """An earlier application as a warning at the national code."""
    day = counter.day(parse_instant(earlier.at))[0].replace("-", "/")
    params = {"receipt": earlier.receipt, "day": day, "days": str(earlier.days)}
    return Problem(_NATIONAL_CODE, "duplicate-application", params, Severity.WARNING)


def _standing(rows: Iterable[ApplicationRow]) -> list[ApplicationRow]:
    return [row for row in rows if row.state not in _UNDONE]


def _whole(conn: Connection, row: ApplicationRow, national_code: str) -> ApplicationWhole | None:
    """One with its values, unless a correction has since made it another person's."""
    whole = applications.full(conn, row.application)
    return whole if whole is not None and whole.applicant.get("national_code") == national_code else None


def _earlier(counter: Counter, service: Service, rows: list[ApplicationRow]) -> Earlier | None:
    """The newest for the service that lies in its window, as the centre counts it across the country."""
    since = counter.now() - timedelta(days=service.duplicate_days)
    for row in rows if service.duplicate_days else ():
        if row.service == service.code and parse_instant(row.at) >= since:
            staff = counter.find_staff(row.staff)
            by = staff.name if staff is not None else row.staff
            return Earlier(row.receipt, row.at, row.state, by, service.duplicate_days)
    return None


def _served(whole: ApplicationWhole) -> Served:
    row, told = whole.row, _flat(whole.applicant)
    return Served(
        row.receipt,
        row.service,
        row.at,
        told.get("name.given", ""),
        told.get("name.family", ""),
        told.get("name.father", ""),
        told.get("mobile", ""),
    )


def _values(counter: Counter, service: Service, past: list[ApplicationWhole], today: str) -> dict[str, str]:
    """The applicant's values as told last, and those of the person's own in a matter that asked for them."""
    found: dict[str, str] = {}
    last = _flat(past[0].applicant)
    for asked in service.applicant_fields:
        if asked.name != "national_code" and _fits(counter, past[0], asked, of_applicant=True):
            _keep(found, f"applicant.{asked.name}", asked, last.get(asked.name), today)
    for asked in service.own_fields:
        if asked.type not in OF_THE_PERSON:
            continue
        for whole in past:
            if _fits(counter, whole, asked, of_applicant=False):
                _keep(found, f"fields.{asked.name}", asked, whole.fields.get(asked.name), today)
    return found


def _keep(found: dict[str, str], path: str, asked: Field, value: Any, today: str) -> None:
    """Keep the first value of a path that the field would take."""
    if path in found or not isinstance(value, str) or not value:
        return
    if all(problem.severity is Severity.WARNING for problem in check_field(asked, value, today)):
        found[path] = value


def _fits(counter: Counter, whole: ApplicationWhole, asked: Field, *, of_applicant: bool) -> bool:
    """Whether the service of that time asks for a field of this name by the same type."""
    then = counter.catalogue().find_service(whole.row.service)
    if then is None:
        return False
    other = _field(then.applicant_fields if of_applicant else then.own_fields, asked.name)
    return other is not None and other.type == asked.type


def _field(fields: Iterable[Field], name: str) -> Field | None:
    return next((one for one in fields if one.name == name), None)


def _flat(values: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    """Nested values by their dotted names; what is no text is left out."""
    found: dict[str, str] = {}
    for name, value in values.items():
        if isinstance(value, Mapping):
            found |= _flat(value, f"{prefix}{name}.")
        elif isinstance(value, str):
            found[prefix + name] = value
    return found

"""Valid invented applications, for trials and for programs that are tested against a counter.

Nobody in them exists: national codes begin with 99, names are called Sample. The same seed gives the same
applications under the same definitions and tariff.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from app.domain.application import AcceptRequest, Method, Payment
from app.domain.catalogue import Catalogue, Field, Service
from app.domain.field_types import find_type
from app.domain.rules import shown_fields
from app.domain.tariff import Tariff

UNPAID_ONE_IN = 20
"""One sample in so many comes without a payment."""
CARD_SHARE = 0.8
_LEFT_OUT_SHARE = 0.3
"""How often an optional value is left out."""


def samples(
    catalogue: Catalogue, tariff: Tariff, *, today: str, count: int, seed: str, service: str | None = None
) -> Iterator[AcceptRequest]:
    """``count`` applications, of all enabled services by turns or of one; ``today`` is ``YYYY-MM-DD``.

    Raises ``LookupError`` when no enabled and priced service fits.
    """
    services = [
        s for s in catalogue.services if s.enabled and s.code in tariff.services and service in (None, s.code)
    ]
    if not services:
        raise LookupError(service or "no service is given and priced here")
    series = f"sample-{seed}-{service}" if service else f"sample-{seed}"
    rng = random.Random(series)  # noqa: S311 - invented people, not secrets
    for number in range(count):
        yield _sample(rng, services[number % len(services)], tariff, today, f"{series}-{number + 1}")


def _sample(rng: random.Random, service: Service, tariff: Tariff, today: str, request: str) -> AcceptRequest:
    fields = [f for section in service.sections for f in section.fields]
    values: dict[str, str] = {}
    for _ in range(len(fields)):  # a condition may hang on a field that stands later
        shown = shown_fields(service, values)
        waiting = [f for f in fields if f.name in shown and f.name not in values]
        if not waiting:
            break
        for field in waiting:
            values[field.name] = _value(rng, field, today)
    applicant: dict[str, Any] = {}
    for field in service.applicant_fields:
        if values.get(field.name):
            _put(applicant, field.name, values[field.name])
    return AcceptRequest(
        id=request,
        service=service.code,
        applicant=applicant,
        fields={f.name: values[f.name] for f in service.own_fields if values.get(f.name)},
        payments=_payments(rng, sum(item.amount_rials for item in tariff.services[service.code])),
    )


def _value(rng: random.Random, field: Field, today: str) -> str:
    kind = find_type(field.type)
    if kind is None or (not field.required and rng.random() < _LEFT_OUT_SHARE):
        return ""
    return kind.sample(rng, field, today)


def _put(target: dict[str, Any], dotted: str, value: str) -> None:
    *groups, last = dotted.split(".")
    for group in groups:
        target = target.setdefault(group, {})
    target[last] = value


def _payments(rng: random.Random, total_rials: int) -> list[Payment]:
    if total_rials == 0 or rng.randrange(UNPAID_ONE_IN) == 0:
        return []
    if rng.random() >= CARD_SHARE:
        return [Payment(method=Method.CASH, amount_rials=total_rials)]
    rrn = f"{rng.randrange(1, 10**12):012d}"
    return [Payment(method=Method.CARD, amount_rials=total_rials, rrn=rrn, terminal="99000001")]

"""Valid invented applications, for trials, tests and measurements.

Nobody in them exists: national codes begin with 99, which no place of issue has, mobile numbers hold
000, and the names mean "sample" and "invented". The same source of chance gives the same application.
"""

from __future__ import annotations

import random
from collections.abc import Collection
from typing import Any

import msgspec

from app.domain.application import AcceptRequest, GivenIdentity, Method, Payment
from app.domain.asked import nested
from app.domain.business_day import business_day
from app.domain.catalogue import Field, IdentityCheck, Service
from app.domain.fee import answers_of, fee
from app.domain.field_types import Value, find_type
from app.domain.rules import shown_fields
from app.domain.sample_rules import NoSampleFound, keep_rules
from app.domain.tariff import Tariff

OPTIONAL_FILLED_SHARE = 0.7
CARD_SHARE = 0.7
TWO_PAYMENTS_SHARE = 0.1
CASH_STEP_RIALS = 10_000
FRESH_STARTS_MAX = 50
"""How often values are invented anew when no change of them keeps the service's rules."""


def sample_request(
    service: Service,
    tariff: Tariff,
    rng: random.Random,
    paid: bool = True,
    *,
    today: str | None = None,
    request_id: str | None = None,
) -> AcceptRequest:
    """One invented application that :func:`app.domain.rules.check_application` finds nothing wrong with.

    ``today`` (``YYYY-MM-DD``) bounds its dates; without it the day on which the tariff began. Its id is
    ``request_id`` or made by chance; its payments, if ``paid``, come to the fee. Raises
    :class:`app.domain.fee.NoTariff`.
    """
    day = today or business_day(tariff.effective_at())
    made_id = request_id or f"sample-{rng.getrandbits(96):024x}"
    values = _values(service, rng, day)
    applicant = nested({f.name: values[f.name] for f in service.applicant_fields if f.name in values})
    fields = _own(service, values)
    total_rials = fee(tariff, service.code, answers_of(applicant, fields), day).total_rials
    return AcceptRequest(
        id=made_id,
        service=service.code,
        applicant=applicant,
        fields=fields,
        payments=sample_payments(total_rials, rng, service.methods) if paid else [],
        identity=sample_identity(service),
    )


def sample_identity(service: Service) -> GivenIdentity | msgspec.UnsetType:
    """That the first of the service's identity papers was seen; nothing where no check is asked for."""
    if service.identity is IdentityCheck.NONE or not service.identity_papers:
        return msgspec.UNSET
    return GivenIdentity(seen=service.identity_papers[0].code)


def sample_payments(
    total_rials: int, rng: random.Random, methods: Collection[str] = tuple(Method)
) -> list[Payment]:
    """Payments that come to ``total_rials``: mostly one by card, now and then cash, or both."""
    if total_rials <= 0:
        return []
    if len(methods) == 1:
        by_card = Method.CARD in methods
        return [_card(total_rials, rng) if by_card else Payment(method=Method.CASH, amount_rials=total_rials)]
    chance = rng.random()
    cash_rials = total_rials // 3 // CASH_STEP_RIALS * CASH_STEP_RIALS
    if chance < TWO_PAYMENTS_SHARE and cash_rials > 0:
        cash = Payment(method=Method.CASH, amount_rials=cash_rials)
        return [cash, _card(total_rials - cash_rials, rng)]
    if chance < TWO_PAYMENTS_SHARE + CARD_SHARE:
        return [_card(total_rials, rng)]
    return [Payment(method=Method.CASH, amount_rials=total_rials)]


def _card(amount_rials: int, rng: random.Random) -> Payment:
    rrn = f"{rng.randrange(1, 10**12):012d}"
    return Payment(method=Method.CARD, amount_rials=amount_rials, rrn=rrn, terminal="99000001")


def _values(service: Service, rng: random.Random, today: str) -> dict[str, Any]:
    """Values that keep the service's rules. Raises :class:`app.domain.sample_rules.NoSampleFound`."""
    values = _by_chance(service, rng, today)
    if not service.rules:
        return values
    for _ in range(FRESH_STARTS_MAX):
        kept = keep_rules(service, values, rng, today)
        if kept is not None:
            return kept
        values = _by_chance(service, rng, today)
    raise NoSampleFound(service=service.code)


def _by_chance(service: Service, rng: random.Random, today: str) -> dict[str, Any]:
    """A value for every field that is asked for; optional ones are now and then left out."""
    fields = [field for section in service.sections for field in section.fields]
    decided: dict[str, Any] = {}
    for _ in fields:  # a condition may hang on a field that stands later
        shown = shown_fields(service, decided)
        waiting = [field for field in fields if field.name in shown and field.name not in decided]
        if not waiting:
            break
        for field in waiting:
            decided[field.name] = _value(field, rng, today)
    return {name: value for name, value in decided.items() if value}


def _value(field: Field, rng: random.Random, today: str) -> Value:
    kind = find_type(field.type)
    if kind is None or (not field.required and rng.random() >= OPTIONAL_FILLED_SHARE):
        return ""
    return kind.sample(rng, field, today)


def _own(service: Service, values: dict[str, Any]) -> dict[str, Any]:
    return {field.name: values[field.name] for field in service.own_fields if field.name in values}

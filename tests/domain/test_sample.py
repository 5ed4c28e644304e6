"""Proves that invented applications are valid, invented, and the same for the same seed."""

from __future__ import annotations

import random

import msgspec
import pytest
from support.resources import TODAY, shipped_catalogue, shipped_tariff

from app.domain.application import AcceptRequest, parse_request
from app.domain.fee import answers_of, fee
from app.domain.payments import check_payments
from app.domain.sample import sample_request

SERVICES = shipped_catalogue().services
TARIFF = shipped_tariff()


def fee_rials(request: AcceptRequest) -> int:
    answers = answers_of(request.applicant, request.fields)
    return fee(TARIFF, request.service, answers, TODAY).total_rials


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.code)
def test_five_hundred_samples_are_paid_to_the_rial_and_each_is_its_own(service) -> None:
    rng = random.Random(11)
    made = [sample_request(service, TARIFF, rng, today=TODAY) for _ in range(500)]
    totals = [fee_rials(request) for request in made]
    assert all(check_payments(r.payments, total) == () for r, total in zip(made, totals, strict=True))
    assert [sum(p.amount_rials for p in request.payments) for request in made] == totals
    assert len({request.id for request in made}) == len(made)
    slips = [(p.terminal, p.rrn) for request in made for p in request.payments if p.rrn]
    assert len(set(slips)) == len(slips)
    assert {p.method for request in made for p in request.payments} == {"cash", "card"}


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.code)
def test_a_sample_goes_through_an_accept_line_unchanged(service) -> None:
    request = sample_request(service, TARIFF, random.Random(3), today=TODAY)
    assert parse_request(msgspec.json.encode(request)) == request


def test_the_same_seed_gives_the_same_people() -> None:
    one, same, other = (
        [sample_request(service, TARIFF, random.Random(seed), today=TODAY) for service in SERVICES]
        for seed in (1, 1, 2)
    )
    assert one == same
    assert one != other


def test_nobody_in_a_sample_exists() -> None:
    for seed in range(50):
        request = sample_request(SERVICES[0], TARIFF, random.Random(seed), today=TODAY)
        assert request.applicant["national_code"].startswith("99")
        assert request.applicant["mobile"][4:7] == "000"


def test_an_unpaid_sample_has_no_payments() -> None:
    assert sample_request(SERVICES[0], TARIFF, random.Random(1), False, today=TODAY).payments == []


def test_a_sample_may_bear_the_callers_id_and_the_tariffs_first_day() -> None:
    request = sample_request(SERVICES[0], TARIFF, random.Random(1), request_id="mine-1")
    assert request.id == "mine-1"
    assert request.applicant["birth_date"] <= "1405-01-01"

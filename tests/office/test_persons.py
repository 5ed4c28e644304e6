"""Proves what a counter knows of a person who was served there before: found by the whole national code
alone, by what stands now (corrected, voided), as far as the service asked asks for it; and the earlier
application for the same service inside its window.
"""

from __future__ import annotations

import random
from typing import Any

import msgspec
import pytest
from support.office_kit import CLERK, DAY, TARIFF, Office, passport_request
from support.real_services import shipped_services, shipped_tariff

from app.domain.application import AcceptRequest
from app.domain.catalogue import Catalogue, Service
from app.domain.sample import sample_request
from app.office.accept import Accepted, accept
from app.office.persons import NOBODY, find_earlier, recall, warning
from app.office.sign_in import Session
from app.office.void import void

CODE = "9900000013"
OTHER = "9900000021"
MANAGER = Session("2001", "مدیر نمونه", frozenset({"manager", "clerk"}), offline=True)
DAY_S = 86_400
ASKED = {
    *("violation.statement", "inspection.booking", "clearance.certificate"),
    *("passport.issue", "passport.renewal", "passport.lost"),
}
SERVICES = {service.code: service for service in shipped_services() if service.code in ASKED}


@pytest.fixture
def shipped(office: Office) -> Office:
    office.feed.publish(Catalogue(version=8, services=tuple(SERVICES.values())))
    office.feed.publish(shipped_tariff())
    office.feed.staff("1001")
    office.feed.staff("2001", role="manager")
    return office


def service(code: str) -> Service:
    return SERVICES[code]


def request(code: str, person: str = CODE, seed: int = 1, **applicant: Any) -> AcceptRequest:
    made = sample_request(service(code), shipped_tariff(), random.Random(seed), today=DAY)
    return msgspec.structs.replace(
        made,
        id=f"{code}-{seed}-{person}",
        applicant={**made.applicant, "national_code": person, **applicant},
    )


def take(office: Office, code: str, person: str = CODE, seed: int = 1, **applicant: Any) -> Accepted:
    return accept(
        office.counter, CLERK, request(code, person, seed, **applicant), upstream_down=lambda _: False
    )


def test_who_was_never_here_is_nobody_and_so_is_a_code_that_is_not_whole(shipped: Office) -> None:
    take(shipped, "violation.statement", mobile="09120000013")
    asked = service("violation.statement")
    for code in (OTHER, CODE[:9], CODE[:9] + "4", "", "09120000013", '9900000013" OR "9'):
        assert recall(shipped.counter, asked, code) == NOBODY


def test_the_newest_application_tells_who_the_person_is(shipped: Office) -> None:
    take(shipped, "violation.statement", name={"given": "سارا", "family": "کهن", "father": "رضا"})
    shipped.hands.run(DAY_S)
    newest = take(
        shipped,
        "inspection.booking",
        name={"given": "سارا", "family": "نو", "father": "رضا"},
        mobile="09121112233",
    )
    served = recall(shipped.counter, service("passport.lost"), CODE).served
    assert served is not None
    assert (served.receipt, served.service) == (newest.receipt, "inspection.booking")
    assert (served.given, served.family, served.father) == ("سارا", "نو", "رضا")
    assert served.mobile == "09121112233"


def test_the_values_are_those_that_the_service_asks_for_and_never_the_code_itself(shipped: Office) -> None:
    told = request("clearance.certificate").applicant
    take(shipped, "clearance.certificate")
    values = recall(shipped.counter, service("violation.statement"), CODE).values
    asked = {f"applicant.{field.name}" for field in service("violation.statement").applicant_fields}
    assert set(values) == asked - {"applicant.national_code"}
    assert values["applicant.name.family"] == told["name"]["family"]
    wider = recall(shipped.counter, service("passport.lost"), CODE).values
    assert wider["applicant.postal_code"] == told["postal_code"]


def test_a_latin_spelling_is_remembered_over_later_matters_that_did_not_ask_for_it(shipped: Office) -> None:
    before = request("passport.issue", seed=3)
    take(shipped, "passport.issue", seed=3)
    take(shipped, "violation.statement", seed=4)
    values = recall(shipped.counter, service("passport.renewal"), CODE).values
    assert values["fields.latin_given"] == before.fields["latin_given"]
    assert values["fields.latin_family"] == before.fields["latin_family"]
    assert set(values) & {"fields.birthplace", "fields.occupation"} == set()  # of the matter, not the person


def test_a_voided_application_tells_nothing_and_repeats_nothing(shipped: Office) -> None:
    taken = take(shipped, "clearance.certificate")
    assert recall(shipped.counter, service("clearance.certificate"), CODE).earlier is not None
    void(shipped.counter, MANAGER, taken.receipt, "اشتباه در نام")
    assert recall(shipped.counter, service("clearance.certificate"), CODE) == NOBODY


def test_the_earlier_one_for_the_same_service_is_told_inside_its_window_only(shipped: Office) -> None:
    asked = service("clearance.certificate")
    taken = take(shipped, "clearance.certificate")
    take(shipped, "violation.statement", seed=2)
    shipped.hands.run((asked.duplicate_days - 1) * DAY_S)
    earlier = recall(shipped.counter, asked, CODE).earlier
    assert earlier is not None
    assert (earlier.receipt, earlier.by, earlier.days) == (taken.receipt, "نمونه", asked.duplicate_days)
    assert recall(shipped.counter, asked, OTHER).earlier is None
    assert recall(shipped.counter, service("passport.lost"), CODE).earlier is None
    shipped.hands.run(2 * DAY_S)
    known = recall(shipped.counter, asked, CODE)
    assert known.earlier is None
    assert known.served is not None


def test_a_service_without_a_window_never_tells_of_one(shipped: Office) -> None:
    assert service("violation.statement").duplicate_days == 0
    take(shipped, "violation.statement")
    assert recall(shipped.counter, service("violation.statement"), CODE).earlier is None


def test_a_request_finds_the_one_it_repeats_and_not_itself(shipped: Office) -> None:
    first, second = request("clearance.certificate"), request("clearance.certificate", seed=2)
    assert find_earlier(shipped.counter, first) is None
    taken = accept(shipped.counter, CLERK, first)
    assert find_earlier(shipped.counter, first) is None
    earlier = find_earlier(shipped.counter, second)
    assert earlier is not None
    said = warning(shipped.counter, earlier).sentence()
    assert taken.receipt in said
    assert DAY.replace("-", "/") in said


def test_a_request_of_any_shape_is_looked_at_without_harm(shipped: Office) -> None:
    for code in (None, 7, "", "12", {"a": 1}):
        assert find_earlier(shipped.counter, request("clearance.certificate", national_code=code)) is None


def test_the_kits_own_catalogue_has_no_window(office: Office) -> None:
    accept(office.counter, CLERK, passport_request())
    assert TARIFF.services
    assert find_earlier(office.counter, passport_request("r-2")) is None

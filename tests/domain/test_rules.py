"""Proves the checks of an application: what passes, what is refused and where, and that nothing raises.

The project's own definitions, and a small one made here for conditions that hang on each other.
"""

from __future__ import annotations

import copy
import random
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.resources import TODAY, shipped_catalogue, shipped_service, shipped_tariff

from app.domain.application import AcceptRequest
from app.domain.catalogue import Service
from app.domain.entry import APPLICATION_BYTES_MAX
from app.domain.problems import Severity
from app.domain.rules import PROBLEMS_MAX, check_application, check_values, shown_fields
from app.domain.sample import sample_request

FEWER = settings(max_examples=max(10, settings.default.max_examples // 6))
"""For tests that run once a service: together they are as many examples as any other test's."""

CODES = [service.code for service in shipped_catalogue().services]
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=40)
    | st.just("\x00")
    | st.just("ن" * 9_999),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)


def a_sample(code: str, seed: int = 7) -> AcceptRequest:
    return sample_request(shipped_service(code), shipped_tariff(), random.Random(seed), today=TODAY)


def with_value(request: AcceptRequest, path: str, value: Any) -> AcceptRequest:
    """The request with one value put at a path like ``applicant.name.given``."""
    whole = {"applicant": copy.deepcopy(request.applicant), "fields": copy.deepcopy(request.fields)}
    *groups, last = path.split(".")
    inner: Any = whole
    for group in groups:
        inner = inner[group]
    inner[last] = value
    return msgspec.structs.replace(request, **whole)


def found(code: str, request: AcceptRequest) -> dict[str, str]:
    checked = check_application(shipped_service(code), request, today=TODAY)
    return {problem.path: problem.code for problem in checked.problems}


@pytest.mark.parametrize("code", CODES)
@FEWER
@given(seed=st.integers())
def test_every_sample_passes_and_is_already_in_its_stored_form(code: str, seed: int) -> None:
    request = a_sample(code, seed)
    checked = check_application(shipped_service(code), request, TODAY)
    assert checked.problems == ()
    assert not checked.refused
    assert checked.applicant == request.applicant
    assert checked.fields == request.fields


@pytest.mark.parametrize("code", CODES)
@FEWER
@given(applicant=JSON, fields=JSON)
def test_no_shape_of_data_makes_the_check_fail(code: str, applicant: Any, fields: Any) -> None:
    checked = check_values(shipped_service(code), applicant, fields, TODAY)
    assert checked.refused
    assert all(problem.sentence() for problem in checked.problems)
    assert len(checked.problems) <= PROBLEMS_MAX


@pytest.mark.parametrize("code", CODES)
@FEWER
@given(seed=st.integers(0, 50), value=JSON, data=st.data())
def test_any_value_at_any_field_is_a_problem_there_or_none(
    code: str, seed: int, value: Any, data: Any
) -> None:
    service = shipped_service(code)
    paths = [f"applicant.{f.name}" for f in service.applicant_fields] + [
        f"fields.{f.name}" for f in service.own_fields
    ]
    path = data.draw(st.sampled_from(paths))
    checked = check_application(service, with_value(a_sample(code, seed), path, value), TODAY)
    rows = {f"fields.{field.name}" for field in service.own_fields if field.type == "rows"}
    if path in rows and not isinstance(value, str | None):
        assert checked.refused or value == []
    elif isinstance(value, (int, float, list, dict)):
        assert (path, "not-text") in [(problem.path, problem.code) for problem in checked.problems]
    kept = msgspec.json.encode([checked.applicant, checked.fields])
    assert checked.refused or len(kept) < APPLICATION_BYTES_MAX
    assert checked.refused or b"\\u0000" not in kept


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("applicant.national_code", "9900000014", "national-code-check"),
        ("applicant.national_code", None, "required"),
        ("applicant.national_code", 9900000013, "not-text"),
        ("applicant.name.given", "  ", "required"),
        ("applicant.name.given", ["علی"], "not-text"),
        ("applicant.name", "علی", "not-a-group"),
        ("applicant.name.middle", "علی", "unknown-field"),
        ("applicant.shoe_size", "44", "unknown-field"),
        ("applicant.birth_date", "1405-09-04", "date-future"),
        ("fields.number", "12\x0034", "licence-number-shape"),
        ("fields.class", "fourth", "not-a-choice"),
        ("fields.colour", "سبز", "unknown-field"),
        ("fields.expires", "1404/12/30", "date-day"),
        ("fields.doctor_number", "1" * 3_000, "too-long"),
    ],
)
def test_a_wrong_value_is_named_by_its_path(path: str, value: Any, code: str) -> None:
    request = with_value(a_sample("licence.replacement"), path, value)
    assert found("licence.replacement", request)[path] == code


def test_a_name_that_is_no_group_misses_its_parts_too() -> None:
    request = with_value(a_sample("licence.replacement"), "applicant.name", "علی")
    assert found("licence.replacement", request) == {
        "applicant.name": "not-a-group",
        "applicant.name.given": "required",
        "applicant.name.family": "required",
    }


def test_values_are_stored_as_the_office_writes_them() -> None:
    request = with_value(a_sample("licence.replacement"), "applicant.name.given", " علي\u200cرضا ")
    request = with_value(request, "applicant.mobile", "+98 912 000 0013")
    request = with_value(request, "fields.expires", "۱۴۰۶/۱/۲")
    checked = check_application(shipped_service("licence.replacement"), request, TODAY)
    assert checked.applicant["name"]["given"] == "علی‌رضا"
    assert checked.applicant["mobile"] == "09120000013"
    assert checked.fields["expires"] == "1406-01-02"


def test_an_empty_or_null_optional_value_is_left_out() -> None:
    request = with_value(a_sample("licence.replacement"), "fields.blood_group", "")
    request = with_value(request, "applicant.name.father", None)
    checked = check_application(shipped_service("licence.replacement"), request, TODAY)
    assert checked.problems == ()
    assert "blood_group" not in checked.fields
    assert "father" not in checked.applicant["name"]


def test_a_doubt_is_shown_and_does_not_refuse() -> None:
    request = with_value(a_sample("violation.statement"), "fields.plate", "10ب345-46")
    checked = check_application(shipped_service("violation.statement"), request, TODAY)
    assert [(p.path, p.code, p.severity) for p in checked.problems] == [
        ("fields.plate", "plate-zero", Severity.WARNING)
    ]
    assert not checked.refused


def test_what_is_asked_for_depends_on_the_answer_before() -> None:
    request = with_value(
        a_sample("violation.statement"), "fields", {"plate": "12ب345-46", "card_shows": "vin"}
    )
    assert found("violation.statement", request) == {"fields.vin": "required"}
    request = with_value(request, "fields.vin", "IRPC941V2BD123456")
    assert found("violation.statement", request) == {}
    request = with_value(request, "fields.card_barcode", "12345678")
    assert found("violation.statement", request) == {"fields.card_barcode": "not-asked"}


def test_a_field_behind_a_hidden_field_is_hidden_too() -> None:
    words = {"fa": "متن", "en": "text"}
    choice = {
        "type": "choice",
        "label": words,
        "choices": [{"value": v, "label": words} for v in ("yes", "no")],
    }
    service = msgspec.convert(
        {
            "code": "a.b",
            "name": words,
            "family": words,
            "offline": "accept",
            "citizen": words,
            "citizen_offline": words,
            "upstream": "x",
            "sections": [
                {
                    "code": "own",
                    "title": words,
                    "fields": [
                        {"name": "third", **choice, "shown_when": {"field": "second", "any_of": ["yes"]}},
                        {"name": "second", **choice, "shown_when": {"field": "first", "any_of": ["yes"]}},
                        {"name": "first", **choice},
                    ],
                }
            ],
        },
        Service,
    )
    assert shown_fields(service, {}) == {"first"}
    assert shown_fields(service, {"first": "yes"}) == {"first", "second"}
    assert shown_fields(service, {"first": "yes", "second": "yes"}) == {"first", "second", "third"}
    assert shown_fields(service, {"first": "no", "second": "yes"}) == {"first"}
    problems = check_values(service, {}, {"first": "no", "second": "yes", "third": "yes"}, TODAY).problems
    assert [(p.path, p.code) for p in problems] == [
        ("fields.third", "not-asked"),
        ("fields.second", "not-asked"),
    ]


def test_another_version_of_a_service_is_checked_by_its_own_definition() -> None:
    old = shipped_service("licence.replacement")
    sections = tuple(
        msgspec.structs.replace(section, fields=tuple(f for f in section.fields if f.name != "doctor_number"))
        for section in old.sections
    )
    new = msgspec.structs.replace(old, sections=sections)
    request = with_value(a_sample("licence.replacement"), "fields.doctor_number", "12345")
    assert check_application(old, request, TODAY).problems == ()
    assert [p.path for p in check_application(new, request, TODAY).problems] == ["fields.doctor_number"]
    assert check_application(old, request, TODAY).problems == ()


def test_a_thousand_unknown_fields_give_a_bounded_answer() -> None:
    service = shipped_service("licence.replacement")
    checked = check_values(service, {f"k{i}\ud800": "v" * 99 for i in range(1_000)}, {}, TODAY)
    assert len(checked.problems) <= PROBLEMS_MAX
    assert all(len(problem.path) < 100 and problem.path.isprintable() for problem in checked.problems)

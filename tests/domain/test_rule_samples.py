"""Proves that invented applications keep the rules of their service, whatever rules stand together."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.resources import TODAY
from support.ruled import rule, ruled

from app.domain.cross_rules import KINDS
from app.domain.definition import check_definition
from app.domain.problems import Severity
from app.domain.rules import check_application, check_values
from app.domain.sample import sample_request
from app.domain.sample_rules import NoSampleFound
from app.domain.tariff import Tariff, TariffItem, Words

TARIFF = Tariff(
    version=1,
    year=1405,
    effective_from="2026-03-21T00:00:00Z",
    currency="IRR",
    invented=True,
    services={
        "invented.matter": [
            TariffItem(item="office", name=Words("دفتر", "Office"), payee="office", amount_rials=0)
        ]
    },
)
OWNER = "national_code owner capacity"
RULES = [
    rule("age", "birth_date", min=18, max=50),
    rule("age", "birth_date first_day", min=18),
    rule("age", "birth_date", min=18, warns=True, when={"field": "capacity", "any_of": ["", "self"]}),
    rule("dates-in-order", "first_day second_day", min_days=1, max_months=2),
    rule("dates-in-order", "first_day today", min_months=4),
    rule("not-expired", "expires first_day", months=6),
    rule("not-expired", "expires"),
    rule("differ", "national_code other"),
    rule("owner-or-attorney", f"{OWNER} deed", attorney="attorney", matter_words="کارت سوخت|سوخت"),
    rule(
        "owner-or-attorney",
        "national_code other capacity deed_matter",
        attorney="attorney|guardian",
        matter="fuel-card",
    ),
    rule("conscription", "sex birth_date status", sex="male", min=18, max=50, allowed="served|exempt"),
    rule("bill-pair", "bill payment amount"),
    rule("one-of", "owner other address", max=2),
    rule("repeats", "people", min=1, max=3, column="relation", value="spouse"),
    rule("repeats", "people", min=2, when={"field": "sex", "any_of": ["female"]}),
    rule("no-repeats", "people national_code owner", column="code"),
]


def test_every_kind_is_tried_here() -> None:
    assert {one["kind"] for one in RULES} == set(KINDS)
    assert check_definition(ruled(*RULES)) == []


@settings(deadline=None)
@given(
    rules=st.lists(st.sampled_from(RULES), unique_by=str),
    seed=st.integers(),
    today=st.sampled_from([TODAY, "1405-12-29", "1406-01-01", "1408-12-30"]),
)
def test_a_sample_keeps_any_of_the_rules_together(rules: list, seed: int, today: str) -> None:
    service = ruled(*rules)
    request = sample_request(service, TARIFF, random.Random(seed), today=today)
    checked = check_application(service, request, today)
    assert checked.problems == ()
    assert (checked.applicant, checked.fields) == (request.applicant, request.fields)


def test_the_same_seed_gives_the_same_sample() -> None:
    service = ruled(*RULES)
    made = [sample_request(service, TARIFF, random.Random(5), today=TODAY) for _ in range(2)]
    assert made[0] == made[1]


def test_rules_that_contradict_each_other_are_given_up_soon() -> None:
    service = ruled(
        rule("age", "birth_date", min=60),
        rule("age", "birth_date", max=50),
        rule("one-of", "birth_date deed_matter"),
        rule("one-of", "deed_matter birth_date", max=1),
        rule("one-of", "birth_date sex", min=2),
    )
    began = time.monotonic()
    with pytest.raises(NoSampleFound, match=r"invented\.matter"):
        sample_request(service, TARIFF, random.Random(1), today=TODAY)
    assert time.monotonic() - began < 5


@settings(deadline=None)
@given(seed=st.integers(), data=st.data())
def test_a_check_is_refused_by_a_rule_only_where_every_value_is_right_by_itself(seed: int, data) -> None:
    service = ruled(*RULES)
    request = sample_request(service, TARIFF, random.Random(seed), today=TODAY)
    fields = dict(request.fields)
    for name in data.draw(st.lists(st.sampled_from([f.name for f in service.own_fields]), max_size=3)):
        fields[name] = data.draw(
            st.sampled_from(["", "1405-09-03", "1300-01-01", "9900000013", "attorney", "9" * 13, None, 7])
            | st.just([{"code": "9900000013", "relation": "spouse"}, {"code": "9900000013"}])
        )
    problems = check_values(service, request.applicant, fields, TODAY).problems
    faulty = {p.path for p in problems if p.message is None and p.severity is Severity.ERROR}
    assert all(p.path not in faulty for p in problems if p.message is not None)

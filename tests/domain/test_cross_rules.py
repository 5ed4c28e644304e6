"""Proves each kind of rule across fields: what keeps it, what breaks it, and the days at its edges.

Values are given to the engine as they are stored; the checks around it are proved in test_rules.py.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.resources import TODAY
from support.ruled import SAID, rule, ruled

from app.domain.asked import asked_of
from app.domain.cross_rules import KINDS, Seen, breaches, broken
from app.domain.problems import Problem, Severity
from app.domain.rules import check_values


def breaks(one: dict[str, Any], today: str = TODAY, **values: Any) -> bool:
    service = ruled(one)
    seen = Seen(values, asked_of(service).shown(values), frozenset(), today)
    return bool(list(broken(service, seen)))


# Days --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("birth", "wrong"),
    [
        ("1387-09-03", False),  # 18 today
        ("1387-09-04", True),  # 18 tomorrow
        ("1354-09-04", False),  # 51 tomorrow
        ("1354-09-03", True),  # 51 today
    ],
)
def test_an_age_is_between_its_bounds_on_the_business_day(birth: str, wrong: bool) -> None:
    assert breaks(rule("age", "birth_date", min=18, max=50), birth_date=birth) is wrong


def test_an_age_may_have_one_bound_and_another_day() -> None:
    at = rule("age", "birth_date first_day", min=18)
    assert breaks(at, birth_date="1387-01-01", first_day="1404-12-29")
    assert not breaks(at, birth_date="1387-01-01", first_day="1405-01-01")
    assert not breaks(rule("age", "birth_date", max=0), birth_date=TODAY)
    assert not breaks(rule("age", "birth_date today", max=0), birth_date=TODAY)


def test_a_leap_days_child_is_of_age_at_nowruz() -> None:
    of_age = rule("age", "birth_date", min=18)
    assert breaks(of_age, birth_date="1387-12-30", today="1405-12-29")
    assert not breaks(of_age, birth_date="1387-12-30", today="1406-01-01")


def test_without_its_days_an_age_is_not_asked() -> None:
    assert not breaks(rule("age", "birth_date", min=18))
    assert not breaks(rule("age", "birth_date first_day", min=18), birth_date=TODAY)


def test_two_days_may_be_the_same_but_not_turned_round() -> None:
    order = rule("dates-in-order", "first_day second_day")
    assert not breaks(order, first_day="1405-01-01", second_day="1405-01-01")
    assert not breaks(order, first_day="1404-12-29", second_day="1405-01-01")
    assert breaks(order, first_day="1405-01-01", second_day="1404-12-29")
    assert not breaks(order, first_day="1405-01-01")
    assert not breaks(order, second_day="1405-01-01")


def test_days_may_have_a_least_and_a_most_distance() -> None:
    apart = rule("dates-in-order", "first_day second_day", min_days=30, max_days=31)
    assert breaks(apart, first_day="1405-01-01", second_day="1405-01-30")
    assert not breaks(apart, first_day="1405-01-01", second_day="1405-01-31")
    assert not breaks(apart, first_day="1405-01-01", second_day="1405-02-01")
    assert breaks(apart, first_day="1405-01-01", second_day="1405-02-02")
    month = rule("dates-in-order", "first_day second_day", min_months=1)
    assert breaks(month, first_day="1405-06-31", second_day="1405-07-29")
    assert not breaks(month, first_day="1405-06-31", second_day="1405-07-30")


def test_a_day_may_stand_against_the_business_day() -> None:
    lost = rule("dates-in-order", "first_day today", min_months=4)
    assert not breaks(lost, first_day="1405-05-03")
    assert breaks(lost, first_day="1405-05-04")
    trip = rule("dates-in-order", "today first_day", max_months=12)
    assert breaks(trip, first_day="1405-09-02")
    assert not breaks(trip, first_day=TODAY)
    assert not breaks(trip, first_day="1406-09-03")
    assert breaks(trip, first_day="1406-09-04")


def test_a_document_is_valid_on_its_last_day_and_not_the_day_after() -> None:
    valid = rule("not-expired", "expires")
    assert not breaks(valid, expires=TODAY)
    assert breaks(valid, expires="1405-09-02")
    assert not breaks(valid)


def test_a_document_may_have_to_be_valid_for_longer() -> None:
    longer = rule("not-expired", "expires", months=1, days=3)
    assert not breaks(longer, expires="1405-10-06")
    assert breaks(longer, expires="1405-10-05")
    esfand = rule("not-expired", "expires", months=1)
    assert not breaks(esfand, expires="1405-12-29", today="1405-11-30")
    assert breaks(esfand, expires="1403-12-29", today="1403-11-30")


def test_a_document_may_have_to_be_valid_on_another_day() -> None:
    trip = rule("not-expired", "expires first_day", days=1)
    assert not breaks(trip, expires="1406-01-01", first_day="1405-12-29")
    assert breaks(trip, expires="1405-12-29", first_day="1405-12-29")
    assert not breaks(trip, expires="1405-12-29")


# Parties -----------------------------------------------------------------------------------------------


def test_parties_differ_and_an_empty_one_is_nobody() -> None:
    differ = rule("differ", "national_code owner other")
    assert not breaks(differ, national_code="9900000013", owner="9987654320")
    assert not breaks(differ)
    assert breaks(differ, national_code="9900000013", owner="9900000013")
    assert breaks(differ, owner="9900000013", other="9900000013")


OWNER = {"attorney": "attorney|guardian"}


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({}, False),
        ({"owner": "9900000013"}, False),
        ({"owner": "9900000013", "capacity": "self"}, False),
        ({"owner": "9987654320"}, True),
        ({"owner": "9987654320", "capacity": "self"}, True),
        ({"owner": "9987654320", "capacity": "attorney"}, True),
        ({"owner": "9987654320", "capacity": "attorney", "deed": "وکالت فروش خانه"}, True),
        ({"owner": "9987654320", "capacity": "attorney", "deed": "المثنی کارت‌سوخت خودرو"}, False),
        ({"owner": "9987654320", "capacity": "attorney", "deed": "كارت  سوخت"}, False),
    ],
)
def test_who_is_not_the_owner_needs_a_deed_that_names_the_matter(values: Any, wrong: bool) -> None:
    named = rule("owner-or-attorney", "national_code owner capacity deed", matter_words="کارت سوخت", **OWNER)
    assert breaks(named, national_code="9900000013", **values) is wrong


def test_the_matter_may_be_chosen_and_is_then_exactly_that() -> None:
    chosen = rule(
        "owner-or-attorney", "national_code owner capacity deed_matter", matter="fuel-card", **OWNER
    )
    parties = {"national_code": "9900000013", "owner": "9987654320", "capacity": "guardian"}
    assert not breaks(chosen, **parties, deed_matter="fuel-card")
    assert breaks(chosen, **parties, deed_matter="not-fuel-card")
    assert breaks(chosen, **parties)


def test_without_a_deed_in_the_rule_the_capacity_is_enough() -> None:
    plain = rule("owner-or-attorney", "national_code owner capacity", **OWNER)
    parties = {"national_code": "9900000013", "owner": "9987654320"}
    assert not breaks(plain, **parties, capacity="guardian")
    assert breaks(plain, **parties)


@pytest.mark.parametrize(
    ("sex", "birth", "status", "wrong"),
    [
        ("male", "1387-09-03", "absent", True),  # 18 today
        ("male", "1387-09-03", "", True),
        ("male", "1387-09-03", "served", False),
        ("male", "1387-09-04", "absent", False),  # 17 still
        ("male", "1354-09-04", "", True),  # 50 still
        ("male", "1354-09-03", "", False),  # 51 today
        ("female", "1370-01-01", "", False),
        ("", "1370-01-01", "", False),
        ("male", "", "", False),
    ],
)
def test_a_man_of_18_to_50_needs_a_status_that_allows_it(
    sex: str, birth: str, status: str, wrong: bool
) -> None:
    asked = rule("conscription", "sex birth_date status", sex="male", min=18, max=50, allowed="served|exempt")
    values = {"sex": sex, "birth_date": birth, "status": status}
    assert breaks(asked, **{name: value for name, value in values.items() if value}) is wrong


# Repeated groups, bills, presence ----------------------------------------------------------------------


def people(*codes: str, relation: str = "child") -> list[dict[str, str]]:
    return [{"code": code, "relation": relation} for code in codes]


def test_rows_are_counted_and_none_counts_as_none() -> None:
    some = rule("repeats", "people", min=1, max=2)
    assert breaks(some)
    assert not breaks(some, people=people("1"))
    assert not breaks(some, people=people("1", "2"))
    assert breaks(some, people=people("1", "2", "3"))


def test_only_rows_with_a_value_may_be_counted() -> None:
    one_spouse = rule("repeats", "people", max=1, column="relation", value="spouse")
    assert not breaks(one_spouse, people=people("1", "2", "3"))
    assert not breaks(one_spouse, people=[*people("1"), *people("2", relation="spouse")])
    assert breaks(one_spouse, people=people("1", "2", relation="spouse"))


def test_a_value_stands_once_in_a_column_and_not_beside_it() -> None:
    once = rule("no-repeats", "people national_code", column="code")
    assert not breaks(once)
    assert not breaks(once, people=people("1", "2"), national_code="3")
    assert breaks(once, people=people("1", "2", "1"), national_code="3")
    assert breaks(once, people=people("1", "2"), national_code="2")
    assert not breaks(once, people=[{"relation": "child"}, {"relation": "child"}])


@pytest.mark.parametrize(
    ("at", "paths"),
    [(None, ["fields.people.1.code", "fields.people.3.code"]), ("people", ["fields.people"])],
)
def test_a_value_that_repeats_is_told_at_its_cell_unless_the_rule_names_a_place(
    at: str | None, paths: list[str]
) -> None:
    once = rule("no-repeats", "people national_code", column="code", **({"at": at} if at else {}))
    codes = ["9900000013", "9987654320", "9900000021", "9900000013"]
    given = {"people": [{"code": code, "relation": "child"} for code in codes]}
    person = {"national_code": codes[1], "name": {"given": "نمونه", "family": "نمونه"}}
    found = check_values(ruled(once), person, given, TODAY).problems
    assert [(one.path, one.code) for one in found] == [(path, "rule-no-repeats") for path in paths]


@pytest.mark.parametrize(
    ("bill", "payment", "wrong"),
    [
        ("9900000100190", "125040121", False),
        ("9900000100190", "000125040121", False),  # leading zeros do not count
        ("7748317800142", "1770160", False),
        ("9985235404124", "0000880000568", False),
        ("9174639504124", "12908197", True),
        ("9900000100190", "1770160", True),
        ("7748317800142", "125040121", True),
    ],
)
def test_a_bill_and_a_payment_id_form_a_pair(bill: str, payment: str, wrong: bool) -> None:
    assert breaks(rule("bill-pair", "bill payment"), bill=bill, payment=payment) is wrong


def test_the_amount_of_a_bill_is_the_one_that_the_payment_id_holds() -> None:
    pair = rule("bill-pair", "bill payment amount")
    ids = {"bill": "9900000100190", "payment": "125040121"}
    assert not breaks(pair, **ids)
    assert not breaks(pair, **ids, amount="1250000")
    assert breaks(pair, **ids, amount="125000")
    assert not breaks(pair, bill=ids["bill"])


def test_one_of_several_is_given() -> None:
    one = rule("one-of", "owner other address")
    assert breaks(one)
    assert not breaks(one, other="9900000013")
    both = rule("one-of", "owner other address", min=2, max=2)
    assert breaks(both, other="9900000013")
    assert not breaks(both, other="9900000013", owner="9987654320")
    assert breaks(both, other="9900000013", owner="9987654320", address="متن")


def test_hidden_fields_are_not_wanted() -> None:
    hidden = rule("one-of", "deed address", min=2)
    assert breaks(hidden)
    assert not breaks(hidden, address="متن")  # the deed is hidden, so it cannot be given
    assert breaks(hidden, address="متن", capacity="attorney")


# What all share ----------------------------------------------------------------------------------------


def problems(one: dict[str, Any], values: dict[str, Any], found: tuple[Problem, ...] = ()) -> list[Problem]:
    asked = asked_of(ruled(one))
    return breaches(asked, values, asked.shown(values), found, TODAY)


def test_a_problem_has_its_own_words_in_both_languages_and_stands_at_its_field() -> None:
    broken_values = {"first_day": "1405-02-01", "second_day": "1405-01-01"}
    (last,) = problems(rule("dates-in-order", "first_day second_day"), broken_values)
    assert (last.path, last.code, last.severity) == ("fields.second_day", "rule-dates-in-order", "error")
    assert last.sentence() == SAID["en"]
    assert last.message is not None
    assert last.message.in_language("fa") == SAID["fa"]
    (elsewhere,) = problems(
        rule("dates-in-order", "first_day second_day", at="name.given", warns=True), broken_values
    )
    assert (elsewhere.path, elsewhere.severity) == ("applicant.name.given", Severity.WARNING)


def test_a_problem_at_a_hidden_field_is_told_at_one_that_is_shown() -> None:
    named = rule("owner-or-attorney", "national_code owner capacity deed", matter_words="کارت", **OWNER)
    (one,) = problems(named, {"national_code": "9900000013", "owner": "9987654320"})
    assert one.path == "fields.capacity"


def test_a_rule_is_limited_to_its_case_and_an_empty_value_is_a_case() -> None:
    case = rule("one-of", "owner other", when={"field": "capacity", "any_of": ["attorney"]})
    assert problems(case, {}) == []
    assert problems(case, {"capacity": "self"}) == []
    assert len(problems(case, {"capacity": "attorney"})) == 1
    empty = rule("one-of", "owner other", when={"field": "capacity", "any_of": ["", "self"]})
    assert len(problems(empty, {})) == 1
    assert problems(empty, {"capacity": "attorney"}) == []


def test_a_rule_waits_for_fields_that_are_refused_already_and_not_for_doubtful_ones() -> None:
    one = rule("one-of", "owner other")
    assert problems(one, {}, (Problem("fields.owner", "national-code-check"),)) == []
    assert len(problems(one, {}, (Problem("fields.owner", "x", severity=Severity.WARNING),))) == 1
    assert len(problems(one, {}, (Problem("fields.ownership", "required"),))) == 1
    rows = rule("repeats", "people", min=1)
    assert problems(rows, {}, (Problem("fields.people.2.code", "required"),)) == []


def test_a_kind_of_a_later_version_says_nothing() -> None:
    assert problems(rule("horoscope", "owner"), {}) == []


def test_every_kind_is_proved_here() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    assert [kind for kind in KINDS if f'rule("{kind}"' not in text and f'"{kind}", ' not in text] == []

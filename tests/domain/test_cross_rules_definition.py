"""Proves that a definition's rules are checked before publishing: each mistake by place and reason.

Also that the page on adding a service says what the code does.
"""

from __future__ import annotations

import json
import re
from typing import Any

import msgspec
import pytest
from support.resources import RESOURCES, shipped_catalogue
from support.ruled import OWN, SAID, choice, field, rule, ruled

from app.domain.catalogue import Rule
from app.domain.cross_rules import KINDS
from app.domain.cross_rules.definition import RULES_MAX, rule_mistakes
from app.domain.definition import check_definition

OWNER = "national_code owner capacity"
CALLED_UP = {"sex": "male", "min": 18, "max": 50, "allowed": "served|exempt"}

SOUND = [
    rule("age", "birth_date", min=18),
    rule("age", "birth_date first_day", max=50, at="first_day", warns=True),
    rule("age", "birth_date today", min=18, max=50),
    rule("dates-in-order", "first_day second_day"),
    rule("dates-in-order", "first_day today", min_months=4),
    rule("dates-in-order", "first_day second_day", min_days=1, max_days=1),
    rule("not-expired", "expires", months=6),
    rule("not-expired", "expires first_day"),
    rule("differ", "national_code owner other"),
    rule("owner-or-attorney", OWNER, attorney="attorney|guardian"),
    rule("owner-or-attorney", f"{OWNER} deed", attorney="attorney", matter_words="کارت سوخت|سوخت"),
    rule("owner-or-attorney", f"{OWNER} deed_matter", attorney="attorney", matter="fuel-card"),
    rule("conscription", "sex birth_date status", **CALLED_UP),
    rule("repeats", "people", max=2),
    rule("repeats", "people", min=1, column="relation", value="spouse|child"),
    rule("no-repeats", "people national_code", column="code"),
    rule("bill-pair", "bill payment"),
    rule("bill-pair", "bill payment amount"),
    rule("one-of", "owner other people", when={"field": "capacity", "any_of": ["", "self"]}),
    rule("one-of", "owner national_code", max=1),
]


@pytest.mark.parametrize("one", SOUND, ids=lambda one: one["kind"])
def test_a_sound_rule_has_no_mistake(one: dict[str, Any]) -> None:
    assert list(rule_mistakes(ruled(one))) == []


def test_the_shipped_rules_are_sound() -> None:
    assert [list(rule_mistakes(service)) for service in shipped_catalogue().services if service.rules] == [
        [] for service in shipped_catalogue().services if service.rules
    ]


WRONG: list[tuple[dict[str, Any], str]] = [
    # what all kinds share
    (rule("horoscope", "birth_date"), "kind: there is none of this name"),
    (rule("age", "birthday", min=18), "fields: 'birthday' is no field of this service"),
    (rule("age", "", min=18), "fields: 0 of them; age needs 1 (a date of birth is missing)"),
    (rule("age", "birth_date today other", min=18), "fields: 3 of them; age takes at most 2"),
    (rule("differ", "owner owner"), "fields: owner stands twice"),
    (rule("age", "owner", min=18), "fields: owner is a national_code; a date of birth is jalali_date"),
    (rule("differ", "owner today"), "fields: 'today' is no field"),
    (rule("age", "birth_date", min=18, at="nowhere"), "at: names 'nowhere', which is no field"),
    (rule("age", "birth_date", min=18, message={"fa": "متن", "en": " "}), "message: a text is missing"),
    (rule("age", "birth_date", min=18, message={"fa": "", "en": "text"}), "message: a text is missing"),
    (rule("age", "birth_date", min=18, message={"fa": "كد", "en": "text"}), "message: Arabic"),
    (
        rule("age", "birth_date", min=18, when={"field": "nowhere", "any_of": ["x"]}),
        "when: names 'nowhere', which is no field",
    ),
    (rule("age", "birth_date", min=18, when={"field": "sex", "any_of": []}), "when: has no values"),
    (
        rule("age", "birth_date", min=18, when={"field": "sex", "any_of": ["man"]}),
        "when: asks for 'man', which is no choice of sex",
    ),
    (
        rule("age", "birth_date", min=18, when={"field": "owner", "any_of": ["۱۲"]}),
        "when: '۱۲' is not in the stored form of owner",
    ),
    (rule("age", "birth_date", min=18, when={"field": "people", "any_of": ["x"]}), "when: people is a"),
    # params
    (rule("age", "birth_date"), "params: one of min, max is missing"),
    (rule("age", "birth_date", min="18.5"), "params: min: '18.5' is no whole number"),
    (rule("age", "birth_date", min="-1"), "params: min: '-1' is no whole number"),
    (rule("age", "birth_date", min="۱۸"), "params: min: '۱۸' is no whole number"),
    (rule("age", "birth_date", min="9" * 40), "is no whole number"),
    (rule("age", "birth_date", min=51, max=50), "params: min 51 is above max 50"),
    (rule("age", "birth_date", min=18, years=3), "params: age has no 'years'; it has min, max"),
    (rule("differ", "owner other", min=1), "params: differ has no 'min'"),
    (rule("conscription", "sex birth_date status", sex="male", min=18, max=50), "allowed: is missing"),
    (
        rule("conscription", "sex birth_date status", **{**CALLED_UP, "sex": "man"}),
        "params: sex: asks for 'man', which is no choice of sex",
    ),
    (
        rule("conscription", "sex birth_date status", **{**CALLED_UP, "allowed": "served||exempt"}),
        "params: allowed: 'served||exempt' has an empty value",
    ),
    (
        rule("conscription", "sex birth_date status", **{**CALLED_UP, "allowed": "served|served"}),
        "params: allowed: a value stands twice",
    ),
    # kinds
    (rule("dates-in-order", "today second_day today"), "fields: today stands twice"),
    (rule("dates-in-order", "first_day second_day", min_days=9, max_days=8), "least distance is above"),
    (rule("differ", "owner first_day"), "fields: jalali_date and national_code always differ"),
    (rule("differ", "owner people"), "fields: people is a repeated group; another party is a single value"),
    (rule("owner-or-attorney", OWNER), "params: attorney: is missing"),
    (rule("owner-or-attorney", OWNER, attorney="lawyer"), "asks for 'lawyer', which is no choice"),
    (rule("owner-or-attorney", OWNER, attorney="attorney", matter_words="x"), "matter_words has no deed"),
    (rule("owner-or-attorney", f"{OWNER} deed", attorney="attorney"), "matter_words is missing"),
    (rule("owner-or-attorney", f"{OWNER} deed_matter", attorney="attorney"), "matter is missing"),
    (
        rule("owner-or-attorney", f"{OWNER} deed_matter", attorney="attorney", matter="house"),
        "params: matter: asks for 'house', which is no choice of deed_matter",
    ),
    (
        rule("owner-or-attorney", f"{OWNER} deed", attorney="attorney", matter_words="\u200c"),
        "has no letters",
    ),
    (rule("repeats", "people"), "params: min or max is missing"),
    (rule("repeats", "people", min=5), "params: min 5 is above the 4 rows of people"),
    (rule("repeats", "people", max=1, column="relation"), "params: column and value go together"),
    (rule("repeats", "people", max=1, column="age", value="1"), "params: people has no column 'age'"),
    (rule("repeats", "people", max=1, column="relation", value="aunt"), "which is no choice of relation"),
    (rule("repeats", "owner", max=1), "fields: owner is a national_code; a repeated group is rows"),
    (rule("no-repeats", "people"), "params: column: is missing"),
    (rule("no-repeats", "people", column="name"), "params: people has no column 'name'"),
    (rule("no-repeats", "people address", column="code"), "address is a address, and code a national_code"),
    (rule("bill-pair", "payment bill"), "fields: payment is a payment_id; a bill id is bill_id"),
    (rule("bill-pair", "bill"), "fields: 1 of them; bill-pair needs 2 (a payment id is missing)"),
    (rule("one-of", "owner"), "fields: 1 of them; one-of needs 2"),
    (rule("one-of", "owner other", min=3), "params: min 3 is above the number of fields"),
    (rule("one-of", "owner national_code"), "national_code must be given anyway"),
    (rule("one-of", "owner national_code", max=0, min=0), "params: max 0 would refuse every application"),
]


@pytest.mark.parametrize(
    ("one", "reason"), WRONG, ids=lambda part: part["kind"] if isinstance(part, dict) else ""
)
def test_a_mistake_in_a_rule_is_named_by_place_and_reason(one: dict[str, Any], reason: str) -> None:
    found = check_definition(ruled(SOUND[0], one))
    assert any(
        text.startswith(f"invented.matter: rule 2 ({one['kind']}): ") and reason in text for text in found
    ), found


def test_all_mistakes_of_a_rule_are_named_at_once() -> None:
    both = rule("age", "birthday", min="x", at="nowhere")
    assert len(list(rule_mistakes(ruled(both)))) == 3


def test_a_rule_stands_once_and_there_is_a_limit() -> None:
    assert list(rule_mistakes(ruled(SOUND[0], SOUND[0]))) == ["rule 2 (age): stands twice"]
    many = [rule("age", "birth_date", min=n) for n in range(RULES_MAX + 1)]
    assert list(rule_mistakes(ruled(*many))) == [f"rules: {RULES_MAX + 1} of them; at most {RULES_MAX}"]


def test_no_field_may_be_called_as_the_business_day_where_a_rule_means_it() -> None:
    service = ruled(rule("age", "birth_date today", min=18), fields=[*OWN, field("today", "jalali_date")])
    assert any("today means the business day" in text for text in rule_mistakes(service))


# The page that explains them ----------------------------------------------------------------------------

PAGE = (RESOURCES.parent / "docs" / "adding-a-service.md").read_text(encoding="utf-8")


def test_the_pages_example_of_a_rule_is_a_sound_one() -> None:
    found = re.search(r"<!-- example: rule -->\n```json\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    service = ruled(json.loads(found[1]), fields=[choice("consent", "none", "present")])
    assert check_definition(service) == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_has_a_row_for_every_kind_with_all_its_params_and_an_example(kind: str) -> None:
    (row,) = [line for line in PAGE.splitlines() if line.startswith(f"| `{kind}` |")]
    example = row.replace("\\|", "\0").split("|")[4].strip().strip("`").replace("\0", "|")
    made = msgspec.convert({"kind": kind, "message": SAID, **json.loads(f"{{{example}}}")}, Rule)
    assert sum(place.needed for place in KINDS[kind].places) <= len(made.fields)
    known = [param.name for param in KINDS[kind].params]
    assert set(made.params) <= set(known)
    assert [name for name in known if f"`{name}`" not in row] == []


ONLY = {"field": "capacity", "any_of": ["attorney"]}


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (
            [rule("dates-in-order", "first_day second_day"), rule("dates-in-order", "second_day first_day")],
            "rules 1 and 2 (dates): first_day before second_day before first_day cannot be kept",
        ),
        (
            [
                rule("dates-in-order", "first_day second_day"),
                rule("dates-in-order", "second_day expires", when=ONLY),
                rule("not-expired", "first_day expires", when=ONLY),
            ],
            "rules 1 and 2 and 3 (dates): first_day before second_day before expires before first_day",
        ),
        (
            [
                rule("dates-in-order", "first_day second_day", min_months=4),
                rule("dates-in-order", "first_day second_day", max_days=90),
            ],
            "rules 1 and 2 (dates): first_day before second_day before first_day cannot be kept",
        ),
        ([rule("not-expired", "birth_date", months=1)], "rule 1 (dates): today before birth_date"),
        (
            [rule("age", "birth_date", min=18), rule("age", "birth_date", max=15)],
            "rules 1 and 2 (age): at least 18 and at most 15 of birth_date cannot both be kept",
        ),
        (
            [rule("repeats", "people", min=3), rule("repeats", "people", max=2)],
            "rules 1 and 2 (repeats): at least 3 and at most 2 of people cannot both be kept",
        ),
    ],
)
def test_rules_that_contradict_each_other_are_refused(rules: list[dict[str, Any]], said: str) -> None:
    assert [mistake for mistake in check_definition(ruled(*rules)) if said in mistake]


@pytest.mark.parametrize(
    "rules",
    [
        [rule("dates-in-order", "first_day second_day"), rule("not-expired", "expires second_day")],
        [
            rule("dates-in-order", "first_day second_day"),
            rule("dates-in-order", "second_day first_day", warns=True),
        ],
        [
            rule("dates-in-order", "first_day second_day", when=ONLY),
            rule("dates-in-order", "second_day first_day", when={**ONLY, "any_of": ["self"]}),
        ],
        [
            rule("dates-in-order", "first_day second_day"),
            rule("dates-in-order", "first_day second_day", max_days=0),
        ],
        [rule("dates-in-order", "first_day second_day", min_months=4, max_months=5)],
        [rule("age", "birth_date", min=18), rule("age", "birth_date first_day", max=15)],
        [
            rule("repeats", "people", min=3),
            rule("repeats", "people", max=1, column="relation", value="spouse"),
        ],
    ],
)
def test_rules_that_leave_something_are_not_called_contradictory(rules: list[dict[str, Any]]) -> None:
    assert check_definition(ruled(*rules)) == []

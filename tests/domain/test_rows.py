"""Proves repeated groups: what may stand in their rows, where their problems stand, and their definitions.

A small service made here asks for dependants, as a real one would.
"""

from __future__ import annotations

import copy
import json
import random
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.resources import TODAY, shipped_service, shipped_tariff

from app.domain.application import parse_request
from app.domain.catalogue import Service
from app.domain.definition import check_definition
from app.domain.problems import SENTENCES
from app.domain.rules import PROBLEMS_MAX, check_values
from app.domain.sample import sample_request

WORDS = {"fa": "متن", "en": "text"}
RELATIONS = [{"value": value, "label": WORDS} for value in ("child", "spouse", "parent")]
DEPENDANTS: dict[str, Any] = {
    "name": "dependants",
    "type": "rows",
    "label": WORDS,
    "rows_max": 4,
    "columns": [
        {"name": "national_code", "type": "national_code", "label": WORDS},
        {"name": "relation", "type": "choice", "label": WORDS, "choices": RELATIONS},
        {
            "name": "married",
            "type": "jalali_date",
            "label": WORDS,
            "max": "today",
            "shown_when": {"field": "relation", "any_of": ["spouse"]},
        },
        {"name": "remark", "type": "text", "label": WORDS, "required": False},
    ],
}
WHOLE: dict[str, Any] = json.loads(msgspec.json.encode(shipped_service("violation.statement")))
PERSON = {"national_code": "9900000013", "relation": "child"}


def a_service(**changes: Any) -> Service:
    """A service that asks for dependants; ``changes`` go to that field."""
    whole = copy.deepcopy(WHOLE)
    whole["rules"] = []
    whole["sections"] = [whole["sections"][0]]
    whole["sections"].append({"code": "own", "title": WORDS, "fields": [{**DEPENDANTS, **changes}]})
    return msgspec.convert(whole, Service)


SERVICE = a_service()
OPTIONAL = a_service(required=False)
APPLICANT = sample_request(SERVICE, shipped_tariff(), random.Random(1), today=TODAY).applicant


def found(rows: Any, service: Service = SERVICE) -> list[tuple[str, str]]:
    problems = check_values(service, APPLICANT, {"dependants": rows}, TODAY).problems
    assert all(problem.sentence() for problem in problems)
    return [(problem.path, problem.code) for problem in problems]


@given(st.integers())
def test_a_sample_of_rows_passes_unchanged_and_goes_through_an_accept_line(seed: int) -> None:
    request = sample_request(SERVICE, shipped_tariff(), random.Random(seed), today=TODAY)
    checked = check_values(SERVICE, request.applicant, request.fields, TODAY)
    assert checked.problems == ()
    assert checked.fields == request.fields
    assert 1 <= len(request.fields["dependants"]) <= 3
    assert parse_request(msgspec.json.encode(request)) == request


def test_values_in_rows_are_stored_as_the_office_writes_them() -> None:
    rows = [{"national_code": "۹۹۰ ۰۰۰ ۰۰۱-۳", "relation": "spouse", "married": "۱۴۰۰/۱/۲", "remark": None}]
    checked = check_values(SERVICE, APPLICANT, {"dependants": rows}, TODAY)
    assert checked.problems == ()
    assert checked.fields == {
        "dependants": [{"national_code": "9900000013", "relation": "spouse", "married": "1400-01-02"}]
    }


@pytest.mark.parametrize(
    ("rows", "problems"),
    [
        ([PERSON, {**PERSON, "national_code": "9900000014"}], [("1.national_code", "national-code-check")]),
        ([{"relation": "child"}], [("0.national_code", "required")]),
        ([{"national_code": "9900000013", "relation": "spouse"}], [("0.married", "required")]),
        ([{**PERSON, "married": "1400-01-01"}], [("0.married", "not-asked")]),
        ([{**PERSON, "relation": "cousin"}], [("0.relation", "not-a-choice")]),
        ([{**PERSON, "national_code": 9900000013}], [("0.national_code", "not-text")]),
        ([{**PERSON, "remark": "م" * 3_000}], [("0.remark", "too-long")]),
        ([{**PERSON, "shoe_size": "44"}], [("0", "unknown-column")]),
        ([PERSON] * 5, [("", "rows-many")]),
    ],
)
def test_a_wrong_cell_is_named_by_its_path(rows: Any, problems: list[tuple[str, str]]) -> None:
    expected = [(f"fields.dependants.{path}".rstrip("."), code) for path, code in problems]
    assert found(rows) == expected


@pytest.mark.parametrize("rows", ["dependants", 7, {"0": PERSON}, True])
def test_what_is_no_list_of_rows_is_refused_at_the_group(rows: Any) -> None:
    assert found(rows) == [("fields.dependants", "not-rows")]


@pytest.mark.parametrize("row", [None, "x", [PERSON], 3])
def test_what_is_no_row_is_refused_at_its_place(row: Any) -> None:
    assert ("fields.dependants.1", "not-a-row") in found([PERSON, row])


@pytest.mark.parametrize("rows", [None, [], "", "  "])
def test_no_rows_are_missed_only_where_they_are_required(rows: Any) -> None:
    assert found(rows) == [("fields.dependants", "required")]
    assert found(rows, OPTIONAL) == []


def test_a_row_in_which_nothing_stands_is_refused_even_if_nothing_must() -> None:
    columns = [{**column, "required": False} for column in DEPENDANTS["columns"]]
    service = a_service(columns=columns)
    assert found([{"remark": "یک"}, {"remark": " "}], service) == [("fields.dependants.1", "row-empty")]


def test_a_hidden_group_is_not_asked_for() -> None:
    whole = json.loads(msgspec.json.encode(SERVICE))
    choice = {"name": "has", "type": "choice", "label": WORDS, "choices": RELATIONS}
    fields = whole["sections"][1]["fields"]
    fields[0]["shown_when"] = {"field": "has", "any_of": ["child"]}
    fields.append(choice)
    service = msgspec.convert(whole, Service)
    assert check_definition(service) == []
    hidden = check_values(service, APPLICANT, {"has": "parent", "dependants": [PERSON]}, TODAY)
    assert [(p.path, p.code) for p in hidden.problems] == [("fields.dependants", "not-asked")]
    assert check_values(service, APPLICANT, {"has": "parent"}, TODAY).problems == ()
    shown = check_values(service, APPLICANT, {"has": "child", "dependants": [PERSON]}, TODAY)
    assert shown.problems == ()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.just("\x00"),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["national_code", "relation", "married", "remark", "x\ud800"]), inner, max_size=4
        )
    ),
    max_leaves=12,
)


@given(rows=JSON)
def test_no_shape_of_rows_makes_the_check_fail(rows: Any) -> None:
    checked = check_values(SERVICE, APPLICANT, {"dependants": rows}, TODAY)
    assert len(checked.problems) <= PROBLEMS_MAX
    assert all(problem.code in SENTENCES and problem.path.isprintable() for problem in checked.problems)
    if not checked.refused:
        again = check_values(SERVICE, checked.applicant, checked.fields, TODAY)
        assert again.fields == checked.fields


def test_ten_thousand_rows_give_a_bounded_answer() -> None:
    checked = check_values(SERVICE, APPLICANT, {"dependants": [{"a": "b"}] * 10_000}, TODAY)
    assert len(checked.problems) <= PROBLEMS_MAX
    assert len(checked.fields["dependants"]) <= 4


def test_a_definition_with_rows_is_sound() -> None:
    assert check_definition(SERVICE) == []


def with_column(**changes: Any) -> dict[str, Any]:
    return {"columns": [*DEPENDANTS["columns"], {"name": "more", "type": "text", "label": WORDS, **changes}]}


@pytest.mark.parametrize(
    ("changes", "mistake"),
    [
        ({"columns": []}, "rows without columns"),
        ({"rows_max": 0}, "rows_max: from 1 to 50"),
        ({"rows_max": 51}, "rows_max: from 1 to 50"),
        ({"min": "1"}, "min: a rows has no bounds"),
        ({"typed_twice": True}, "typed_twice and confirmed"),
        (with_column(type="rows"), "column more: rows hold no rows"),
        (with_column(type="colour"), "column more: there is no field type 'colour'"),
        (with_column(name="relation"), "column relation: stands twice"),
        (with_column(name="a.b"), "column 'a.b': not a name"),
        (with_column(type="choice"), "column more: a choice without choices"),
        (with_column(min="x"), "column more: min: 'x' is not a whole number"),
        (with_column(label={"fa": "", "en": "x"}), "column more: label: a text is missing"),
        (with_column(shown_when={"field": "mobile", "any_of": ["x"]}), "column more: shown_when names"),
        (with_column(shown_when={"field": "more", "any_of": ["x"]}), "column more: shown_when leads back"),
        (with_column(columns=[DEPENDANTS["columns"][0]]), "column more: a text has no columns"),
        (with_column(rows_max=3), "column more: rows_max: a text has no rows"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_mistake_in_rows_is_named_by_its_place(changes: dict[str, Any], mistake: str) -> None:
    lines = check_definition(a_service(**changes))
    assert any(line.startswith(f"violation.statement: dependants: {mistake}") for line in lines), lines


def test_rows_do_not_stand_with_the_applicant_and_nothing_hangs_on_them() -> None:
    whole = json.loads(msgspec.json.encode(SERVICE))
    whole["sections"][0]["fields"].append({**DEPENDANTS, "name": "others"})
    hung = {"name": "late", "type": "text", "label": WORDS}
    whole["sections"][1]["fields"].append({**hung, "shown_when": {"field": "dependants", "any_of": ["x"]}})
    lines = check_definition(msgspec.convert(whole, Service))
    assert (
        "violation.statement: others: a repeated group stands in a section of its own, not with the applicant"
        in lines
    )
    assert "violation.statement: late: shown_when names dependants, which is a repeated group" in lines

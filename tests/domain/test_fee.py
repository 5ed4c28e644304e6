"""Proves that a fee is what its tariff says, to the rial: 100,000 random cases against a plain count.

The plain count (``support.plain_fee``) shares nothing with the engine but the tariff that it reads. The cases
go through what the counter asks (``Prices``), so the version is chosen too, at and around each start.
"""

from __future__ import annotations

import random
from typing import Any

import pytest
from support.plain_fee import plain_choice, plain_fee
from support.random_tariffs import CODE, NAME, a_day, a_family, a_moment, at_ms, some_answers

from app.domain.fee import Fee, FeeTooLarge, answers_of, fee, lateness
from app.domain.money import RIALS_MAX
from app.domain.tariff import LateUnit, Tariff, parse_tariff
from app.office.prices import Prices

CASES, FAMILIES = 100_000, 2_000


def item(code: str = "office", **more: Any) -> dict[str, Any]:
    return {"item": code, "name": NAME, "payee": "office", **more}


def a_tariff(*items: dict[str, Any], **more: Any) -> Tariff:
    return parse_tariff(
        {
            "version": 1,
            "year": 1405,
            "effective_from": "2026-03-21T00:00:00+03:30",
            "currency": "IRR",
            "invented": True,
            "services": {CODE: list(items)},
            **more,
        }
    )


def priced(*items: dict[str, Any], day: str = "1405-09-03", **answers: Any) -> Fee:
    return fee(a_tariff(*items), CODE, answers, day)


def lines(found: Fee) -> list[tuple[str, int, int, int]]:
    return [(line.item, line.amount_rials, line.quantity, line.unit_rials) for line in found.lines]


# What an item says ---------------------------------------------------------------------------------------


def test_an_item_for_each_row_is_a_line_with_its_number_of_rows() -> None:
    rows = item("rows", amount_rials=9_840, per={"field": "violations"})
    found = priced(item(amount_rials=128_670), rows, violations=[{}, {}, {}])
    assert lines(found) == [("office", 128_670, 0, 0), ("rows", 29_520, 3, 9_840)]
    assert found.total_rials == 158_190
    assert lines(priced(rows, violations=[])) == lines(priced(rows)) == []


def test_what_is_free_is_not_counted() -> None:
    sheets = item("sheets", amount_rials=4_310, per={"field": "sheets", "over": 3})
    assert lines(priced(sheets, sheets="3")) == []
    assert lines(priced(sheets, sheets="5")) == [("sheets", 8_620, 2, 4_310)]


def test_each_unit_costs_what_its_step_says() -> None:
    steps = [{"first": 2, "last": 3, "amount_rials": 10}, {"first": 4, "amount_rials": 7}]
    stepped = item("n", steps=steps, per={"field": "n"})
    assert lines(priced(stepped, n="1")) == []
    assert lines(priced(stepped, n="3")) == [("n", 20, 2, 10)]
    assert lines(priced(stepped, n="6")) == [("n", 20, 2, 10), ("n", 21, 3, 7)]


def test_a_fine_by_lateness_is_that_of_its_step_once() -> None:
    steps = [{"first": 1, "last": 12, "amount_rials": 100}, {"first": 13, "amount_rials": 350}]
    fine = item("late", steps=steps, once=True, late={"since": "expires", "unit": "months"})
    assert lines(priced(fine, expires="1405-08-04")) == []
    assert lines(priced(fine, expires="1405-08-03")) == [("late", 100, 0, 0)]
    assert lines(priced(fine, expires="1404-09-03")) == [("late", 100, 0, 0)]
    assert lines(priced(fine, expires="1404-08-03")) == [("late", 350, 0, 0)]
    assert lines(priced(fine, expires="1405-09-04")) == lines(priced(fine, expires="no day")) == []


def test_a_cap_is_the_most_that_an_item_comes_to() -> None:
    fine = item("late", amount_rials=40, cap_rials=100, late={"since": "expires", "unit": "days"})
    assert lines(priced(fine, expires="1405-09-01")) == [("late", 80, 2, 40)]
    assert lines(priced(fine, expires="1404-09-01")) == [("late", 100, 0, 0)]


def test_an_extra_is_charged_when_the_answer_chooses_it() -> None:
    photo = item("photo", amount_rials=130_660, when={"field": "photo", "any_of": ["here"]})
    assert lines(priced(photo, photo="here")) == [("photo", 130_660, 0, 0)]
    assert lines(priced(photo, photo="brought")) == lines(priced(photo)) == []


def test_a_tax_falls_on_its_own_items_and_a_part_of_a_rial_is_dropped() -> None:
    office, card = item(amount_rials=25_949), item("card", amount_rials=1_000_000)
    tax = item("tax", tax={"per_million": 100_000, "of": ["office"]})
    assert lines(priced(office, card, tax))[-1] == ("tax", 2_594, 0, 0)
    both = item("tax", tax={"per_million": 95_001, "of": ["office", "rows"]})
    rows = item("rows", amount_rials=984, per={"field": "violations"})
    found = priced(both, office, rows, violations=[{}] * 3)
    assert lines(found)[0] == ("tax", (25_949 + 2_952) * 95_001 // 1_000_000, 0, 0)


def test_answers_of_an_application_are_found_by_their_dotted_names() -> None:
    answers = answers_of({"name": {"given": "الف"}, "degree": "diploma"}, {"rows": [{}]})
    assert answers == {"name.given": "الف", "degree": "diploma", "rows": [{}]}


@pytest.mark.parametrize("answer", ["-5", "1.5", "۳", "9" * 16, "", 3, None, {"a": 1}, "x"], ids=repr)
def test_what_is_no_number_adds_nothing_and_breaks_nothing(answer: object) -> None:
    assert priced(item("n", amount_rials=10, per={"field": "n"}), n=answer).total_rials == 0


def test_a_fee_that_nobody_can_take_is_refused() -> None:
    many = item("n", amount_rials=RIALS_MAX // 10, per={"field": "n"})
    assert priced(many, n="10").total_rials <= RIALS_MAX
    with pytest.raises(FeeTooLarge):
        priced(many, n="11")


@pytest.mark.parametrize(
    ("since", "day", "days", "months", "years"),
    [
        ("1405-09-03", "1405-09-03", 0, 0, 0),
        ("1405-09-04", "1405-09-03", 0, 0, 0),
        ("1405-01-31", "1405-07-30", 185, 5, 0),
        ("1405-01-31", "1405-08-01", 186, 6, 0),
        ("1403-12-30", "1404-12-29", 365, 11, 0),
        ("1403-12-30", "1405-01-01", 366, 12, 1),
        ("1399-09-03", "1405-09-03", 2_192, 72, 6),
    ],
)
def test_only_whole_days_months_and_years_count(
    since: str, day: str, days: int, months: int, years: int
) -> None:
    assert [lateness(since, day, unit) for unit in LateUnit] == [days, months, years]


# A hundred thousand cases --------------------------------------------------------------------------------


def test_a_hundred_thousand_fees_are_those_of_a_plain_count() -> None:
    rng = random.Random(1405)
    kinds: set[str] = set()
    versions: set[int] = set()
    currencies: set[str] = set()
    cases = 0
    for _ in range(FAMILIES):
        family = a_family(rng)
        prices = Prices([parse_tariff(one["tariff"]) for one in family])
        kinds |= {member for one in family for item in one["tariff"]["services"][CODE] for member in item}
        for _ in range(CASES // FAMILIES):
            moment, answers, day = (
                a_moment(rng, family),
                some_answers(rng),
                a_day(rng, 1405, 1405 + (rng.random() < 0.2)),
            )
            due = plain_choice(family, moment)
            assert due is not None
            items = due["tariff"]["services"][CODE]
            found, told = prices.fee(CODE, at_ms(moment), day, {}, answers)
            assert found.tariff_version == told["tariff_version"] == due["version"]
            assert found.currency == due["tariff"]["currency"]
            expected = plain_fee(items, answers, day)
            assert together(found) == expected, (items, answers, day)
            assert found.total_rials == told["total_rials"] == sum(amount for *_, amount in expected)
            assert sum(found.by_payee().values()) == found.total_rials
            versions.add(found.tariff_version)
            currencies.add(found.currency)
            cases += 1
    assert cases == CASES
    assert kinds >= {"when", "per", "late", "steps", "once", "cap_rials", "tax", "amount_rials"}
    assert (versions, currencies) == ({1, 2, 3}, {"IRR", "IRN"})


def together(found: Fee) -> list[tuple[str, str, int]]:
    """Item, payee and amount, with the lines of an item's steps as one."""
    amounts: dict[tuple[str, str], int] = {}
    for line in found.lines:
        key = (line.item, line.payee)
        amounts[key] = amounts.get(key, 0) + line.amount_rials
        assert line.quantity * line.unit_rials in (line.amount_rials, 0)
    return [(*key, amount) for key, amount in amounts.items()]

"""Proves that a fee is what its tariff says, to the rial: 100,000 random cases against a plain count.

The plain count walks unit by unit, month by month and with fractions; it shares nothing with the engine
but the tariff that it reads.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest

from app.domain.fee import Fee, FeeTooLarge, answers_of, fee, lateness
from app.domain.money import RIALS_MAX
from app.domain.tariff import LateUnit, Tariff, parse_tariff

CASES, TARIFFS = 100_000, 2_000
CODE = "a.b"
LENGTHS = [31] * 6 + [30] * 5 + [29]
LEAP_REMAINDERS = {1, 5, 9, 13, 17, 22, 26, 30}
NAME = {"fa": "متن", "en": "text"}


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


def leap(year: int) -> bool:
    return year % 33 in LEAP_REMAINDERS


def a_day(rng: random.Random, first: int, last: int) -> str:
    year, month = rng.randint(first, last), rng.randint(1, 12)
    length = 30 if month == 12 and leap(year) else LENGTHS[month - 1]
    return f"{year}-{month:02d}-{rng.randint(1, length):02d}"


def numbered(day: str) -> int:
    """Days since the beginning of 1390, counted year by year and month by month."""
    year, month, of_month = map(int, day.split("-"))
    return sum(366 if leap(y) else 365 for y in range(1390, year)) + sum(LENGTHS[: month - 1]) + of_month


def plainly_late(since: str, day: str, unit: str) -> int:
    if unit == "days":
        return max(0, numbered(day) - numbered(since))
    year, month, of_month = map(int, since.split("-"))
    now, full = tuple(map(int, day.split("-"))), 0
    while True:
        month += 1
        if month == 13:
            year, month = year + 1, 1
        if (year, month, of_month) > now:
            return full if unit == "months" else full // 12
        full += 1


def plainly(items: list[dict[str, Any]], answers: dict[str, Any], day: str) -> list[tuple[str, int]]:
    """Item and amount of everything that is charged, in the items' order, steps taken together."""
    charged: dict[str, int] = {}
    for one in items:
        when = one.get("when")
        if "tax" in one or (when and answers.get(when["field"]) not in when["any_of"]):
            continue
        if "per" not in one and "late" not in one:
            charged[one["item"]] = one["amount_rials"]
            continue
        if "per" in one:
            answer, over = answers[one["per"]["field"]], one["per"].get("over", 0)
            units = len(answer) if isinstance(answer, list) else int(answer)
        else:
            units = plainly_late(answers[one["late"]["since"]], day, one["late"]["unit"])
            over = one["late"].get("over", 0)
        amounts = []
        for unit in range(over + 1, units + 1):
            steps = one.get("steps", [{"first": 1, "amount_rials": one.get("amount_rials")}])
            amounts += [s["amount_rials"] for s in steps if s["first"] <= unit <= s.get("last", unit)]
        if amounts:
            total = amounts[-1] if one.get("once") else sum(amounts)
            charged[one["item"]] = min(total, one.get("cap_rials", total))
    for one in items:
        if "tax" in one and (not one.get("when") or answers[one["when"]["field"]] in one["when"]["any_of"]):
            base = sum(Fraction(charged.get(name, 0)) for name in one["tax"]["of"])
            taxed = base * Fraction(one["tax"]["per_million"], 1_000_000)
            if taxed.numerator // taxed.denominator:
                charged[one["item"]] = taxed.numerator // taxed.denominator
    return [(one["item"], charged[one["item"]]) for one in items if one["item"] in charged]


def some_steps(rng: random.Random, *, once: bool) -> list[dict[str, Any]]:
    found, first = [], rng.randint(1, 3)
    for _ in range(rng.randint(1, 4)):
        last = first + rng.randint(0, 5)
        found.append({"first": first, "last": last, "amount_rials": rng.randrange(10**7)})
        first = last + 1
    if once or rng.random() < 0.5:
        del found[-1]["last"]
    return found


def an_item(rng: random.Random, code: str, before: list[str]) -> dict[str, Any]:
    made = item(code)
    if rng.random() < 0.25:
        made["when"] = {"field": "class", "any_of": rng.sample(["a", "b", "c"], rng.randint(1, 2))}
    kind = rng.choice(["fixed", "per", "late", "tax"]) if before else rng.choice(["fixed", "per", "late"])
    if kind == "tax":
        names = rng.sample(before, rng.randint(1, len(before)))
        return made | {"tax": {"per_million": rng.choice([90_000, 100_000, 120_001, 7]), "of": names}}
    if kind == "fixed":
        return made | {"amount_rials": rng.randrange(10**8)}
    if kind == "per":
        made["per"] = {"field": rng.choice(["rows", "count"])}
    else:
        made["late"] = {"since": "since", "unit": rng.choice(list("dmy"))}
        made["late"]["unit"] = {"d": "days", "m": "months", "y": "years"}[made["late"]["unit"]]
    counted = made.get("per") or made["late"]
    made["once"] = rng.random() < 0.3
    if rng.random() < 0.5:
        made["steps"] = some_steps(rng, once=made["once"])
    else:
        made["amount_rials"], counted["over"] = rng.randrange(10**7), rng.randint(0, 4)
    if rng.random() < 0.3:
        made["cap_rials"] = rng.randrange(10**8)
    return made


def some_items(rng: random.Random) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for at in range(rng.randint(1, 6)):
        found.append(an_item(rng, f"i{at}", [one["item"] for one in found if "tax" not in one]))
    return found


def some_answers(rng: random.Random) -> Iterator[tuple[dict[str, Any], str]]:
    for _ in range(CASES // TARIFFS):
        yield (
            {
                "class": rng.choice("abc"),
                "rows": [{}] * rng.randint(0, 30),
                "count": str(rng.randint(0, 40)),
                "since": a_day(rng, 1404, 1405) if rng.random() < 0.7 else a_day(rng, 1399, 1409),
            },
            a_day(rng, 1405, 1406),
        )


def test_a_hundred_thousand_fees_are_those_of_a_plain_count() -> None:
    rng = random.Random(1405)
    kinds: set[str] = set()
    cases = 0
    for _ in range(TARIFFS):
        items = some_items(rng)
        kinds |= {member for one in items for member in one}
        tariff = a_tariff(*items)
        for answers, day in some_answers(rng):
            found = fee(tariff, CODE, answers, day)
            together: dict[str, int] = {}
            for line in found.lines:
                together[line.item] = together.get(line.item, 0) + line.amount_rials
                assert line.quantity * line.unit_rials in (line.amount_rials, 0)
            expected = plainly(items, answers, day)
            assert list(together.items()) == expected, (items, answers, day)
            assert found.total_rials == sum(amount for _, amount in expected)
            cases += 1
    assert cases == CASES
    assert kinds >= {"when", "per", "late", "steps", "once", "cap_rials", "tax", "amount_rials"}

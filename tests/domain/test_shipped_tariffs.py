"""Proves what the files of ``resources/tariffs`` say of themselves, and that docs/tariffs.md computes.

The figures found for earlier years are compared with the tomans that the pages gave.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from support.resources import RESOURCES, shipped_catalogue, shipped_tariff

from app.domain.business_day import jalali_year
from app.domain.fee import fee
from app.domain.money import grouped, in_units
from app.domain.tariff import PAYEES, Tariff, TariffItem, parse_tariff
from app.domain.tariff_checks import check_answers, check_tariff
from app.office.packaged import packaged_tariffs
from central.seed import read_tariffs

PAGE = (RESOURCES.parent / "docs" / "tariffs.md").read_text(encoding="utf-8")
FOUND = sorted((RESOURCES / "tariffs" / "found").glob("*.json"))
DAY = "1405-09-03"
FOUND_TOMANS = {
    ("passport.issue", 1403): [225_143, 400_000, 20_000],
    ("passport.renewal", 1403): [225_143, 400_000, 20_000],
    ("licence.replacement", 1403): [217_105, 75_000, 10_000],
    ("licence.duplicate", 1403): [217_105, 75_000, 10_000],
    ("violation.statement", 1403): [25_945],
    ("violation.objection", 1403): [12_867],
    ("clearance.certificate", 1403): [109_315, 20_000, 20_000],
    ("fuel.duplicate", 1404): [100_000],
}
"""By the table of found tariffs; what varies with the answers is left out here."""


def read(file: Path) -> Tariff:
    return parse_tariff(file.read_bytes())


def items_of(tariff: Tariff) -> list[TariffItem]:
    return [item for items in tariff.services.values() for item in items]


def example(name: str) -> dict[str, Any]:
    found = re.search(rf"<!-- example: {name} -->\n```json\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    return dict(json.loads(found[1]))


def test_the_sample_shows_every_kind_of_item_and_pays_everyone() -> None:
    items = items_of(shipped_tariff())
    assert {item.payee for item in items} == PAYEES
    kinds = ("when", "per", "late", "steps", "once", "tax")
    assert [kind for kind in kinds if not any(getattr(item, kind) for item in items)] == []


def test_the_sample_charges_rows_sheets_extras_and_lateness() -> None:
    def totals(service: str, **answers: object) -> dict[str, int]:
        found: dict[str, int] = {}
        for line in fee(shipped_tariff(), service, answers, DAY).lines:
            found[line.item] = found.get(line.item, 0) + line.amount_rials
        return found

    assert totals("violation.objection", violations=[{}] * 7)["rows"] == 5 * 11_760 + 2 * 8_340
    assert "sheets" not in totals("violation.statement", sheets="3")
    assert totals("violation.statement", sheets="5")["sheets"] == 2 * 11_830
    plain, extra = totals("passport.issue", photo="brought"), totals("passport.issue", photo="taken-here")
    assert extra["photo"] == 168_370
    assert extra["office-tax"] == (plain["office"] + 168_370) // 10
    assert "identity" not in plain
    assert totals("passport.issue", capacity="guardian")["identity"] == 74_610
    late = [totals("licence.replacement", expires=day).get("late") for day in ("1405-08-04", "1405-08-03")]
    assert late == [None, 183_260]
    assert totals("licence.replacement", expires="1404-08-03")["late"] == 461_930


@pytest.mark.parametrize("file", FOUND, ids=lambda file: file.stem)
def test_what_was_found_says_where_and_never_comes_into_force_by_itself(file: Path) -> None:
    tariff = read(file)
    assert (tariff.found, tariff.invented) == (True, False)
    assert tariff.note is not None
    assert tariff.year == jalali_year(tariff.effective_at()) == int(file.stem) < shipped_tariff().year
    assert [item.item for item in items_of(tariff) if not item.source] == []
    assert check_tariff(tariff) == check_answers(shipped_catalogue(), tariff) == []
    for given in (packaged_tariffs(), read_tariffs(RESOURCES / "tariffs")):
        assert [one.version for one in given if one.found or not one.invented] == []


def test_what_was_found_is_what_the_pages_say_in_rials_and_no_sample_repeats_it() -> None:
    found = {
        (code, tariff.year): [item.amount_rials for item in items if not item.depends]
        for tariff in map(read, FOUND)
        for code, items in tariff.services.items()
    }
    assert found == {key: [10 * toman for toman in tomans] for key, tomans in FOUND_TOMANS.items()}
    objection = fee(read(FOUND[0]), "violation.objection", {"violations": [{}] * 3}, "1403-09-03")
    assert objection.total_rials == 10 * (12_867 + 3 * 984)
    for (code, _), amounts in found.items():
        invented = {item.amount_rials for item in shipped_tariff().services[code]}
        assert not invented & set(amounts), code


def test_the_pages_example_comes_to_what_the_page_says() -> None:
    raw: dict[str, Any] = json.loads((RESOURCES / "tariffs" / "1405-1.json").read_bytes())
    tariff = parse_tariff({**raw, "services": example("items")})
    answers = {"photo": "taken-here", "sheets": "5", "violations": [{}] * 7, "expires": "1404-07-03"}
    found = fee(tariff, "a.service", answers, DAY)
    told = re.findall(r"^\| ([a-z]+) \|.*\| ([\d,]+) \| ([a-z]+) \|$", PAGE, re.MULTILINE)
    lines = [(line.item, grouped(line.amount_rials), line.payee) for line in found.lines]
    assert told == lines
    assert f"| total | | {grouped(found.total_rials)} | |" in PAGE
    changed = parse_tariff({**raw, "services": example("items"), **example("unit")})
    again = fee(changed, "a.service", answers, DAY)
    assert again.currency == "IRN"
    assert again.in_unit is not None
    assert again.total_rials == found.total_rials, "a unit converts nothing"
    assert in_units(25_143, again.in_unit.parts) == "251.43"


def test_the_page_names_every_payee() -> None:
    assert [payee for payee in PAYEES if f"`{payee}`" not in PAGE] == []

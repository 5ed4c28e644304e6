"""Proves that a definition or tariff with a mistake is refused by file, place and reason.

Each mistake is planted into a file of the project and given to ``daftar-central publish``, with its database
and with ``--check``. What an office does with one that was signed all the same is in the tests of sync.
"""

from __future__ import annotations

import copy
import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from support.centre import Postgres
from support.held_journal import CentreBase
from support.resources import RESOURCES

from central.cli import main

Plant = Callable[[dict[str, Any]], None]
SERVICE, TARIFF = "licence.replacement.json", "1405-1.json"


@pytest.fixture(scope="module")
def base(postgres: Postgres) -> Iterator[CentreBase]:
    made = CentreBase(postgres.fresh())
    yield made
    postgres.drop(made.url)


def publish(*words: object) -> tuple[int, str, str]:
    """Exit code and both outputs of ``daftar-central publish``."""
    ran = CliRunner().invoke(main, ["publish", *map(str, words)])
    assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exc_info
    return ran.exit_code, ran.stdout, ran.stderr


def planted(directory: Path, name: str, plant: Plant) -> Path:
    """A copy of a project's file with a mistake in it."""
    folder = "tariffs" if name == TARIFF else "catalogue"
    whole = copy.deepcopy(json.loads((RESOURCES / folder / name).read_text(encoding="utf-8")))
    plant(whole)
    file = directory / name
    file.write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    return file


def field(whole: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(f for s in whole["sections"] for f in s["fields"] if f["name"] == name)
    return found


def item(whole: dict[str, Any], service: str, code: str) -> dict[str, Any]:
    found: dict[str, Any] = next(i for i in whole["services"][service] if i["item"] == code)
    return found


def rule(**changes: Any) -> Plant:
    made = {
        "kind": "age",
        "fields": ["birth_date"],
        "params": {"min": "18"},
        "message": {"fa": "متن", "en": "t"},
    }
    return lambda whole: whole.setdefault("rules", []).append(made | changes)


def no_english(whole: dict[str, Any]) -> None:
    field(whole, "number")["label"]["en"] = " "


def no_persian_at_all(whole: dict[str, Any]) -> None:
    del field(whole, "number")["label"]["fa"]


def round_and_round(whole: dict[str, Any]) -> None:
    field(whole, "class")["shown_when"] = {"field": "restriction", "any_of": ["none"]}
    field(whole, "restriction")["shown_when"] = {"field": "class", "any_of": ["first"]}


def by_a_field_that_is_not_there(whole: dict[str, Any]) -> None:
    field(whole, "number")["shown_when"] = {"field": "nobody", "any_of": ["x"]}


SERVICE_MISTAKES: list[tuple[str, Plant, str]] = [
    ("type", lambda w: field(w, "number").update(type="colour"), "number: there is no field type 'colour'"),
    ("rule-field", rule(fields=["born"]), "born"),
    ("rule-kind", rule(kind="mood"), "mood"),
    ("english", no_english, "number: label: a text is missing in one language"),
    ("persian", no_persian_at_all, "fa"),
    ("cycle", round_and_round, "class"),
    ("condition", by_a_field_that_is_not_there, "number: "),
    ("member", lambda w: w.update(discount=5), "discount"),
]


def without_amount(whole: dict[str, Any]) -> None:
    del item(whole, "passport.issue", "passport")["amount_rials"]


def without_persian(whole: dict[str, Any]) -> None:
    item(whole, "passport.issue", "passport")["name"]["fa"] = ""


def of_no_answer(whole: dict[str, Any]) -> None:
    item(whole, "violation.objection", "rows")["per"]["field"] = "rows"


def with_a_gap(whole: dict[str, Any]) -> None:
    item(whole, "violation.objection", "rows")["steps"][1]["first"] = 9


def half_a_rial(whole: dict[str, Any]) -> None:
    item(whole, "passport.issue", "passport")["amount_rials"] = 0.5


def for_the_mayor(whole: dict[str, Any]) -> None:
    item(whole, "passport.issue", "municipality")["payee"] = "mayor"


def tax_on_a_tax(whole: dict[str, Any]) -> None:
    item(whole, "passport.issue", "office-tax")["tax"]["of"] = ["office-tax"]


TARIFF_MISTAKES: list[tuple[str, Plant, str]] = [
    ("amount", without_amount, "passport.issue: passport: has no amount"),
    ("persian", without_persian, "passport: a text is missing in one language"),
    ("answer", of_no_answer, "rows: per names 'rows', which is no field"),
    ("gap", with_a_gap, "rows: steps: 1: leaves a gap after 5"),
    ("half", half_a_rial, "$.services"),
    ("payee", for_the_mayor, "municipality: 'mayor' is none of"),
    ("tax", tax_on_a_tax, "office-tax is a tax itself"),
    ("start", lambda w: w.update(effective_from="soon"), "soon"),
]


def held(base: CentreBase) -> list[tuple[Any, ...]]:
    return base.rows("SELECT kind, version FROM publications ORDER BY kind, version")


@pytest.mark.parametrize(
    ("name", "plant", "reason"),
    [
        *(pytest.param(SERVICE, p, r, id=f"service-{i}") for i, p, r in SERVICE_MISTAKES),
        *(pytest.param(TARIFF, p, r, id=f"tariff-{i}") for i, p, r in TARIFF_MISTAKES),
    ],
)
def test_a_mistake_is_refused_by_file_place_and_reason_and_nothing_is_published(
    base: CentreBase, tmp_path: Path, name: str, plant: Plant, reason: str
) -> None:
    before, told = held(base), len(base.feed())
    file = planted(tmp_path, name, plant)
    sound = RESOURCES / "catalogue" / "violation.objection.json"
    code, _, said = publish(file, sound, "--database", base.url)
    assert code == 1
    assert any(line.startswith(f"{name}: ") and reason in line for line in said.splitlines()), said
    assert (held(base), len(base.feed())) == (before, told)
    assert publish("--check", file, sound)[0] == 1, "the check alone says it too"


def test_what_the_project_ships_passes_the_check_that_runs_before_each_change(tmp_path: Path) -> None:
    """By the very words of ``make lint``, run by the shell that expands them."""
    makefile = (RESOURCES.parent / "Makefile").read_text(encoding="utf-8")
    checks = [line for line in makefile.splitlines() if "publish --check" in line]
    assert len(checks) == 2
    for line in checks:
        words = line.split("publish --check", 1)[1]
        files = subprocess.run(
            f"ls {words}", shell=True, cwd=RESOURCES.parent, capture_output=True, text=True, check=True
        ).stdout.split()
        code, said, _ = publish("--check", *(RESOURCES.parent / file for file in files))
        assert code == 0
        assert "33 services" in said

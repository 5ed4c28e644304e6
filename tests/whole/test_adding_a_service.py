"""Proves docs/adding-a-service.md by following it literally, on a centre and an office that are running:

its example is saved, priced, checked, published, received, sampled, accepted and decided by the page's own
commands. Nothing is restarted, and no code knows the service.
"""

from __future__ import annotations

import json
import re
import shlex
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from support.centre import Postgres, RunningCentre
from support.cli_pc import PASSWORD, QuickPc
from support.every_service import fast_systems
from support.resources import RESOURCES

from central.cli import main as central_main

PAGE = (RESOURCES.parent / "docs" / "adding-a-service.md").read_text(encoding="utf-8")
SERVICE = "bicycle.marking"
DECIDED_WITHIN_S = 40.0


def example(name: str) -> Any:
    """An example of the page, by the mark before it."""
    found = re.search(rf"<!-- example: {name} -->\n```json\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def commands(heading: str) -> list[str]:
    """The lines of every block without a language under a heading of the page."""
    section = PAGE.split(f"## {heading}", 1)[1].split("\n## ", 1)[0]
    return [line for block in re.findall(r"```\n(.*?)```", section, re.DOTALL) for line in block.splitlines()]


def save_what_the_page_says(folder: Path) -> None:
    """Steps 1 and 2: the definition, and the next tariff with the service's items."""
    (folder / "resources" / "catalogue").mkdir(parents=True)
    (folder / "resources" / "tariffs").mkdir()
    definition = folder / "resources" / "catalogue" / f"{SERVICE}.json"
    definition.write_text(json.dumps(example("definition"), ensure_ascii=False), encoding="utf-8")
    tariff = json.loads((RESOURCES / "tariffs" / "1405-1.json").read_text(encoding="utf-8"))
    tariff |= {"version": tariff["version"] + 1, "effective_from": "2026-11-01T00:00:00Z"}
    tariff["services"] |= example("items")
    (folder / "resources" / "tariffs" / "1405-2.json").write_text(json.dumps(tariff), encoding="utf-8")


def at_the_centre(line: str, folder: Path, more: tuple[str, ...] = ()) -> str:
    """One of the page's ``daftar-central`` lines, with the files that were saved and its own database."""
    words = shlex.split(line)
    assert words[0].rpartition("/")[2] == "daftar-central"
    named = [str(folder / word) if word.startswith("resources/") else word for word in words[1:]]
    named = [word for word in named if "*" not in word]  # the whole folders are checked by make lint
    if "--data-dir" in named:
        at = named.index("--data-dir")
        del named[at : at + 2]
    ran = CliRunner().invoke(central_main, [*named, *more])
    assert ran.exit_code == 0, ran.output
    return ran.output


@pytest.fixture
def centre(postgres: Postgres, monkeypatch: pytest.MonkeyPatch) -> Any:
    fast_systems(monkeypatch)
    made = RunningCentre(postgres, parts=True)
    made.add_office()
    made.add_staff("0412", "1001", password=PASSWORD)
    yield made
    made.close()


def test_the_page_followed_literally_gives_a_service_that_is_taken_and_decided(
    centre: RunningCentre, tmp_path: Path
) -> None:
    pc = QuickPc(tmp_path / "pc")
    pc.enrol(centre)
    pc.run("sync", "--once", "--json")
    assert pc.say("catalogue", SERVICE).code != 0, "nobody knows it yet"

    save_what_the_page_says(tmp_path)
    checked = next(line for line in commands("3. Check it") if "daftar-central" in line)
    definition = f"resources/catalogue/{SERVICE}.json"
    at_the_centre(checked.replace("resources/catalogue/*.json", definition), tmp_path)
    published, *at_the_office = commands("4. Publish it")
    at_the_centre(published, tmp_path, ("--database", centre.database_url))

    synced, shown, taken = at_the_office
    for line in (synced, shown):
        program, *words = shlex.split(line)
        said = pc.say(*words)
        assert (program, said.code) == ("daftar", 0), said.err
    assert "Bicycle marking" in said.out
    sampled, accepted = (shlex.split(part)[1:] for part in taken.split(" | "))
    sample = pc.say(*sampled)
    given = [str(pc.password_file) if word == "F" else word for word in accepted]
    (answer,) = pc.run(*given, stdin=sample.out)
    if answer["state"] == "captured-unpaid":  # one sample in twenty has no money yet
        signed = ("--as", "1001", "--password-file", str(pc.password_file))
        pc.run("pay", answer["receipt"], "--cash", str(answer["amount_rials"]), *signed, "--json")

    end, state = time.monotonic() + DECIDED_WITHIN_S, ""
    while state not in ("issued", "posted", "delivered") and time.monotonic() < end:
        pc.run("sync", "--once", "--json")
        (story,) = pc.run("application", answer["receipt"], "--json")
        state = story["state"]
        time.sleep(0.3)
    assert state in ("issued", "posted", "delivered")
    assert story["service"] == SERVICE

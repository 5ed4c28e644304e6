"""Proves the commands about national systems: what they list, show and refuse, and what a script does."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from support.centre import Postgres
from support.held_journal import CentreBase

from central import projector
from central.cli.main import main
from central.database import Database
from central.operations.upstreams import set_upstream
from central.relay.run import Worker
from central.upstreams import PROFILES, get_upstream


@pytest.fixture
def base(postgres: Postgres) -> Iterator[CentreBase]:
    made = CentreBase(postgres.fresh())
    yield made
    postgres.drop(made.url)


def told(base: CentreBase, *words: str) -> list[dict[str, Any]]:
    done = CliRunner().invoke(main, ["upstream", *words, "--json", "--database", base.url])
    assert done.exit_code == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def refused(base: CentreBase, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["upstream", *words, "--database", base.url])
    assert done.exit_code in (1, 2)
    assert done.stderr.strip()
    return done.exit_code, done.stderr


def test_the_list_has_every_system_and_says_which_the_catalogue_uses(base: CentreBase) -> None:
    listed = {each["name"]: each for each in told(base, "list")}
    assert set(listed) == set(PROFILES)
    assert {name for name, each in listed.items() if each["used"]} == {"passport", "traffic"}
    assert {each["state"] for each in listed.values()} == {"up"}


def test_a_system_that_is_down_shows_its_queue_circuit_and_last_errors(base: CentreBase) -> None:
    device = base.device()
    for _ in range(3):
        device.accept()
    device.accept(unpaid=True)
    device.hold()
    base.run(projector.drain)
    base.run(lambda database: set_upstream(database, "passport", "down"))

    async def fail(database: Database) -> None:
        stop = asyncio.Event()
        worker = Worker(get_upstream("passport", database), database)
        part = asyncio.create_task(worker.run(stop))
        async with asyncio.timeout(20):
            while worker.circuit.failures < 3:
                await asyncio.sleep(0.05)
        await asyncio.sleep(0.3)
        stop.set()
        await part

    base.run(fail)
    (shown,) = told(base, "show", "passport")
    assert (shown["state"], shown["circuit"]) == ("down", "open")
    assert (shown["queued"], shown["unpaid"], shown["asked_about"], shown["delivering"]) == (3, 1, 0, 0)
    assert shown["failures"] >= 3
    assert shown["oldest_queued"] is not None
    assert {error["what"] for error in shown["last_errors"]} == {"passport is down"}
    for_people = CliRunner().invoke(main, ["upstream", "show", "passport", "--database", base.url]).stdout
    assert "passport: down; 3 to hand over" in for_people


def test_a_script_of_a_file_is_written_down(base: CentreBase, tmp_path: Path) -> None:
    file = tmp_path / "evening.json"
    file.write_text('[{"after_s": 60, "state": "down"}, {"after_s": 120.5, "state": "up"}]')
    steps = told(base, "script", "fuel", str(file))
    assert [step["state"] for step in steps] == ["down", "up"]
    assert told(base, "show", "fuel")[0]["script_steps"] == 2
    assert told(base, "script", "fuel", "--clear") == [{"name": "fuel", "at": None, "state": None}]
    assert told(base, "show", "fuel")[0]["script_steps"] == 0


def test_a_script_by_chance_is_written_down(base: CentreBase) -> None:
    steps = told(
        base, "script", "fuel", "--chance", "0.2", "--outage-s", "30", "--for-s", "3000", "--seed", "3"
    )
    assert {step["state"] for step in steps} == {"up", "down"}
    assert steps[-1]["state"] == "up"


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("", "malformed"),
        ("[]", "1 to"),
        ('[{"after_s": 1, "state": "sideways"}]', "step 1: state"),
        ('[{"after_s": 5, "state": "up"}, {"after_s": 5, "state": "down"}]', "step 2: after_s"),
        ('[{"after_s": -2, "state": "up"}]', "step 1: after_s"),
        ('[{"state": "up"}]', "after_s"),
        ('{"after_s": 1}', "array"),
    ],
)
def test_a_script_with_a_mistake_is_refused_with_its_place(
    base: CentreBase, tmp_path: Path, script: str, why: str
) -> None:
    file = tmp_path / "wrong.json"
    file.write_text(script)
    code, said = refused(base, "script", "fuel", str(file))
    assert code == 1
    assert "wrong.json" in said
    assert why in said or why == "malformed"
    assert told(base, "show", "fuel")[0]["script_steps"] == 0


def test_what_is_not_there_or_not_meant_is_refused(base: CentreBase, tmp_path: Path) -> None:
    assert refused(base, "show", "weather")[0] == 1
    assert "fuel" in refused(base, "script", "weather", "--chance", "0.1")[1]
    assert refused(base, "script", "fuel")[0] == 2
    assert refused(base, "script", "fuel", "--clear", "--chance", "0.1")[0] == 2
    assert refused(base, "script", "fuel", "--chance", "2")[0] == 1
    assert refused(base, "script", "fuel", str(tmp_path / "none.json"))[0] == 1

"""Proves that docs/upstreams/ is what adapters and simulators do: its examples are played both ways.

A page that drifts from the code fails, and so does a system without a page or a page without a system.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from support.centre import Postgres
from support.held_journal import CentreBase
from support.upstream_pages import PAGES, Example, read_page

from app.domain.application import State
from central.database import Database
from central.upstreams import PROFILES
from central.upstreams.adapter import NeverHeardOf, Submission, SubmissionRefused, UpstreamUnavailable
from central.upstreams.adapting import AdaptedSystem
from central.upstreams.answer import Answer
from central.upstreams.contract import Order, Question, Said
from central.upstreams.simulated import Simulator

NAMES = sorted(PROFILES)
EXAMPLES = [example for name in NAMES for example in read_page(name).examples]
KINDS = {"hand-over", "question", "answer", "busy", "refusal", "unknown"}


def examples(*kinds: str) -> Any:
    found = [example for example in EXAMPLES if example.kind in kinds]
    return pytest.mark.parametrize("example", found, ids=lambda e: f"{e.page} {e.kind}")


def contract(example: Example) -> Any:
    return PROFILES[example.page].contract


def plain(value: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(value))


class Canned:
    """A wire that keeps what it is asked and gives what it was made with."""

    def __init__(self, *answers: bytes) -> None:
        self.answers = answers
        self.requests: list[bytes] = []

    async def call(self, request: bytes) -> Sequence[bytes]:
        self.requests.append(request)
        return self.answers


def adapter(example: Example, *answers: bytes) -> tuple[AdaptedSystem, Canned]:
    wire = Canned(*answers)
    return AdaptedSystem(contract(example), PROFILES[example.page].habits, wire), wire


def given(name: str) -> Submission:
    (example,) = [e for e in EXAMPLES if (e.page, e.kind) == (name, "hand-over")]
    return msgspec.convert(example.ours["submission"], Submission)


@pytest.fixture(scope="module")
def base(postgres: Postgres) -> Iterator[CentreBase]:
    made = CentreBase(postgres.fresh())
    yield made
    postgres.drop(made.url)


def test_every_system_has_its_page_and_every_page_its_system() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_page_shows_every_kind_of_message_and_says_what_is_invented(name: str) -> None:
    page = read_page(name)
    assert {example.kind for example in page.examples} >= KINDS
    shown = {e.ours["answer"]["decision"] for e in page.examples if e.kind == "answer"}
    assert shown >= {"forwarded", "needs-correction", "rejected", "issued"}
    assert ("delivered" in shown) == PROFILES[name].habits.reports_delivery
    assert "**Invented.**" in page.text


@examples("hand-over")
def test_an_application_goes_over_the_wire_as_the_page_shows(example: Example) -> None:
    submission = msgspec.convert(example.ours["submission"], Submission)
    system, wire = adapter(example, contract(example).busy(1))
    with pytest.raises(UpstreamUnavailable):
        asyncio.run(system.submit(submission))
    assert wire.requests == [example.wire]
    assert contract(example).understand(example.wire) == Order(
        application=submission.application,
        service=submission.service,
        office=submission.office,
        receipt=submission.receipt,
        national_code=submission.applicant["national_code"],
    )


@examples("question")
def test_a_question_goes_over_the_wire_as_the_page_shows(example: Example) -> None:
    asked = example.ours["question"]
    system, wire = adapter(example, contract(example).busy(1))
    with pytest.raises(UpstreamUnavailable):
        asyncio.run(system.ask(asked["application"], asked["reference"]))
    assert wire.requests == [example.wire]
    understood = contract(example).understand(example.wire)
    assert understood in (Question(application=asked["application"]), Question(reference=asked["reference"]))


@examples("answer")
def test_an_answer_is_said_and_read_as_the_page_shows(example: Example) -> None:
    said = msgspec.convert(example.ours["said"], Said)
    assert contract(example).say(said) == example.wire
    assert plain(contract(example).read(example.wire)) == example.ours["answer"]
    system, _ = adapter(example, example.wire)
    (text,) = asyncio.run(system.ask(said.application, said.reference))
    assert msgspec.json.decode(text, type=Answer).application == said.application


@examples("busy")
def test_a_busy_system_is_left_alone_as_long_as_the_page_shows(example: Example) -> None:
    assert contract(example).busy(example.ours["busy"]) == example.wire
    system, _ = adapter(example, example.wire)
    with pytest.raises(UpstreamUnavailable) as busy:
        asyncio.run(system.submit(given(example.page)))
    assert busy.value.retry_after_s == example.ours["busy"]


@examples("refusal")
def test_a_refusal_is_said_and_read_as_the_page_shows(example: Example) -> None:
    assert contract(example).refuse(*example.ours["refuse"]) == example.wire
    system, _ = adapter(example, example.wire)
    with pytest.raises(SubmissionRefused) as refused:
        asyncio.run(system.submit(given(example.page)))
    assert plain(refused.value.note) == example.ours["reading"]["note"]


@examples("unknown")
def test_what_a_system_does_not_know_is_said_and_read_as_the_page_shows(example: Example) -> None:
    asked = example.ours["unknown"]
    assert contract(example).unknown(Question(**asked)) == example.wire
    system, _ = adapter(example, example.wire)
    application = asked["application"] or given(example.page).application
    with pytest.raises(NeverHeardOf):
        asyncio.run(system.ask(application, asked["reference"] or "R"))


@examples("batch")
def test_rows_go_in_one_message_as_the_page_shows(example: Example) -> None:
    rows = [row.encode() for row in example.ours["rows"]]
    assert contract(example).join(rows) == example.wire
    assert contract(example).split(example.wire) == rows


@examples("batch-answer")
def test_rows_of_an_answer_find_their_applications_as_the_page_shows(example: Example) -> None:
    rows = {key: [row.encode() for row in rows] for key, rows in example.ours["rows"].items()}
    every = [row for each in rows.values() for row in each]
    assert contract(example).join_answers(example.ours["request"].encode(), every) == example.wire
    assert contract(example).split_answers(example.wire) == rows


@examples("hand-over")
def test_the_simulator_answers_the_page_s_request_twice_with_one_number(
    example: Example, base: CentreBase
) -> None:
    batches = hasattr(contract(example), "join")
    request = contract(example).join([example.wire]) if batches else example.wire

    async def work(database: Database) -> list[bytes]:
        simulator = Simulator(replace(PROFILES[example.page], mishaps=()), database, speed=1e4)
        return [(await simulator.call(request))[0] for _ in range(2)]

    answers = base.run(work)
    if batches:
        answers = [contract(example).split_answers(a)[given(example.page).application][0] for a in answers]
    first, second = (contract(example).read(answer) for answer in answers)
    assert isinstance(first, Answer)
    assert first.decision in (State.FORWARDED, State.ISSUED, State.REJECTED, State.NEEDS_CORRECTION)
    assert (first.application, first.reference) == (second.application, second.reference)


@pytest.mark.parametrize("name", NAMES)
def test_the_page_s_numbers_are_those_of_the_code(name: str) -> None:
    habits, profile = PROFILES[name].habits, PROFILES[name]
    said = dict(row for row in read_page(name).rows("Timing and order") if len(row) == 2)
    yes_no = {True: "yes", False: "no"}
    assert said["every application in order"] == yes_no[habits.ordered]
    assert said["a call is given up after"] == f"{habits.timeout_s:g} s"
    assert said["first question after"] == f"{habits.ask_again_s:g} s"
    assert said["longest pause between questions"] == f"{habits.ask_again_max_s:g} s"
    assert said["first pause after no answer"] == f"{habits.backoff_first_s:g} s"
    assert said["longest pause after no answer"] == f"{habits.backoff_max_s:g} s"
    assert said["calls a second, at most"] == f"{habits.calls_per_s:g}"
    assert said["says that the post delivered"] == yes_no[habits.reports_delivery]
    assert said["answers a call in"].startswith(f"{profile.answer_s:g} s")
    assert said["mishaps by chance, a call"] == ", ".join(f"{k} {v:g}" for k, v in profile.mishaps)
    shortest, longest = profile.decides_s
    assert said["decides"].startswith(f"{shortest:g} to {longest:g} s" if longest else "in the same call")


@pytest.mark.parametrize("name", NAMES)
def test_the_page_lists_every_state_and_reason_of_the_code(name: str) -> None:
    page, profile = read_page(name), PROFILES[name]
    reasons = {row[0] for row in page.rows("Reasons")}
    assert {*profile.rejects, *profile.corrects} <= reasons
    states = {row[1].strip("`") for row in page.rows("States")}
    assert states >= {"forwarded", "needs-correction", "rejected", "issued"}

"""Proves the check of an applicant's identity from the counter to the civil registry and back.

One centre with all its parts serves the whole file; each test has an office of its own there. The registry
is the centre's own simulation, in which invented people whose code begins with 9999 are not who they say.
"""

from __future__ import annotations

import logging
import random
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import pytest
from support.centre import Postgres, RunningCentre
from support.fault_proxy import eventually
from support.whole_office import STAFF, enrolled, new_office, signed_in, sync

import central.upstreams
from app.cli.online import asking
from app.domain.application import AcceptRequest
from app.domain.identifiers import national_code
from app.domain.identity import Person, RegistryAnswer, person_of, read_proof
from app.domain.sample import sample_request
from app.local_db.queries import applications
from app.office.accept import Accepted, Refused, accept
from app.office.correct import correct
from app.office.counter import Counter
from app.office.identity import RegistryNeeded
from app.office.receipt_view import view_receipt
from app.office.sign_in import Session
from app.sync.errors import ProblemAnswer
from app.sync.identity import ask_registry
from app.sync.protocol import IdentityAnswer, ProblemType
from central.operations.upstreams import set_upstream
from central.upstreams import PROFILES, Profile, ordinary

LATER, AT_ONCE = "fuel.duplicate", "identity.verification"


@dataclass
class Desk:
    """An office at the centre, with a clerk at its counter."""

    centre: RunningCentre
    counter: Counter
    clerk: Session

    def request(self, service: str, name: str, code: str = "") -> AcceptRequest:
        """An invented application, of a person with this national code where one is given."""
        definition = self.counter.catalogue().find_service(service)
        assert definition is not None
        for seed in range(100):
            dice = random.Random(f"{name}-{seed}")
            made = sample_request(definition, self.counter.tariff(), dice, request_id=name)
            if not code:
                return made
            # Only where nothing else of the form hangs on the code, as with an owner who is the applicant.
            if str(made.applicant["national_code"]) not in str(made.fields):
                return msgspec.structs.replace(made, applicant=made.applicant | {"national_code": code})
        raise AssertionError("no sample whose code may be another")

    def ask(self, person: Person, check: str = "", staff: str = STAFF) -> IdentityAnswer:
        """Ask the registry through the gateway."""
        own = self.counter
        return ask_registry(
            own.identity,
            own.signer,
            own.clock,
            check=check or str(uuid.uuid4()),
            staff=staff,
            service=LATER,
            person=person,
        )

    def take(self, request: AcceptRequest) -> Accepted:
        """``daftar accept`` between two syncs."""
        sync(self.counter)
        taken = accept(self.counter, self.clerk, request, ask=asking(self.counter))
        sync(self.counter)
        return taken

    def findings(self) -> list[str]:
        """Types of findings that the office was told."""
        with self.counter.store.read() as conn:
            rows = conn.exec_driver_sql("SELECT type FROM findings WHERE withdrawn_at IS NULL ORDER BY type")
            return [str(row[0]) for row in rows]

    def whole(self, taken: Accepted) -> applications.ApplicationWhole:
        """The application as the office holds it, after a sync."""
        sync(self.counter)
        with self.counter.store.read() as conn:
            found = applications.full(conn, taken.application)
        assert found is not None
        return found

    def was_sent_on(self, taken: Accepted) -> bool:
        """Whether the system behind the service was handed the application."""
        query = "SELECT 1 FROM simulated_orders WHERE upstream = 'fuel' AND application = %s"
        return bool(self.centre.query(query, taken.application))

    def registry(self, state: str) -> None:
        """As the operator says it."""
        self.centre.run(lambda database: set_upstream(database, "civil-registry", state))


def steady(name: str) -> Profile:
    """A national system that is never busy and loses no answer: what it cannot do here, a test says."""
    return replace(PROFILES.get(name) or ordinary(name), mishaps=())


@pytest.fixture(scope="module")
def one_centre(postgres: Postgres) -> Iterator[RunningCentre]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(central.upstreams, "get_profile", steady)
        running = RunningCentre(postgres, parts=True)
        yield running
        running.close()


@pytest.fixture
def desk(one_centre: RunningCentre, tmp_path: Path) -> Iterator[Desk]:
    counter = enrolled(one_centre, tmp_path / "counter", new_office(one_centre))
    made = Desk(one_centre, counter, signed_in(counter))
    yield made
    made.registry("up")
    counter.close()


def code_of(beginning: str) -> str:
    """A valid national code."""
    body = beginning.ljust(9, "4")
    return body + national_code.check_digit(body)


def person(code: str = "9900000013") -> Person:
    return Person(national_code=code, given="سارا", family="نمونه", birth_date="1370-01-02")


def until(holds: Callable[[], bool]) -> None:
    eventually(holds, 20.0)


def test_the_gateway_tells_what_agrees_and_what_differs_under_the_centres_signature(desk: Desk) -> None:
    trust = desk.counter.identity.trust
    for beginning, differs in (
        ("99000", []),
        ("99990", ["birth"]),
        ("99992", ["alive"]),
        ("99993", ["card"]),
    ):
        told = answered(desk, person(code_of(beginning)))
        assert told.differs == differs
        proof = read_proof(trust, told.proof)
        assert (proof.answer, list(proof.differs)) == (told.answer, differs)
        assert proof.office == desk.counter.identity.office


def answered(desk: Desk, who: Person, check: str = "") -> IdentityAnswer:
    """Ask the registry, which answers."""
    told = desk.ask(who, check)
    assert told.answer is not RegistryAnswer.UNANSWERED
    return told


def test_the_same_question_has_one_answer_and_its_id_serves_no_other(desk: Desk) -> None:
    check = str(uuid.uuid4())
    first = answered(desk, person(), check)
    desk.registry("down")
    assert desk.ask(person(), check) == first, "it was kept; nobody was asked again"
    with pytest.raises(ProblemAnswer) as refused:
        desk.ask(person(code_of("99001")), check)
    assert refused.value.problem_type == ProblemType.CHECK_USED


def test_a_registry_that_is_down_is_no_answer_and_nothing_is_kept(desk: Desk) -> None:
    desk.registry("down")
    check = str(uuid.uuid4())
    told = desk.ask(person(), check)
    assert (told.answer, told.why, told.proof) == (RegistryAnswer.UNANSWERED, "down", "")
    desk.registry("up")
    assert answered(desk, person(), check).answer is RegistryAnswer.MATCH


def test_only_staff_ask_and_only_about_a_person(desk: Desk) -> None:
    for staff, who, kind in (
        ("9999", person(), ProblemType.STAFF_NOT_ENTITLED),
        (STAFF, person("1234567890"), ProblemType.INVALID),
        (STAFF, msgspec.structs.replace(person(), birth_date="1370-13-02"), ProblemType.INVALID),
        (STAFF, msgspec.structs.replace(person(), given=""), ProblemType.INVALID),
    ):
        with pytest.raises(ProblemAnswer) as refused:
            desk.ask(who, staff=staff)
        assert refused.value.problem_type == kind


def test_nothing_of_the_person_is_logged_or_kept_beside_the_journal(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    who = msgspec.structs.replace(person(code_of("99005")), family="ناشناختنی")
    answered(desk, who)
    desk.registry("down")
    desk.ask(who)
    kept = str(desk.centre.query("SELECT * FROM identity_checks"))
    for secret in (who.national_code, who.family, who.birth_date):
        assert secret not in caplog.text
        assert secret not in kept


def test_a_service_that_needs_the_word_at_once_is_taken_with_it_and_not_without(desk: Desk) -> None:
    request = desk.request(AT_ONCE, "at-once")
    taken = desk.take(request)
    step = desk.whole(taken).identity
    assert step is not None
    assert (step.seen, step.by, step.answered, step.later) == ("national-card", STAFF, True, False)
    until(lambda: bool(desk.whole(taken).row.tracking))
    assert desk.findings() == []
    desk.registry("down")
    with pytest.raises(RegistryNeeded):
        accept(
            desk.counter,
            desk.clerk,
            desk.request(AT_ONCE, "silent"),
            ask=asking(desk.counter),
            upstream_down=lambda _: False,
        )
    assert desk.take(request).repeated
    desk.registry("up")
    with pytest.raises(Refused) as refused:
        desk.take(desk.request(AT_ONCE, "dead", code_of("99992")))
    assert [problem.code for problem in refused.value.problems] == ["identity-differs"]


def test_who_was_taken_with_a_later_check_is_checked_and_then_sent_on(desk: Desk) -> None:
    desk.registry("down")
    taken = desk.take(desk.request(LATER, "later"))
    assert view_receipt(desk.counter, taken.receipt).identity_later
    until(lambda: bool(desk.whole(taken).row.tracking))
    assert not desk.was_sent_on(taken), "a registry that is down holds it up"
    desk.registry("up")
    until(lambda: desk.whole(taken).registry == "match")
    until(lambda: desk.was_sent_on(taken))
    assert not view_receipt(desk.counter, taken.receipt).identity_later
    assert desk.findings() == []


def test_an_answer_at_the_counter_leaves_nothing_for_later(desk: Desk) -> None:
    request = desk.request(LATER, "asked-before")
    signed = answered(desk, person_of(request.applicant, request.fields)).proof
    given = msgspec.structs.replace(request.given_identity, check=signed)
    taken = desk.take(msgspec.structs.replace(request, identity=given))
    until(lambda: desk.was_sent_on(taken))
    query = "SELECT purpose FROM relay_jobs WHERE application = %s"
    assert desk.centre.query(query, taken.application) == [("application",)]
    assert desk.findings() == []


def test_a_later_mismatch_is_a_finding_nothing_is_sent_on_and_a_correction_begins_anew(desk: Desk) -> None:
    request = desk.request(LATER, "not-who", code_of("99990"))
    taken = desk.take(request)
    until(lambda: desk.whole(taken).row.state == "needs-correction")
    assert desk.findings() == ["identity-differs"]
    assert desk.whole(taken).registry == "mismatch"
    assert not desk.was_sent_on(taken)
    right = request.applicant | {"national_code": code_of("99007")}
    correct(desk.counter, desk.clerk, taken.receipt, right, request.fields)
    until(lambda: desk.whole(taken).registry == "match")
    jobs = "SELECT DISTINCT version FROM relay_jobs WHERE application = %s"
    assert desk.centre.query(jobs, taken.application) == [(2,)]
    assert desk.findings() == []
    sent = "SELECT begun_at IS NOT NULL FROM relay_jobs WHERE application = %s AND purpose = 'application'"
    until(lambda: desk.centre.query(sent, taken.application) == [(True,)])


def test_an_unpaid_application_waits_for_its_money_before_anybody_is_asked(desk: Desk) -> None:
    request = msgspec.structs.replace(desk.request(LATER, "unpaid"), payments=[])
    taken = desk.take(request)
    until(lambda: bool(desk.whole(taken).row.tracking))
    waits = "SELECT purpose, waits_for FROM relay_jobs WHERE application = %s ORDER BY purpose"
    assert desk.centre.query(waits, taken.application) == [
        ("application", ["payment", "identity"]),
        ("identity", ["payment"]),
    ]

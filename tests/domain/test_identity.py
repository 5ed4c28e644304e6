"""Proves the rule of the identity step: what each policy asks, and that an answer counts for nobody else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from support.resources import shipped_catalogue, shipped_service

from app.domain import identity
from app.domain.application import GivenIdentity, parse_request
from app.domain.catalogue import IdentityCheck
from app.domain.definition import check_definition
from app.domain.identity import EntryIdentity, Judged, Person, Proof, RegistryAnswer
from app.domain.signatures import BadSignature, Signer

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
CENTRE = Signer(b"c" * 32, "centre-1")
KEYS = {"keys": [CENTRE.public_jwk()]}
WHO = Person(national_code="9900000013", given="سارا", family="نمونه", birth_date="1370-01-02")
CHECK = "018f0000-0000-7000-8000-000000000001"
LATER = shipped_service("passport.renewal")
AT_ONCE = shipped_service("identity.verification")
WITHOUT = shipped_service("violation.statement")


def proof(**changes: Any) -> str:
    parts: dict[str, Any] = {
        "check": CHECK,
        "office": "0412",
        "person": identity.person_digest(CHECK, WHO),
        "answer": RegistryAnswer.MATCH,
        "differs": (),
        "reference": "CR1",
        "at": NOW,
    }
    return identity.sign_proof(CENTRE, Proof(**(parts | changes)))


def judge(service: Any, given: GivenIdentity | None, *, who: Person = WHO, at: datetime = NOW) -> Judged:
    return identity.judge(service, given, who, staff="1001", office="0412", at=at, keys=KEYS)


def codes(judged: Judged) -> list[tuple[str, str]]:
    return [(problem.path, problem.code) for problem in judged.problems]


def seen(check: str | None = None) -> GivenIdentity:
    return GivenIdentity(seen="national-card", check=check)


def test_the_services_are_of_all_three_policies() -> None:
    assert [s.identity for s in (WITHOUT, LATER, AT_ONCE)] == list(IdentityCheck)


def test_a_service_without_a_check_wants_none() -> None:
    assert judge(WITHOUT, None) == Judged()
    assert codes(judge(WITHOUT, seen())) == [("identity", "not-asked")]


@pytest.mark.parametrize("service", [LATER, AT_ONCE])
def test_what_was_looked_at_must_be_said_and_be_a_paper_that_proves_it(service: Any) -> None:
    for given in (None, GivenIdentity(), GivenIdentity(check=proof())):
        assert codes(judge(service, given)) == [("identity.seen", "required")]
    assert codes(judge(service, GivenIdentity(seen="photo"))) == [("identity.seen", "not-a-choice")]


def test_without_an_answer_the_policy_decides() -> None:
    taken = judge(LATER, seen())
    assert taken.entry == EntryIdentity(seen="national-card", by="1001", answered=False, later=True)
    assert judge(AT_ONCE, seen()) == Judged(waits=True)


@pytest.mark.parametrize("service", [LATER, AT_ONCE])
def test_with_the_registrys_word_it_is_taken_and_nothing_is_left_for_later(service: Any) -> None:
    signed = proof()
    expected = EntryIdentity(
        seen="national-card", by="1001", answered=True, later=False, check=CHECK, proof=signed
    )
    assert judge(service, seen(signed)).entry == expected


@pytest.mark.parametrize("service", [LATER, AT_ONCE])
def test_a_mismatch_refuses_and_names_what_differs(service: Any) -> None:
    judged = judge(service, seen(proof(answer=RegistryAnswer.MISMATCH, differs=("birth", "alive"))))
    assert codes(judged) == [("identity.check", "identity-differs")]
    assert judged.entry is None
    assert "date of birth, being alive" in judged.problems[0].sentence()


@pytest.mark.parametrize(
    ("changes", "who", "at"),
    [
        ({"office": "0413"}, WHO, NOW),
        ({}, msgspec.structs.replace(WHO, national_code="9900000021"), NOW),
        ({}, msgspec.structs.replace(WHO, family="دیگری"), NOW),
        ({}, msgspec.structs.replace(WHO, birth_date="1370-01-03"), NOW),
        ({}, msgspec.structs.replace(WHO, serial="1G12345678"), NOW),
        ({"check": CHECK[:-1] + "2"}, WHO, NOW),
    ],
)
def test_an_answer_counts_for_that_person_at_that_office_only(
    changes: dict[str, Any], who: Person, at: datetime
) -> None:
    assert codes(judge(LATER, seen(proof(**changes)), who=who, at=at)) == [
        ("identity.check", "identity-proof-other")
    ]


def test_an_answer_counts_for_a_day_and_not_before_it_was_given() -> None:
    for hours, wrong in ((-1, True), (0, False), (24, False), (24.1, True)):
        judged = judge(LATER, seen(proof()), at=NOW + timedelta(hours=hours))
        assert codes(judged) == ([("identity.check", "identity-proof-old")] if wrong else [])


def test_nobody_but_the_centre_makes_an_answer() -> None:
    stranger = Signer(b"x" * 32, "centre-1")
    made_up = identity.sign_proof(
        stranger,
        Proof(CHECK, "0412", identity.person_digest(CHECK, WHO), RegistryAnswer.MATCH, (), "CR1", NOW),
    )
    as_a_receipt = CENTRE.jws(b"{}", "daftar-receipt+jws")
    for text in ("match", made_up, as_a_receipt, proof()[:-4], "x" * 5_000, "\0"):
        assert codes(judge(LATER, seen(text))) == [("identity.check", "identity-proof-bad")]
        with pytest.raises(BadSignature):
            identity.read_proof(KEYS, text)


def test_an_accept_line_may_hold_it_and_null_counts_as_nothing() -> None:
    line = b'{"id":"1","service":"a.b","applicant":{},"identity":%s}'
    assert parse_request(line % b'{"seen":"national-card"}').given_identity == seen()
    assert parse_request(line % b"null").given_identity is None
    assert parse_request(b'{"id":"1","service":"a.b","applicant":{}}').given_identity is None


def test_a_definition_that_asks_for_a_check_names_a_paper_that_proves_it() -> None:
    bare = msgspec.structs.replace(LATER, documents=())
    assert any("identity: none of the documents" in mistake for mistake in check_definition(bare))
    for service in shipped_catalogue().services:
        assert service.identity is IdentityCheck.NONE or service.identity_papers

"""Proves that the centre judges an entry's identity step by the office's own rule, and believes no claim."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from support.resources import shipped_service

from app.domain.identity import (
    EntryIdentity,
    Proof,
    RegistryAnswer,
    person_digest,
    person_of,
    sign_proof,
)
from app.domain.signatures import Signer
from central.findings import Place
from central.projector.identity import Known, check_identity

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
CENTRE, STRANGER = Signer(b"c" * 32, "centre-1"), Signer(b"x" * 32, "centre-1")
CHECK = "018f0000-0000-7000-8000-000000000001"
APPLICANT = {
    "national_code": "9900000013",
    "name": {"given": "سارا", "family": "نمونه"},
    "birth_date": "1370-01-02",
}
LATER, AT_ONCE, WITHOUT = "passport.renewal", "identity.verification", "violation.statement"


def proof(signer: Signer = CENTRE, **changes: Any) -> str:
    parts: dict[str, Any] = {
        "check": CHECK,
        "office": "0412",
        "person": person_digest(CHECK, person_of(APPLICANT, {})),
        "answer": RegistryAnswer.MATCH,
        "differs": (),
        "reference": "CR1",
        "at": NOW,
    }
    return sign_proof(signer, Proof(**(parts | changes)))


def step(signed: str = "", **changes: Any) -> EntryIdentity:
    said: dict[str, Any] = {
        "seen": "national-card",
        "by": "1001",
        "answered": bool(signed),
        "later": not signed,
        "check": CHECK if signed else "",
        "proof": signed,
    }
    return EntryIdentity(**(said | changes))


def judged(service: str, identity: EntryIdentity | None) -> Known:
    read = SimpleNamespace(at=NOW, entry=SimpleNamespace(staff="1001"))
    data = SimpleNamespace(applicant=APPLICANT, fields={}, identity=identity)
    place = Place("device", 1, b"\0" * 32)
    keys = {"keys": [CENTRE.public_jwk()]}
    return check_identity(read, data, place, shipped_service(service), "0412", keys)  # type: ignore[arg-type]


def notes(known: Known) -> str:
    return " ".join(found.note.en for found in known.findings)


def test_a_step_in_order_is_no_finding_and_only_a_later_one_is_asked() -> None:
    assert judged(WITHOUT, None) == Known()
    assert judged(LATER, step(proof())) == Known(asks=False)
    assert judged(LATER, step()) == Known(asks=True)
    assert judged(AT_ONCE, step(proof())) == Known(asks=False)


@pytest.mark.parametrize(
    ("identity", "why"),
    [
        (None, "what was seen"),
        (step(seen="photo"), "proves nobody"),
        (step(proof(STRANGER)), "none of this centre"),
        (step(proof(office="0413")), "another office"),
        (step(proof(person="0" * 64)), "another person"),
        (step(proof(at=NOW.replace(day=23))), "not of that day"),
        (step(proof(answer=RegistryAnswer.MISMATCH, differs=("birth",))), "had not confirmed"),
        (step(answered=True, later=False), "what it claims"),
        (step(answered=True, later=False, check=CHECK), "what it claims"),
        (step(later=False), "what it claims"),
        (step(by="1002"), "what it claims"),
    ],
)
def test_a_claim_that_is_not_proven_is_a_finding_and_the_registry_is_asked(
    identity: EntryIdentity | None, why: str
) -> None:
    known = judged(LATER, identity)
    assert [found.type.value for found in known.findings] == ["identity-unproven"]
    assert why in notes(known)
    assert known.asks


def test_a_proof_holds_though_the_entry_names_another_check() -> None:
    known = judged(LATER, step(proof(), check=CHECK[:-1] + "2"))
    assert "what it claims" in notes(known)
    assert not known.asks


def test_a_service_that_needed_the_word_at_once_and_has_none_is_a_finding() -> None:
    assert "is not given without" in notes(judged(AT_ONCE, step()))

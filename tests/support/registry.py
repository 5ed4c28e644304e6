"""The civil registry's word, signed as the kit's centre signs it: for tests of an office without a centre."""

from __future__ import annotations

from datetime import datetime

from support.office_kit import CENTRE

from app.domain.identity import Person, Proof, RegistryAnswer, person_digest, sign_proof
from app.domain.signatures import Signer
from app.office.counter import Counter
from app.office.identity import Enquiry
from app.ui.pages.application.registry_asking import Heard

CHECK = "018f0000-0000-7000-8000-000000000001"


def proof(
    person: Person,
    at: datetime,
    *differs: str,
    office: str = "0412",
    check: str = CHECK,
    signer: Signer = CENTRE,
) -> str:
    """The signed answer about a person: it agrees, unless something ``differs``."""
    answer = RegistryAnswer.MISMATCH if differs else RegistryAnswer.MATCH
    digest = person_digest(check, person)
    return sign_proof(signer, Proof(check, office, digest, answer, differs, "CR0000000001", at))


def agrees(counter: Counter, enquiry: Enquiry) -> Heard:
    """As the window hears it: the person is who the papers say."""
    signed = proof(enquiry.person, counter.now(), check=enquiry.check)
    return Heard(enquiry, RegistryAnswer.MATCH, proof=signed)


def differs_in(*parts: str) -> object:
    """As :func:`agrees`, for a person who is not."""

    def heard(counter: Counter, enquiry: Enquiry) -> Heard:
        signed = proof(enquiry.person, counter.now(), *parts, check=enquiry.check)
        return Heard(enquiry, RegistryAnswer.MISMATCH, parts, signed)

    return heard


def silent(counter: Counter, enquiry: Enquiry) -> Heard:
    """As :func:`agrees`, when the registry does not answer."""
    return Heard(enquiry, RegistryAnswer.UNANSWERED)

"""Who the applicant is: what was seen, what the civil registry said, what follows (docs/identity.md).

The check is the office's own duty. A definition says what becomes of an application while the registry has
not confirmed the person (:class:`~app.domain.catalogue.IdentityCheck`). The registry's answer comes from the
centre as a text that the centre signed over the person's data, so that no office can make one up or use one
for somebody else. Window, ``daftar accept`` and the centre judge by the same function.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import msgspec

from app.domain.application import GivenIdentity
from app.domain.catalogue import IdentityCheck, Service
from app.domain.entry import instant, parse_instant
from app.domain.problems import Problem
from app.domain.signatures import BadSignature, Signer, open_jws
from app.domain.tariff import Words

REGISTRY = "civil-registry"
"""The upstream system that says who a person is."""

PROOF_TYP = "daftar-identity+jws"
PROOF_CHARACTERS_MAX = 2_048
PROOF_LIFETIME = timedelta(hours=24)
"""How long after the registry answered an application may rest on the answer."""

CLOCK_TOLERANCE = timedelta(minutes=5)
"""How far the office's clock may be behind the centre's."""

SERIALS = ("card_serial", "serial")
"""Fields that may hold the serial of the national card."""

SEEN_PATH, CHECK_PATH = "identity.seen", "identity.check"


class RegistryAnswer(StrEnum):
    """What the registry said of a person."""

    MATCH = "match"
    MISMATCH = "mismatch"
    UNANSWERED = "unanswered"
    """It could not be asked, or has not answered."""


PARTS: dict[str, Words] = {
    "nin": Words("کد ملی", "national code"),
    "birth": Words("تاریخ تولد", "date of birth"),
    "given": Words("نام", "given name"),
    "family": Words("نام خانوادگی", "family name"),
    "serial": Words("سریال کارت ملی", "serial of the national card"),
    "alive": Words("در قید حیات بودن", "being alive"),
    "card": Words("کارت ملی (باید دیده شود)", "national card (it has to be seen)"),
}
"""What can differ from the register, by the code of its part."""


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """What is compared with the register; "" for what was not asked. ``birth_date`` is Jalali."""

    national_code: str
    given: str
    family: str
    birth_date: str = ""
    serial: str = ""


class EntryIdentity(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The identity member of ``application.accepted``.

    ``by`` looked at the document ``seen``; ``answered``: the registry had confirmed the person; ``check`` is
    the id of that answer and ``proof`` its signed text; ``later``: the registry is to be asked afterwards.
    """

    seen: str
    by: str
    answered: bool
    later: bool
    check: str = ""
    proof: str = ""


class _Claims(msgspec.Struct, frozen=True, kw_only=True):
    """What the centre signs; short names, since each application carries it."""

    c: str
    o: str
    p: str
    r: RegistryAnswer
    d: tuple[str, ...]
    n: str
    at: str


@dataclass(frozen=True, slots=True)
class Proof:
    """The registry's answer as the centre signed it for one office.

    ``person`` is :func:`person_digest`; ``differs`` are codes of :data:`PARTS`; ``reference`` is the
    registry's own number; ``at`` is when the centre had the answer.
    """

    check: str
    office: str
    person: str
    answer: RegistryAnswer
    differs: tuple[str, ...]
    reference: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Judged:
    """What follows from an identity step: ``problems`` refuse; ``entry`` is what the journal then holds.

    ``entry`` is None where the service asks for no check. ``waits``: nothing is wrong but that the registry
    has not been heard, and the service is not given without.
    """

    problems: tuple[Problem, ...] = ()
    entry: EntryIdentity | None = None
    waits: bool = False


def person_of(applicant: Mapping[str, Any], fields: Mapping[str, Any]) -> Person:
    """Who an application is for, from its normalised values."""
    name = applicant.get("name")
    names: Mapping[str, Any] = name if isinstance(name, Mapping) else {}
    serials = (fields.get(one) for one in SERIALS)
    return Person(
        national_code=_text(applicant.get("national_code")),
        given=_text(names.get("given")),
        family=_text(names.get("family")),
        birth_date=_text(applicant.get("birth_date")),
        serial=next((serial for serial in serials if isinstance(serial, str)), ""),
    )


def person_digest(check: str, person: Person) -> str:
    """SHA-256 (hex) over a check's id and the person it is about: another one for each check."""
    parts = ("daftar-identity-v1", check, *msgspec.structs.astuple(person))
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def sign_proof(signer: Signer, proof: Proof) -> str:
    """The signed text of an answer: the centre's side."""
    claims = _Claims(
        c=proof.check,
        o=proof.office,
        p=proof.person,
        r=proof.answer,
        d=proof.differs,
        n=proof.reference,
        at=instant(proof.at),
    )
    return signer.jws(msgspec.json.encode(claims), PROOF_TYP)


def read_proof(keys: dict[str, Any], text: str) -> Proof:
    """The answer in a signed text; ``keys`` is the centre's JWKS. Raises :class:`BadSignature`."""
    if len(text) > PROOF_CHARACTERS_MAX:
        raise BadSignature("too long for an answer of the registry")
    try:
        claims = msgspec.json.decode(open_jws(keys, text, PROOF_TYP), type=_Claims)
        at = parse_instant(claims.at)
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError) as error:
        raise BadSignature(str(error)) from error
    return Proof(claims.c, claims.o, claims.p, claims.r, claims.d, claims.n, at)


def judge(
    service: Service,
    given: GivenIdentity | None,
    person: Person,
    *,
    staff: str,
    office: str,
    at: datetime,
    keys: dict[str, Any],
) -> Judged:
    """Whether an application of ``person`` may be taken by what is known of the identity at ``at``.

    A mismatch refuses under every policy; without an answer the definition's policy counts.
    """
    if service.identity is IdentityCheck.NONE:
        return Judged() if given is None else Judged((Problem("identity", "not-asked"),))
    problems = [*_seen_problems(service, given)]
    proof: Proof | None = None
    if given is not None and given.check:
        try:
            proof = read_proof(keys, given.check)
        except BadSignature:
            problems.append(Problem(CHECK_PATH, "identity-proof-bad"))
        else:
            problems += _proof_problems(proof, person, office, at)
    if problems or given is None:
        return Judged(tuple(problems))
    answered = proof is not None and proof.answer is RegistryAnswer.MATCH
    if not answered and service.identity is IdentityCheck.NOW:
        return Judged(waits=True)
    entry = EntryIdentity(
        seen=given.seen,
        by=staff,
        answered=answered,
        later=not answered,
        check=proof.check if answered and proof is not None else "",
        proof=given.check or "" if answered else "",
    )
    return Judged(entry=entry)


def needed() -> Problem:
    """The problem of an application that may not be taken before the registry has answered."""
    return Problem(CHECK_PATH, "identity-needed")


def differs_words(differs: tuple[str, ...]) -> Words:
    """Which parts differ, in words."""
    parts = [PARTS.get(part, Words(part, part)) for part in differs]
    return Words("، ".join(part.fa for part in parts), ", ".join(part.en for part in parts))


def mismatch(differs: tuple[str, ...]) -> Problem:
    """The problem of a person who is not who the register says."""
    parts = differs_words(differs)
    return Problem(
        CHECK_PATH,
        "identity-differs",
        message=Words(
            f"با ثبت احوال جور نیست: {parts.fa}. با مدرک بسنجید؛ این‌گونه پذیرفته نمی‌شود.",
            f"Does not agree with the register: {parts.en}. Compare with the papers; it is not taken so.",
        ),
    )


def _seen_problems(service: Service, given: GivenIdentity | None) -> list[Problem]:
    if given is None or not given.seen:
        return [Problem(SEEN_PATH, "required")]
    if given.seen not in {document.code for document in service.identity_papers}:
        return [Problem(SEEN_PATH, "not-a-choice")]
    return []


def _proof_problems(proof: Proof, person: Person, office: str, at: datetime) -> list[Problem]:
    if proof.office != office or proof.person != person_digest(proof.check, person):
        return [Problem(CHECK_PATH, "identity-proof-other")]
    if not -CLOCK_TOLERANCE <= at - proof.at <= PROOF_LIFETIME:
        return [Problem(CHECK_PATH, "identity-proof-old")]
    return [mismatch(proof.differs)] if proof.answer is RegistryAnswer.MISMATCH else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""

"""Enrolling: a one-time code and the new device's public key against a place in an office."""

from __future__ import annotations

from typing import Any

import msgspec

from app.sync.answers import JSON, decode
from app.sync.errors import ProblemAnswer
from app.sync.http import Http
from app.sync.protocol import Enrolment, EnrolRequest, ProblemType


class ActivationRefused(ProblemAnswer):
    """The activation code does not open this office: wrong, expired, or used before."""

    what = "The activation code was not accepted: {title}. {detail}"
    safe = "Nothing was written on this PC."
    todo = "Check office and code; the centre gives out a new one with `daftar-central activate`."


def request(centre_url: str, office: str, code: str, name: str, public_jwk: dict[str, Any]) -> Enrolment:
    """Ask the centre to enrol a device with this public key.

    A code works once: keep the answer before anything else. Raises :class:`ActivationRefused` and other
    ``CentreError``.
    """
    public_key = {member: public_jwk[member] for member in ("kty", "crv", "x")}
    wanted = EnrolRequest(activation_code=code, office=office, name=name, public_key=public_key)
    http = Http(centre_url)
    try:
        answer = http.exchange(
            "POST", "/v1/devices", content=msgspec.json.encode(wanted), headers={"content-type": JSON}
        )
        return decode(answer, Enrolment, status=201)
    except ProblemAnswer as problem:
        if problem.problem_type in (ProblemType.ACTIVATION_REFUSED, ProblemType.ACTIVATION_USED):
            raise ActivationRefused(
                problem.status, problem.problem_type, problem.title, problem.detail, problem.members
            ) from problem
        raise
    finally:
        http.close()

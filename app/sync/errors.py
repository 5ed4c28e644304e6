"""What can go wrong between an office and the centre, as one tree.

::

    CentreError
    ├── Unreachable        no usable answer; whether the request had an effect is unknown
    │   ├── Busy           429 or 503: the centre asks to come back later
    │   └── Malformed      an answer that is not the protocol's: HTML, cut short, too large, a wrong head
    ├── NotAuthorised      the centre does not accept this device's key
    │   └── Revoked        … because it was withdrawn
    └── ProblemAnswer      the centre understood and declined (RFC 9457); ``problem_type`` says why

An office keeps serving under every one of them.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from app.domain.errors import DaftarError, TryLater


class Cause(StrEnum):
    """Why the centre cannot be reached, as far as this PC can tell (docs/sync.md, "Link")."""

    NO_NETWORK = "no-network"
    CENTRE_DOWN = "centre-down"


class CentreError(DaftarError):
    """Base of everything that a call to the centre raises."""

    what = "The centre did not do what was asked."
    safe = "Everything accepted here is saved and will be sent."
    todo = ""
    retry_after_s: float | None = None
    """How long the centre asked to be left alone, in seconds; None when it said nothing."""


class Unreachable(CentreError, TryLater):
    """No usable answer. What was asked may or may not have happened: ask for the head."""

    what = "The centre cannot be reached ({cause}): {detail}."
    todo = "Go on serving; Daftar tries again by itself."

    def __init__(self, cause: Cause, detail: str, retry_after_s: float | None = None) -> None:
        super().__init__(cause=cause.value, detail=detail)
        self.cause = cause
        self.detail = detail
        self.retry_after_s = retry_after_s


class Busy(Unreachable):
    """429 or 503: the centre is there and asks to come back after ``retry_after_s``."""

    def __init__(self, status: int, detail: str, retry_after_s: float | None) -> None:
        super().__init__(Cause.CENTRE_DOWN, detail, retry_after_s)
        self.status = status


class Malformed(Unreachable):
    """An answer that no centre would give. Nothing of it is used."""

    def __init__(self, detail: str) -> None:
        super().__init__(Cause.CENTRE_DOWN, detail)


class NotAuthorised(CentreError):
    """The centre does not accept this device's key, even with a fresh token."""

    what = "The centre does not recognise this counter: {detail}."
    todo = (
        "Tell support. If the counter must be enrolled again, run `daftar enrol --replace`: it takes along "
        "what the centre lacks."
    )

    def __init__(self, detail: str) -> None:
        super().__init__(detail=detail)
        self.detail = detail


class Revoked(NotAuthorised):
    """The centre withdrew this device."""

    what = "The centre has withdrawn this counter: {detail}."


class ProblemAnswer(CentreError):
    """The centre declined. ``members`` are the problem's own members (``head``, ``seq``, …)."""

    what = "The centre declined: {title}. {detail}"

    def __init__(
        self, status: int, problem_type: str, title: str, detail: str, members: dict[str, Any]
    ) -> None:
        super().__init__(title=title.rstrip(".") or f"status {status}", detail=_sentence(detail))
        self.status = status
        self.problem_type = problem_type
        self.title = title
        self.detail = detail
        self.members = members


def _sentence(text: str) -> str:
    return text if not text or text.endswith((".", "!", "?", "؟")) else f"{text}."

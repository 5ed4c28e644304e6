"""What the relay knows of a national system: one small interface, whatever stands behind it.

An adapter turns calls into the system's own protocol and gives its answers back as they came, as JSON
texts of the shape of ``central.relay.answers.Answer``. It believes nothing and decides nothing: the
relay reads and judges. Every call is safe to repeat, by the application's id.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from app.domain.tariff import Words


@dataclass(frozen=True, slots=True)
class Submission:
    """An application as it is handed over."""

    application: str
    service: str
    office: str
    receipt: str
    accepted_at: datetime
    applicant: dict[str, Any]
    fields: dict[str, Any]


class Upstream(Protocol):
    """A national system behind the centre."""

    @property
    def name(self) -> str:
        """Its name, as service definitions use it."""

    @property
    def ordered(self) -> bool:
        """Whether applications must reach it in the order in which the centre recorded them."""

    @property
    def timeout_s(self) -> float:
        """How long a call may take; after that it counts as no answer."""

    @property
    def ask_again_s(self) -> float:
        """How long after handing over the first question for the decision makes sense."""

    async def submit(self, submission: Submission) -> Sequence[bytes]:
        """Hand an application over; the answers so far.

        Raises :class:`UpstreamUnavailable` or :class:`SubmissionRefused`.
        """

    async def ask(self, application: str) -> Sequence[bytes]:
        """What became of an application that was handed over; the answers so far.

        Raises :class:`UpstreamUnavailable` or :class:`NeverHeardOf`.
        """


class UpstreamUnavailable(Exception):
    """No answer: down, refusing connections, too slow, or saying so. Whether it arrived is unknown."""

    def __init__(self, why: str, retry_after_s: float | None = None) -> None:
        super().__init__(why)
        self.retry_after_s = retry_after_s


class SubmissionRefused(Exception):
    """The system does not take this application, now or later; ``note`` says why."""

    def __init__(self, note: Words) -> None:
        super().__init__(note.en)
        self.note = note


class NeverHeardOf(Exception):
    """The system does not know the application that it is asked about: it must be handed over again."""

"""What the relay knows of a national system: one small interface, whatever stands behind it.

An adapter turns calls into the system's own protocol and its answers into JSON texts of the shape of
``central.upstreams.answer.Answer``. It believes nothing and decides nothing: the relay reads and judges.
Every call is safe to repeat, by the application's id. How a system is spoken to is a ``Contract``
(``central/upstreams/contract.py``), recorded in ``docs/upstreams/``.
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


@dataclass(frozen=True, slots=True)
class Habits:
    """How the relay has to treat one system; part of what its page in ``docs/upstreams/`` records.

    ``ordered``: every application must reach it in the order in which the centre recorded them.
    ``timeout_s``: how long a call may take; after that it counts as no answer.
    ``ask_again_s``, ``ask_again_max_s``: when a decision is first asked for, and the longest pause.
    ``backoff_first_s``, ``backoff_max_s``: the first and the longest pause after no answer.
    ``calls_per_s``: how many calls a second one relay may make.
    ``reports_delivery``: it says ``delivered`` of what it gave to the post, so it is asked on after issuing.
    ``delivery_s_max``: how long word of that is waited for; then a person has to ask the post.
    """

    ordered: bool = False
    timeout_s: float = 10.0
    ask_again_s: float = 0.5
    ask_again_max_s: float = 60.0
    backoff_first_s: float = 0.5
    backoff_max_s: float = 30.0
    calls_per_s: float = 400.0
    reports_delivery: bool = False
    delivery_s_max: float = 60 * 86_400.0


class Upstream(Protocol):
    """A national system behind the centre."""

    @property
    def name(self) -> str:
        """Its name, as service definitions use it."""

    @property
    def habits(self) -> Habits:
        """How it wants to be treated."""

    async def submit(self, submission: Submission) -> Sequence[bytes]:
        """Hand an application over; the answers so far.

        Raises :class:`UpstreamUnavailable` or :class:`SubmissionRefused`.
        """

    async def ask(self, application: str, reference: str | None) -> Sequence[bytes]:
        """What became of an application that was handed over; the answers so far.

        ``reference`` is the system's own number for it, from its first answer. Raises
        :class:`UpstreamUnavailable` or :class:`NeverHeardOf`.
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

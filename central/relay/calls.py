"""Calling an upstream for the jobs in hand: what came of each call, as values."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.tariff import Words
from central.relay.jobs import EntryLost, Job, submission
from central.upstreams.adapter import NeverHeardOf, SubmissionRefused, Upstream, UpstreamUnavailable

log = logging.getLogger("daftar.relay")


class Came(StrEnum):
    """What came of a call."""

    ANSWERED = "answered"
    NO_ANSWER = "no-answer"
    REFUSED = "refused"
    NEVER_HEARD_OF = "never-heard-of"
    HELD_BACK = "held-back"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a call for ``job``; ``answers`` are unread, ``why`` is for the log and for people."""

    job: Job
    came: Came
    answers: tuple[bytes, ...] = ()
    why: Words | None = None
    retry_after_s: float | None = None


async def call_all(upstream: Upstream, jobs: Sequence[Job]) -> list[Outcome]:
    """Call for every job: at once, or one after the other when the upstream wants them in order.

    In order, the first that gets no answer holds back those after it.
    """
    asked = [job for job in jobs if job.handed_over]
    fresh = [job for job in jobs if not job.handed_over]
    if not upstream.habits.ordered:
        return list(await asyncio.gather(*(_call(upstream, job) for job in jobs)))
    outcomes = list(await asyncio.gather(*(_call(upstream, job) for job in asked)))
    for place, job in enumerate(fresh):
        outcome = await _call(upstream, job)
        outcomes.append(outcome)
        if outcome.came is Came.NO_ANSWER:
            outcomes += [Outcome(later, Came.HELD_BACK) for later in fresh[place + 1 :]]
            break
    return outcomes


async def _call(upstream: Upstream, job: Job) -> Outcome:
    try:
        async with asyncio.timeout(upstream.habits.timeout_s):
            if job.handed_over:
                answers = await upstream.ask(job.key, job.reference)
            else:
                answers = await upstream.submit(submission(job))
        return Outcome(job, Came.ANSWERED, tuple(answers))
    except UpstreamUnavailable as error:
        return Outcome(
            job, Came.NO_ANSWER, why=Words(str(error), str(error)), retry_after_s=error.retry_after_s
        )
    except TimeoutError:
        why = f"no answer within {upstream.habits.timeout_s:g} s"
        return Outcome(job, Came.NO_ANSWER, why=Words(why, why))
    except SubmissionRefused as error:
        return Outcome(job, Came.REFUSED, why=error.note)
    except EntryLost as error:
        return Outcome(job, Came.REFUSED, why=Words(str(error), str(error)))
    except NeverHeardOf:
        return Outcome(job, Came.NEVER_HEARD_OF)
    except Exception as error:
        # An adapter's own fault is no answer either: it must not stop the other applications.
        log.exception("calling %s for application %s", upstream.name, job.application)
        return Outcome(job, Came.NO_ANSWER, why=Words(repr(error), repr(error)))

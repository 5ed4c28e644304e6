"""Applying what upstreams answered: decisions into the office's feed, faults into findings.

Pure but for :func:`apply_outcomes`, which runs in the transaction that has the jobs locked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import msgspec

from app.domain.application import State
from app.domain.feed import FeedKind
from app.domain.tariff import Words
from central import feed
from central.database import Connection
from central.findings import Finding, FindingType, Place, finding
from central.projector.writing import SQL_FINDINGS
from central.relay import identity
from central.relay.answers import AWAITING_MORE, BadAnswer, Fault, Verdict, judge, read_answer
from central.relay.calls import Came, Outcome
from central.relay.circuit import Backoff
from central.relay.jobs import Job, Purpose, states
from central.resubmission import hand_over_again
from central.upstreams.adapter import Habits
from central.upstreams.answer import Answer

FINAL = frozenset({State.ISSUED, State.REJECTED, State.DELIVERED})
ASK_GROWTH = 1.4
DELIVERY_PAUSE_SHARE = 0.1
"""Pause between two questions about a parcel, as a share of the time that it has been on its way."""
JOB_BACKOFF_FAILURES_MAX = 6
"""A job alone waits no longer than after this many failures; the circuit knows of the upstream itself."""

SQL_JOB = """
UPDATE relay_jobs SET state = %(state)s, reference = %(reference)s, attempts = %(attempts)s,
    decision = %(decision)s, heard = %(heard)s, faults = %(faults)s, barcode = %(barcode)s,
    last_error = coalesce(%(error)s::text, last_error),
    error_at = CASE WHEN %(error)s::text IS NULL THEN error_at ELSE now() END,
    not_before = now() + %(wait)s, done_at = CASE WHEN %(state)s = 'done' THEN now() END
WHERE job = %(job)s
"""
SQL_WAITING = """
SELECT DISTINCT ON (application) application, version, device, seq FROM corrections
WHERE application = ANY(%(applications)s) ORDER BY application, version DESC
"""
SQL_APPLICATION = """
UPDATE applications SET state = %(state)s, upstream = %(upstream)s, reference = %(reference)s,
    decided_at = now(), note = %(note)s::json
WHERE application = %(application)s
"""


@dataclass(slots=True)
class Result:
    """What a job becomes: its new self, what the office is told, what a person must see."""

    job: Job
    wait_s: float = 0.0
    done: bool = False
    error: str | None = None
    believed: bool = False
    answers: list[Answer] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def settle(outcome: Outcome, *, habits: Habits, jitter: float) -> Result:
    """What a job becomes after its call; nothing for one that was held back."""
    job = replace(outcome.job, attempts=outcome.job.attempts + 1)
    result = Result(job, error=None if outcome.why is None else outcome.why.en)
    if outcome.came is Came.NO_ANSWER:
        backoff = Backoff(habits.backoff_first_s, habits.backoff_max_s)
        result.wait_s = backoff.wait_s(min(job.attempts, JOB_BACKOFF_FAILURES_MAX), jitter)
    elif outcome.came is Came.NEVER_HEARD_OF:
        # What it has decided cannot be handed over again; it only tells no more of the post.
        result.done = job.decision is State.ISSUED
        result.job = replace(job, handed_over=result.done)
        result.error = "it does not know the application"
    elif outcome.came is Came.REFUSED:
        result.done = True
        result.findings.append(
            finding(FindingType.UPSTREAM_REJECTED, _place(job), upstream=job.upstream, why=outcome.why or "-")
        )
    elif outcome.came is Came.ANSWERED:
        _read_answers(outcome, result)
        job = result.job
        result.done = job.decision is not None and job.decision not in AWAITING_MORE
        if result.done and _awaits_delivery(job, habits):
            _wait_for_the_post(outcome.job, result, habits)
        elif not result.done:
            grown_s = habits.ask_again_s * ASK_GROWTH ** min(job.attempts - 1, 20)
            result.wait_s = min(habits.ask_again_max_s, grown_s)
    return result


def _awaits_delivery(job: Job, habits: Habits) -> bool:
    """Whether the system will still say that what it gave to the post has arrived."""
    return habits.reports_delivery and job.decision is State.ISSUED and job.barcode is not None


def _wait_for_the_post(before: Job, result: Result, habits: Habits) -> None:
    """Ask again, the more rarely the longer the post takes; at last leave it to a person.

    Otherwise every parcel that is never heard of again would be asked about for ever, and what piles up would
    take the calls of what is still to be handed over.
    """
    job = result.job
    posted_s_ago = job.decided_s_ago if before.decision is State.ISSUED else 0.0
    if posted_s_ago < habits.delivery_s_max:
        result.done = False
        result.wait_s = max(habits.ask_again_max_s, posted_s_ago * DELIVERY_PAUSE_SHARE)
        return
    days = round(posted_s_ago / 86_400)
    result.findings.append(
        finding(
            FindingType.DELIVERY_UNKNOWN,
            _place(job),
            about=job.barcode or "",
            upstream=job.upstream,
            barcode=job.barcode,
            days=days,
        )
    )


def _read_answers(outcome: Outcome, result: Result) -> None:
    for raw in outcome.answers:
        job = result.job
        try:
            answer = read_answer(raw, job.key)
            verdict = judge(job.decision, job.reference, answer, job.heard, job.barcode)
        except BadAnswer as error:
            result.findings.append(_refused(job, error))
            result.error = f"{error.fault.value}: {error}"
            result.job = replace(job, faults=job.faults + 1)
            continue
        result.believed = True
        if verdict is Verdict.APPLY:
            result.answers.append(answer)
            if job.purpose is Purpose.IDENTITY:
                result.findings += identity.found(answer, _place(job))
            result.job = replace(
                job,
                handed_over=True,
                decision=answer.decision,
                reference=answer.reference,
                heard=job.heard | {answer.decision},
                barcode=answer.post.barcode if answer.post is not None else job.barcode,
                attempts=1 if job.decision is None else job.attempts,
                faults=0,
            )


def _refused(job: Job, error: BadAnswer) -> Finding:
    reasons = {
        Fault.MALFORMED: "پاسخ خوانا نیست",
        Fault.OTHER_APPLICATION: "پاسخ درباره‌ی درخواست دیگری است",
        Fault.CONTRADICTION: "پاسخ با پاسخ پیشین جور نیست",
        Fault.LATE: "پاسخی کهنه پس از پاسخ تازه رسیده است",
    }
    return finding(
        FindingType.UPSTREAM_ANSWER_REFUSED,
        _place(job),
        about=error.fault.value,
        upstream=job.upstream,
        why=Words(reasons[error.fault], f"{error.fault.value}: {error}"),
    )


def _place(job: Job) -> Place:
    return Place(job.device, job.seq, b"", job.application, job.receipt)


async def apply_outcomes(conn: Connection, results: Sequence[Result]) -> None:
    """Write what the jobs became and tell the offices, in the order of the offices' codes."""
    told: dict[str, list[feed.Decision]] = defaultdict(list)
    async with conn.cursor() as cursor:
        await cursor.executemany(SQL_JOB, [_job_values(result) for result in results])
        heard = [result for result in results if result.job.purpose is Purpose.IDENTITY and result.answers]
        told_apart = [r for r in results if r.job.purpose is Purpose.APPLICATION and r.answers]
        last_words = [(result.job, result.answers[-1]) for result in told_apart]
        if last_words:
            await cursor.executemany(
                SQL_APPLICATION, [_application_values(job, answer) for job, answer in last_words]
            )
            await _look_at_corrections(conn, told_apart)
        for result in told_apart:
            told[result.job.office] += [_decided(result.job, answer) for answer in result.answers]
        for result in heard:
            told[result.job.office] += await identity.apply(cursor, result.job, result.answers[-1])
            if result.job.decision in identity.DIFFERS:
                await hand_over_again(conn, [result.job.application])
        for result in results:
            for found in result.findings:
                await cursor.execute(SQL_FINDINGS, _finding_values(result.job, found))
                if cursor.rowcount:
                    told[result.job.office].append(feed.Decision(FeedKind.FINDING_RAISED, found.feed_data()))
    for office in sorted(told):
        if told[office]:
            await feed.append(conn, office, told[office])


async def _look_at_corrections(conn: Connection, results: Sequence[Result]) -> None:
    """Corrections that came before their system asked: begin anew with them, or say they came too late."""
    decided = {r.job.application: r for r in results if r.answers}
    waiting = await (await conn.execute(SQL_WAITING, {"applications": list(decided)})).fetchall()
    asked = []
    for application, version, device, seq in waiting:
        result = decided[application]
        if version <= result.job.version:
            continue
        if result.job.decision is State.NEEDS_CORRECTION:
            asked.append(application)
        elif result.job.decision in FINAL:
            why = Words("سامانه پیش از آن تصمیم گرفته بود", "the system had decided before")
            place = Place(device, seq, b"", application, result.job.receipt)
            result.findings.append(
                finding(FindingType.CORRECTION_LATE, place, receipt=result.job.receipt, why=why)
            )
    if asked:
        await hand_over_again(conn, asked)


def _decided(job: Job, answer: Answer) -> feed.Decision:
    data: dict[str, Any] = {
        "application": job.application,
        "decision": answer.decision.value,
        "upstream": job.upstream,
        "reference": answer.reference,
        "note": {"fa": answer.note.fa, "en": answer.note.en},
    }
    if job.version > 1:
        data["version"] = job.version
    if answer.post is not None:
        data["post"] = {"barcode": answer.post.barcode}
    return feed.Decision(FeedKind.APPLICATION_DECIDED, data, by=f"upstream:{job.upstream}")


def _job_values(result: Result) -> dict[str, Any]:
    job = result.job
    state = "forwarded" if job.handed_over else "queued"
    if result.done:
        state = "done"
    elif job.decision is State.ISSUED:
        state = "delivering"
    return {
        "job": job.job,
        "state": state,
        "reference": job.reference,
        "attempts": job.attempts,
        "decision": job.decision.value if job.decision is not None else None,
        "heard": states(tuple(job.heard)),
        "faults": job.faults,
        "barcode": job.barcode,
        "error": result.error,
        "wait": timedelta(seconds=result.wait_s),
    }


def _application_values(job: Job, answer: Answer) -> dict[str, Any]:
    return {
        "application": job.application,
        "state": _stands(job, answer).value,
        "upstream": job.upstream,
        "reference": answer.reference,
        "note": msgspec.json.encode(answer.note).decode(),
    }


def _stands(job: Job, answer: Answer) -> State:
    """What was issued and has a postal item is with the post."""
    return State.POSTED if answer.decision is State.ISSUED and job.barcode is not None else answer.decision


def _finding_values(job: Job, found: Finding) -> tuple[object, ...]:
    place = found.place
    note = msgspec.json.encode(found.note).decode()
    return (
        found.id,
        found.type.value,
        job.office,
        place.device,
        place.seq,
        place.application,
        place.receipt,
        note,
    )

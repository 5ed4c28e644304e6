"""National systems: what is known of each, saying that one is up, slow or down, scripts of outages."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from central.database import Connection, Database
from central.upstreams import PROFILES
from central.upstreams.states import STATES, Step, change, write_script

SCRIPT_STEPS_MAX = 10_000
LAST_ERRORS = 5

SQL_NAMES = "SELECT name FROM upstream_states UNION SELECT upstream FROM relay_jobs WHERE state <> 'done'"
SQL_SEEN = """
SELECT s.state, s.since, coalesce(s.used, false), c.state, c.calls_at_once, c.failures, c.changed_at,
    (SELECT count(*) FROM upstream_scripts p WHERE p.name = n.name)
FROM (SELECT %(name)s::text AS name) n
LEFT JOIN upstream_states s USING (name) LEFT JOIN upstream_circuits c USING (name)
"""
SQL_QUEUE = """
SELECT
    count(*) FILTER (WHERE state = 'queued' AND not_before <> 'infinity'),
    count(*) FILTER (WHERE 'payment' = ANY(waits_for)),
    count(*) FILTER (WHERE 'identity' = ANY(waits_for)),
    count(*) FILTER (WHERE state = 'forwarded'),
    count(*) FILTER (WHERE state = 'delivering'),
    min(made_at) FILTER (WHERE state = 'queued' AND not_before <> 'infinity')
FROM relay_jobs WHERE upstream = %(name)s AND state <> 'done'
"""
SQL_ERRORS = f"""
SELECT error_at, application, last_error FROM relay_jobs
WHERE upstream = %(name)s AND error_at IS NOT NULL ORDER BY error_at DESC LIMIT {LAST_ERRORS}
"""  # noqa: S608 - no value is put into the text


class UnknownUpstream(LookupError):
    """There is no system of that name; the text lists those that there are."""


class BadScript(ValueError):
    """A script that cannot be played; the text says which line and why."""


@dataclass(frozen=True, slots=True)
class Error:
    """What the last call for one application came to."""

    at: datetime
    application: str
    what: str


@dataclass(frozen=True, slots=True)
class Seen:
    """One system as the centre sees it.

    ``queued`` wait to be handed over, ``unpaid`` for their money, ``unchecked`` until the civil registry
    has confirmed the applicant, ``asked_about`` for a decision, ``delivering`` for the post. ``circuit`` is
    "unknown" until a relay has called the system.
    """

    name: str
    state: str
    since: datetime | None
    used: bool
    queued: int
    unpaid: int
    unchecked: int
    asked_about: int
    delivering: int
    oldest: datetime | None
    circuit: str
    calls_at_once: int
    failures: int
    circuit_since: datetime | None
    script_steps: int
    errors: tuple[Error, ...]


async def known_names(conn: Connection) -> list[str]:
    """Every system that has a file of its own, is in a catalogue or has applications."""
    rows = await (await conn.execute(SQL_NAMES)).fetchall()
    return sorted({row[0] for row in rows} | PROFILES.keys())


async def list_upstreams(database: Database) -> list[Seen]:
    """Every known system, by name."""
    async with database.autocommit() as conn:
        return [await _see(conn, name) for name in await known_names(conn)]


async def show_upstream(database: Database, name: str) -> Seen:
    """One system. Raises :class:`UnknownUpstream`."""
    async with database.autocommit() as conn:
        await _check_known(conn, name)
        return await _see(conn, name)


async def set_upstream(database: Database, name: str, state: str) -> bool:
    """Set a system's state and tell every office; False when it was in that state already.

    Raises :class:`UnknownUpstream`.
    """
    async with database.transaction() as conn:
        await _check_known(conn, name)
        return await change(conn, name, state)


async def script_upstream(database: Database, name: str, steps: list[Step]) -> list[tuple[datetime, str]]:
    """Let a running relay play these states; an empty list ends a script. When each will be played.

    Raises :class:`UnknownUpstream`.
    """
    async with database.transaction() as conn:
        await _check_known(conn, name)
        return await write_script(conn, name, steps)


def read_script(path: Path) -> list[Step]:
    """A script's file: JSON, a list of ``{"after_s": number, "state": "up|slow|down"}`` in order of time.

    Raises :class:`BadScript` and ``OSError``.
    """
    try:
        steps = msgspec.json.decode(path.read_bytes(), type=list[Step])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadScript(f"{path.name}: {error}") from error
    if not 0 < len(steps) <= SCRIPT_STEPS_MAX:
        raise BadScript(f"{path.name}: a script has 1 to {SCRIPT_STEPS_MAX} steps")
    before = -1.0
    for number, step in enumerate(steps, start=1):
        if step.state not in STATES:
            raise BadScript(
                f"{path.name}: step {number}: state: {step.state!r} is none of {', '.join(STATES)}"
            )
        if not before < step.after_s < float("inf"):
            raise BadScript(
                f"{path.name}: step {number}: after_s: {step.after_s} must be above the one before"
            )
        before = step.after_s
    return steps


def chance_script(*, share_down: float, outage_s: float, for_s: float, seed: int) -> list[Step]:
    """Outages by chance over ``for_s`` seconds, the same for the same seed; it ends with ``up``.

    ``share_down`` of the time it is down, ``outage_s`` at a time, both on average. Raises :class:`BadScript`.
    """
    if not (0 < share_down < 1 and outage_s > 0 and for_s > 0):
        raise BadScript("a chance is between 0 and 1, and times are above 0 s")
    dice = random.Random(seed)  # noqa: S311 - invents outages
    steps, now = [Step(0.0, "up")], 0.0
    while len(steps) < SCRIPT_STEPS_MAX - 2:
        down = now + dice.expovariate(share_down / (outage_s * (1 - share_down)))
        back = down + dice.expovariate(1 / outage_s)
        if down >= for_s:
            break
        steps += [Step(down, "down"), Step(min(back, for_s), "up")]
        now = back
    return steps


async def _check_known(conn: Connection, name: str) -> None:
    known = await known_names(conn)
    if name not in known:
        raise UnknownUpstream(f"There is no upstream system {name}. Known: {', '.join(known)}.")


async def _see(conn: Connection, name: str) -> Seen:
    values = {"name": name}
    ((state, since, used, circuit, at_once, failures, changed, steps),) = await (
        await conn.execute(SQL_SEEN, values)
    ).fetchall()
    ((queued, unpaid, unchecked, asked, delivering, oldest),) = await (
        await conn.execute(SQL_QUEUE, values)
    ).fetchall()
    errors = await (await conn.execute(SQL_ERRORS, values)).fetchall()
    return Seen(
        name=name,
        state=state or "up",
        since=since,
        used=used,
        queued=queued,
        unpaid=unpaid,
        unchecked=unchecked,
        asked_about=asked,
        delivering=delivering,
        oldest=oldest,
        circuit=circuit or "unknown",
        calls_at_once=at_once or 0,
        failures=failures or 0,
        circuit_since=changed,
        script_steps=steps,
        errors=tuple(Error(at, application, what) for at, application, what in errors),
    )

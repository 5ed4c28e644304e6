"""``upstream``: the state of national systems, as offices are told it, and what the centre sees of them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from app.domain.entry import instant
from central.cli.common import Out, Where, command
from central.operations.upstreams import (
    Seen,
    chance_script,
    list_upstreams,
    read_script,
    script_upstream,
    set_upstream,
    show_upstream,
)
from central.upstreams.states import STATES, Step

OUTAGE_S = 60.0
FOR_S = 3_600.0


def add(group: click.Group) -> None:
    """Add the commands to ``group``."""

    @group.group("upstream")
    def upstream_group() -> None:
        """National systems behind the centre."""

    @command(group=upstream_group, name="list")
    def _list(where: Where, out: Out) -> None:
        """Every system: its state, whether the catalogue uses it, what waits."""
        for seen in where.open(list_upstreams):
            out.say(_members(seen), _line(seen))

    @command(group=upstream_group, name="show")
    @click.argument("name")
    def _show(where: Where, out: Out, name: str) -> None:
        """One system, with the relay's circuit and the last errors."""
        seen = where.open(lambda database: show_upstream(database, name))
        errors = [{"at": instant(e.at), "application": e.application, "what": e.what} for e in seen.errors]
        lines = [_line(seen), *(f"  {e['at']} {e['application']}: {e['what']}" for e in errors)]
        out.say(_members(seen) | {"last_errors": errors}, "\n".join(lines))

    @command(group=upstream_group, name="set")
    @click.argument("name")
    @click.argument("state", type=click.Choice(STATES))
    def _set(where: Where, out: Out, name: str, state: str) -> None:
        """Say that a system is up, slow or down, and tell every office."""
        changed = where.open(lambda database: set_upstream(database, name, state))
        out.say(
            {"name": name, "state": state, "changed": changed},
            f"{name} is {state}." if changed else f"{name} was {state} already.",
        )

    _add_script(upstream_group)


def _add_script(upstream_group: click.Group) -> None:
    @command(group=upstream_group, name="script")
    @click.argument("name")
    @click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
    @click.option("--chance", type=float, metavar="SHARE", help="Outages by chance: this share of the time.")
    @click.option("--outage-s", type=float, default=OUTAGE_S, show_default=True, help="Seconds of an outage.")
    @click.option("--for-s", type=float, default=FOR_S, show_default=True, help="Seconds until it ends.")
    @click.option("--seed", type=int, default=1405, show_default=True, help="Same seed, same outages.")
    @click.option("--clear", is_flag=True, help="End the script; the system stays as it is.")
    def _script(where: Where, out: Out, name: str, file: Path | None, clear: bool, **chance: Any) -> None:
        """Let a system's state change by a file's list of times, or by chance, while a relay runs."""
        share = chance["chance"]
        if (file is not None) + (share is not None) + clear != 1:
            raise click.UsageError("Give a FILE, --chance or --clear.")
        steps = _steps(file, chance) if not clear else []
        written = where.open(lambda database: script_upstream(database, name, steps))
        for at, state in written:
            out.say({"name": name, "at": instant(at), "state": state}, f"{instant(at)} {name} {state}")
        if clear:
            out.say({"name": name, "at": None, "state": None}, f"{name} has no script.")


def _steps(file: Path | None, chance: dict[str, Any]) -> list[Step]:
    if file is not None:
        return read_script(file)
    return chance_script(
        share_down=chance["chance"], outage_s=chance["outage_s"], for_s=chance["for_s"], seed=chance["seed"]
    )


def _members(seen: Seen) -> dict[str, object]:
    return {
        "name": seen.name,
        "state": seen.state,
        "since": _when(seen.since),
        "used": seen.used,
        "queued": seen.queued,
        "unpaid": seen.unpaid,
        "unchecked": seen.unchecked,
        "asked_about": seen.asked_about,
        "delivering": seen.delivering,
        "oldest_queued": _when(seen.oldest),
        "circuit": seen.circuit,
        "calls_at_once": seen.calls_at_once,
        "failures": seen.failures,
        "circuit_since": _when(seen.circuit_since),
        "script_steps": seen.script_steps,
    }


def _line(seen: Seen) -> str:
    return (
        f"{seen.name}: {seen.state}{'' if seen.used else ' (not in the catalogue)'}; "
        f"{seen.queued} to hand over, {seen.asked_about} to be decided, {seen.delivering} in the post; "
        f"circuit {seen.circuit}"
    )


def _when(at: datetime | None) -> str | None:
    return None if at is None else instant(at)

"""``upstream set``: the state of a national system, as offices are told it."""

from __future__ import annotations

import click

from central.cli.common import Out, Where, command
from central.operations.upstreams import STATES, set_upstream


def add(group: click.Group) -> None:
    """Add the command to ``group``."""

    @group.group("upstream")
    def upstream_group() -> None:
        """National systems behind the centre."""

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

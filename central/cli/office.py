"""``office`` and ``activate``: the registry that the operator keeps. Staff are in ``central.cli.staff``."""

from __future__ import annotations

import click

from app.domain.entry import instant
from central import offices
from central.cli.common import Out, Where, command


def add(group: click.Group) -> None:
    """Add the commands to ``group``."""
    _add_office(group)

    @command(group=group, name="activate")
    @click.option("--office", required=True, help="Code of the office.")
    def _activate(where: Where, out: Out, office: str) -> None:
        """Make a one-time activation code for one PC of an office."""
        made = where.open(lambda database: offices.make_activation(database, office))
        expires = instant(made.expires)
        out.say(
            {"code": made.code, "expires": expires},
            f"Activation code {made.code} for one PC of office {office}, until {expires}.",
        )


def _add_office(group: click.Group) -> None:
    @group.group("office")
    def office_group() -> None:
        """Offices."""

    @command(group=office_group, name="add")
    @click.option("--code", required=True, help="Four digits.")
    @click.option("--name", required=True, help="The office's name.")
    def _add(where: Where, out: Out, code: str, name: str) -> None:
        """Register an office."""
        where.open(lambda database: offices.add_office(database, code, name))
        out.say({"office": code, "name": name}, f"Office {code} ({name}) is registered.")

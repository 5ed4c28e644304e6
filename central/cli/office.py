"""``office``, ``staff`` and ``activate``: the registry that the operator keeps."""

from __future__ import annotations

from pathlib import Path

import click

from app.domain.entry import instant
from app.domain.roles import Role
from central import offices
from central.cli.common import Out, Where, command

PASSWORD_BYTES_MAX = 4_096


def add(group: click.Group) -> None:
    """Add the commands to ``group``."""
    _add_office(group)
    _add_staff(group)

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


def _add_staff(group: click.Group) -> None:
    @group.group("staff")
    def staff_group() -> None:
        """Staff of the offices."""

    @command(group=staff_group, name="add")
    @click.option("--office", required=True, help="Code of the office.")
    @click.option("--code", required=True, help="The staff member's code.")
    @click.option("--name", required=True, help="The staff member's name.")
    @click.option(
        "--role",
        "roles",
        required=True,
        multiple=True,
        type=click.Choice([role.value for role in Role]),
        help="May be given several times.",
    )
    @click.option(
        "--password-file",
        required=True,
        type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
        help="File whose first line is the password.",
    )
    def _add(
        where: Where, out: Out, office: str, code: str, name: str, roles: tuple[str, ...], password_file: Path
    ) -> None:
        """Register a staff member; the same code again changes name, roles and password."""
        password = _read_password(password_file)
        credential = where.open(
            lambda database: offices.add_staff(database, office, code, name, roles, password)
        )
        out.say(
            {"office": office, "staff": code, "roles": list(roles), "credential": credential},
            f"Staff member {code} ({name}) of office {office}: {', '.join(roles)}.",
        )

    @command(group=staff_group, name="end")
    @click.option("--office", required=True, help="Code of the office.")
    @click.option("--code", required=True, help="The staff member's code.")
    def _end(where: Where, out: Out, office: str, code: str) -> None:
        """Let a staff member sign in no more."""
        where.open(lambda database: offices.end_staff(database, office, code))
        out.say(
            {"office": office, "staff": code, "active": False},
            f"Staff member {code} of office {office} signs in no more.",
        )


def _read_password(path: Path) -> str:
    with click.open_file(str(path), encoding="utf-8") as source:
        try:
            text = str(source.read(PASSWORD_BYTES_MAX))
        except UnicodeDecodeError:
            raise ValueError(f"{path} is no text in UTF-8.") from None
    password = text.split("\n", 1)[0].rstrip("\r")
    if not password:
        raise ValueError(f"The first line of {path} is empty; it must be the password.")
    return password

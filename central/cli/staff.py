"""``staff``: who works at an office, in which roles, for which families of services and until when."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from app.domain.entitlement import Entitlement
from app.domain.roles import Role
from central import offices
from central.cli.common import Out, Where, command
from central.operations import staff as records

PASSWORD_BYTES_MAX = 4_096


def add(group: click.Group) -> None:
    """Add the commands to ``group``."""

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

    _add_entitle(staff_group)
    _add_list(staff_group)


def _add_entitle(staff_group: click.Group) -> None:
    @command(group=staff_group, name="entitle")
    @click.option("--office", required=True, help="Code of the office.")
    @click.option("--code", required=True, help="The staff member's code.")
    @click.option("--family", help="First word of the services' codes, such as passport.")
    @click.option("--until", metavar="DAY", help="The last Jalali day, such as 1406-12-29.")
    @click.option("--withdraw", is_flag=True, help="Take this family away.")
    @click.option("--no-limit", is_flag=True, help="All families, without an end, as before the first limit.")
    def _entitle(
        where: Where,
        out: Out,
        office: str,
        code: str,
        family: str | None,
        until: str | None,
        withdraw: bool,
        no_limit: bool,
    ) -> None:
        """Say which family of services a staff member may take, and until when.

        The first family that is given limits the member to it; each further one is added.
        """
        if no_limit:
            if family is not None or until is not None or withdraw:
                raise click.UsageError("--no-limit stands alone.")
            where.open(lambda database: records.entitle_to_all(database, office, code))
            made = None
        else:
            if family is None or withdraw is (until is not None):
                raise click.UsageError("Give --family with --until or --withdraw, or --no-limit.")
            named = family
            made = where.open(lambda database: records.entitle(database, office, code, named, until))
        out.say(
            {"office": office, "staff": code, "entitlements": msgspec.to_builtins(made)},
            f"Staff member {code} of office {office} may take {_words(made)}.",
        )


def _add_list(staff_group: click.Group) -> None:
    @command(group=staff_group, name="list")
    @click.option("--office", required=True, help="Code of the office.")
    def _list(where: Where, out: Out, office: str) -> None:
        """Everybody of an office, with roles and the families of services that each may take."""
        for one in where.open(lambda database: records.list_staff(database, office)):
            out.say(
                {"office": office, **msgspec.to_builtins(one)},
                f"{one.staff}  {one.name}  {', '.join(one.roles)}"
                f"{'' if one.active else ' (signs in no more)'}: {_words(one.entitlements)}",
            )


def _words(entitlements: tuple[Entitlement, ...] | None) -> str:
    if entitlements is None:
        return "every family of services"
    return ", ".join(f"{one.family} until {one.until}" for one in entitlements) or "no services at all"


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

"""``inspections`` and ``vehicle``: what SIMFA sent, what is missing, who looked, and base data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import msgspec

from app.domain.entry import instant
from central import lookups, vehicles
from central.cli.common import Out, Where, command
from central.database import Database
from central.inspections.gaps import CentreState, centre_states, pass_over
from central.operations import inspections

_plate = click.option("--plate", metavar="PLATE", help="As 12ب345-46.")
_vin = click.option("--vin", metavar="VIN")


def add(group: click.Group) -> None:
    """Add the commands to ``group``."""

    @group.group("inspections")
    def inspections_group() -> None:
        """SIMFA's technical inspections."""

    _add_show(inspections_group)
    _add_centres(inspections_group)
    _add_findings(inspections_group)
    _add_lookups(inspections_group)

    @group.group("vehicle")
    def vehicle_group() -> None:
        """Base data of vehicles."""

    @command(group=vehicle_group, name="load")
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    def _load(where: Where, out: Out, file: Path) -> None:
        """Load a file of the traffic police's register, one JSON object a line, all of it or nothing."""
        count = where.open(lambda database: vehicles.load_register(database, file))
        out.say({"vehicles": count}, f"{count} vehicles.")


def _add_show(group: click.Group) -> None:
    @command(group=group, name="show")
    @_plate
    @_vin
    def _show(where: Where, out: Out, plate: str | None, vin: str | None) -> None:
        """A vehicle's inspections, newest first."""
        named = _named(plate, vin)
        for one in where.open(lambda database: inspections.history(database, *named)):
            until = f" until {one.valid_until}" if one.valid_until else ""
            said = f"{one.at}  {one.plate}  {one.vin or '-'}  {one.result}{until}  {one.inspection}"
            out.say(msgspec.to_builtins(one), f"{said} ({one.centre})")


def _add_centres(group: click.Group) -> None:
    @command(group=group, name="centres")
    def _centres(where: Where, out: Out) -> None:
        """How far each inspection centre's running numbers go, and what is missing."""

        async def work(database: Database) -> list[CentreState]:
            async with database.autocommit() as conn:
                return await centre_states(conn)

        for one in where.open(work):
            out.say(msgspec.to_builtins(one), _line(one))

    @command(group=group, name="skip")
    @click.option("--centre", required=True, help="Code of the inspection centre.")
    @click.option(
        "--to", required=True, type=click.IntRange(1, 2**53), help="The last number not to wait for."
    )
    def _skip(where: Where, out: Out, centre: str, to: int) -> None:
        """Wait no longer for a centre's numbers; also where the numbers of a new one begin."""
        one = where.open(lambda database: pass_over(database, centre, to))
        out.say(msgspec.to_builtins(one), _line(one))


def _add_findings(group: click.Group) -> None:
    @command(group=group, name="findings")
    def _findings(where: Where, out: Out) -> None:
        """What is wrong with what partners sent, and not settled."""
        for one in where.open(inspections.open_findings):
            members: dict[str, Any] = {
                "raised_at": instant(one.raised_at),
                "partner": one.partner,
                "type": one.type,
                "inspection": one.inspection,
                "centre": one.centre,
                "number": one.number,
                "note": {"fa": one.note_fa, "en": one.note_en},
            }
            about = f"{one.centre or '-'} {one.inspection or one.number or ''}".rstrip()
            out.say(members, f"{members['raised_at']}  {one.type}  {about}: {one.note_en}")


def _add_lookups(group: click.Group) -> None:
    @command(group=group, name="lookups")
    @_plate
    @_vin
    def _lookups(where: Where, out: Out, plate: str | None, vin: str | None) -> None:
        """Who asked about vehicles, newest first; of one vehicle where it is named."""
        named_plate, named_vin = inspections.read_vehicle(plate, vin)
        for one in where.open(lambda database: lookups.lookups(database, plate=named_plate, vin=named_vin)):
            members = {"at": instant(one.at), "caller": one.caller, "call": one.call, "outcome": one.outcome}
            out.say(members, f"{members['at']}  {one.caller}  {one.call}  {one.outcome}")


def _named(plate: str | None, vin: str | None) -> tuple[str, str]:
    named = inspections.read_vehicle(plate, vin)
    if not any(named):
        raise click.UsageError("Name a vehicle by --plate, --vin or both.")
    return named


def _line(one: CentreState) -> str:
    gaps = ", ".join(f"{gap.first} to {gap.last}" for gap in one.missing)
    return f"{one.centre}: whole up to {one.last}{f'; missing: {gaps}' if gaps else ''}"

"""``daftar vehicle``: what is known here of a vehicle's technical inspection, and since when."""

from __future__ import annotations

import click

from app.cli.options import Setting, with_setting
from app.cli.output import say_json, say_pairs
from app.domain.errors import DaftarError


class NotAVehicle(DaftarError):
    """What was typed names no vehicle."""

    what = "{typed} names no vehicle."
    safe = "Nothing was changed."
    todo = "A plate is written 12ب345-46 or 123-45678; a VIN has 17 letters and digits."


@click.command(
    "vehicle",
    help="A vehicle's technical inspection as the centre told of it last, with the instant of that word. "
    "With --ask the centre is asked first, and this office hears of every change for a week.",
)
@click.argument("plate")
@click.option("--vin", default="", help="Tells vehicles apart that bore the same plate.")
@click.option("--ask", is_flag=True, help="Ask the centre now.")
@with_setting
def command(setting: Setting, plate: str, vin: str, ask: bool) -> None:
    """See ``help`` above."""
    from app.domain.identifiers import plate as plates
    from app.domain.identifiers import vin as vins
    from app.domain.vehicle import Vehicle
    from app.office.vehicle import look

    vehicle = Vehicle(plates.normalise(plate), vins.normalise(vin))
    if plates.check(vehicle.plate) is not None:
        raise NotAVehicle(typed=plate)
    if vehicle.vin and vins.check(vehicle.vin) is not None:
        raise NotAVehicle(typed=vin)
    with setting.counter(write=ask) as counter:
        if ask:
            from app.sync.sync_once import sync_once
            from app.sync.vehicle import ask_vehicle

            ask_vehicle(counter.identity, counter.signer, counter.clock, vehicle.plate, vehicle.vin)
            sync_once(counter.store, counter.signer, counter.clock)
        found = look(counter, vehicle)
    inspection = found.heard.inspection if found.heard is not None else None
    told = {
        "plate": vehicle.plate,
        "vin": vehicle.vin,
        "state": str(found.state),
        "valid_until": inspection.valid_until or None if inspection is not None else None,
        "inspected_at": inspection.at if inspection is not None else None,
        "inspection": inspection.inspection if inspection is not None else None,
        "heard_at": found.heard.at if found.heard is not None else None,
    }
    if setting.json:
        say_json(told)
    else:
        say_pairs((name.replace("_", " "), value or "-") for name, value in told.items())

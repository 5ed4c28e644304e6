"""``daftar sample``: valid invented applications, one JSON a line."""

from __future__ import annotations

import secrets

import click

from app.cli.options import Setting, with_setting
from app.cli.output import say_json
from app.domain.catalogue import Catalogue
from app.domain.tariff import Tariff

COUNT_MAX = 1_000_000


@click.command("sample", help="Valid invented applications, one JSON a line, as `daftar accept` takes them.")
@click.option("--service", metavar="CODE", help="Only of this service; otherwise of all by turns.")
@click.option("--count", type=click.IntRange(1, COUNT_MAX), default=1, show_default=True)
@click.option("--seed", metavar="S", help="The same seed gives the same applications.")
@with_setting
def command(setting: Setting, service: str | None, count: int, seed: str | None) -> None:
    """See ``help`` above."""
    from app.office.sample import samples

    catalogue, tariff, today = _definitions(setting)
    made = samples(
        catalogue, tariff, today=today, count=count, seed=seed or secrets.token_hex(4), service=service
    )
    try:
        for request in made:
            say_json(request)
    except LookupError as error:
        raise click.BadParameter(f"no such service is given: {error}", param_hint="--service") from error


def _definitions(setting: Setting) -> tuple[Catalogue, Tariff, str]:
    """What this office holds; on a PC that is not enrolled, what this version came with."""
    from app.domain.business_day import business_day

    if setting.place.store_file.exists():
        with setting.counter(write=False) as counter:
            now = counter.now()
            return counter.catalogue(), counter.tariff(now), business_day(now)
    from datetime import UTC, datetime

    from app.domain.tariff import in_force
    from app.office.packaged import packaged_catalogue, packaged_tariffs
    from app.office.prices import NoTariffYet

    now = datetime.now(UTC)
    tariff = in_force(packaged_tariffs(), now)
    if tariff is None:
        raise NoTariffYet(service="any service")
    return packaged_catalogue(), tariff, business_day(now)

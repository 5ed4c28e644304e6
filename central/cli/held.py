"""``head``, ``receipts``, ``totals`` and ``fleet``: what the centre holds."""

from __future__ import annotations

import dataclasses

import click

from app.domain.business_day import parse_day
from app.domain.entry import instant
from app.domain.money import grouped
from central.cli.common import Out, Where, command
from central.database import Database
from central.operations import held
from central.operations.totals import Totals, totals


def add(group: click.Group) -> None:
    """Add the commands to ``group``."""
    _add_head(group)
    _add_receipts(group)
    _add_totals(group)
    _add_fleet(group)


def _add_head(group: click.Group) -> None:
    @command(group=group, name="head")
    @click.option("--device", required=True, help="The device's id.")
    def _head(where: Where, out: Out, device: str) -> None:
        """The end of a device's journal as the centre holds it."""
        head = where.open(lambda database: held.get_head(database, device))
        out.say({"seq": head.seq, "hash": head.hash}, f"{head.seq} entries, hash {head.hash}")


def _add_receipts(group: click.Group) -> None:
    @command(group=group, name="receipts")
    @click.option("--office", required=True, help="Code of the office.")
    def _receipts(where: Where, out: Out, office: str) -> None:
        """Every receipt of an office."""

        async def work(database: Database) -> None:
            async for one in held.receipts(database, office):
                text = f"{one.receipt}  {one.service}  {grouped(one.amount_rials)} IRR  {one.state}"
                out.say(dataclasses.asdict(one), text)

        where.open(work)


def _add_totals(group: click.Group) -> None:
    @command(group=group, name="totals")
    @click.option("--office", required=True, help="Code of the office.")
    @click.option("--date", required=True, metavar="YYYY-MM-DD", help="Jalali day.")
    def _totals(where: Where, out: Out, office: str, date: str) -> None:
        """The sums of an office's business day."""
        try:
            day = parse_day(date)
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint="--date") from error
        found = where.open(lambda database: totals(database, office, day))
        out.say(dataclasses.asdict(found), _totals_text(found))


def _totals_text(found: Totals) -> str:
    lines = [f"{found.date}: {found.receipts} receipts, {grouped(found.total_rials)} IRR"]
    for title, sums in (
        ("method", found.by_payment),
        ("service", found.by_service),
        ("payee", found.by_payee),
        ("method, given back", found.refunded.by_payment),
        ("payee, given back", found.refunded.by_payee),
    ):
        lines += [f"  by {title}: {name}  {grouped(rials)} IRR" for name, rials in sums.items()]
    return "\n".join(lines)


def _add_fleet(group: click.Group) -> None:
    @command(group=group, name="fleet")
    def _fleet(where: Where, out: Out) -> None:
        """Every enrolled device: its office, its journal, when it was last seen."""
        for one in where.open(held.fleet):
            seen = instant(one.last_seen) if one.last_seen is not None else None
            out.say(
                {
                    "device": one.device,
                    "office": one.office,
                    "counter": one.counter,
                    "name": one.name,
                    "head": {"seq": one.head.seq, "hash": one.head.hash},
                    "last_seen": seen,
                    "unprojected": one.unprojected,
                    "revoked": instant(one.revoked) if one.revoked is not None else None,
                },
                f"{one.office}-{one.counter:02d}  {one.name}  {one.device}  {one.head.seq} entries  "
                f"last seen {seen or 'never'}{'  REVOKED' if one.revoked is not None else ''}",
            )

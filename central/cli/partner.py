"""``partner``: other systems that call the centre (SIMFA, enforcement cameras), and their keys."""

from __future__ import annotations

from typing import Any

import click

from app.domain.entry import instant
from central import partners
from central.cli.common import Out, Where, command
from central.partners import PartnerKind, Registered


def add(group: click.Group) -> None:
    """Add the commands to ``group``."""

    @group.group("partner")
    def partner_group() -> None:
        """Systems that call the centre with a key of their own."""

    @command(group=partner_group, name="add")
    @click.option("--name", required=True, help="1 to 64 Latin letters, digits, dots or hyphens.")
    @click.option("--kind", required=True, type=click.Choice([kind.value for kind in PartnerKind]))
    @click.option("--calls-per-minute", type=click.IntRange(1, 1_000_000), help="Of each call.")
    def _add(where: Where, out: Out, name: str, kind: str, calls_per_minute: int | None) -> None:
        """Register a partner and show its key, this once."""
        key = where.open(
            lambda database: partners.add_partner(database, name, PartnerKind(kind), calls_per_minute)
        )
        out.say(
            {"name": name, "kind": kind, "key": key},
            f"Partner {name} ({kind}). Its key, which is shown only now:\n{key}",
        )

    @command(group=partner_group, name="list")
    def _list(where: Where, out: Out) -> None:
        """Every partner, also those whose key was taken back."""
        for one in where.open(partners.list_partners):
            out.say(_members(one), _line(one))

    @command(group=partner_group, name="revoke")
    @click.argument("name")
    def _revoke(where: Where, out: Out, name: str) -> None:
        """Take a partner's key back, at once and for good."""
        ended = where.open(lambda database: partners.end_partner(database, name))
        out.say(
            {"name": name, "revoked": ended},
            f"The key of {name} counts no more." if ended else f"The key of {name} had been taken back.",
        )


def _members(one: Registered) -> dict[str, Any]:
    return {
        "name": one.name,
        "kind": one.kind.value,
        "calls_per_minute": one.calls_per_minute,
        "added_at": instant(one.added_at),
        "revoked_at": instant(one.ended_at) if one.ended_at is not None else None,
    }


def _line(one: Registered) -> str:
    ended = f"  REVOKED {instant(one.ended_at)}" if one.ended_at is not None else ""
    return f"{one.name}  {one.kind}  {one.calls_per_minute} calls a minute{ended}"

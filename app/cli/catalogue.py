"""``daftar catalogue``: what is given here, at what price, and what is allowed offline."""

from __future__ import annotations

from typing import Any

import click

from app.cli.options import Setting, with_setting
from app.cli.output import say, say_json, say_table
from app.domain.money import grouped


@click.command("catalogue", help="Services, fields, tariff items in force, what is allowed offline.")
@click.option("--service", metavar="CODE", help="Only this one, with its fields and tariff items.")
@with_setting
def command(setting: Setting, service: str | None) -> None:
    """See ``help`` above."""
    with setting.counter(write=False) as counter:
        tariff = counter.prices().in_force(counter.now())
        found = [s for s in counter.catalogue().services if service in (None, s.code)]
    if not found:
        raise click.BadParameter(f"there is no service {service!r}", param_hint="--service")
    rows: list[dict[str, Any]] = []
    for each in found:
        items = tariff.services.get(each.code) if tariff is not None else None
        rows.append(
            {
                "code": each.code,
                "name_fa": each.name.fa,
                "name_en": each.name.en,
                "family": each.family.en,
                "enabled": each.enabled,
                "offline": str(each.offline),
                "upstream": each.upstream,
                "fee_rials": sum(i.amount_rials for i in items) if items is not None else None,
                "tariff_version": tariff.version if tariff is not None else None,
                "items": [
                    {"item": i.item, "name_en": i.name.en, "payee": i.payee, "amount_rials": i.amount_rials}
                    for i in items or []
                ],
                "fields": [
                    {"path": f"{section}.{f.name}", "type": f.type, "required": f.required}
                    for section, fields in (("applicant", each.applicant_fields), ("fields", each.own_fields))
                    for f in fields
                ],
            }
        )
    if setting.json:
        for row in rows:
            say_json(row)
        return
    say_table(
        ["code", "service", "given", "offline", "upstream", "rials"],
        [
            [
                row["code"],
                row["name_en"],
                "yes" if row["enabled"] else "no",
                row["offline"],
                row["upstream"],
                "-" if row["fee_rials"] is None else grouped(row["fee_rials"]),
            ]
            for row in rows
        ],
        right=frozenset({5}),
    )
    if service is not None:
        _say_details(rows[0])


def _say_details(row: dict[str, Any]) -> None:
    say()
    say("Asked for")
    for field in row["fields"]:
        say(f"  {field['path']}  {field['type']}{'' if field['required'] else '  (may be left out)'}")
    say()
    say(f"Tariff, version {row['tariff_version']}")
    for item in row["items"]:
        say(f"  {item['name_en']}  {grouped(item['amount_rials'])}  to {item['payee']}")

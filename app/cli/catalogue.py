"""``daftar catalogue``: what is given here, at what price, and what is allowed offline."""

from __future__ import annotations

from typing import Any

import click

from app.cli.options import Setting, with_setting
from app.cli.output import say, say_json, say_table
from app.domain.fee import fee
from app.domain.money import grouped
from app.domain.tariff import Tariff, TariffItem


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
                "fee_rials": _fee_rials(tariff, each.code),
                "tariff_version": tariff.version if tariff is not None else None,
                "items": [
                    {
                        "item": i.item,
                        "name_en": i.name.en,
                        "payee": i.payee,
                        "amount_rials": i.amount_rials,
                        "charged": _charged(i),
                    }
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
        amount = grouped(item["amount_rials"]) if item["amount_rials"] is not None else ""
        words = (item["name_en"], amount, item["charged"], f"to {item['payee']}")
        say("  " + "  ".join(word for word in words if word))


def _fee_rials(tariff: Tariff | None, code: str) -> int | None:
    """What a service costs before anything is answered; None without a price."""
    if tariff is None or code not in tariff.services:
        return None
    return fee(tariff, code, {}, "").total_rials


def _charged(item: TariffItem) -> str:
    """When and how often an item is charged; empty for one that always is, once."""
    words = []
    steps = [f"{s.first}-{s.last or ''}: {grouped(s.amount_rials)}" for s in item.steps]
    if steps:
        words.append("; ".join(steps))
    if item.tax is not None:
        words.append(f"{item.tax.per_million / 10_000:g} % of {', '.join(item.tax.of)}")
    if item.per is not None:
        words.append(f"for each of {item.per.field}" + (f" above {item.per.over}" if item.per.over else ""))
    if item.late is not None:
        over = f" above {item.late.over}" if item.late.over else ""
        words.append(f"for whole {item.late.unit} after {item.late.since}{over}")
    if item.once:
        words.append("once")
    if item.cap_rials is not None:
        words.append(f"at most {grouped(item.cap_rials)}")
    if item.when is not None:
        words.append(f"if {item.when.field} is {' or '.join(item.when.any_of)}")
    return ", ".join(words)

"""``daftar catalogue``: what is given here, at what price, and what is allowed offline."""

from __future__ import annotations

import click

from app.cli.catalogue_facts import (
    Standing,
    as_json,
    asked_words,
    charged_words,
    check_words,
    main_facts,
    paths,
    rule_words,
    standing,
)
from app.cli.options import Setting, with_setting
from app.cli.output import say, say_json, say_table
from app.domain.catalogue import Service
from app.domain.fee import fee
from app.domain.money import grouped
from app.domain.tariff import Tariff


@click.command("catalogue", help="The services that this office has now; with CODE, all facts of one.")
@click.argument("code", required=False)
@click.option("--service", metavar="CODE", help="The same as CODE.")
@with_setting
def command(setting: Setting, code: str | None, service: str | None) -> None:
    """See ``help`` above."""
    wanted = code or service
    with setting.counter(write=False) as counter:
        tariff = counter.prices().in_force(counter.now())
        found = [s for s in counter.catalogue().services if wanted in (None, s.code)]
    if not found:
        raise click.BadParameter(f"there is no service {wanted!r}", param_hint="CODE")
    if setting.json:
        for each in found:
            items = tariff.services.get(each.code, []) if tariff is not None else []
            price = {
                "fee_rials": _fee_rials(tariff, each.code),
                "tariff_version": tariff.version if tariff is not None else None,
            }
            say_json({**as_json(each, items), **price})
        return
    say_table(
        ["code", "service", "given", "offline", "upstream", "rials"],
        [_row(each, tariff) for each in found],
        right=frozenset({5}),
    )
    if wanted is not None:
        _say_details(found[0], tariff)


def _row(service: Service, tariff: Tariff | None) -> list[str]:
    fee_rials = _fee_rials(tariff, service.code)
    given = "yes" if service.enabled else "no"
    price = "-" if fee_rials is None else grouped(fee_rials)
    return [service.code, service.name.en, given, str(service.offline), service.upstream, price]


def _say_details(service: Service, tariff: Tariff | None) -> None:
    say()
    say(f"{service.name.fa}, {service.family.fa} / {service.family.en}")
    for name, words, sure in main_facts(service):
        say(f"  {name}: {words}{_sure(sure)}")
    say()
    say("Asked for")
    for path, field in paths(service):
        more = check_words(field)
        sure = standing(service, field.name, "sections")
        say(f"  {path}  {field.type}, {asked_words(field)}{'; ' + more if more else ''}{_sure(sure)}")
    say()
    say("Papers")
    for document in service.documents:
        sure = standing(service, f"documents.{document.code}", "documents")
        need = "" if document.required else ", may be left out"
        say(f"  {document.code}: {document.name.fa} / {document.name.en}{need}{_sure(sure)}")
    if service.rules:
        say()
        say("Rules across fields")
    for rule in service.rules:
        say(f"  {rule_words(rule)}{_sure(standing(service, f'rules.{rule.kind}', 'rules'))}")
        say(f"    {rule.message.fa} / {rule.message.en}")
    if tariff is not None:
        say()
        say(f"Tariff, version {tariff.version}{', invented' if tariff.invented else ''}")
        for item in tariff.services.get(service.code, []):
            amount = grouped(item.amount_rials) if item.amount_rials is not None else ""
            parts = (item.name.en, amount, charged_words(item), f"to {item.payee}")
            say("  " + "  ".join(part for part in parts if part))


def _sure(sure: Standing) -> str:
    """A fact's status in brackets, with where it was read."""
    return f" [{sure.status}{': ' + sure.source if sure.source else ''}]"


def _fee_rials(tariff: Tariff | None, code: str) -> int | None:
    """What a service costs before anything is answered; None without a price."""
    if tariff is None or code not in tariff.services:
        return None
    return fee(tariff, code, {}, "").total_rials

"""``daftar verify-receipt``: check the text of a receipt's QR, offline."""

from __future__ import annotations

import sys

import click
import msgspec

from app.cli.options import Setting, with_setting
from app.cli.output import say, say_json, say_pairs
from app.domain.money import grouped

EXIT_NOT_GENUINE = 1


@click.command("verify-receipt", help="Check the text of a receipt's QR, offline. - reads it from stdin.")
@click.argument("text")
@with_setting
@click.pass_context
def command(ctx: click.Context, setting: Setting, text: str) -> None:
    """See ``help`` above."""
    from app.office.verify_receipt import TEXT_CHARACTERS_MAX, verify_receipt

    if text == "-":
        text = sys.stdin.read(TEXT_CHARACTERS_MAX + 1)
    with setting.counter(write=False) as counter:
        verdict = verify_receipt(counter, text)
    claims = verdict.claims
    if setting.json:
        say_json(
            {
                "genuine": verdict.genuine,
                "finding": str(verdict.finding),
                "sentence": verdict.sentence,
                "receipt": claims.n if claims else None,
                "service": claims.s if claims else None,
                "amount_rials": claims.t if claims else None,
                "claims": msgspec.to_builtins(claims) if claims else None,
            }
        )
    elif claims is not None:
        say_pairs(
            [
                ("receipt", claims.n),
                ("service", claims.s),
                ("accepted", claims.at),
                ("tariff version", claims.v),
                *((f"  {item}, to {payee}", grouped(rials)) for item, payee, rials in claims.l),
                ("total", f"{grouped(claims.t)} rials"),
                ("paid", f"{grouped(claims.p)} rials"),
            ]
        )
    if verdict.genuine:
        if not setting.json:
            say(verdict.sentence)
        return
    click.echo(f"daftar: {verdict.sentence}", err=True)
    ctx.exit(EXIT_NOT_GENUINE)

"""``daftar void RECEIPT``: a manager takes an application back."""

from __future__ import annotations

import click

from app.cli.acting import Acting, acting
from app.cli.output import say, say_json
from app.domain.money import grouped


@click.command("void", help="Void the application of RECEIPT, before a national system has it (a manager).")
@click.option("--reason", required=True, help="Why, in a few words.")
@acting
def command(acting: Acting, receipt: str, reason: str) -> None:
    """See ``help`` above."""
    from app.office.void import void

    with acting.at_the_counter() as (counter, session):
        done = void(counter, session, receipt, reason)
    if acting.setting.json:
        say_json(
            {
                "receipt": done.receipt,
                "application": done.application,
                "seq": done.seq,
                "hash": done.hash,
                "state": "voided",
                "paid_rials": done.paid_rials,
            }
        )
        return
    say(f"Receipt {done.receipt} is voided here; the centre decides whether that was in time.")
    if done.paid_rials:
        say(f"When it has, {grouped(done.paid_rials)} rials are to be given back: daftar refund.")

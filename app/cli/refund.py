"""``daftar refund RECEIPT``: give back the money of a voided application."""

from __future__ import annotations

import click

from app.cli.acting import Acting, acting
from app.cli.output import say, say_json
from app.domain.money import grouped


@click.command("refund", help="Give back what was paid for RECEIPT, which the centre has recorded as void.")
@acting
def command(acting: Acting, receipt: str) -> None:
    """See ``help`` above."""
    from app.office.refund import refund

    with acting.at_the_counter() as (counter, session):
        done = refund(counter, session, receipt)
    if acting.setting.json:
        refunds = [
            {
                "payment": each.payment,
                "method": each.method,
                "amount_rials": each.amount_rials,
                "rrn": each.rrn,
                "terminal": each.terminal,
            }
            for each in done.payments
        ]
        say_json(
            {
                "receipt": done.receipt,
                "application": done.application,
                "seq": done.seq,
                "hash": done.hash,
                "state": "refunded",
                "total_rials": done.total_rials,
                "refunds": refunds,
            }
        )
        return
    for each in done.payments:
        slip = f", slip {each.rrn}" if each.rrn else ""
        say(f"Give back {grouped(each.amount_rials)} rials by {each.method}{slip}.")
    say(f"Receipt {done.receipt} is refunded.")

"""``daftar pay RECEIPT``: take the payment of an application that was captured unpaid."""

from __future__ import annotations

import click

from app.cli.acting import Acting, acting, say_refused
from app.cli.output import say, say_json
from app.domain.money import grouped


@click.command("pay", help="Take the whole fee of RECEIPT, which was captured unpaid.")
@click.option("--cash", "cash_rials", type=int, help="Rials paid in cash.")
@click.option("--card", "card_rials", type=int, help="Rials paid by the terminal; needs --rrn.")
@click.option("--rrn", default="", help="The 12-digit reference on the terminal's slip.")
@click.option("--terminal", default="", help="The 8-digit number of the terminal.")
@click.option("--by-terminal", is_flag=True, help="Take what --cash leaves by this counter's card terminal.")
@acting
@click.pass_context
def command(
    ctx: click.Context,
    acting: Acting,
    receipt: str,
    cash_rials: int | None,
    card_rials: int | None,
    rrn: str,
    terminal: str,
    by_terminal: bool,
) -> None:
    """See ``help`` above."""
    from app.domain.application import Method, Payment
    from app.office.accept import Refused
    from app.office.pay import take_payment

    if card_rials is None and (rrn or terminal):
        raise click.UsageError("--rrn and --terminal belong to --card")
    if card_rials is not None and by_terminal:
        raise click.UsageError("--by-terminal takes the amount, and gets the reference, by itself")
    payments = []
    if cash_rials is not None:
        payments.append(Payment(method=Method.CASH, amount_rials=cash_rials))
    if card_rials is not None:
        payments.append(Payment(method=Method.CARD, amount_rials=card_rials, rrn=rrn, terminal=terminal))
    try:
        with acting.at_the_counter() as (counter, session):
            if by_terminal:
                from app.office.pay import take_rest_by_terminal

                payments.append(take_rest_by_terminal(counter, session, receipt, cash_rials or 0))
            done = take_payment(counter, session, receipt, payments)
    except Refused as error:
        ctx.exit(say_refused(error.problems, as_json=acting.setting.json))
    if acting.setting.json:
        say_json(
            {
                "receipt": done.receipt,
                "application": done.application,
                "seq": done.seq,
                "hash": done.hash,
                "state": "accepted",
                "total_rials": done.total_rials,
            }
        )
        return
    say(f"{grouped(done.total_rials)} rials are taken for receipt {done.receipt}.")

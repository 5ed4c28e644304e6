"""``daftar day``: a day's receipts and totals."""

from __future__ import annotations

import click

from app.cli.options import Setting, with_setting
from app.cli.output import say, say_json, say_pairs
from app.domain.money import grouped


@click.command("day", help="A day's receipts and totals; today's unless --date says otherwise.")
@click.option("--date", "date", metavar="D", help="A Jalali day: 1405-09-03.")
@with_setting
def command(setting: Setting, date: str | None) -> None:
    """See ``help`` above."""
    from app.office.day import day_of, view_day

    with setting.counter(write=False) as counter:
        day = day_of(counter, date)
        found = view_day(counter, day)
    if setting.json:
        say_json(
            {
                "date": day,
                "receipts": found.receipts,
                "total_rials": found.total_rials,
                "by_payment": found.by_payment,
                "by_service": found.by_service,
                "by_payee": found.by_payee,
                "refunded": {
                    "total_rials": found.refunded.total_rials,
                    "by_payment": found.refunded.by_payment,
                    "by_service": found.refunded.by_service,
                    "by_payee": found.refunded.by_payee,
                },
                "waiting": found.waiting,
                "closed": found.closed,
            }
        )
        return
    say_pairs(
        [
            ("day", day),
            ("receipts", found.receipts),
            ("taken", f"{grouped(found.total_rials)} rials"),
            ("given back", f"{grouped(found.refunded.total_rials)} rials"),
            ("kept", f"{grouped(found.kept_rials)} rials"),
            ("waiting to be sent", found.waiting),
            ("closed", "yes" if found.closed else "no"),
        ]
    )
    for title, amounts in (
        ("By payment", found.by_payment),
        ("By service", found.by_service),
        ("By payee", found.by_payee),
        ("Given back, by payment", found.refunded.by_payment),
        ("Given back, by payee", found.refunded.by_payee),
    ):
        if amounts:
            say()
            say(title)
            say_pairs((f"  {name}", grouped(rials)) for name, rials in amounts.items())

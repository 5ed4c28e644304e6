"""``daftar outages``: hours of downtime by system."""

from __future__ import annotations

import click

from app.cli.options import Setting, with_setting
from app.cli.output import say, say_json, say_pairs, say_table


@click.command("outages", help="What was down, from when to when, and how many were served meanwhile.")
@click.option("--from", "first_day", metavar="D", help="First Jalali day: 1405-09-01.")
@click.option("--to", "last_day", metavar="D", help="Last Jalali day, included.")
@with_setting
def command(setting: Setting, first_day: str | None, last_day: str | None) -> None:
    """See ``help`` above."""
    from app.office.outages import down_for, view_outages

    with setting.counter(write=False) as counter:
        rows = view_outages(counter, first_day, last_day)
        totals = down_for(rows, counter.now())
    if setting.json:
        for row in rows:
            say_json(
                {
                    "system": row.system,
                    "from": row.started_at,
                    "to": row.ended_at,
                    "cause": row.cause,
                    "served": row.served,
                }
            )
        return
    if not rows:
        say("No outage is recorded here for these days.")
        return
    say_table(
        ["system", "from", "to", "served", "cause"],
        [[r.system, r.started_at, r.ended_at or "goes on", r.served, r.cause] for r in rows],
        right=frozenset({3}),
    )
    say()
    say("Hours down")
    say_pairs((f"  {system}", f"{lasted.total_seconds() / 3600:.2f}") for system, lasted in totals.items())

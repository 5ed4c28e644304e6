"""``daftar rebuild``: make the read tables anew from the two logs."""

from __future__ import annotations

import click

from app.cli.options import Setting, with_setting
from app.cli.output import say, say_json


@click.command("rebuild", help="Drop the read tables and make them anew from journal and feed.")
@with_setting
def command(setting: Setting) -> None:
    """See ``help`` above."""
    from app.local_db import journal
    from app.local_db.projections.rebuild import rebuild

    with setting.counter(write=True) as counter:
        rebuild(counter.store)
        with counter.store.read() as conn:
            entries = journal.head(conn).seq
    if setting.json:
        say_json({"entries": entries, "rebuilt": True})
    else:
        say(f"The read tables were made anew from {entries} entries.")

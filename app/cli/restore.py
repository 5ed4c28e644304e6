"""``daftar restore``: put a backup in the place of a lost or damaged store."""

from __future__ import annotations

from pathlib import Path

import click

from app.cli.options import Setting, ask_keys, with_setting
from app.cli.output import say, say_json


@click.command(
    "restore",
    help="Put a backup in the store's place. The store that is there is kept in backups/. What the centre "
    "holds beyond the backup is fetched by the next `daftar sync`; sync before you accept anything.",
)
@click.argument("source", metavar="FROM", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@with_setting
def command(setting: Setting, source: Path) -> None:
    """See ``help`` above."""
    from app.local_db.backup import restore_from

    kept = restore_from(setting.place, ask_keys(setting), source)
    if setting.json:
        say_json({"restored": str(source), "kept": str(kept) if kept is not None else None})
        return
    say(f"Restored from {source}.")
    if kept is not None:
        say(f"The store that was there is kept as {kept}.")
    say("Run `daftar sync --once` before anything is accepted: the centre gives back what came later.")

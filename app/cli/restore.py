"""``daftar restore``: put a backup in the place of a lost or damaged store."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.backup import KEYS_NAME
from app.cli.options import Setting, ask_keys, with_setting
from app.cli.output import say, say_json

if TYPE_CHECKING:
    from app.local_db.place import Place


@click.command(
    "restore",
    help="Put a backup in the store's place. The store that is there is kept in backups/. What the centre "
    "holds beyond the backup is fetched by the next `daftar sync`; sync before you accept anything. On a PC "
    "without keys, those sealed by a passphrase are taken from FROM.keys.json, as `daftar backup` left them.",
)
@click.argument("source", metavar="FROM", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@with_setting
def command(setting: Setting, source: Path) -> None:
    """See ``help`` above."""
    from app.local_db.backup import restore_from

    is_bare = not setting.place.store_file.exists() and not setting.place.keys_file.exists()
    if is_bare:
        _bring_keys(setting.place, source)
    try:
        kept = restore_from(setting.place, ask_keys(setting), source)
    except BaseException:
        if is_bare:
            setting.place.keys_file.unlink(missing_ok=True)
        raise
    if setting.json:
        say_json({"restored": str(source), "kept": str(kept) if kept is not None else None})
        return
    say(f"Restored from {source}.")
    if kept is not None:
        say(f"The store that was there is kept as {kept}.")
    say("Run `daftar sync --once` before anything is accepted: the centre gives back what came later.")


def _bring_keys(place: Place, source: Path) -> None:
    """Put the sealed keys that lie beside a backup into an empty place."""
    from app.local_db.errors import StoreUnwritable
    from app.local_db.place import FILE_MODE

    sealed = source.with_name(f"{source.name}.{KEYS_NAME}")
    if not sealed.exists():
        return
    try:
        place.make()
        shutil.copyfile(sealed, place.keys_file)
        place.keys_file.chmod(FILE_MODE)
    except OSError as error:
        raise StoreUnwritable(place=place.directory, reason=error.strerror or error) from error

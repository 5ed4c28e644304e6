"""``daftar backup``: copy the store while it is in use."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import click

from app.cli.options import Setting, with_setting
from app.cli.output import say, say_json

KEYS_NAME = "keys.json"


@click.command(
    "backup",
    help="Copy the store, encrypted as it is, to a file, or into a folder under the present time. The keys "
    "stay where they are; under a passphrase, the sealed keys.json is copied beside it.",
)
@click.argument("to", type=click.Path(path_type=Path))
@with_setting
def command(setting: Setting, to: Path) -> None:
    """See ``help`` above."""
    from app.local_db.backup import backup_to
    from app.local_db.keys import IN_PASSPHRASE, read_keys_file
    from app.local_db.place import FILE_MODE, sync_file

    with setting.counter(write=False) as counter:
        target = to
        if to.is_dir():
            target = to / f"daftar-{counter.identity.office}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.db"
        head = backup_to(counter.store, target)
    sealed = target.with_name(f"{target.name}.{KEYS_NAME}")
    if read_keys_file(setting.place).kept_in == IN_PASSPHRASE and not sealed.exists():
        shutil.copyfile(setting.place.keys_file, sealed)
        sealed.chmod(FILE_MODE)
        sync_file(sealed)
    if setting.json:
        say_json({"file": str(target), "head": {"seq": head.seq, "hash": head.hex()}})
    else:
        say(f"{target}: {head.seq} entries, checked.")

"""``publish``: new service definitions and tariffs, to every office."""

from __future__ import annotations

from pathlib import Path

import click

from central.cli.common import Out, Where, command
from central.operations.publish import publish, read_files


def add(group: click.Group) -> None:
    """Add the command to ``group``."""

    @command(group=group, name="publish")
    @click.argument(
        "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
    )
    def _publish(where: Where, out: Out, files: tuple[Path, ...]) -> None:
        """Check FILES (services or tariffs), then sign and publish them as new versions; all or none."""
        definitions = read_files(files)
        for done in where.open(lambda database: publish(database, definitions)):
            out.say(
                {"kind": done.kind.value, "version": done.version},
                f"Published {done.kind.value} {done.version}.",
            )

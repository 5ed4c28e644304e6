"""``publish``: new service definitions and tariffs, to every office."""

from __future__ import annotations

from pathlib import Path

import click

from central.cli.common import Out, Where, command
from central.operations.publish import check_together, publish, read_files


def add(group: click.Group) -> None:
    """Add the command to ``group``."""

    @command(group=group, name="publish")
    @click.argument(
        "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
    )
    @click.option("--check", is_flag=True, help="Only check the files; no database is asked.")
    def _publish(where: Where, out: Out, files: tuple[Path, ...], check: bool) -> None:
        """Check FILES (services or tariffs), then sign and publish them as new versions; all or none."""
        definitions = read_files(files)
        if check:
            check_together(definitions)
            count = {"services": len(definitions.services), "tariffs": len(definitions.tariffs)}
            out.say(count, "In order: {services} services, {tariffs} tariffs.".format(**count))
            return
        for done in where.open(lambda database: publish(database, definitions)):
            out.say(
                {"kind": done.kind.value, "version": done.version},
                f"Published {done.kind.value} {done.version}.",
            )

"""The command line's root. Each command's file adds itself to it."""

from __future__ import annotations

import click

from central.cli import device, held, office, parts, publish, serve, staff, upstream


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Run a centre of Daftar and keep its offices. See docs/centre.md."""


for _add in (serve.add, parts.add, office.add, staff.add, held.add, publish.add, upstream.add, device.add):
    _add(main)

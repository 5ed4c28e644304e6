"""The command line's root. Each command's file adds itself to it."""

from __future__ import annotations

import click

from central.cli import device, held, inspections, office, partner, parts, publish, serve, staff, upstream


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Run a centre of Daftar and keep its offices. See docs/centre.md."""


for _module in (
    serve,
    parts,
    office,
    staff,
    held,
    publish,
    upstream,
    device,
    partner,
    inspections,
):
    _module.add(main)

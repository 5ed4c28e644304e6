"""``serve``: the gateway, with projector and relay beside it."""

from __future__ import annotations

import click

from central.cli.common import Out, Where, command


def add(group: click.Group) -> None:
    """Add the command to ``group``."""

    @command(group=group, name="serve")
    @click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
    @click.option(
        "--port",
        type=click.IntRange(0, 65_535),
        default=8412,
        show_default=True,
        help="0 takes any free port.",
    )
    @click.option("--gateway-only", is_flag=True, help="Run projector and relay elsewhere.")
    def _serve(where: Where, out: Out, host: str, port: int, gateway_only: bool) -> None:  # noqa: ARG001
        """Serve offices until stopped; prints {"listening": URL} when ready."""
        from central.serve import serve  # the HTTP server is not loaded for any other command

        serve(url=where.url, data_dir=where.data_dir, host=host, port=port, parts=not gateway_only)

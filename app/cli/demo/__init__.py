"""``daftar demo``: an office and its centre on this PC, through an outage."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import click

from app.cli.output import say, say_json, say_pairs, warn

EXIT_NOT_POSSIBLE = 1


@click.command(
    "demo",
    help="The main job on real parts: an embedded centre, an enrolled office, a clerk at the window, the "
    "centre killed, the window killed, everything sent in the end. With a screen it shows the window; "
    "without one it draws offscreen. Screenshots and receipts stay in the folder. Exit code 0 only if "
    "nothing was lost and nothing came twice.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("build/demo"),
    show_default=True,
    help="Made anew each time.",
)
@click.option("--offscreen", is_flag=True, help="Show no window even if there is a screen.")
@click.option("--json", "as_json", is_flag=True, help="The summary as one JSON object.")
@click.pass_context
def command(ctx: click.Context, out: Path, offscreen: bool, as_json: bool) -> None:
    """See ``help`` above."""
    import msgspec

    from app.cli.demo.ask import CommandFailed
    from app.cli.demo.story import Story

    if offscreen or not has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    began = time.monotonic()
    try:
        books = Story(out.absolute()).tell()
    except CommandFailed as error:
        warn(f"daftar: the demo stopped: {error}")
        ctx.exit(EXIT_NOT_POSSIBLE)
    if as_json:
        say_json(msgspec.to_builtins(books))
    else:
        say()
        say_pairs(
            [
                ("accepted", f"{books.accepted} applications"),
                *((f"  {code}", str(count)) for code, count in books.by_service.items()),
                ("families", f"{books.families}: each that an office gives"),
                ("receipts", f"{books.printed} shown and printed, {books.pdfs} PDFs in {out / 'receipts'}"),
                ("sum, office", f"{books.total_rials:,} rials (invented tariff)"),
                ("sum, centre", f"{books.centre_total_rials:,} rials"),
                ("sent", f"{books.sent} of {books.entries} entries"),
                ("decided", f"{books.decided} by the national systems"),
                *books.midnight.lines(),
                *books.vehicle.lines(),
                ("duplicates", str(books.duplicates)),
                ("lost", str(books.lost)),
                ("head, both sides", books.head),
                *(
                    (f"down: {name}", f"{hours:.4f} hours ({hours * 3600:.0f} s)")
                    for name, hours in books.hours_down.items()
                ),
                ("took", f"{time.monotonic() - began:.1f} s"),
            ]
        )
    for fault in books.faults:
        warn(f"daftar: NOT as it must be: {fault}")
    ctx.exit(EXIT_NOT_POSSIBLE if books.faults else 0)


def has_screen() -> bool:
    """Whether a window would be seen here."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))

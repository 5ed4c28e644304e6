"""``daftar export``: a day, the receipts, or the evidence that proves this counter's history."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any, BinaryIO

import click
import msgspec

from app.cli.files import new_file
from app.cli.options import Setting, with_setting
from app.cli.output import say, say_json

WHAT = ("day", "receipts", "evidence")
_FORMULA = ("=", "+", "-", "@", "\t")


@click.command(
    "export",
    help="Write a day (.json or .csv), the receipts of some days (.csv or .json), or the evidence (.zip: "
    "every entry's exact bytes, the signed head and how to check them) to a file.",
)
@click.argument("what", type=click.Choice(WHAT))
@click.option("--to", "file", type=click.Path(path_type=Path, dir_okay=False), required=True)
@click.option("--date", "day", metavar="D", help="The Jalali day, for `day`; today's otherwise.")
@click.option(
    "--from", "since", metavar="D", help="First Jalali day, for `receipts`; the first of all otherwise."
)
@click.option("--until", metavar="D", help="Last Jalali day, included; today otherwise.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@with_setting
def command(
    setting: Setting,
    what: str,
    file: Path,
    day: str | None,
    since: str | None,
    until: str | None,
    force: bool,
) -> None:
    """See ``help`` above."""
    from app.office import evidence
    from app.office.day import day_of, first_day, receipts_between, view_day

    with setting.counter(write=False) as counter, new_file(file, force=force) as out:
        if what == "evidence":
            count = evidence.write(counter, out)
        elif what == "day":
            chosen = day_of(counter, day)
            rows = [msgspec.to_builtins(row) for row in receipts_between(counter, chosen, chosen)]
            count = len(rows)
            summary = {"date": chosen, **msgspec.to_builtins(view_day(counter, chosen))}
            _write(out, file, rows, {**summary, "rows": rows})
        else:
            first = day_of(counter, since) if since else first_day(counter)
            found = receipts_between(counter, first, day_of(counter, until))
            rows = [msgspec.to_builtins(row) for row in found]
            count = len(rows)
            _write(out, file, rows, rows)
    if setting.json:
        say_json({"what": what, "file": str(file), "count": count})
    else:
        say(f"{file}: {count} {'entries' if what == 'evidence' else 'receipts'}.")


def _write(out: BinaryIO, file: Path, rows: list[dict[str, Any]], document: Any) -> None:
    if file.suffix.lower() == ".csv":
        # Spreadsheets take UTF-8 for what it is only behind a byte order mark.
        text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
        writer = csv.DictWriter(text, fieldnames=list(rows[0]) if rows else ["receipt"])
        writer.writeheader()
        writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)
        text.detach()
    else:
        out.write(msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n")


def _cell(value: object) -> object:
    """A text that a spreadsheet would run as a formula is marked as text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value

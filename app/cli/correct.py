"""``daftar correct RECEIPT``: new values for an application that its system wants corrected."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import msgspec

from app.cli.acting import Acting, acting, say_refused
from app.cli.lines import LINE_BYTES_MAX
from app.cli.output import say, say_json
from app.domain.errors import DaftarError


class Values(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the file holds: one group or both, each whole, as in a line of ``daftar accept``."""

    applicant: dict[str, Any] | None = None
    fields: dict[str, Any] | None = None


class UnreadableValues(DaftarError):
    """The file with the values cannot be used."""

    what = "{file} holds no values: {reason}."
    safe = "Nothing was changed."
    todo = "Give a JSON file with `applicant`, `fields` or both, as in a line of `daftar accept`."


@click.command("correct", help="Correct the application of RECEIPT, which its system wants corrected.")
@click.option(
    "--fields",
    "file",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="JSON with `applicant`, `fields` or both; a group that is given replaces the one that is held.",
)
@acting
@click.pass_context
def command(ctx: click.Context, acting: Acting, receipt: str, file: Path) -> None:
    """See ``help`` above."""
    from app.office.accept import Refused
    from app.office.correct import correct
    from app.office.pay import get_application

    values = _read(file)
    try:
        with acting.at_the_counter() as (counter, session):
            with counter.store.read() as conn:
                held = get_application(conn, receipt)
            applicant = held.applicant if values.applicant is None else values.applicant
            fields = held.fields if values.fields is None else values.fields
            done = correct(counter, session, receipt, applicant, fields)
    except Refused as error:
        ctx.exit(say_refused(error.problems, as_json=acting.setting.json))
    if acting.setting.json:
        say_json(
            {
                "receipt": done.receipt,
                "application": done.application,
                "seq": done.seq,
                "hash": done.hash,
                "state": "corrected",
                "version": done.version,
            }
        )
        return
    say(f"Receipt {done.receipt} is corrected (version {done.version}); it goes to its system once more.")


def _read(file: Path) -> Values:
    try:
        with file.open("rb") as source:
            raw = source.read(LINE_BYTES_MAX + 1)
    except OSError as error:
        raise UnreadableValues(file=file, reason=error.strerror or "unreadable") from error
    if len(raw) > LINE_BYTES_MAX:
        raise UnreadableValues(file=file, reason="it is too long")
    try:
        values = msgspec.json.decode(raw, type=Values)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableValues(file=file, reason=str(error)) from error
    if values.applicant is None and values.fields is None:
        raise UnreadableValues(file=file, reason="it has neither group")
    return values

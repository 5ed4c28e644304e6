"""``daftar verify``: chain, read tables and documents; and the centre's head."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from app.cli.options import Setting, with_setting
from app.cli.output import say_json, say_pairs, warn

if TYPE_CHECKING:
    from app.local_db.documents import Fault
    from app.office.counter import Counter

EXIT_DONE, EXIT_NOT_POSSIBLE, EXIT_TRY_LATER = 0, 1, 75
SCANS_SHOWN_MAX = 20
EQUAL, BEHIND, DIFFERS, NOT_ASKED = "equal", "behind", "differs", "not-asked"


@click.command("verify", help="Check chain, read tables and documents, from the first entry to the last.")
@click.option("--against-centre", is_flag=True, help="Compare with the centre's head as well.")
@with_setting
@click.pass_context
def command(ctx: click.Context, setting: Setting, against_centre: bool) -> None:
    """See ``help`` above."""
    from app.local_db.verify import verify

    unreachable = None
    with setting.counter(write=False) as counter:
        found = verify(counter.store)
        centre = NOT_ASKED
        if against_centre:
            centre, unreachable = _ask_centre(counter)
    if setting.json:
        say_json(
            {
                "entries": found.entries,
                "chain": found.chain,
                "first_bad_seq": found.first_bad_seq,
                "tables": found.tables,
                "documents": found.documents,
                "centre": centre,
            }
        )
    else:
        say_pairs(
            [
                ("entries", found.entries),
                ("chain", found.chain),
                ("read tables", found.tables),
                ("documents", found.documents),
                ("centre", centre),
            ]
        )
    sound = (found.chain, found.tables, found.documents) == ("ok", "ok", "ok")
    if found.chain == "ok" and found.tables != "ok":
        warn("daftar: the read tables differ from the journal, which is sound. Run `daftar rebuild`.")
    elif (found.chain, found.tables) == ("ok", "ok") and found.scans:
        _warn_of_scans(found.scans)
    elif not sound:
        where = f" at entry {found.first_bad_seq}" if found.first_bad_seq is not None else ""
        warn(f"daftar: the store does not hold together{where}. Take no more applications; call support.")
    if centre == DIFFERS:
        warn("daftar: the centre holds another history of this counter. Run `daftar doctor`.")
    if not sound or centre == DIFFERS:
        ctx.exit(EXIT_NOT_POSSIBLE)
    if unreachable is not None:
        warn(f"daftar: {unreachable}")
        ctx.exit(EXIT_TRY_LATER)


def _warn_of_scans(scans: tuple[Fault, ...]) -> None:
    """Which scans are gone, by the receipts that they belong to."""
    for fault in scans[:SCANS_SHOWN_MAX]:
        warn(f"daftar: the scan of {fault.paper} for receipt {fault.receipt} is {fault.reason}.")
    if len(scans) > SCANS_SHOWN_MAX:
        warn(f"daftar: and {len(scans) - SCANS_SHOWN_MAX} more.")
    warn("daftar: applications and receipts are whole. Scan those papers again and add them.")


def _ask_centre(counter: Counter) -> tuple[str, str | None]:
    """How the centre's head stands to this journal, and why it could not be asked."""
    from app.local_db import journal
    from app.sync.errors import CentreError
    from app.sync.transport import Centre

    centre = Centre(counter.identity, counter.signer, counter.clock)
    try:
        held = centre.head()
    except CentreError as error:
        return NOT_ASKED, str(error)
    finally:
        centre.close()
    with counter.store.read() as conn:
        own, own_hash = journal.head(conn), journal.hash_at(conn, held.seq)
    if own_hash != held.hash:
        return DIFFERS, None
    return (EQUAL if held.seq == own.seq else BEHIND), None

"""``daftar carry``: entries go to the centre by another hand than that of the counter that wrote them.

A neighbour of the same office sends what a counter whose line is down cannot; and a counter takes along what
the centre lacks of its own former ones.
"""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.files import FileExists, FileUnwritable
from app.cli.options import Setting, damage_explained, unlock, with_setting
from app.cli.output import say, say_json, warn
from app.cli.secrets import read_secret
from app.domain.errors import DaftarError, TryLater

if TYPE_CHECKING:
    from app.cli.former import Former
    from app.domain.chain import Head
    from app.office.counter import Counter
    from app.sync.errors import ProblemAnswer


class OtherOfficesFile(DaftarError):
    """The centre takes from this counter only what its own office wrote."""

    what = "{file} is of a counter of another office, and the centre takes it only from a neighbour there."
    safe = "Nothing of it was sent."
    todo = "Take the file to another counter of the office that it is from."


class FileComesTooLate(DaftarError):
    """The centre holds less of that counter than what the file goes on from."""

    what = "The centre lacks entries of that counter that come before those in {file}."
    safe = "Nothing of it was sent."
    todo = "Send the earlier file first, or let that counter itself reach the centre."


class FileParts(DaftarError):
    """The centre holds another history of the counter that the file is from."""

    what = "The centre holds other entries of that counter than {file} does: two PCs write as one."
    safe = "Nothing of it was taken, and the entries are safe at their own counter."
    todo = "Enrol that counter again with `daftar enrol --replace`; it takes its unsent entries with it."


class NoLineHere(TryLater):
    """The neighbour does not reach the centre either."""

    what = "The centre cannot be reached from here either: {detail}."
    safe = "The file is as it was, and the entries are safe at their own counter."
    todo = "Send the file again later: what has arrived already is passed over."


class NotLevel(TryLater):
    """Before and after taking entries along, the counter exchanges everything with the centre."""

    what = "The exchange with the centre did not come to its end: {reason}"
    safe = "The former counters' stores are as they were, and everything accepted here is saved."
    todo = "Run `daftar sync --once`, and then `daftar carry archive` again: nothing is carried twice."


EXIT_NOT_POSSIBLE = 1


@click.group(
    "carry",
    help="Let a neighbour of the same office send what this counter cannot, or take along what the centre "
    "lacks of the counters that this one replaced.",
)
def command() -> None:
    """See ``help`` above."""


@command.command(
    "export",
    help="Write everything that the centre has not confirmed to FILE, signed, for a neighbour to send. "
    "FILE holds citizens' data in the clear: bring it over yourself and delete it once it is sent.",
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_setting
def export(setting: Setting, file: Path) -> None:
    """See ``help`` above."""
    with setting.counter(write=False) as counter:
        device = counter.identity.device
        entries = _write(counter, file)
    if setting.json:
        say_json({"device": device, "entries": entries, "file": str(file) if entries else None})
    elif entries:
        said = "1 entry waits" if entries == 1 else f"{entries} entries wait"
        say(f"{said} in {file}. On a neighbour of this office: daftar carry send FILE")
        say("The file holds citizens' data in the clear: delete it once it is sent.")
    else:
        say("Nothing waits to be sent; no file was written.")


@command.command(
    "send",
    help="Send a neighbour's FILE over this counter's line. Its signature proves it; nothing of it is kept "
    "here, and sending it twice changes nothing.",
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_setting
def send(setting: Setting, file: Path) -> None:
    """See ``help`` above."""
    with setting.counter(write=False) as counter:
        device, head = _send(counter, file)
    if setting.json:
        say_json({"device": device, "head": {"seq": head.seq, "hash": head.hex()}})
    else:
        say(f"The centre now holds {head.seq} entries of counter {device}. Delete {file}.")


@command.command(
    "archive",
    help="Take along what the centre lacks of this PC's former counters, whose stores are in archive/, and "
    "send it. Needed when the centre was restored from a backup to before they were replaced; `daftar "
    "doctor` says so. Doing it again changes nothing.",
)
@click.option(
    "--old-passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file with the former counters' passphrase, where it is not the present one.",
)
@with_setting
@click.pass_context
def archive(ctx: click.Context, setting: Setting, old_passphrase_file: Path | None) -> None:
    """See ``help`` above."""
    from app.local_db.opening import require_file
    from app.office.counter import Counter

    require_file(setting.place)
    keys, passphrase = unlock(setting)
    if old_passphrase_file is not None:
        passphrase = read_secret(old_passphrase_file, "passphrase")
    with damage_explained(setting.place), closing(Counter.open(setting.place, keys, write=True)) as counter:
        # The heads are compared before anything is written: this store may itself be a restored one.
        _exchange(counter)
        found = _take_along(counter, passphrase)
        if any(former.carried for former in found):
            _exchange(counter)
    carried = sum(former.carried for former in found)
    if setting.json:
        say_json(
            {
                "carried": carried,
                "stores": [
                    {
                        "archive": str(former.place.directory),
                        "carried": former.carried,
                        "read": not former.error,
                    }
                    for former in found
                ],
            }
        )
    elif carried:
        say(
            f"{carried} {'entry' if carried == 1 else 'entries'} of former counters came along and were sent."
        )
    else:
        say("The centre lacks nothing of this PC's former counters.")
    for former in found:
        if former.error is not None:
            warn(f"daftar: {former.error}")
    if any(former.error for former in found):
        ctx.exit(EXIT_NOT_POSSIBLE)


def _exchange(counter: Counter) -> None:
    from app.sync.sync_once import Outcome, sync_once

    outcome = sync_once(counter.store, counter.signer, counter.clock)
    if outcome.outcome is Outcome.FORK and outcome.error is not None:
        raise outcome.error
    if outcome.outcome is not Outcome.LEVEL:
        reason = outcome.error or "something is still unsent."
        raise NotLevel(reason=reason)


def _take_along(counter: Counter, passphrase: str | None) -> list[Former]:
    from app.cli.former import carry_archived, centre_of

    with centre_of(counter.store, counter.clock) as centre:
        return list(carry_archived(counter.store.place, passphrase, counter.store, centre, counter.clock))


def _write(counter: Counter, file: Path) -> int:
    """The file appears under its name only whole, and never in another's place; how many entries."""
    from app.local_db import sync_state
    from app.sync.carry import export_unsent
    from app.sync.recover import StoppedByFork

    with counter.store.read() as conn:
        fork_seq = sync_state.read(conn).fork_seq
    if fork_seq is not None:
        raise StoppedByFork(fork_seq)
    if file.exists():
        raise FileExists(file=file)
    partial = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        entries = export_unsent(counter.store, counter.signer, partial)
        if entries:
            partial.rename(file)
    except OSError as error:
        raise FileUnwritable(file=file, reason=error.strerror or str(error)) from error
    finally:
        partial.unlink(missing_ok=True)
    return entries


def _send(counter: Counter, file: Path) -> tuple[str, Head]:
    from app.sync.carry import NotBatches, carry_file
    from app.sync.errors import ProblemAnswer, Unreachable
    from app.sync.transport import Centre

    centre = Centre(counter.identity, counter.signer, counter.clock)
    try:
        return carry_file(centre, file)
    except OSError as error:
        raise NotBatches(file=file, reason=error.strerror or str(error)) from error
    except Unreachable as error:
        raise NoLineHere(detail=error.detail) from error
    except ProblemAnswer as problem:
        raise _explained(problem, file) from problem
    finally:
        centre.close()


def _explained(problem: ProblemAnswer, file: Path) -> DaftarError:
    from app.sync.protocol import ProblemType

    kinds: dict[str, type[DaftarError]] = {
        ProblemType.NOT_YOUR_OFFICE: OtherOfficesFile,
        ProblemType.JOURNAL_BEHIND: FileComesTooLate,
        ProblemType.JOURNAL_FORK: FileParts,
    }
    kind = kinds.get(problem.problem_type)
    return problem if kind is None else kind(file=file)

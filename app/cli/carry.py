"""``daftar carry``: a neighbour of the same office sends what a counter whose line is down cannot."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.files import FileExists, FileUnwritable
from app.cli.options import Setting, with_setting
from app.cli.output import say, say_json
from app.domain.errors import DaftarError, TryLater

if TYPE_CHECKING:
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


@click.group("carry", help="Let a neighbour of the same office send what this counter cannot.")
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

"""``daftar accept``: accept applications, one JSON a line; each answer is durable when printed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from app.cli.lines import LINE_BYTES_MAX, Line, read_lines
from app.cli.options import Setting, is_terminal, with_setting
from app.cli.output import say_json, warn
from app.cli.scans import with_scans_kept
from app.cli.secrets import read_secret
from app.domain.application import MalformedRequest, parse_request
from app.domain.errors import DaftarError

if TYPE_CHECKING:
    from app.domain.problems import Problem
    from app.office.accept import Accepted
    from app.office.counter import Counter
    from app.office.identity import Ask, Enquiry
    from app.office.sign_in import Session

EXIT_DONE, EXIT_REFUSED, EXIT_TRY_LATER = 0, 1, 75
ID_CHARACTERS_SHOWN_MAX = 200


@dataclass
class Tally:
    """How the lines fared."""

    accepted: int = 0
    refused: int = 0
    later: int = 0

    def exit_code(self) -> int:
        """1 when a line was refused for good, 75 when lines can only be taken later, else 0."""
        if self.refused:
            return EXIT_REFUSED
        return EXIT_TRY_LATER if self.later else EXIT_DONE


@click.command("accept", help="Accept applications from FILE, or - for stdin: one JSON a line, answered so.")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True))
@click.option("--as", "staff", metavar="STAFF", required=True, help="Staff code of who accepts them.")
@click.option(
    "--password-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file with that person's password; asked for at a terminal when left out.",
)
@with_setting
@click.pass_context
def command(ctx: click.Context, setting: Setting, file: Path, staff: str, password_file: Path | None) -> None:
    """See ``help`` above."""
    password = password_of(staff, password_file)
    tally = Tally()
    folder = Path() if str(file) == "-" else file.parent
    with setting.counter(write=True) as counter, _opened(file) as stream:
        session = sign_in(counter, staff, password)
        for line in read_lines(stream):
            _take(counter, session, line, tally, folder, as_json=setting.json)
        sign_out(counter, session)
    if tally.refused or tally.later:
        _say_tally(tally, as_json=setting.json)
    ctx.exit(tally.exit_code())


def _take(
    counter: Counter, session: Session, line: Line, tally: Tally, folder: Path, *, as_json: bool
) -> None:
    """Accept one line and answer it, or say on stderr why not. What concerns every line is raised."""
    from app.local_db.errors import NotSaved, SaveUnknown, StoreFault
    from app.office.accept import NotEntitled, Refused, SameIdOtherContent, ServiceNeedsCentre, accept
    from app.office.identity import RegistryNeeded
    from app.office.persons import find_earlier, warning
    from app.office.prices import NoTariffYet

    request_id = ""
    try:
        if line.too_long:
            raise MalformedRequest(f"a line of more than {LINE_BYTES_MAX} bytes")
        request = parse_request(with_scans_kept(counter.store, line.text, folder))
        request_id = request.id
        earlier = find_earlier(counter, request)
        answer = accept(counter, session, request, ask=_asking(counter))
    except MalformedRequest as error:
        tally.refused += 1
        _refuse(line, _id_in(line), [("", "malformed", f"not an application: {error}")], as_json=as_json)
    except Refused as error:
        tally.refused += 1
        reasons = [(p.path, p.code, p.sentence()) for p in error.problems]
        _refuse(line, request_id or _id_in(line), reasons, as_json=as_json)
    except SameIdOtherContent as error:
        tally.refused += 1
        _refuse(line, request_id, [("id", "same-id-other-content", str(error))], as_json=as_json)
    except (ServiceNeedsCentre, RegistryNeeded, NoTariffYet) as error:
        tally.later += 1
        _refuse(line, request_id, [("service", "try-later", str(error))], as_json=as_json)
    except (NotSaved, SaveUnknown, StoreFault, NotEntitled) as error:
        _refuse(line, request_id, [("", "stopped", f"{error} No later line was taken.")], as_json=as_json)
        raise
    else:
        tally.accepted += 1
        _answer(answer)
        doubts = () if earlier is None or answer.repeated else (warning(counter, earlier),)
        _warn_of(line, answer.id, (*doubts, *answer.warnings), as_json=as_json)


def _id_in(line: Line) -> str:
    """The caller's id in a line that is no application otherwise; "" when there is none to be read."""
    import msgspec

    try:
        found = {} if line.too_long else msgspec.json.decode(line.text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""
    named = found.get("id") if isinstance(found, dict) else None
    return named if isinstance(named, str) and len(named) <= ID_CHARACTERS_SHOWN_MAX else ""


def _answer(answer: Accepted) -> None:
    say_json(
        {
            "id": answer.id,
            "receipt": answer.receipt,
            "seq": answer.seq,
            "hash": answer.hash,
            "amount_rials": answer.amount_rials,
            "state": answer.state,
            "application": answer.application,
            "repeated": answer.repeated,
        }
    )


def _warn_of(line: Line, request_id: str, doubts: tuple[Problem, ...], *, as_json: bool) -> None:
    """What was accepted with a warning, on stderr as a refusal would be, but ``warnings``."""
    if as_json and doubts:
        from msgspec import json

        said = [{"path": p.path, "code": p.code, "message": p.sentence()} for p in doubts]
        warn(json.encode({"line": line.number, "id": request_id, "warnings": said}).decode())
        return
    for problem in doubts:
        warn(f"line {line.number} ({_printable(request_id)}): {problem.path}: warning: {problem.sentence()}")


def _refuse(line: Line, request_id: str, reasons: list[tuple[str, str, str]], *, as_json: bool) -> None:
    """A refused line on stderr: its number, its id where one could be read, and every reason."""
    if as_json:
        from msgspec import json

        problems = [{"path": path, "code": code, "message": said} for path, code, said in reasons]
        said_all: dict[str, Any] = {"line": line.number, "id": request_id or None, "problems": problems}
        warn(json.encode(said_all).decode())
        return
    named = f" ({_printable(request_id)})" if request_id else ""
    for path, _, said in reasons:
        at = f"{path}: " if path else ""
        warn(f"line {line.number}{named}: {at}{said}")


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in text)


def _say_tally(tally: Tally, *, as_json: bool) -> None:
    if not as_json:
        warn(f"daftar: {tally.accepted} accepted, {tally.refused + tally.later} not accepted.")


def password_of(staff: str, file: Path | None) -> str:
    """The password of who acts, from the file or asked for at a terminal."""
    if file is not None:
        return read_secret(file, "password")
    if not is_terminal():
        raise click.UsageError("--password-file is needed where nobody can be asked")
    return str(click.prompt(f"Password of {staff}", hide_input=True, err=True))


def sign_in(counter: Counter, staff: str, password: str) -> Session:
    """By the lease where it holds, else at the centre. A password that was changed there counts too."""
    from app.office.sign_in import LeaseEnded, NeverSignedInHere, WrongPassword, sign_in_offline

    try:
        return sign_in_offline(counter, staff, password)
    except (LeaseEnded, NeverSignedInHere, WrongPassword) as offline:
        from app.cli.online import sign_in_online

        return sign_in_online(counter, staff, password, offline)


def _asking(counter: Counter) -> Ask:
    """How the civil registry is asked; what that takes is loaded only when a line needs it."""

    def ask(enquiry: Enquiry) -> str:
        from app.cli.online import asking

        return asking(counter)(enquiry)

    return ask


def sign_out(counter: Counter, session: Session) -> None:
    """Journal that the person left."""
    from app.office import sign_in as signing

    signing.sign_out(counter, session)


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    if str(file) == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = file.open("rb")
    except OSError as error:
        raise UnreadableFile(file=file, reason=error.strerror or "unreadable") from error
    with stream:
        yield stream


class UnreadableFile(DaftarError):
    """The file of applications cannot be opened."""

    what = "{file} cannot be read: {reason}."
    safe = "Nothing was changed."
    todo = ""

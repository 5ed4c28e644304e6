"""What commands share in which a member of staff acts on one receipt: who it is, and the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from app.cli.accept import EXIT_REFUSED, password_of, sign_in, sign_out
from app.cli.options import Setting, with_setting
from app.cli.output import warn

if TYPE_CHECKING:
    from app.domain.problems import Problem
    from app.office.counter import Counter
    from app.office.sign_in import Session

F = TypeVar("F", bound=Callable[..., Any])


def say_refused(problems: Iterable[Problem], *, as_json: bool) -> int:
    """What was wrong with what was given, on stderr, as ``daftar accept`` says it; the exit code."""
    if as_json:
        from msgspec import json

        said = [{"path": p.path, "code": p.code, "message": p.sentence()} for p in problems]
        warn(json.encode({"problems": said}).decode())
        return EXIT_REFUSED
    for problem in problems:
        warn(f"{problem.path}: {problem.sentence()}" if problem.path else problem.sentence())
    return EXIT_REFUSED


class Acting:
    """Who acts, and where: opened by :meth:`at_the_counter`."""

    def __init__(self, setting: Setting, staff: str, password_file: Path | None) -> None:
        self.setting, self._staff, self._file = setting, staff, password_file

    @contextmanager
    def at_the_counter(self) -> Iterator[tuple[Counter, Session]]:
        """The open counter with this person signed in, and out again afterwards."""
        password = password_of(self._staff, self._file)
        with self.setting.counter(write=True) as counter:
            session = sign_in(counter, self._staff, password)
            try:
                yield counter, session
            finally:
                sign_out(counter, session)


def acting(function: F) -> F:
    """Give a command ``RECEIPT``, ``--as`` and ``--password-file``: arguments ``receipt`` and ``acting``."""

    @click.argument("receipt")
    @click.option("--as", "staff", metavar="STAFF", required=True, help="Staff code of who does it.")
    @click.option(
        "--password-file",
        type=click.Path(path_type=Path, dir_okay=False),
        help="A file with that person's password; asked for at a terminal when left out.",
    )
    @with_setting
    @wraps(function)
    def called(setting: Setting, staff: str, password_file: Path | None, **rest: Any) -> Any:
        return function(acting=Acting(setting, staff, password_file), **rest)

    return cast(F, called)

"""What every command shares: where the database is, how answers are printed, how failures end.

Exit codes: 0 done, 1 not possible (a sentence on stderr), 2 wrong usage, 75 try again later.
"""

from __future__ import annotations

import functools
import getpass
import json
import logging
import os
import sys
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click
import psycopg
from platformdirs import user_data_dir
from psycopg_pool import PoolTimeout

from central import feed
from central.database import Database, open_database
from central.database import run as run_loop

EXIT_NOT_POSSIBLE = 1
EXIT_TRY_LATER = 75
CONNECTIONS_MAX = 4

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Where:
    """Which database a command works on: exactly one of the two is set."""

    url: str | None
    data_dir: Path | None

    def open(self, work: Callable[[Database], Coroutine[Any, Any, _T]]) -> _T:
        """Run ``work`` on the open, migrated database; the embedded server stops after its last user.

        What it tells the offices is in the name of who runs the command.
        """

        async def main() -> _T:
            feed.SPEAKER.set(f"operator:{_account()}")
            async with open_database(
                url=self.url, data_dir=self.data_dir, connections_max=CONNECTIONS_MAX
            ) as database:
                return await work(database)

        return run_loop(main())


class Out:
    """Prints answers: with ``--json`` one object a line, else for people."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json

    def say(self, answer: Mapping[str, object], text: str) -> None:
        """One answer: its JSON members, and the same for a reader."""
        click.echo(json.dumps(answer, ensure_ascii=False) if self._as_json else text)


def command(*, group: click.Group, name: str) -> Callable[[Callable[..., None]], click.Command]:
    """A command with ``--database``, ``--data-dir`` and ``--json``; it gets ``where`` and ``out`` first."""

    def make(function: Callable[..., None]) -> click.Command:
        @functools.wraps(function)
        def call(database: str | None, data_dir: Path | None, as_json: bool, **others: object) -> None:
            where = _where(database, data_dir)
            with_failures(lambda: function(where, Out(as_json=as_json), **others))

        for option in reversed(_OPTIONS):
            call = option(call)
        made = click.command(name)(call)
        group.add_command(made)
        return made

    return make


_OPTIONS: list[Callable[[Callable[..., Any]], Callable[..., Any]]] = [
    click.option(
        "--database", metavar="URL", envvar="DAFTAR_CENTRAL_DATABASE", help="A PostgreSQL server's database."
    ),
    click.option(
        "--data-dir",
        type=click.Path(file_okay=False, path_type=Path),
        envvar="DAFTAR_CENTRAL_DATA_DIR",
        help="Directory of the embedded server (default: the user's data directory).",
    ),
    click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a line."),
]


def with_failures(work: Callable[[], None]) -> None:
    """Run ``work``; every foreseeable failure ends with a sentence and its exit code."""
    # What goes wrong is said once, in a sentence; libraries' own lines would repeat it.
    logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)
    try:
        work()
    except (PoolTimeout, psycopg.OperationalError) as error:
        fail(f"The database does not answer: {_one_line(error)}. Try again later.", EXIT_TRY_LATER)
    except psycopg.Error as error:
        fail(f"The database refused: {_one_line(error)}.")
    except _migration_errors() as error:
        _fail_migrating(error)
    except (ValueError, LookupError) as error:
        fail(str(error))
    except OSError as error:
        fail(f"Not possible: {_one_line(error)}.")
    except RuntimeError as error:
        fail(f"The embedded server does not start: {_one_line(error)}.")


def _migration_errors() -> tuple[type[Exception], ...]:
    """Named only once something failed: importing them takes longer than most commands."""
    from alembic.util.exc import CommandError
    from sqlalchemy.exc import DBAPIError

    return (CommandError, DBAPIError)


def _fail_migrating(error: Exception) -> NoReturn:
    cause = getattr(error, "orig", None)
    if isinstance(cause, psycopg.OperationalError):
        fail(f"The database does not answer: {_one_line(cause)}. Try again later.", EXIT_TRY_LATER)
    if cause is not None:
        fail(f"The database refused: {_one_line(cause)}.")
    fail(f"The database has a schema that this version does not know: {_one_line(error)}.")


def fail(sentence: str, code: int = EXIT_NOT_POSSIBLE) -> NoReturn:
    """Say why on stderr and end."""
    click.echo(sentence, err=True)
    sys.exit(code)


def _where(database: str | None, data_dir: Path | None) -> Where:
    context = click.get_current_context()
    given = {
        name
        for name in ("database", "data_dir")
        if context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
    }
    if len(given) == 2:
        raise click.UsageError("Give --database or --data-dir, not both.")
    if database is not None and "data_dir" not in given:
        return Where(database, None)
    return Where(None, data_dir if data_dir is not None else Path(user_data_dir("daftar-central", False)))


def _account() -> str:
    """The account that runs this command; behind ``sudo``, that of the person."""
    try:
        return os.environ.get("SUDO_USER") or getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split()).rstrip(".") or type(error).__name__

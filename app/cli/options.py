"""What every command takes: where the store is, its passphrase, and whether a program is reading."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from app.cli.secrets import PASSPHRASE_FILE_VARIABLE, read_secret

if TYPE_CHECKING:
    from app.local_db.keys import Keys
    from app.local_db.place import Place
    from app.office.counter import Counter

F = TypeVar("F", bound=Callable[..., Any])
data_dir_option = click.option(
    "--data-dir",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="DAFTAR_DATA_DIR",
    help="Where the store is. [DAFTAR_DATA_DIR]",
)
passphrase_file_option = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar=PASSPHRASE_FILE_VARIABLE,
    help="A file with the store's passphrase, where no keyring keeps the key. [DAFTAR_PASSPHRASE_FILE]",
)


@dataclass(frozen=True)
class Setting:
    """How a command was called: the store's place, its passphrase, machine-readable or not."""

    data_dir: Path | None
    passphrase_file: Path | None
    json: bool = False

    @property
    def place(self) -> Place:
        """The store's place."""
        from app.local_db.place import default_place

        return default_place(self.data_dir)

    def passphrase(self) -> str | None:
        """The passphrase given by file, or None. Raises ``UnreadableSecret``."""
        if self.passphrase_file is None:
            return None
        return read_secret(self.passphrase_file, "passphrase")

    @contextmanager
    def counter(self, *, write: bool) -> Iterator[Counter]:
        """The open counter; asks for the passphrase at a terminal when one is needed and none was given."""
        from app.local_db.opening import require_file
        from app.office.counter import Counter

        require_file(self.place)
        with damage_explained(self.place):
            counter = Counter.open(self.place, ask_keys(self), write=write)
            try:
                yield counter
            finally:
                counter.close()


@contextmanager
def damage_explained(place: Place) -> Iterator[None]:
    """Turn the driver's error about a page that cannot be read into words. Raises ``StoreDamaged``."""
    from sqlalchemy.exc import DBAPIError

    from app.local_db.engine import DriverError, is_damage
    from app.local_db.errors import StoreDamaged

    try:
        yield
    except (DBAPIError, DriverError, MemoryError) as error:
        if not is_damage(error):
            raise
        raise StoreDamaged(file=place.store_file) from error


def ask_keys(setting: Setting) -> Keys:
    """The store's keys; a passphrase that is needed and was not given is asked for at a terminal.

    A replacement that was cut off is carried through first. Raises the errors of ``load_keys``.
    """
    return unlock(setting)[0]


def unlock(setting: Setting) -> tuple[Keys, str | None]:
    """As :func:`ask_keys`, with the passphrase that opened them; None where none was given."""
    from app.local_db.errors import PassphraseNeeded
    from app.local_db.keys import load_keys
    from app.office.replace import finish_replacement

    finish_replacement(setting.place)
    passphrase = setting.passphrase()
    try:
        return load_keys(setting.place, passphrase), passphrase
    except PassphraseNeeded:
        if not is_terminal():
            raise
        passphrase = str(click.prompt("Passphrase", hide_input=True, err=True))
        return load_keys(setting.place, passphrase), passphrase


def with_setting(function: F) -> F:
    """Give a command ``--data-dir``, ``--passphrase-file`` and ``--json``, as one ``setting`` argument.

    What was given before the command's name counts unless it is given again after it.
    """

    @click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for programs.")
    @data_dir_option
    @passphrase_file_option
    @wraps(function)
    def called(
        *,
        data_dir: Path | None,
        passphrase_file: Path | None,
        as_json: bool,
        **rest: Any,
    ) -> Any:
        ctx = click.get_current_context()
        outer = ctx.obj if isinstance(ctx.obj, Setting) else Setting(None, None)
        setting = Setting(
            _innermost(ctx, "data_dir", data_dir, outer.data_dir),
            _innermost(ctx, "passphrase_file", passphrase_file, outer.passphrase_file),
            as_json,
        )
        return ctx.invoke(function, setting=setting, **rest)

    return cast(F, called)


def _innermost(ctx: click.Context, name: str, inner: Path | None, outer: Path | None) -> Path | None:
    """An option on the command line beats the environment, wherever it stands."""
    typed = ctx.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
    return inner if typed or outer is None else outer


def is_terminal() -> bool:
    """Whether a person can be asked something."""
    return sys.stdin.isatty() and sys.stderr.isatty()

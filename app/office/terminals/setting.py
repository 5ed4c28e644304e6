"""Which card terminal stands at this counter: ``terminal.json`` beside the store.

A file and not a row of the store, so that whoever looks after the PC can set it while the window is open.
"""

from __future__ import annotations

import contextlib
from typing import Annotated

import msgspec

from app.domain.errors import DaftarError
from app.local_db.errors import StoreUnwritable
from app.local_db.place import FILE_MODE, Place, sync_directory, sync_file

FILE_NAME = "terminal.json"
SETTING_BYTES_MAX = 4096


class TerminalSetting(msgspec.Struct, frozen=True, kw_only=True):
    """``adapter`` is one of ``ADAPTERS``; ``host`` and ``port`` are where the terminal listens."""

    adapter: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    host: Annotated[str, msgspec.Meta(min_length=1, max_length=255)]
    port: Annotated[int, msgspec.Meta(ge=1, le=65535)]


class TerminalSettingBad(DaftarError):
    """The file cannot be used."""

    what = "The setting of the card terminal cannot be read ({file})."
    safe = "Everything else works; the reference on the slip can be typed."
    todo = "Set the terminal anew: `daftar terminal set`."


def read_setting(place: Place) -> TerminalSetting | None:
    """The setting, None without one. Raises :class:`TerminalSettingBad`."""
    file = place.directory / FILE_NAME
    try:
        with file.open("rb") as source:
            return msgspec.json.decode(source.read(SETTING_BYTES_MAX), type=TerminalSetting)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise TerminalSettingBad(file=file) from error


def write_setting(place: Place, setting: TerminalSetting) -> None:
    """Choose a terminal; durable. Raises ``StoreUnwritable``."""
    file = place.directory / FILE_NAME
    partial = file.with_suffix(".partial")
    try:
        partial.write_bytes(msgspec.json.encode(setting))
        partial.chmod(FILE_MODE)
        sync_file(partial)
        partial.replace(file)
        sync_directory(place.directory)
    except OSError as error:
        raise StoreUnwritable(place=place.directory, reason=error.strerror or error) from error


def forget_setting(place: Place) -> None:
    """No terminal any more. Raises ``StoreUnwritable``."""
    try:
        with contextlib.suppress(FileNotFoundError):
            (place.directory / FILE_NAME).unlink()
    except OSError as error:
        raise StoreUnwritable(place=place.directory, reason=error.strerror or error) from error


def as_text(setting: TerminalSetting) -> str:
    """As a charge keeps it, so that the terminal that was asked is the one that is inquired."""
    return msgspec.json.encode(setting).decode()


def of_text(text: str) -> TerminalSetting | None:
    """What :func:`as_text` wrote; None for what cannot be read."""
    try:
        return msgspec.json.decode(text, type=TerminalSetting)
    except msgspec.DecodeError:
        return None

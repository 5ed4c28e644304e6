"""Writing a file that a person asked for: whole or not at all, and never over another."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from app.domain.errors import DaftarError
from app.local_db.place import FILE_MODE

_BINARY = getattr(os, "O_BINARY", 0)
"""Windows would write line ends of its own without it."""


class FileExists(DaftarError):
    """There is a file of that name."""

    what = "There is already a file {file}."
    safe = "It was not changed."
    todo = "Choose another name, or say --force."


class FileUnwritable(DaftarError):
    """The file cannot be written."""

    what = "{file} cannot be written: {reason}."
    safe = "Nothing was changed."
    todo = "Choose another place, or free space on the disk."


@contextmanager
def new_file(file: Path, *, force: bool = False) -> Iterator[BinaryIO]:
    """A file that appears under its name only when it is complete and on disk; for this user alone.

    Raises :class:`FileExists` and :class:`FileUnwritable`.
    """
    if file.exists() and not force:
        raise FileExists(file=file)
    partial = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        try:
            descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, FILE_MODE)
            with os.fdopen(descriptor, "wb") as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            partial.replace(file)
        except OSError as error:
            raise FileUnwritable(file=file, reason=error.strerror or str(error)) from error
    finally:
        partial.unlink(missing_ok=True)

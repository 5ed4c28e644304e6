"""Writing a file that a person asked for: whole or not at all, and never over another."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from app.domain.errors import DaftarError


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
    """A file that appears under its name only when it is complete and on disk.

    Raises :class:`FileExists` and :class:`FileUnwritable`.
    """
    if file.exists() and not force:
        raise FileExists(file=file)
    partial = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        try:
            with partial.open("xb") as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            partial.replace(file)
        except OSError as error:
            raise FileUnwritable(file=file, reason=error.strerror or str(error)) from error
    finally:
        partial.unlink(missing_ok=True)

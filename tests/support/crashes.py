"""Ends of a program that nobody planned, inside one process: what lies on the disk is all that goes on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from app.local_db.place import Place
from app.local_db.store import Store


class PowerCut(BaseException):
    """The program ended here."""


@contextmanager
def cut_off(store: Store, at_write: int, *, is_committed: bool) -> Iterator[None]:
    """End the program before its n-th transaction, or just after that has been committed.

    The block ends there without an error; a block with fewer transactions runs through. The store of a
    program that ended writes nothing any more: go on with :func:`copy_files`.
    """
    write, left = store.write, at_write

    @contextmanager
    def watched() -> Iterator[Connection]:
        nonlocal left
        left -= 1
        if left < 0 or (left == 0 and not is_committed):
            raise PowerCut
        with write() as conn:
            yield conn
        if left == 0:
            raise PowerCut

    store.write = watched  # type: ignore[method-assign]
    try:
        yield
    except PowerCut:
        pass
    else:
        store.write = write  # type: ignore[method-assign]


def copy_files(source: Place, target: Place) -> None:
    """Copy a store's files as they lie, its handle open or not: a crash, a disk clone, a careless backup."""
    target.make()
    for suffix in ("", "-wal", "-shm"):
        file = source.store_file.with_name(source.store_file.name + suffix)
        if file.exists():
            shutil.copyfile(file, target.directory / file.name)

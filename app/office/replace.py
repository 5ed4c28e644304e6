"""Put a new device in an old one's place: after a fork, or when this PC takes over a dead one's store.

The new store is made beside the old one, filled, and only then given its place; the old one moves into the
archive as it is, with its keys, and stays readable there with ``--data-dir``::

    replacing/              the new store while it is made: office.db, keys.json
    replacing/old/          the old store's files, under a second name
    replacing/decided       the archive's name; from here on the new store is the one that counts
    archive/<device>/       the old store

Until ``decided`` is on disk the old store is in its place and nothing has happened to it. Afterwards every
start first carries the rest through (:func:`finish_replacement`), so a kill in between is never noticed.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.domain.entry import Kind, decode
from app.domain.errors import DaftarError
from app.local_db import opening
from app.local_db.engine import connect
from app.local_db.errors import KeysMissing, StoreBusy, StoreUnwritable, WrongPassphrase
from app.local_db.keys import Keys, load_keys
from app.local_db.place import DIRECTORY_MODE, FILE_MODE, Place, sync_directory, sync_file
from app.local_db.store import Store, open_store

REPLACING, DECIDED, OLD, ARCHIVE = "replacing", "decided", "old", "archive"
_MOVED_FOLDERS = ("documents", "drafts", "backups")


class OtherOffice(DaftarError):
    """The store that is here belongs to another office than the one that the code is for."""

    what = "The store in {directory} is of office {held}, not of office {wanted}."
    safe = "Nothing was changed, and the activation code was not used."
    todo = "Give the code of office {held}, or enrol office {wanted} in another folder with --data-dir."


class ReplacedAlready(DaftarError):
    """The activation code was used, and this place has replaced a counter before: with that code?"""

    what = "The code was used before, and this PC is counter {counter} already, in an old one's place."
    safe = "Nothing was changed; the old store lies in archive/."
    todo = "Run `daftar sync --once` to go on. To replace counter {counter} too, get a new code."


class Replacement:
    """The old store, open for reading under the place's lock, and the place where the new one is made."""

    def __init__(self, place: Place, old: Store) -> None:
        self.place, self.old = place, old
        self.staging = Place(place.directory / REPLACING)

    def check_office(self, office: str) -> None:
        """Raises :class:`OtherOffice`."""
        held = self.old.identity.office
        if held != office:
            raise OtherOffice(directory=self.place.directory, held=held, wanted=office)

    def was_done_before(self) -> bool:
        """Whether the store that is here replaced another one."""
        return (self.place.directory / ARCHIVE).exists()

    def staged(self, passphrase: str | None) -> Store | None:
        """The new store that an earlier, interrupted call enrolled; None when there is none.

        One whose keys cannot be had any more holds nothing that the old store does not, and is dropped.
        """
        if not self.staging.keys_file.exists() and not self.staging.store_file.exists():
            return None
        try:
            keys = load_keys(self.staging, passphrase)
        except (WrongPassphrase, KeysMissing):
            self.drop_staged()
            return None
        return open_store(self.staging, keys, write=True) if self.staging.store_file.exists() else None

    def drop_staged(self) -> None:
        """Forget the new store, closed by now: the centre does not know it, or its keys cannot be had."""
        shutil.rmtree(self.staging.directory)

    def put_in_place(self) -> Place:
        """Give the new store, closed by now, its place; where the old one lies. Closes the old store.

        Raises :class:`StoreBusy` while another program reads the old store, :class:`StoreUnwritable`.
        """
        device, keys = self.old.identity.device, self.old.keys
        self.old.close()
        _settle(self.place, keys)
        try:
            _decide(self.place, device)
            return _finish(self.place)
        except OSError as error:
            raise StoreUnwritable(place=self.place.directory, reason=error.strerror or error) from error


@contextmanager
def replacing(place: Place, keys: Keys) -> Iterator[Replacement]:
    """Begin or resume a replacement; nobody else writes to this place meanwhile.

    Raises ``StoreLocked`` while a window is open, and what ``open_store`` raises.
    """
    opening.require_file(place)
    lock = opening.take_lock(place)
    try:
        opening.inspect(place, keys.store_key, lock)
        with open_store(place, keys, write=False) as old:
            yield Replacement(place, old)
    finally:
        lock.release()


def finish_replacement(place: Place) -> Place | None:
    """Carry a decided replacement through; where the old store lies, or None when none was under way."""
    if not _marker(place).exists():
        return None
    lock = opening.take_lock(place)
    try:
        return _finish(place) if _marker(place).exists() else None
    except OSError as error:
        raise StoreUnwritable(place=place.directory, reason=error.strerror or error) from error
    finally:
        lock.release()


def archived(place: Place) -> list[Place]:
    """The stores of former devices that were put away here."""
    folder = place.directory / ARCHIVE
    if not folder.is_dir():
        return []
    found = (Place(each) for each in sorted(folder.iterdir()))
    return [each for each in found if each.store_file.exists()]


def carried_here(store: Store) -> int:
    """How many entries this counter took over from those before it; by its own journal, each counted once."""
    with store.read() as conn:
        rows = conn.exec_driver_sql("SELECT bytes FROM journal WHERE kind = ?", (Kind.ENTRY_CARRIED,))
        return len({tuple(decode(line).data["origin"].values()) for (line,) in rows})


def _marker(place: Place) -> Path:
    return place.directory / REPLACING / DECIDED


def _settle(place: Place, keys: Keys) -> None:
    """Move what the write-ahead log holds into the file itself, so that the store is one file."""
    with opening.explained(place.store_file):
        raw = connect(place.store_file, keys.store_key)
        try:
            is_busy = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        finally:
            raw.close()
    if is_busy:
        raise StoreBusy(place=place.directory)


def _decide(place: Place, device: str) -> None:
    """Name the old store's files a second time, and put the decision on disk."""
    old = place.directory / REPLACING / OLD
    if old.exists():
        shutil.rmtree(old)
    old.mkdir(mode=DIRECTORY_MODE)
    for file in (place.store_file, place.keys_file):
        _name_again(file, old / file.name)
    sync_directory(old)
    name, taken = device, 1
    while (place.directory / ARCHIVE / name).exists():
        taken += 1
        name = f"{device}-{taken}"
    partial = _marker(place).with_suffix(".partial")
    partial.write_text(name, encoding="utf-8")
    sync_file(partial)
    sync_directory(partial.parent)
    partial.replace(_marker(place))
    sync_directory(partial.parent)


def _name_again(file: Path, other: Path) -> None:
    """A second name for the same file; a copy where the file system knows no second names."""
    try:
        other.hardlink_to(file)
    except OSError:
        shutil.copyfile(file, other)
        other.chmod(FILE_MODE)
        sync_file(other)


def _move_scans(staging: Place, place: Place) -> None:
    """The scans and pictures that the new store took along; the old one's own lie in the archive by now."""
    place.make()
    for source, target in ((staging.documents, place.documents), (staging.drafts, place.drafts)):
        if not source.exists():
            continue
        target.mkdir(mode=DIRECTORY_MODE, exist_ok=True)
        for file in sorted(source.iterdir()):
            file.replace(target / file.name)
        sync_directory(target)


def _finish(place: Place) -> Place:
    """Every step may have been done before: each looks whether there is still something to move."""
    staging = Place(place.directory / REPLACING)
    archived = Place(place.directory / ARCHIVE / _marker(place).read_text(encoding="utf-8"))
    archived.directory.parent.mkdir(mode=DIRECTORY_MODE, exist_ok=True)
    if not archived.directory.exists():
        (staging.directory / OLD).rename(archived.directory)
    sync_directory(archived.directory.parent)
    for name in _MOVED_FOLDERS:
        source, target = place.directory / name, archived.directory / name
        if source.exists() and not target.exists():
            source.rename(target)
    sync_directory(archived.directory)
    _move_scans(staging, place)
    if staging.keys_file.exists():
        staging.keys_file.replace(place.keys_file)
    if staging.store_file.exists():
        for suffix in ("-wal", "-shm"):  # empty since _settle; the new store must not meet them
            place.store_file.with_name(place.store_file.name + suffix).unlink(missing_ok=True)
        staging.store_file.replace(place.store_file)
    sync_directory(place.directory)
    _marker(place).unlink()
    shutil.rmtree(staging.directory, ignore_errors=True)
    return archived

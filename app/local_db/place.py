"""Where a store lives: one folder with everything of one counter (docs/store.md, "Files")."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from app.local_db.errors import StoreUnwritable

DIRECTORY_MODE = 0o700
FILE_MODE = 0o600
DATA_DIR_VARIABLE = "DAFTAR_DATA_DIR"


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of one store, and the names in it."""

    directory: Path

    @property
    def store_file(self) -> Path:
        """The SQLCipher database."""
        return self.directory / "office.db"

    @property
    def lock_file(self) -> Path:
        """Held by the one process that writes."""
        return self.directory / "office.lock"

    @property
    def keys_file(self) -> Path:
        """Says where the keys are kept, or holds them sealed; never a key in the clear."""
        return self.directory / "keys.json"

    @property
    def backups(self) -> Path:
        """Stores set aside by a migration or a restore."""
        return self.directory / "backups"

    @property
    def documents(self) -> Path:
        """Encrypted scans, named by their content."""
        return self.directory / "documents"

    @property
    def drafts(self) -> Path:
        """Encrypted pictures of drafts, which are no documents yet; made when first needed."""
        return self.directory / "drafts"

    @property
    def logs(self) -> Path:
        """Log files; no personal data."""
        return self.directory / "logs"

    def make(self) -> None:
        """Create the folders that are missing, for this user alone. Raises :class:`StoreUnwritable`."""
        try:
            for folder in (self.directory, self.backups, self.documents, self.logs):
                folder.mkdir(mode=DIRECTORY_MODE, parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnwritable(place=self.directory, reason=error.strerror or error) from error


def default_place(data_dir: Path | None = None) -> Place:
    """The place named by the caller, else by ``DAFTAR_DATA_DIR``, else the user's own data folder."""
    if data_dir is None:
        named = os.environ.get(DATA_DIR_VARIABLE)
        if named:
            data_dir = Path(named)
        else:
            from platformdirs import user_data_path

            data_dir = user_data_path("daftar", appauthor=False)
    return Place(data_dir.expanduser().absolute())


def sync_directory(directory: Path) -> None:
    """Make renames and creations in a folder durable (where the system can: not on Windows)."""
    if os.name != "posix":
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Make a file's content durable."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())

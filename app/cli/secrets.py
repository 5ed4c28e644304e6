"""Passphrases and passwords that come from a file, for programs and for the window's shortcut."""

from __future__ import annotations

from pathlib import Path

from app.domain.errors import DaftarError

SECRET_BYTES_MAX = 4096
"""Longest file that a passphrase or password is read from."""

PASSPHRASE_FILE_VARIABLE = "DAFTAR_PASSPHRASE_FILE"  # noqa: S105 - the name of a setting


class UnreadableSecret(DaftarError):
    """A file that should hold a passphrase or password cannot be used."""

    what = "The {kind} cannot be read from {file}: {reason}."
    safe = "Nothing was changed."
    todo = "Give a text file whose first line is the {kind}."


def read_secret(file: Path, kind: str) -> str:
    """The first line of a file, without its line end. Raises :class:`UnreadableSecret`."""
    try:
        with file.open("rb") as source:
            raw = source.read(SECRET_BYTES_MAX + 1)
    except OSError as error:
        raise UnreadableSecret(kind=kind, file=file, reason=error.strerror or "unreadable") from error
    if len(raw) > SECRET_BYTES_MAX:
        raise UnreadableSecret(kind=kind, file=file, reason="it is too long")
    try:
        secret = raw.decode("utf-8-sig").split("\n", 1)[0].removesuffix("\r")
    except UnicodeDecodeError as error:
        raise UnreadableSecret(kind=kind, file=file, reason="it is not UTF-8 text") from error
    if not secret:
        raise UnreadableSecret(kind=kind, file=file, reason="it is empty")
    return secret

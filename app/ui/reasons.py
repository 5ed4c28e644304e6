"""Short reasons inside an error's sentences, in the window's language.

The store, the keyring and the operating system give a reason as a few English words ("No space left on
device"). Those that this program or the systems below it are known to give have their translation here;
any other is shown as it came.
"""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QCoreApplication

SYSTEM = (
    "No space left on device",
    "Disk quota exceeded",
    "Permission denied",
    "Operation not permitted",
    "Read-only file system",
    "Input/output error",
    "No such file or directory",
    "Is a directory",
    "Not a directory",
    "File exists",
    "File too large",
    "Too many open files",
    "Connection refused",
    "Connection reset by peer",
    "Network is unreachable",
    "No route to host",
    "timed out",
    "database or disk is full",
    "database disk image is malformed",
    "disk I/O error",
    "file is not a database",
    "attempt to write a readonly database",
    "unable to open database file",
    "locking protocol",
    "out of memory",
    "unreadable",
)
"""What operating systems and SQLite say."""

OWN = (
    "it is damaged, or not a store, or another key made it",
    "it is not a store of Daftar",
    "it does not say whose it is",
    "it is another program's database",
    "it is empty",
    "it is closed",
    "it is of the kind {0}",
    "it has {0} bytes",
    "it is too long",
    "it is not UTF-8 text",
    "it has neither group",
    "it was opened for reading only",
    "it did not open again after a failed commit",
    "the copy is damaged",
    "its chain breaks at entry {0}",
    "the journal's chain breaks at entry {0}",
    "after a failed commit its journal ends at {0}, which was not expected",
    "it does not open ({0})",
    "the migrated copy does not hold the same journal",
    "the migrated copy does not pass the database's own check",
    "it did not give back what it was given",
    "the keyring has no keys for this store",
    "what the keyring holds is damaged",
    "none answers ({0})",
    "keys.json is damaged",
    "keys.json cannot be read ({0})",
    "keys.json was written by a newer Daftar",
    "what is kept is not a pair of keys",
    "there is no keys.json",
    "entry {0} cannot be read",
    "entry {0} is of another device",
    "entry {0} came where {1} was due",
    "the centre's head {0} is past this journal's end",
    "the centre's head {0} has another hash",
    "the entries up to {0} do not give the hash kept for them",
    "the entries after {0} were changed or cut short",
    "a header that cannot be read",
    "batches that do not follow each other",
    "it is of more than one counter",
    "they are the same device",
    "they belong to different offices",
    "PySide6 is not installed",
    "it does not answer",
    "this PC knows no printer of this name",
    "it has no paper",
    "its cover is open, or it reports a fault",
    "the line to it broke",
    "it stopped taking data",
    "this PC's printing did not take it",
    "this PC has no USB library for it (libusb)",
)
"""What this program itself gives as a ``reason``; a test holds it equal to the code."""


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{\d\\\}", "(.+)", re.escape(template)))


@cache
def _templates() -> list[tuple[re.Pattern[str], str]]:
    """Made with the first reason that is told, not before the window's first paint."""
    return [(_pattern(template), template) for template in OWN if "{" in template]


_PLAIN = frozenset((*SYSTEM, *OWN))


def translated(reason: str) -> str | None:
    """A known reason in the window's language; None for one that is not known."""
    if reason in _PLAIN:
        return QCoreApplication.translate("reasons", reason)
    for pattern, template in _templates():
        match = pattern.fullmatch(reason)
        if match is not None:
            parts = (translated(part) or part for part in match.groups())
            return QCoreApplication.translate("reasons", template).format(*parts)
    return None

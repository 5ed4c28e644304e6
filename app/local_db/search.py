"""The full-text index over applications: people's names and the numbers on their receipts.

Written in the transaction of the entry; newest first by rowid, never by rank (docs/store.md, "Search").
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from app.domain.text import fold, fold_words, strip_separators
from app.local_db.write_context import run

QUERY_CHARACTERS_MAX = 100
QUERY_WORDS_MAX = 8

_INSERT = "INSERT INTO search (rowid, names, numbers) VALUES (?, ?, ?)"
_REMOVE = "INSERT INTO search (search, rowid, names, numbers) VALUES ('delete', ?, ?, ?)"


def insert(conn: Connection, seq: int, name: str, numbers: Iterable[str]) -> None:
    """Index one application. A name of several words is found written as one word, too."""
    run(conn, _INSERT, (seq, _name_key(name), " ".join(map(_number_key, numbers))))


def remove(conn: Connection, seq: int, name: str, numbers: Iterable[str]) -> None:
    """Take one application out; name and numbers must be those that it was indexed by."""
    run(conn, _REMOVE, (seq, _name_key(name), " ".join(map(_number_key, numbers))))


def match_text(typed: str) -> str:
    """What was typed, as an FTS5 expression: every word begins a word, or all begin one run together.

    Nothing that was typed is taken as FTS5 syntax. "" when nothing can be looked for.
    """
    typed = typed[:QUERY_CHARACTERS_MAX]
    words = fold_words(typed).split()[:QUERY_WORDS_MAX]
    alternatives = [" ".join(_prefix(word) for word in words)] if words else []
    if len(words) > 1:
        alternatives.append(_prefix(fold(typed)))
    bare = _number_key(typed)
    if bare and bare not in words:
        alternatives.append(_prefix(bare))
    return " OR ".join(f"({alternative})" for alternative in alternatives if alternative)


def _prefix(word: str) -> str:
    return '"{}"*'.format(word.replace('"', '""'))


def _name_key(name: str) -> str:
    words = fold_words(name)
    whole = fold(name)
    return words if whole == words else f"{words} {whole}"


def _number_key(number: str) -> str:
    return strip_separators(number)

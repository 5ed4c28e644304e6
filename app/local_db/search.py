"""The full-text index over applications: people's names and the numbers that they are known by.

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

_BY_WORDS = (
    "SELECT * FROM (SELECT rowid FROM search WHERE search MATCH :typed ORDER BY rowid DESC LIMIT :most)"
)
BY_NUMBER = _BY_WORDS
"""The ``:most`` newest seqs that fit the expression ``:typed`` (:func:`whole_number`)."""
_BY_RECEIPT = (
    "SELECT * FROM (SELECT seq FROM applications WHERE receipt >= :from AND receipt < :to"
    " ORDER BY receipt DESC LIMIT :most)"
)
_RECEIPT_GROUPS = (4, 2, 2, 6, 1)
_AFTER_ANY_DIGIT = ":"


def insert(conn: Connection, seq: int, name: str, numbers: Iterable[str]) -> None:
    """Index one application. A name of several words is found written as one word, too.

    Each text of ``numbers`` may hold several, with spaces between them.
    """
    run(conn, _INSERT, (seq, _name_key(name), _number_keys(numbers)))


def remove(conn: Connection, seq: int, name: str, numbers: Iterable[str]) -> None:
    """Take one application out; name and numbers must be those that it was indexed by."""
    run(conn, _REMOVE, (seq, _name_key(name), _number_keys(numbers)))


def matching(typed: str, most: int) -> tuple[str, dict[str, str | int]] | None:
    """A condition on ``applications`` with its parameters: the newest ``most`` that fit what was typed.

    None when nothing can be looked for. A receipt is found by its beginning in the index of receipts:
    all of an office's begin alike, which the full-text index would pay for by reading each.
    """
    parts: list[str] = []
    values: dict[str, str | int] = {"most": most}
    expression = match_text(typed)
    if expression:
        parts.append(_BY_WORDS)
        values["typed"] = expression
    receipt = _receipt_start(_number_key(typed[:QUERY_CHARACTERS_MAX]))
    if receipt:
        parts.append(_BY_RECEIPT)
        values |= {"from": receipt, "to": receipt + _AFTER_ANY_DIGIT}
    return (f"seq IN ({' UNION ALL '.join(parts)})", values) if parts else None


def _receipt_start(number: str) -> str:
    """How receipts are written that begin with these digits; "" for what cannot be one."""
    if not (number.isascii() and number.isdigit() and len(number) <= sum(_RECEIPT_GROUPS)):
        return ""
    groups, at = [], 0
    for length in _RECEIPT_GROUPS:
        groups.append(number[at : at + length])
        at += length
    return "-".join(group for group in groups if group)


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
    different = dict.fromkeys(alternative for alternative in alternatives if alternative)
    return " OR ".join(f"({alternative})" for alternative in different)


def whole_number(number: str) -> str:
    """The FTS5 expression for applications with exactly this number among theirs; "" finds nothing."""
    return 'numbers : "{}"'.format(_number_key(number).replace('"', '""'))


def _prefix(word: str) -> str:
    return '"{}"*'.format(word.replace('"', '""'))


def _name_key(name: str) -> str:
    words = fold_words(name)
    whole = fold(name)
    return words if whole == words else f"{words} {whole}"


def _number_keys(numbers: Iterable[str]) -> str:
    return " ".join(_number_key(one) for text in numbers for one in text.split())


def _number_key(number: str) -> str:
    return strip_separators(number)

"""A Latin spelling for a Persian name, as a suggestion to a clerk: never more than that.

Latin stays as it is. A common name has the spelling that passports usually have
(:mod:`app.domain.latin_names`), also inside a compound (علی‌رضا, حسین‌زاده, محمدی‌نژاد). Anything else is
written letter by letter with vowels guessed, and said to be rough. The letters are those of the
machine-readable zone (ICAO Doc 9303-3): A to Z with space, hyphen and apostrophe. Its own table for Arabic
letters (XSH, XKH …) is not used: no passport of Iran shows it, and people choose how they are read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from app.domain.field_types.words import LATIN_NAME_MAX
from app.domain.latin_names import ENDINGS, FAMILY, GIVEN
from app.domain.text import ZWNJ, fold, normalise

_LATIN = re.compile(r"[A-Za-z](?:[A-Za-z '\-]*[A-Za-z])?")
_BETWEEN_WORDS = re.compile(r"[\s\-().،]+")
_APART_MAX = 3
"""Words written apart that are looked for as one name at most."""
_PARTS_MAX = 4
"""Names that one word is put together from at most: more is chance."""

_CONSONANTS = {
    "ب": "B", "پ": "P", "ت": "T", "ث": "S", "ج": "J", "چ": "CH", "ح": "H", "خ": "KH", "د": "D", "ذ": "Z",
    "ر": "R", "ز": "Z", "ژ": "ZH", "س": "S", "ش": "SH", "ص": "S", "ض": "Z", "ط": "T", "ظ": "Z", "غ": "GH",
    "ف": "F", "ق": "GH", "ک": "K", "گ": "G", "ل": "L", "م": "M", "ن": "N", "ه": "H",
}  # fmt: skip
_VOWELS = frozenset("AEIOU")
_FIRST = {"ا": "A", "ع": "A", "و": "V", "ی": "Y"}
_INNER = {"ا": "A", "ع": "A"}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """``latin`` in the form a ``latin_name`` is stored in; ``is_rough``: its vowels are guessed."""

    latin: str
    is_rough: bool


@lru_cache(maxsize=256)
def suggest(persian: str) -> Suggestion | None:
    """A Latin spelling of a name; None when there is no letter of Persian in it. Latin stays, as capitals."""
    name = normalise(persian)
    if _LATIN.fullmatch(name):
        return Suggestion(_shortened(name.upper()), is_rough=False)
    words = [word for word in _BETWEEN_WORDS.split(name) if _by_letters(word)]
    if not words:
        return None
    whole = _of_words(words)
    return Suggestion(_shortened(whole.latin), whole.is_rough)


def name_behind(field: str) -> tuple[str, ...]:
    """Which parts of the applicant's name a ``latin_name`` field writes, by the end of the field's name.

    ``…_given`` the given name, ``…_family`` the family name, any other both.
    """
    for part in ("given", "family"):
        if field == part or field.endswith(f"_{part}"):
            return (f"name.{part}",)
    return ("name.given", "name.family")


def _of_words(words: list[str]) -> Suggestion:
    """All words of a name. What is known as one word (علی رضا, نعمت الله) is written as one."""
    found: list[str] = []
    is_rough, at = False, 0
    while at < len(words):
        for end in range(min(len(words), at + _APART_MAX), at, -1):
            known = _known("".join(words[at:end]), of_several=end - at > 1, is_first=at == 0)
            if known:
                break
        else:
            end, known, is_rough = at + 1, _guessed(words[at]), True
        found.append(known)
        at = end
    return Suggestion(" ".join(found), is_rough)


def _guessed(word: str) -> str:
    """A word that is not known: the pieces between its half-spaces, known or letter by letter, as one."""
    return "".join(
        _known(piece, is_first=at == 0) or _by_letters(piece) for at, piece in enumerate(word.split(ZWNJ))
    )


@cache
def _table() -> dict[str, str]:
    return {**_read(FAMILY), **_read(GIVEN)}


@cache
def _endings() -> dict[str, str]:
    return _read(ENDINGS)


def _read(table: str) -> dict[str, str]:
    """Latin by the folded Persian of a table's text."""
    pairs = [pair.rsplit(maxsplit=1) for pair in table.replace("،", "\n").splitlines() if pair.strip()]
    return {fold(persian): latin for persian, latin in pairs}


def _known(word: str, *, of_several: bool = False, is_first: bool) -> str:
    """How a word is usually written, "" for one that is neither known nor put together from known ones.

    ``of_several``: its parts were written apart; then only one name with an ending is taken for one word.
    Only what is not ``is_first`` may be an ending by itself (اصل, نژاد).
    """
    return _put_together(fold(word), 2 if of_several else _PARTS_MAX, is_first=is_first, apart=of_several)


def _put_together(word: str, parts: int, *, is_first: bool, apart: bool = False) -> str:
    table, endings = _table(), _endings()
    if word in table:
        return table[word]
    if not is_first and word in endings:
        return endings[word]
    if parts == 1 or not word:
        return ""
    for length in range(len(word) - 1, 1 if is_first else 0, -1):
        head, rest = word[:length], word[length:]
        known = table.get(head) or ("" if is_first else endings.get(head, ""))
        if not known or (apart and rest not in endings):
            continue
        tail = _put_together(rest, parts - 1, is_first=False)
        if tail:
            return _joined(known, tail)
    return ""


def _joined(head: str, tail: str) -> str:
    """Two parts as one word: ALI + EI has one I, MOUSA + I an E between."""
    if head[-1] == "I" and tail[0] in "EI":
        return head + tail.lstrip("EI")
    if head[-1] == "A" and tail == "I":
        return head + "EI"
    return head + tail


def _by_letters(word: str) -> str:
    """A word letter by letter; between two consonants that cannot be said together stands an A."""
    letters = [letter for letter in fold(word) if letter in _CONSONANTS or letter in "اعوی"]
    written: list[str] = []
    for at, letter in enumerate(letters):
        before = written[-1] if written else ""
        after = letters[at + 1] if at + 1 < len(letters) else ""
        sound = _sound(letter, before, after)
        if _needs_vowel(written, sound, after):
            written.append("A")
        written += [sound] if sound else []
    return "".join(written)


def _sound(letter: str, before: str, after: str) -> str:
    """One letter as it sounds between its neighbours; ``before`` is Latin already."""
    after_vowel = bool(before) and before[-1] in _VOWELS
    if not before:
        return _FIRST.get(letter) or _CONSONANTS[letter]
    if letter in _INNER:
        return "" if after_vowel else "A"
    if letter == "و":
        return "V" if after_vowel or after in ("ا", "ی") else "OU"
    if letter == "ی":
        return "Y" if after_vowel or after == "و" else "I"
    if letter == "ه" and not after and not after_vowel:
        return "EH"
    return _CONSONANTS[letter]


def _needs_vowel(written: list[str], sound: str, after: str) -> bool:
    """Whether a vowel is put in front: no word begins with two consonants, and none has three in a row."""
    if not written or not sound or sound[0] in _VOWELS or written[-1][-1:] in _VOWELS:
        return False
    if len(written) == 1:
        return True
    return written[-2][-1:] not in _VOWELS and bool(after)


def _shortened(latin: str) -> str:
    """No longer than the machine-readable line has room for, ending in a letter."""
    return latin[:LATIN_NAME_MAX].rstrip(" '-")

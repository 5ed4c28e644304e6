"""Persian text: one form for storage, one folded form for search, and marks for showing it.

Storage keeps what the clerk meant (NFC, Persian ی and ک, ASCII digits, tidy spaces); search folds away
what people write in several ways (آ/ا, ة/ه, spaces, ZWNJ). Persian digits exist only on the screen.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from persiantools import digits

ZWNJ = "\u200c"
FIRST_STRONG_ISOLATE = "\u2068"
POP_DIRECTIONAL_ISOLATE = "\u2069"


def _pairs(letters: str, become: str) -> dict[int, str | None]:
    return {ord(letter): other for letter, other in zip(letters, become, strict=True)}


_HARAKAT = [*range(0x064B, 0x0653), 0x0656, 0x0657, 0x0658, 0x0670, *range(0x0610, 0x061B)]
_INVISIBLE = [0x00AD, 0x061C, 0x200B, 0x200D, 0x200E, 0x200F, *range(0x202A, 0x202F)]
_INVISIBLE += [0x2060, *range(0x2066, 0x206A), 0xFEFF]
_STORED: dict[int, str | None] = {
    **_pairs("يىك", "ییک"),
    **_pairs("۰۱۲۳۴۵۶۷۸۹" + "٠١٢٣٤٥٦٧٨٩", "0123456789" * 2),
    0x0640: None,  # tatweel
    **dict.fromkeys(_HARAKAT + _INVISIBLE),
}
_FOLDED: dict[int, str | None] = {
    **_pairs("ةۀأإٱآؤئە", "ههااااویه"),
    **dict.fromkeys([0x0621, 0x0653, 0x0654, 0x0655]),  # hamza and its marks
}
_LETTER = "[\u0620-\u065f\u066e-\u06ef\u06fa-\u06ff]"
_STRAY_ZWNJ = re.compile(f"(?<!{_LETTER}){ZWNJ}+|{ZWNJ}+(?!{_LETTER}|{ZWNJ})")
_ZWNJ_RUN = re.compile(f"{ZWNJ}{{2,}}")
_SPACES = re.compile(r"[\s\u00a0]+")
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_PLAIN_LETTERS = "\u0621-\u063a\u0641\u0642\u0644-\u0648پچژکگی"
_PLAIN = f"{_PLAIN_LETTERS}،؛؟!-~"
_IS_STORED = re.compile(
    f"(?:[{_PLAIN}]++|(?<=[{_PLAIN}]) (?=[{_PLAIN}])|(?<=[{_PLAIN_LETTERS}]){ZWNJ}(?=[{_PLAIN_LETTERS}]))*+"
)
"""What nearly every text already is: letters that stay as they are, single spaces and ZWNJs between them."""
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def normalise(text: str) -> str:
    """The form in which a text is stored. Doing it again changes nothing.

    Control characters stay, so that a check can refuse them (:func:`has_unprintable`); line breaks and
    tabs count as spaces. A ZWNJ stays only between two letters of the Persian script.
    """
    if _IS_STORED.fullmatch(text):
        return text
    found = _PRESENTATION.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text)
    found = unicodedata.normalize("NFC", found).translate(_STORED)
    if ZWNJ in found:
        found = _STRAY_ZWNJ.sub("", _ZWNJ_RUN.sub(ZWNJ, found))
    return unicodedata.normalize("NFC", _SPACES.sub(" ", found).strip(" "))


@lru_cache(maxsize=4096)
def fold_words(text: str) -> str:
    """The key under which words are searched: variants of letters folded, words still apart."""
    found = unicodedata.normalize("NFKD", normalise(text).translate(_FOLDED)).casefold()
    bare = "".join(c for c in found if not unicodedata.combining(c))
    return normalise(bare.replace(ZWNJ, ""))


def fold(text: str) -> str:
    """The key under which a text is found: as :func:`fold_words`, and spaces dropped too.

    So علی رضا, علیرضا and علی‌رضا are one, and عبد الله is عبدالله.
    """
    return fold_words(text).replace(" ", "")


def to_ascii_digits(text: str) -> str:
    """Persian and Arabic-Indic digits as ASCII ones; all else stays."""
    return str(digits.fa_to_en(digits.ar_to_fa(text)))


def to_persian_digits(text: str) -> str:
    """ASCII digits as Persian ones, for the screen and paper only."""
    return str(digits.en_to_fa(text))


def isolate(text: str) -> str:
    """``text`` between U+2068 and U+2069, so that it keeps its own direction inside another."""
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_DIRECTIONAL_ISOLATE}"


def has_unprintable(text: str) -> bool:
    """Whether ``text`` holds control characters, lone surrogates or non-characters."""
    return not text.isprintable() and _UNPRINTABLE.search(text) is not None


_SEPARATORS = re.compile(r"[\s\-_./\\()٫٬،,\u200c]+")


def strip_separators(text: str) -> str:
    """Normalised text without the marks people put into numbers: spaces, hyphens, dots, slashes, commas."""
    if text.isascii() and text.isalnum():
        return text
    if text.isascii():
        return _SEPARATORS.sub("", text)
    return normalise(_SEPARATORS.sub("", normalise(text)))


def latin_code(text: str) -> str:
    """As :func:`strip_separators`, with Latin letters as capitals."""
    bare = strip_separators(text)
    return bare.upper() if bare.isascii() else bare

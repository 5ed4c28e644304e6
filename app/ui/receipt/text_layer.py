"""Makes the text of a PDF that Qt wrote read back as it was written.

Qt notes for each shaped glyph the code point of its *form* (U+FEE7, a noon at the beginning of a word).
People who search, copy or read aloud need the *letter* (U+0646). The maps from glyph to text are small
streams of their own, so they are written again, corrected, as an incremental update (ISO 32000-1, 7.5.6):
the bytes before stay untouched.
"""

from __future__ import annotations

import re
import unicodedata
import zlib

_STREAM = re.compile(rb"(?m)^(\d+) 0 obj\s*<<((?:(?!endobj).)*?)>>\s*stream\r?\n", re.DOTALL)
_RANGE = re.compile(r"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>\s*(?:<([0-9A-Fa-f]{4})>|\[([^\]]*)\])")
_LENGTH_REF = re.compile(rb"/Length (\d+) 0 R")
_LENGTH = re.compile(rb"/Length (\d+)(?! 0 R)")
_TRAILER = re.compile(rb"trailer\s*<<(.*?)>>\s*startxref\s*(\d+)\s*%%EOF\s*$", re.DOTALL)
CHARACTERS_A_BLOCK_MAX = 100
"""Most lines that one ``beginbfchar`` may hold (Adobe Technical Note 5014)."""


def with_letters(pdf: bytes) -> bytes:
    """The same PDF with every map from glyphs to text telling letters instead of forms.

    A file whose structure is not the one Qt writes comes back as it is: it prints all the same.
    """
    trailer = _TRAILER.search(pdf)
    if trailer is None:
        return pdf
    objects: dict[int, bytes] = {}
    for match in _STREAM.finditer(pdf):
        content = _content(pdf, match)
        if b"begincmap" in content:
            objects[int(match[1])] = _map_object(int(match[1]), content.decode("latin-1"))
    return _updated(pdf, trailer, objects) if objects else pdf


def _content(pdf: bytes, match: re.Match[bytes]) -> bytes:
    dictionary = match[2]
    direct, reference = _LENGTH.search(dictionary), _LENGTH_REF.search(dictionary)
    if direct is not None:
        length = int(direct[1])
    elif reference is not None:
        stated = re.search(rb"(?m)^" + reference[1] + rb" 0 obj\s*(\d+)\s*endobj", pdf)
        if stated is None:
            return b""
        length = int(stated[1])
    else:
        return b""
    raw = pdf[match.end() : match.end() + length]
    if b"/FlateDecode" not in dictionary:
        return raw
    try:
        return zlib.decompress(raw)
    except zlib.error:
        return b""


def _map_object(number: int, cmap: str) -> bytes:
    letters = {glyph: _letter(form) for glyph, form in _forms(cmap).items() if form}
    head, _, _ = cmap.partition("endcodespacerange")
    blocks = []
    lines = [f"<{glyph:04X}> <{text.encode('utf-16-be').hex().upper()}>" for glyph, text in letters.items()]
    for at in range(0, len(lines), CHARACTERS_A_BLOCK_MAX):
        block = lines[at : at + CHARACTERS_A_BLOCK_MAX]
        blocks.append(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n")
    made = (
        f"{head}endcodespacerange\n{''.join(blocks)}"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("latin-1")
    packed = zlib.compress(made)
    return (
        b"%d 0 obj\n<<\n/Length %d\n/Filter /FlateDecode\n>>\nstream\n" % (number, len(packed))
        + packed
        + b"\nendstream\nendobj\n"
    )


def _forms(cmap: str) -> dict[int, int]:
    """Glyph to code point of its form, from ranges that count up and ranges that list."""
    found: dict[int, int] = {}
    for first, last, counted, listed in _RANGE.findall(cmap.partition("endcodespacerange")[2]):
        if listed:
            points = [int(point, 16) for point in re.findall(r"<([0-9A-Fa-f]+)>", listed)]
        else:
            points = [int(counted, 16) + step for step in range(int(last, 16) - int(first, 16) + 1)]
        found.update(enumerate(points, start=int(first, 16)))
    return found


def _letter(form: int) -> str:
    """The letter or letters that a form stands for; blanks of every kind as a space.

    A right-to-left ligature (lam-alef) stays one code point: readers that reverse what they see would
    otherwise turn its two letters round.
    """
    letters = unicodedata.normalize("NFKC", chr(form)).strip()
    if len(letters) > 1 and unicodedata.bidirectional(letters[0]) == "AL":
        return chr(form)
    return letters or " "


def _updated(pdf: bytes, trailer: re.Match[bytes], objects: dict[int, bytes]) -> bytes:
    out = bytearray(pdf)
    if not out.endswith(b"\n"):
        out += b"\n"
    table = bytearray(b"xref\n")
    for number, body in sorted(objects.items()):
        table += b"%d 1\n%010d 00000 n \n" % (number, len(out))
        out += body
    start = len(out)
    kept = re.sub(rb"/Prev \d+", b"", trailer[1]).strip()
    out += (
        table
        + b"trailer\n<<\n"
        + kept
        + b"\n/Prev %d\n>>\nstartxref\n%d\n%%%%EOF\n" % (int(trailer[2]), start)
    )
    return bytes(out)

"""A draft: what a clerk has typed for an application that is not accepted yet.

A draft is no fact about the office: nothing was promised to anybody. So it stands in neither log; it is kept
for the person who typed it, and goes when it is accepted or discarded (docs/store.md).
"""

from __future__ import annotations

from typing import Any

import msgspec

from app.domain.tariff import Words

GIVEN_PATH, FAMILY_PATH = "applicant.name.given", "applicant.name.family"
DRAFTS_MAX = 8
"""How many drafts one person may have open at once: as many as a row of the window can show."""


class TypedField(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in one field. ``typed`` is the field's own writing of it (text, two texts, rows);
    ``label`` is what the field was called, for when no form asks for it any more.
    """

    path: str
    label: Words
    typed: Any


class TypedPage(msgspec.Struct, frozen=True, kw_only=True):
    """A page of a paper: its working picture by digest, and how it is turned, cropped and made small.

    ``crop`` is left, top, right and bottom as parts of width and height.
    """

    paper: str
    name: str
    sha256: str
    quarters: int
    crop: tuple[float, float, float, float]
    edge_px_max: int
    bytes_max: int


class DraftContent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All that was typed. ``identity`` and ``payment`` are those steps' own writing."""

    fields: tuple[TypedField, ...] = ()
    pages: tuple[TypedPage, ...] = ()
    identity: Any = None
    payment: Any = None

    def find(self, path: str) -> TypedField | None:
        """What was typed into a field, or None."""
        return next((one for one in self.fields if one.path == path), None)

    def person(self) -> str:
        """The applicant's names as far as they are typed."""
        found = (self.find(path) for path in (GIVEN_PATH, FAMILY_PATH))
        return " ".join(one.typed.strip() for one in found if one is not None and isinstance(one.typed, str))

"""A work area made anew in another language goes on where the one before stood."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.ui.pages.page import Page


@dataclass(frozen=True, slots=True)
class Place:
    """Where the focus is in a page: the how-manieth of how many widgets of its kind, and the cursor there."""

    kind: type[QWidget]
    number: int
    count: int
    cursor: int | None


def focused_place(page: Page | None) -> Place | None:
    """Where the focus is in this page; None when it is elsewhere."""
    holder = QApplication.focusWidget()
    if holder is None or page is None or not page.isAncestorOf(holder):
        return None
    kind = type(holder)
    alike = _seen(page, kind)
    cursor = holder.cursorPosition() if isinstance(holder, QLineEdit) else None
    return Place(kind, alike.index(holder), len(alike), cursor)


def focus_on(page: Page | None, place: Place | None) -> None:
    """Put the focus on the same place of a page made anew; where there is none, it stays where it is."""
    if place is None or page is None:
        return
    alike = _seen(page, place.kind)
    if len(alike) != place.count:
        return
    holder = alike[place.number]
    holder.setFocus(Qt.FocusReason.OtherFocusReason)
    if isinstance(holder, QLineEdit) and place.cursor is not None:
        holder.setCursorPosition(place.cursor)


def _seen(page: Page, kind: type[QWidget]) -> list[QWidget]:
    """The widgets of a kind that are seen; what was replaced may be there for a while longer, hidden."""
    return [one for one in page.findChildren(kind) if one.isVisibleTo(page)]

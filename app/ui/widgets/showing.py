"""Showing and hiding a part of a window that may not be on the screen yet."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def show_if(widget: QWidget, wanted: bool) -> None:
    """Hide a widget, or have it shown; one that is not hidden is left alone.

    Not ``setVisible`` each time: Qt styles a widget and lays it out whenever it is told to show itself, also
    while what it stands in is not shown, and does all of it once more when that is.
    """
    if not wanted or widget.isHidden():
        widget.setVisible(wanted)

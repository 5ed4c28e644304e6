"""Where the text of a line begins: at the edge where reading begins, also while nothing is typed.

Left to itself, Qt puts the cursor of an empty line where the keyboard's language begins: a clerk whose
keyboard is still on English would see it at the wrong end of a Persian line.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.ui.language import is_persian


def stand_at_reading_edge(line: QLineEdit, *, numbers: bool = False) -> None:
    """Keep a line's text at the reading edge. ``numbers``: in every language, as they run left to right."""
    if is_persian():
        edge = Qt.AlignmentFlag.AlignRight
    elif numbers:
        edge = Qt.AlignmentFlag.AlignLeft
    else:  # a Persian name in an English window stands where Persian begins
        return
    line.setAlignment(edge | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)

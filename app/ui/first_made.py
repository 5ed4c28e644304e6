"""Qt's flags by their numbers, for what is made before the first paint.

``Qt`` itself holds a hundred enumerations, which Python makes one by one when it is first named: a tenth of
the time to the window's first paint. Whatever is made later names them.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

ALIGN_LEFT, ALIGN_RIGHT, ALIGN_ABSOLUTE, ALIGN_MIDDLE, ALIGN_CENTRE = 0x01, 0x02, 0x10, 0x80, 0x84
"""``Qt.AlignmentFlag``: left, right, absolute, vertically in the middle, in the middle both ways."""
_PLAIN_TEXT = 0
_SENSITIVE_WITHOUT_GUESSES = 0x02 | 0x40
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = 0, 1


def plain(label: QLabel) -> None:
    """Show what is in the text as it is, whatever it looks like."""
    label.setProperty("textFormat", _PLAIN_TEXT)


def align(widget: QLabel | QLineEdit, alignment: int) -> None:
    """Where the text stands; one or more of the numbers above."""
    widget.setProperty("alignment", alignment)


def keep_secret(line: QLineEdit) -> None:
    """Tell the system's input methods not to remember and not to guess."""
    line.setProperty("inputMethodHints", _SENSITIVE_WITHOUT_GUESSES)


def read(widget: QWidget | QObject, *, right_to_left: bool) -> None:
    """The direction of a widget, or of the application's every window."""
    widget.setProperty("layoutDirection", _RIGHT_TO_LEFT if right_to_left else _LEFT_TO_RIGHT)

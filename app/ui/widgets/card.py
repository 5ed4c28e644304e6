"""A card: a white box with a title, an aside beside the title, and a body."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui.stylesheet import first_look
from app.ui.theme import GAP
from app.ui.widgets.labels import label
from app.ui.widgets.showing import show_if


class Card(QFrame):
    """``body`` is where contents go; ``head`` holds the title and whatever stands beside it."""

    def __init__(self, title: str = "", aside: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        first_look(self, "card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(4 * GAP, 3 * GAP, 4 * GAP, 3 * GAP)
        outer.setSpacing(2 * GAP)
        self.title: QLabel = label(title, "heading", parent=self)
        self.aside: QLabel = label(aside, "secondary", parent=self)
        self.head = QHBoxLayout()
        self.head.setSpacing(2 * GAP)
        self.head.addWidget(self.title)
        self.head.addStretch(1)
        self.head.addWidget(self.aside)
        self.body = QVBoxLayout()
        self.body.setSpacing(2 * GAP)
        outer.addLayout(self.head)
        outer.addLayout(self.body, 1)
        self.set_title(title)
        self.set_aside(aside)

    def set_title(self, title: str) -> None:
        """Change the title; an empty one takes no room."""
        self.title.setText(title)
        show_if(self.title, bool(title))
        self.setAccessibleName(title)

    def set_aside(self, aside: str) -> None:
        """Change the quiet words at the other end of the title's line."""
        self.aside.setText(aside)
        show_if(self.aside, bool(aside))

    def add_beside_title(self, widget: QWidget) -> None:
        """Put a chip or the like directly after the title."""
        self.head.insertWidget(self.head.indexOf(self.title) + 1, widget)

"""What the window expects of a page."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.operations import Operation
from app.ui.theme import GAP
from app.ui.widgets.labels import label


class Page(QWidget):
    """A page has a title line and a body, and answers the window's questions.

    ``heading`` is the title's row (put chips after the title with ``insertWidget(1, …)``, buttons at its
    end with ``addWidget``); ``body`` takes the rest.
    """

    elsewhere = Signal(str, str)
    """Another page is wanted: its name, and what it should show (empty for nothing in particular)."""

    left = Signal()
    """The person is done here and goes back to where they came from, as by Esc."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label("", "title")
        self.heading = QHBoxLayout()
        self.heading.setSpacing(3 * GAP)
        self.heading.addWidget(self.title)
        self.heading.addStretch(1)
        self.body = QVBoxLayout()
        self.body.setSpacing(3 * GAP)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(18, 4 * GAP, 18, 4 * GAP)
        outer.setSpacing(3 * GAP)
        outer.addLayout(self.heading)
        outer.addLayout(self.body, 1)

    def set_title(self, text: str) -> None:
        """Change the title, for the eye and for a screen reader."""
        self.title.setText(text)
        self.setAccessibleName(text)

    def came_up(self) -> None:
        """The page is now the one that is seen: put the focus on its first field, read what is stale."""

    def show_argument(self, argument: str) -> None:
        """Show this one (a receipt's number, for instance); only pages reached from others do."""

    def take_over(self, before: Page) -> None:
        """Go on where the same page stood before the window was made anew in another language.

        Nothing that was typed or chosen there may be lost.
        """

    def is_busy(self) -> bool:
        """Whether something of this page is still being read, saved or asked."""
        return bool(self.findChildren(Operation))

    def topic(self) -> str:
        """Which of several faces of the page is up, for its guide; empty when it has one."""
        return ""

    def would_lose(self) -> str:
        """What leaving would lose, as a sentence for the person; empty when nothing would be lost."""
        return ""

    def asked_again(self) -> None:
        """Its own key was pressed while it is up."""
        self.came_up()

    def put_away(self) -> bool:
        """The person leaves: hand over to be saved what is not; whether something typed is kept for them."""
        return False

    def great_button(self) -> QAbstractButton | None:
        """The page's one great button, which Ctrl+Enter presses."""
        return None

    def go_back(self) -> bool:
        """Take one step back inside the page (Esc); False when there is none and the window may act."""
        return False

    def choose_service(self) -> None:
        """Ask for the service (Ctrl+K); only the page of new applications does."""

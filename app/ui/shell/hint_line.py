"""A line about a page for who sees it for the first time: above the page, away by Esc or a click."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from app.ui.stylesheet import set_look
from app.ui.texts import translate
from app.ui.theme import GAP, Tone
from app.ui.widgets.labels import label
from app.ui.workplace import Workplace


class HintLine(QFrame):
    """Shown once to each person for each page, remembered on this PC; it covers nothing.

    ``on``: whether hints are given at all.
    """

    def __init__(self, workplace: Workplace, *, on: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._on = on
        self._page = ""
        set_look(self, f"notice-{Tone.INFO.value}")
        self._words = label("", f"notice-{Tone.INFO.value}", wraps=True)
        self.close_button = QPushButton(translate("hint_line", "Understood"))
        set_look(self.close_button, "quiet")
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.put_away)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 2 * GAP, 18, 2 * GAP)
        row.setSpacing(3 * GAP)
        row.addWidget(self._words, 1)
        row.addWidget(self.close_button)
        self.hide()

    def show_hint(self, page: str, words: str, *, again: bool = False) -> None:
        """Say the hint of a page, unless this person has seen it; another page's is put away.

        ``again``: it stood already, in the other language.
        """
        if not self._on or page == self._page:
            return
        seen = bool(self._workplace.remembered(f"hint/{page}"))
        self._page = page if words and (again or not seen) else ""
        if self._page and self._workplace.session is not None:
            self._workplace.remember(f"hint/{page}", "seen")
        self._words.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(self._page))

    def put_away(self) -> bool:
        """Put it away; False when it was not there."""
        was_there, self._page = bool(self._page), ""
        self.hide()
        return was_there

    def page(self) -> str:
        """The page whose hint stands; empty when none does."""
        return self._page

    def mousePressEvent(self, _: object) -> None:
        """A click anywhere on it puts it away."""
        self.put_away()

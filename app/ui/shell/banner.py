"""The connection banner: one line across the top, always there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.ui.shell.banner_state import BannerState
from app.ui.stylesheet import set_look
from app.ui.texts import translate
from app.ui.theme import GAP, Tone
from app.ui.widgets.labels import ElidedLabel, label

MARKS = {Tone.OK: "✓", Tone.WAIT: "▲", Tone.BAD: "!", Tone.INFO: "●", Tone.NEUTRAL: ""}
QUIET_LOOKS = {Tone.OK: "good", Tone.WAIT: "warning", Tone.BAD: "error", Tone.INFO: "told"}
"""How what follows the head is written."""


class Banner(QFrame):
    """Shows a :class:`BannerState`; *Details* unfolds the rest of the explanation below the line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: BannerState | None = None
        self._head = label("")
        self._story = ElidedLabel()
        self._aside = ElidedLabel()
        self._aside.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self._more = QPushButton()
        set_look(self._more, "quiet")
        self._more.setCheckable(True)
        self._more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._more.toggled.connect(self._unfold)
        self._detail = label("", wraps=True)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setRange(0, 1000)
        line = QHBoxLayout()
        line.setContentsMargins(18, GAP + 2, 18, GAP + 2)
        line.setSpacing(4 * GAP)
        line.addWidget(self._head)
        line.addWidget(self._story, 1)
        line.addWidget(self._aside)
        line.addWidget(self._more)
        below = QHBoxLayout()
        below.setContentsMargins(18, 0, 18, 2 * GAP)
        below.addWidget(self._detail)
        self._below = QWidget()
        self._below.setLayout(below)
        self._below.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self._below)
        column.addWidget(self._progress)
        self.show_state(BannerState(Tone.INFO, ""))

    def state(self) -> BannerState | None:
        """What it shows."""
        return self._state

    def is_unfolded(self) -> bool:
        """Whether the details are shown."""
        return self._more.isChecked()

    def unfold(self, *, unfolded: bool) -> None:
        """Show the details, or put them away."""
        self._more.setChecked(unfolded)

    def show_state(self, state: BannerState) -> None:
        """Show a state; nothing moves when it is the same as before."""
        if state == self._state:
            return
        if self._state is None or state.tone is not self._state.tone:
            self._colour(state.tone)
        self._state = state
        self._head.setText(f"{MARKS[state.tone]} {state.head}".strip())
        self._story.setText(state.story)
        self._aside.setText(state.aside)
        self._detail.setText(state.detail)
        self._more.setText(translate("banner", "Details"))
        self._more.setVisible(bool(state.detail))
        if not state.detail:
            self._more.setChecked(False)
        self._progress.setVisible(state.share is not None)
        self._progress.setValue(round(1000 * (state.share or 0)))
        self.setAccessibleName(" ".join(p for p in (state.head, state.story, state.aside, state.detail) if p))

    def _colour(self, tone: Tone) -> None:
        set_look(self, f"banner-{tone.value}")
        set_look(self._head, f"banner-{tone.value}")
        for child in (self._story, self._aside, self._detail):
            set_look(child, QUIET_LOOKS[tone])

    def _unfold(self, unfolded: bool) -> None:
        self._below.setVisible(unfolded)

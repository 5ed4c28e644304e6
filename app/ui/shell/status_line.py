"""The status line at the bottom: four counts, scans that wait, the chain, the corrected clock."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from app.ui.fonts import tabular_font
from app.ui.models.situation import Situation
from app.ui.stylesheet import set_look
from app.ui.texts import clock, number, translate
from app.ui.theme import GAP, Tone
from app.ui.widgets.labels import ElidedLabel, label


class StatusLine(QFrame):
    """Quiet words with their figures in medium weight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "status")
        row = QHBoxLayout(self)
        row.setContentsMargins(18, GAP, 18, GAP)
        row.setSpacing(GAP)
        self._words: list[QLabel] = []
        self._figures: list[QLabel] = []
        for _ in range(4):
            word, figure = label("", "secondary"), ElidedLabel("", "small-strong")
            row.addWidget(word)
            row.addWidget(figure)
            row.addSpacing(3 * GAP)
            self._words.append(word)
            self._figures.append(figure)
        self._scans = label("", "secondary")
        row.addWidget(self._scans)
        row.addStretch(1)
        self._chain = label("", "secondary")
        self._clock = label("", "secondary")
        self._clock.setFont(tabular_font())
        row.addWidget(self._chain)
        row.addSpacing(4 * GAP)
        row.addWidget(self._clock)
        self._chain_tone = Tone.OK

    def show_situation(self, situation: Situation) -> None:
        """Show the counts and the number of entries."""
        shown = (
            (translate("status", "saved here"), situation.stored + situation.unknown),
            (translate("status", "sending"), situation.sending),
            (translate("status", "recorded at the centre"), situation.recorded_today),
            (translate("status", "needs you"), situation.needs_you),
        )
        for (text, count), word, figure in zip(shown, self._words, self._figures, strict=True):
            word.setText(text)
            figure.setText(number(count))
        self._scans.setText(
            translate("status", "scans to send: {n}").format(n=number(situation.scans))
            if situation.scans
            else ""
        )
        one, many = translate("status", "{n} entry"), translate("status", "{n} entries")
        entries = (one if situation.entries == 1 else many).format(n=number(situation.entries))
        chain = (
            translate("status", "chain broken")
            if self._chain_tone is Tone.BAD
            else translate("status", "chain sound")
        )
        self._chain.setText(f"{chain} · {entries}")
        told = [f"{text} {number(count)}" for text, count in shown]
        self.setAccessibleName(", ".join([*told, self._scans.text()] if situation.scans else told))

    def show_chain(self, *, sound: bool) -> None:
        """Remember what the latest check of the store found."""
        self._chain_tone = Tone.OK if sound else Tone.BAD
        set_look(self._chain, "secondary" if sound else "error")

    def show_time(self, now: datetime) -> None:
        """Show the centre's corrected time."""
        self._clock.setText(clock(now, seconds=True))

"""Scan pages: which scanner, how fine, in colour or grey; one page after another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.domain.errors import DaftarError
from app.office.scanners import DPI_CHOICES, Cancel, Scanner, find_scanners
from app.office.scanners.errors import ScanCancelled
from app.ui import operations, texts
from app.ui.texts import explained, translate
from app.ui.theme import GAP, Tone
from app.ui.widgets.buttons import KeyButton
from app.ui.widgets.labels import label
from app.ui.widgets.notice import Notice

DPI_FIRST = 200


class ScanDialog(QDialog):
    """``scanned(content)`` for each page that came through; the dialog stays open for the next."""

    scanned = Signal(object)
    _found: Sequence[Scanner] = ()
    """What was found last, so that the next paper need not wait for the search."""

    def __init__(self, paper: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("documents", "Scan: {paper}").format(paper=paper))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._cancel: Cancel | None = None
        self._count = 0
        self.notice = Notice()
        self.which = QComboBox()
        self.which.setAccessibleName(translate("documents", "Scanner"))
        self.dpi = QComboBox()
        self.dpi.setAccessibleName(translate("documents", "Dots an inch"))
        for dpi in DPI_CHOICES:
            self.dpi.addItem(texts.digits(dpi), dpi)
        self.dpi.setCurrentIndex(DPI_CHOICES.index(DPI_FIRST))
        self.colour = QComboBox()
        self.colour.setAccessibleName(translate("documents", "Colour"))
        self.colour.addItem(translate("documents", "In colour"), True)
        self.colour.addItem(translate("documents", "In grey"), False)
        self.running = QProgressBar()
        self.running.setRange(0, 0)
        self.running.setTextVisible(False)
        self.scan_button = KeyButton(translate("documents", "Scan"), "Enter", primary=True)
        self.again = KeyButton(translate("documents", "Search again"), "F5", shortcut=True)
        self.leave = KeyButton(translate("documents", "Close"), "Esc")
        self._lay_out()
        self.scan_button.clicked.connect(self.scan)
        self.again.clicked.connect(self.search)
        self.leave.clicked.connect(self.reject)
        if ScanDialog._found:
            self._on_found(list(ScanDialog._found))
        else:
            self.search()

    def search(self) -> None:
        """Look for scanners anew."""
        self._set_running(translate("documents", "Looking for scanners…"))
        cancel = self._cancel = Cancel()
        operations.run(self, lambda: find_scanners(cancel), self._on_found, self._on_trouble)

    def scan(self) -> None:
        """Scan one page."""
        scanner = self.which.currentData()
        if scanner is None or self._cancel is not None:
            return
        dpi, colour = int(self.dpi.currentData()), bool(self.colour.currentData())
        self._set_running(translate("documents", "Scanning… Esc stops it."))
        cancel = self._cancel = Cancel()
        operations.run(self, lambda: scanner.scan(dpi, colour, cancel), self._on_scanned, self._on_trouble)

    def reject(self) -> None:
        """Esc first stops what is under way, then closes."""
        if self._cancel is None:
            super().reject()
            return
        self._cancel.set()
        self.notice.say(translate("documents", "Stopping…"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus; elsewhere it scans."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            (focused if isinstance(focused, KeyButton) else self.scan_button).click()
            return
        super().keyPressEvent(event)

    def _set_running(self, words: str) -> None:
        self.notice.say(words)
        self.running.show()
        for part in (self.which, self.dpi, self.colour, self.scan_button, self.again):
            part.setEnabled(False)

    def _ended(self) -> None:
        self._cancel = None
        self.running.hide()
        for part in (self.dpi, self.colour, self.again):
            part.setEnabled(True)
        for part in (self.which, self.scan_button):
            part.setEnabled(self.which.count() > 0)

    def _on_found(self, found: list[Scanner]) -> None:
        ScanDialog._found = tuple(found)
        self.which.clear()
        for one in found:
            self.which.addItem(one.title, one)
        self._ended()
        if found:
            self.notice.say("")
            self.scan_button.setFocus()
        else:
            none = translate(
                "documents",
                "No scanner was found. Look at its cable and its switch, then search again; the paper can"
                " also be added as a file.",
            )
            self.notice.say(none, Tone.WAIT)
            self.again.setFocus()

    def _on_scanned(self, content: bytes) -> None:
        self._ended()
        self._count += 1
        told = translate("documents", "Page {n} was scanned. Put in the next one, or close.")
        self.notice.say(told.format(n=texts.digits(self._count)), Tone.OK)
        self.scan_button.setFocus()
        self.scanned.emit(content)

    def _on_trouble(self, error: DaftarError) -> None:
        self._ended()
        stopped = isinstance(error, ScanCancelled)
        self.notice.say(explained(error).in_one(), Tone.WAIT if stopped else Tone.BAD)
        (self.scan_button if self.scan_button.isEnabled() else self.again).setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * GAP, 3 * GAP, 4 * GAP, 3 * GAP)
        column.setSpacing(2 * GAP)
        for words, box in (
            (translate("documents", "Scanner"), self.which),
            (translate("documents", "Dots an inch"), self.dpi),
            (translate("documents", "Colour"), self.colour),
        ):
            column.addWidget(label(words, "secondary"))
            column.addWidget(box)
        column.addWidget(self.running)
        column.addWidget(self.notice)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(2 * GAP)
        row.addWidget(self.again)
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.scan_button)
        column.addLayout(row)
        self.resize(480, 340)

"""A column that scrolls up and down only, and keeps what has the focus in sight."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from app.ui.after_paint import after_paint
from app.ui.theme import GAP


class Scrolling(QScrollArea):
    """``shown_whole``: kinds of widget that come into sight whole when something in one has the focus."""

    def __init__(
        self,
        contents: QVBoxLayout,
        *,
        shown_whole: tuple[type[QWidget], ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._shown_whole = shown_whole
        self._will_look = False
        canvas = QWidget()
        contents.setContentsMargins(0, 0, 0, 0)
        canvas.setLayout(contents)
        self.setWidget(canvas)
        for behind in (canvas, self.viewport()):
            behind.setAutoFillBackground(False)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        canvas.installEventFilter(self)
        application = QApplication.instance()
        if shown_whole and isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What has the focus stays in sight when words come under it."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and not self._will_look:
            self._will_look = bool(self._shown_whole)
            if self._will_look:
                after_paint(self, self._look_again)  # before, words may not have their room yet
        return super().eventFilter(watched, event)

    def _look_again(self) -> None:
        self._will_look = False
        self._on_focus(None, QApplication.focusWidget())

    def _on_focus(self, _: QWidget | None, now: QWidget | None) -> None:
        """Scroll to the field that has the focus, with its label and its words."""
        if now is None or not self.isAncestorOf(now):
            return
        whole: QWidget | None = now
        while whole is not None and not isinstance(whole, self._shown_whole):
            whole = whole.parentWidget()
        self.ensureWidgetVisible(whole or now, 0, 4 * GAP)

"""The window: an entrance (sign-in, passphrase, trouble) and, behind it, the work area.

Imports nothing heavy: it is painted first, and store and sync are loaded after that (``app.ui.start``).
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QSize, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from app.domain.errors import DaftarError
from app.ui.pages.sign_in import SignInPage
from app.ui.shell.entrance_foot import EntranceFoot
from app.ui.texts import translate

if TYPE_CHECKING:
    from app.ui.pages.passphrase import PassphrasePage
    from app.ui.pages.trouble import TroublePage
    from app.ui.shell.help_panel import HelpPanel
    from app.ui.shell.work_area import WorkArea

SIZE_MIN = QSize(1024, 640)
SIZE_FIRST = QSize(1366, 768)


class MainWindow(QMainWindow):
    """``close_asked`` when the person closes it; whoever owns store and sync calls :meth:`close_for_good`.

    ``passphrase`` and ``trouble`` are made when they are first needed: most starts see neither.
    """

    close_asked = Signal()
    passphrase_given = Signal(str)
    retry_asked = Signal()

    def __init__(self, settings: QSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._may_close = False
        self.sign_in = SignInPage()
        self.foot = EntranceFoot(settings)
        self.sign_in.add_foot(self.foot)
        self.work: WorkArea | None = None
        self.stack = QStackedWidget()
        self.stack.addWidget(self.sign_in)
        self.setCentralWidget(self.stack)
        self._entrance_help: HelpPanel | None = None
        self.setMinimumSize(SIZE_MIN)
        self.retranslate()
        geometry = settings.value("window/geometry")
        if geometry is None or not self._go_where_it_was(geometry):
            self.resize(SIZE_FIRST)

    def bind_keys(self) -> None:
        """Let keys work at the entrance. After the first paint: nobody presses one before, and Qt's classes
        for it need not be loaded before.
        """
        from PySide6.QtCore import Qt
        from PySide6.QtGui import QKeySequence, QShortcut

        for key, act in (("F1", self._toggle_help), ("Esc", self._leave_help)):
            shortcut = QShortcut(QKeySequence(key), self.sign_in)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _go_where_it_was(self, geometry: object) -> bool:
        from PySide6.QtCore import QByteArray

        return isinstance(geometry, QByteArray) and self.restoreGeometry(geometry)

    @cached_property
    def passphrase(self) -> PassphrasePage:
        """The page that asks for the passphrase of the store's keys."""
        from app.ui.pages.passphrase import PassphrasePage

        page = PassphrasePage()
        page.given.connect(self.passphrase_given)
        self.stack.addWidget(page)
        return page

    @cached_property
    def trouble(self) -> TroublePage:
        """The page that explains what keeps the window from working."""
        from app.ui.pages.trouble import TroublePage

        page = TroublePage()
        page.leave.connect(self.close)
        page.again.connect(self.retry_asked)
        self.stack.addWidget(page)
        return page

    def _toggle_help(self) -> None:
        """Show what is to be known of signing in, or put it away."""
        from app.ui.shell.guides import guide_of
        from app.ui.shell.help_panel import HelpPanel

        if self._entrance_help is not None and self._entrance_help.isVisible():
            self._entrance_help.hide()
            return
        if self._entrance_help is None:
            self._entrance_help = HelpPanel(self.sign_in, keys=False)
        self._entrance_help.show_over(guide_of("sign-in"))

    def _leave_help(self) -> None:
        if self._entrance_help is not None:
            self._entrance_help.hide()

    def retranslate(self) -> None:
        """Set the words of the entrance anew, after the language changed."""
        self._leave_help()
        self.setWindowTitle(translate("main_window", "Daftar"))
        self.sign_in.retranslate()
        self.foot.retranslate()

    def show_sign_in(self, note: str = "") -> None:
        """Bring the sign-in up, empty."""
        self._leave_help()
        self.stack.setCurrentWidget(self.sign_in)
        self.sign_in.came_up(note)

    def ask_passphrase(self, error: str = "") -> None:
        """Ask for the passphrase of the store's keys."""
        self.stack.setCurrentWidget(self.passphrase)
        self.passphrase.retranslate()
        self.passphrase.ask(error)

    def show_trouble(self, error: DaftarError, *, can_retry: bool = True) -> None:
        """Explain on the full page why the window cannot work."""
        self.trouble.show_error(error, can_retry=can_retry)
        self.stack.setCurrentWidget(self.trouble)

    def show_closing(self) -> None:
        """Say that the store is being checked and closed."""
        from app.ui.pages.closing import ClosingPage

        page = ClosingPage()
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)

    def set_work(self, work: WorkArea) -> None:
        """Put a work area behind the entrance, in place of an earlier one."""
        if self.work is not None:
            self.stack.removeWidget(self.work)
            self.work.deleteLater()
        self.work = work
        self.stack.addWidget(work)

    def show_work(self) -> None:
        """Bring the work area up."""
        if self.work is not None:
            self.stack.setCurrentWidget(self.work)

    def raise_up(self) -> None:
        """Come before other windows: somebody started Daftar a second time."""
        from PySide6.QtCore import Qt

        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def close_for_good(self) -> None:
        """Close; nothing is asked any more."""
        self._may_close = True
        self.close()

    def confirm_loss(self, what: str) -> bool:
        """Ask whether to close although ``what`` would be lost."""
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setWindowTitle(translate("main_window", "Daftar"))
        box.setText(what)
        stay = box.addButton(translate("main_window", "Stay"), QMessageBox.ButtonRole.RejectRole)
        leave = box.addButton(
            translate("main_window", "Close all the same"), QMessageBox.ButtonRole.AcceptRole
        )
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.exec()
        return box.clickedButton() is leave

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the owner see that nothing is lost, and check and close the store first."""
        if self._may_close:
            self._settings.setValue("window/geometry", self.saveGeometry())
            event.accept()
            return
        event.ignore()
        self.close_asked.emit()

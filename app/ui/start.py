"""Start the window: paint the sign-in first, then load store and sync, then let people in.

:func:`run` is the whole program; :class:`Launch` is the same without the event loop, for the demo and
for tests that drive the window.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSettings, QTimer, Signal
from PySide6.QtWidgets import QApplication

from app.domain.errors import DaftarError
from app.ui import collector, operations, theme
from app.ui.first_paint import FirstPaint
from app.ui.fonts import install_fonts
from app.ui.language import Language, speak
from app.ui.shell.appearance import chosen_language, chosen_scheme, other_language, other_scheme
from app.ui.shell.main_window import MainWindow
from app.ui.single_window import SingleWindow, raise_first
from app.ui.texts import digits, explained, isolate, translate

if TYPE_CHECKING:
    from app.local_db.place import Place
    from app.office.counter import Counter
    from app.sync.timing import Timing
    from app.ui.door import Door
    from app.ui.workplace import Workplace

log = logging.getLogger(__name__)

LOCK_HELD_S_MAX = 0.0005
"""How long a thread that computes keeps Python's lock from the window, which asks for it at every call
back from Qt, a dozen times a key: a tenth of what Python has by itself."""
TURN_AGAIN_MS = 30
"""How soon it is tried again to change the language while something is being saved."""
EXIT_DONE, EXIT_NOT_POSSIBLE, EXIT_TRY_LATER = 0, 1, 75


def run(
    place: Place,
    passphrase: str | None = None,
    *,
    language: Language | None = None,
    scheme: theme.Scheme | None = None,
    arguments: Sequence[str] = (),
) -> int:
    """Open the window on a store and serve until it is closed; the process's exit code.

    75 when another window has this store open already (it is raised), 1 when the store could not be
    opened and the person closed the page that said so.
    """
    app = application(arguments)
    if raise_first(place.directory):
        return EXIT_TRY_LATER
    launch = Launch(app, place, passphrase, language=language, scheme=scheme, hints=True)
    launch.painted.connect(partial(_keep_log, place))
    launch.window.show()
    app.exec()
    return launch.exit_code


def _load_what_comes_next() -> None:
    """Import the pages and the sending in the thread that opens the store, so that the window lives on."""
    import httpcore  # noqa: F401 - httpx loads it with its first client

    import app.sync.lanes
    import app.ui.door
    import app.ui.shell.page_list  # noqa: F401


def _keep_log(place: Place) -> None:
    from app.ui.window_log import keep_log

    keep_log(place.logs)


def application(arguments: Sequence[str] = ()) -> QApplication:
    """The process's QApplication, with name and font; other threads make way for its own soon."""
    sys.setswitchinterval(LOCK_HELD_S_MAX)
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        app = existing
    else:
        app = QApplication([sys.argv[0], *theme.STYLE_ARGUMENTS, *arguments])
    app.setApplicationName("daftar")
    app.setApplicationDisplayName("Daftar")
    install_fonts(app)
    return app


class Launch(QObject):
    """The window with all that it owns. ``opened(Workplace)`` once the store is open, ``closed`` at the end.

    The store is opened right after the first painting, off the UI thread.
    """

    opened = Signal(object)
    signed_in = Signal()
    closed = Signal()

    def __init__(
        self,
        app: QApplication,
        place: Place,
        passphrase: str | None = None,
        *,
        language: Language | None = None,
        scheme: theme.Scheme | None = None,
        timing: Timing | None = None,
        hints: bool = False,
    ) -> None:
        super().__init__()
        self._timing, self._hints = timing, hints
        self._app, self._place, self._passphrase = app, place, passphrase
        self._settings = QSettings(str(place.directory / "window.ini"), QSettings.Format.IniFormat)
        self._sync: Any = None
        self._door: Door | None = None
        self._rebuild = self._is_turning = False
        self._is_closing = False
        self.is_open = True
        """Until the window was closed and the store with it."""
        self.exit_code = EXIT_DONE
        self.workplace: Workplace | None = None
        speak(app, language or chosen_language(self._settings))
        theme.apply(app, scheme or chosen_scheme(self._settings))
        self.window = MainWindow(self._settings)
        self._single: SingleWindow | None = None
        self.window.passphrase_given.connect(self._with_passphrase)
        self.window.retry_asked.connect(self._open_again)
        self.window.foot.language_chosen.connect(self._speak)
        self.window.close_asked.connect(self._close)
        self.window.show_sign_in()
        self.painted = FirstPaint(self.window.sign_in).over
        self.painted.connect(self._on_painted)

    # Opening -----------------------------------------------------------------------------------------

    def _on_painted(self) -> None:
        self._single = SingleWindow(self._place.directory, self)
        self._single.raise_asked.connect(self.window.raise_up)
        self.window.bind_keys()
        self._open()

    def _open(self) -> None:
        place, passphrase = self._place, self._passphrase

        def work() -> Counter:
            from app.office.counter import open_counter

            _load_what_comes_next()
            return open_counter(place, passphrase, write=True)

        operations.run(self, work, self._on_opened, self._on_not_opened)

    def _open_again(self) -> None:
        self.exit_code = EXIT_DONE
        self.window.show_sign_in()
        self._open()

    def _with_passphrase(self, passphrase: str) -> None:
        self._passphrase = passphrase
        self._open()

    def _on_opened(self, counter: Counter) -> None:
        if self._is_closing:
            counter.close()
            return
        from app.sync.lanes import SyncService
        from app.ui.bridge import Bridge
        from app.ui.door import Door
        from app.ui.shell.key_watch import KeyWatch
        from app.ui.workplace import Workplace

        KeyWatch(counter.store.courtesy, self.window)
        self._sync = SyncService(counter, timing=self._timing)
        self.workplace = Workplace(counter, Bridge(counter.store, self._sync, self), self._settings, self)
        self._door = Door(self.window, self.workplace, self)
        self._door.entered.connect(self._on_entered)
        self._build_work()
        operations.run(self, self._sync.start)  # it reads certificates: not for the UI thread
        if self.window.stack.currentWidget() is not self.window.sign_in:
            self.window.show_sign_in()
        self._say_office()
        self.window.sign_in.set_ready(ready=True)
        collector.go_on()
        self.opened.emit(self.workplace)

    def _on_not_opened(self, error: DaftarError) -> None:
        collector.go_on()
        from app.local_db.errors import PassphraseNeeded, StoreLocked, WrongPassphrase

        log.warning("the store was not opened: %s", type(error).__name__)
        if isinstance(error, PassphraseNeeded | WrongPassphrase):
            self.window.ask_passphrase("" if isinstance(error, PassphraseNeeded) else explained(error).what)
            return
        self.exit_code = EXIT_TRY_LATER if isinstance(error, StoreLocked) else EXIT_NOT_POSSIBLE
        self.window.show_trouble(error)

    def _build_work(self) -> None:
        from app.ui.shell.page_list import page_specs
        from app.ui.shell.work_area import WorkArea

        if self.workplace is None or self._door is None:
            return
        before = self.window.work
        work = WorkArea(self.workplace, page_specs(), before=before, hints=self._hints)
        work.lock_asked.connect(self._door.lock)
        work.language_asked.connect(self._turn)
        work.scheme_asked.connect(self._other_scheme)
        self.window.set_work(work)
        if before is None:
            work.start()
            return
        self.window.show_work()
        work.go_on(before)

    def _say_office(self) -> None:
        if self.workplace is None:
            return
        identity = self.workplace.counter.identity
        self.window.sign_in.set_office(
            translate("start", "Office {office} · {name} · counter {counter}").format(
                office=digits(identity.office),
                name=isolate(identity.office_name),
                counter=digits(identity.counter),
            )
        )

    # Signing in --------------------------------------------------------------------------------------

    def _on_entered(self, lease_end: str) -> None:
        work = self.window.work
        if work is None:
            return
        work.show_person(lease_end)
        self.window.show_work()
        work.go(work.current_name() or work.first_name())
        if self._rebuild:
            self._work_anew()
        self.signed_in.emit()

    def _speak(self, language: Language) -> None:
        speak(self._app, language)
        self.window.retranslate()
        self._say_office()
        self._rebuild = self.workplace is not None

    def _turn(self) -> None:
        """The other language, in the middle of work; what is typed stays."""
        if self.workplace is None or self.workplace.session is None or self._is_turning:
            return
        self._is_turning = True
        self._work_anew(other_language(self._settings))

    def _work_anew(self, language: Language | None = None) -> None:
        """Make the pages anew in a language, or in the one that is on, as soon as nothing is under way."""
        work = self.window.work
        if self._is_closing or self.workplace is None or work is None:
            return
        if work.is_busy():
            QTimer.singleShot(TURN_AGAIN_MS, self, partial(self._work_anew, language))
            return
        if language is not None:
            self._speak(language)
        self._is_turning = False
        if self.workplace.session is not None:
            self._rebuild = False
            self._build_work()

    def _other_scheme(self) -> None:
        other_scheme(self._settings)
        self.window.foot.retranslate()
        if self.window.work is not None:
            self.window.work.rail.say_scheme()

    # Closing -----------------------------------------------------------------------------------------

    def _close(self) -> None:
        if self._is_closing:
            return
        self._is_closing = self._may_go()
        if not self._is_closing:
            return
        workplace, self.workplace = self.workplace, None
        if workplace is None:
            self._finish()
            return
        from app.ui.closing import close_down

        workplace.closing.emit()
        if self.window.work is not None:
            self.window.work.stop()
        self.window.show_closing()
        operations.wait_for_all()  # what is being saved is saved before the store is closed
        work = partial(close_down, workplace.counter, workplace.session, self._sync)
        operations.run(self, work, self._on_closed_down, self._on_closed_down)

    def _may_go(self) -> bool:
        """Keep what was typed; asked when something is left that is not kept."""
        work = self.window.work
        if work is None:
            return True
        for _ in range(2):  # a picture that is being read when it is asked for first comes with the second
            work.put_away()
            operations.wait_for_all()
        lost = work.would_lose()
        return not lost or self.window.confirm_loss(lost)

    def _on_closed_down(self, fault: DaftarError | None) -> None:
        if fault is None:
            self._finish()
        else:
            self._is_closing = False
            self.exit_code = EXIT_NOT_POSSIBLE
            self.window.show_trouble(fault, can_retry=False)

    def _finish(self) -> None:
        operations.wait_for_all()
        if self._single is not None:
            self._single.close()
        self.window.close_for_good()
        self.window.deleteLater()
        self.is_open = False
        self.closed.emit()
        self._app.quit()

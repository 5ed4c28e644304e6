"""Where work is done: rail, banner, the stack of pages, status line; and the keys that move about in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.business_day import business_day
from app.ui.pages.page import Page
from app.ui.roles import role_names
from app.ui.shell.appearance import LANGUAGE_KEY
from app.ui.shell.banner import Banner
from app.ui.shell.checks import Checks
from app.ui.shell.guides import guide_of
from app.ui.shell.handing_over import focus_on, focused_place
from app.ui.shell.help_panel import HelpPanel
from app.ui.shell.hint_line import HintLine
from app.ui.shell.rail import Rail, Stop
from app.ui.shell.status_line import StatusLine
from app.ui.shell.watch import Watch
from app.ui.texts import day, day_and_clock, digits, isolate, translate
from app.ui.workplace import Workplace


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page of the window: its place on the rail, how it is made (on first use), its first hint.

    One that is not ``on_rail`` is reached from another page only.
    """

    stop: Stop
    make: Callable[[Workplace], Page]
    on_rail: bool = True
    hint: str = ""


class WorkArea(QWidget):
    """``lock_asked`` when the person wants to leave the counter; ``language_asked``, ``scheme_asked``.

    ``before`` is the work area in the other language that this one takes the place of: its watching goes
    on here at once, its pages when :meth:`go_on` is called. ``hints``: say a line about each page to who
    sees it for the first time.
    """

    lock_asked = Signal()
    language_asked = Signal()
    scheme_asked = Signal()

    def __init__(
        self,
        workplace: Workplace,
        specs: list[PageSpec],
        *,
        before: WorkArea | None = None,
        hints: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.workplace = workplace
        self._specs = {spec.stop.name: spec for spec in specs}
        self._pages: dict[str, Page] = {}
        self._before: list[str] = []
        self._lease_end = ""
        self._place = focused_place(before.current_page()) if before is not None else None
        self.rail = Rail([spec.stop for spec in specs if spec.on_rail])
        self.banner = Banner()
        self.status = StatusLine()
        self.stack = QStackedWidget()
        self.hint = HintLine(workplace, on=hints)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.hint)
        column.addWidget(self.stack, 1)
        column.addWidget(self.status)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(column, 1)
        self.help = HelpPanel(self.stack)
        self.watch: Watch = before.watch if before is not None else Watch(workplace)
        self.watch.setParent(self)
        self.watch.banner_changed.connect(self.banner.show_state)
        self.watch.situation_changed.connect(self.status.show_situation)
        self.watch.ticked.connect(self._on_tick)
        self.checks: Checks = before.checks if before is not None else Checks(workplace)
        self.checks.setParent(self)
        self.checks.checked.connect(self._on_checked)
        self.rail.chosen.connect(self._asked)
        self.rail.language_asked.connect(self.language_asked)
        self.rail.scheme_asked.connect(self.scheme_asked)
        self._day = ""
        self._say_office()
        self._bind_keys()

    def start(self) -> None:
        """Begin to watch and check."""
        self.watch.start()
        self.checks.start()

    def stop(self) -> None:
        """End watching and checking, before the store is closed."""
        self.watch.stop()
        self.checks.stop()

    def is_busy(self) -> bool:
        """Whether a page is reading, saving or asking just now."""
        return any(page.is_busy() for page in self._pages.values())

    def go_on(self, before: WorkArea) -> None:
        """Go on where a work area in the other language stood; nothing typed there is lost."""
        for name, page in before._pages.items():
            self.page(name).take_over(page)
        self.show_person(before._lease_end)
        self.banner.unfold(unfolded=before.banner.is_unfolded())
        self._on_checked(self.checks.sound)
        self.banner.show_state(self.watch.banner())
        self._bring_up(before.current_name() or self.first_name())
        self._before = before._before
        self.hint.show_hint(before.hint.page(), self._hint_of(before.hint.page()), again=True)
        focus_on(self.current_page(), self._place)
        if before.help.isVisibleTo(before):
            self.help.show_over(guide_of(self.topic()))

    def go(self, name: str) -> Page:
        """Bring a page up; it is made when it is first needed and keeps what was typed."""
        page = self.page(name)
        current = self.current_name()
        if current and current != name:
            self._before = [*self._before[-8:], current]
        self.help.hide()
        self.hint.show_hint(name, self._hint_of(name))
        self._bring_up(name)
        page.came_up()
        return page

    def _bring_up(self, name: str) -> None:
        self.stack.setCurrentWidget(self.page(name))
        self.rail.mark(name)
        self._elsewhere.setEnabled(name != next(iter(self._specs)))

    def page(self, name: str) -> Page:
        """A page by its name."""
        if name not in self._pages:
            page = self._specs[name].make(self.workplace)
            self._pages[name] = page
            page.elsewhere.connect(self._go_elsewhere)
            page.left.connect(self._go_back)
            self.stack.addWidget(page)
        return self._pages[name]

    def current_page(self) -> Page | None:
        """The page that is up."""
        page = self.stack.currentWidget()
        return page if isinstance(page, Page) else None

    def topic(self) -> str:
        """What F1 tells about: the page that is up, and which of its faces."""
        page = self.current_page()
        face = page.topic() if page is not None else ""
        return f"{self.current_name()}.{face}" if face else self.current_name()

    def current_name(self) -> str:
        """The name of the page that is up, or empty."""
        up = self.stack.currentWidget()
        return next((name for name, page in self._pages.items() if page is up), "")

    def first_name(self) -> str:
        """The page to begin with: the first of the rail, or the queue for those who only look."""
        session = self.workplace.session
        names = list(self._specs)
        return names[0] if session is None or session.may_accept else names[-1]

    def would_lose(self) -> str:
        """What closing the window would lose, as a sentence; empty when nothing."""
        return next((lost for page in self._pages.values() if (lost := page.would_lose())), "")

    def put_away(self) -> bool:
        """Whoever is signed in leaves: what was typed is handed over to be saved; whether there is any."""
        kept = [page.put_away() for page in self._pages.values()]
        return any(kept)

    def show_person(self, lease_end: str) -> None:
        """Show who is signed in, and until when that works without the centre."""
        self._lease_end = lease_end
        session = self.workplace.session
        if session is None:
            return
        roles = role_names(session.roles)
        name = isolate(session.name)
        self.rail.person.setText(f"{name} · {roles}" if roles else name)
        offline = session.offline and bool(lease_end)
        self.rail.offline.setText(
            translate("work_area", "Signed in offline until {end}").format(end=day_and_clock(lease_end))
            if offline
            else ""
        )
        self.rail.offline.setVisible(offline)

    def _bind_keys(self) -> None:
        for spec in self._specs.values():
            if spec.on_rail:
                self._key(spec.stop.key, partial(self._asked, spec.stop.name))
        self._key("F1", self._toggle_help)
        self._key("Ctrl+L", self.lock_asked.emit)
        self._key(LANGUAGE_KEY, self.language_asked.emit)
        self._key("Ctrl+Return", self._press_great_button)
        self._key("Ctrl+Enter", self._press_great_button)
        self._key("Esc", self._go_back)
        # On its own page the key is shown on a button, which it presses; elsewhere it leads there.
        self._elsewhere = self._key("Ctrl+K", self._choose_service)

    def _key(self, key: str, act: Callable[[], object]) -> QShortcut:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.activated.connect(act)
        return shortcut

    def _asked(self, name: str) -> None:
        """A page's key or button: it comes up, or begins anew when it is up already."""
        if self.current_name() != name:
            self.go(name)
            return
        self.help.hide()
        self.rail.mark(name)
        self.page(name).asked_again()

    def _go_elsewhere(self, name: str, argument: str) -> None:
        """Bring up a page that another one asks for."""
        if argument:
            self.page(name).show_argument(argument)
        self.go(name)

    def _choose_service(self) -> None:
        self.go(self.first_name()).choose_service()

    def _toggle_help(self) -> None:
        if self.help.isVisible():
            self.help.hide()
        else:
            self.help.show_over(guide_of(self.topic()))

    def _press_great_button(self) -> None:
        page = self.current_page()
        button = page.great_button() if page is not None else None
        if button is not None and button.isEnabled():
            button.click()

    def _go_back(self) -> None:
        if self.help.isVisible():
            self.help.hide()
            return
        if self.hint.put_away():
            return
        page = self.current_page()
        if page is not None and page.go_back():
            return
        while self._before and not self._specs[self._before[-1]].on_rail:
            self._before.pop()  # what was done there is done
        if self._before:
            before = self._before[:-1]
            self.go(self._before[-1])
            self._before = before

    def _hint_of(self, name: str) -> str:
        return self._specs[name].hint if name in self._specs else ""

    def _on_checked(self, sound: bool) -> None:
        self.status.show_chain(sound=sound)
        self.status.show_situation(self.watch.situation())

    def _on_tick(self, now: datetime) -> None:
        self.status.show_time(now)
        self._say_day()

    def _say_office(self) -> None:
        identity = self.workplace.counter.identity
        self.rail.brand.setText(translate("work_area", "Daftar"))
        self.rail.office.setText(
            translate("work_area", "Office {office} · {name}").format(
                office=digits(identity.office), name=isolate(identity.office_name)
            )
        )
        self.rail.hints.setText(
            translate("work_area", "Lock: {lock} · Help: {help}").format(
                lock=isolate("Ctrl+L"), help=isolate("F1")
            )
        )
        self._say_day()
        self.status.show_time(self.workplace.counter.now())

    def _say_day(self) -> None:
        today = business_day(self.workplace.counter.now())
        if today != self._day:
            self._day = today
            self.rail.counter.setText(
                translate("work_area", "Counter {n} · {day}").format(
                    n=digits(self.workplace.counter.identity.counter), day=day(today)
                )
            )

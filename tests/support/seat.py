"""A place at the whole window: what whoever works there looks at."""

from __future__ import annotations

from app.office.counter import Counter
from app.ui.pages.application import ApplicationPage
from app.ui.shell.work_area import WorkArea
from app.ui.start import Launch


class Seat:
    """At the window of ``launch``."""

    def __init__(self, launch: Launch) -> None:
        self.launch = launch

    @property
    def work(self) -> WorkArea:
        """The pages, once the store is open."""
        assert self.launch.window.work is not None
        return self.launch.window.work

    @property
    def page(self) -> ApplicationPage:
        """The page of a new application."""
        page = self.work.page("application")
        assert isinstance(page, ApplicationPage)
        return page

    @property
    def counter(self) -> Counter:
        """The counter that the window works on."""
        assert self.launch.workplace is not None
        return self.launch.workplace.counter
